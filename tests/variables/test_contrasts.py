"""Contrasts against R's own matrices."""

from itertools import combinations

import pytest

from formula2eq.errors import UsageError
from formula2eq.variables.contrasts import CODINGS, contrast

NAMES = ("a", "b", "c", "d")


def test_values():
    assert contrast("contr.sum", NAMES).weights(0) == (1, 0, 0, -1)
    assert contrast("contr.helmert", NAMES).weights(2) == (-1, -1, -1, 3)
    assert contrast("contr.SAS", NAMES).columns == ("a", "b", "c")
    assert contrast("contr.treatment", NAMES, base=1).category(1) == "c"
    # R: contr.poly(4)
    assert contrast("contr.poly", NAMES).weights(2) == pytest.approx(
        (-0.223606797749979, 0.670820393249937, -0.670820393249937, 0.223606797749979), abs=1e-14
    )
    assert contrast("contr.poly", tuple("abcdef")).columns == (".L", ".Q", ".C", "^4", "^5")


@pytest.mark.parametrize("count", [2, 5, 30, 60])
def test_polynomials_stay_orthonormal(count):
    made = contrast("contr.poly", tuple(str(number) for number in range(count)))
    columns = [made.weights(column) for column in range(count - 1)]
    for first, second in combinations(columns, 2):
        assert abs(sum(a * b for a, b in zip(first, second, strict=True))) < 1e-9
    assert all(abs(sum(column)) < 1e-9 for column in columns)


def test_too_many_categories_for_polynomials():
    with pytest.raises(UsageError, match="96 categories"):
        contrast("contr.poly", tuple(str(number) for number in range(96)))


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(UsageError, match="contr.helmert") as caught:
        contrast("contr.sums", NAMES)
    assert all(name in str(caught.value) for name in CODINGS)
