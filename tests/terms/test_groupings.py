"""``a:b`` beside the ``b:a`` of ``a/b``: two names of one partition, in every form."""

import pytest

from formula2eq import Model


@pytest.mark.parametrize(
    "text",
    [
        "y ~ x + (1 | a/b) + (0 + x | a:b)",
        "y ~ x + (1 | a:b) + (0 + x | b:a)",
        "glmmTMB(y ~ x + (1 | a/b), ziformula = ~ (1 | a:b), family = poisson)",
    ],
)
def test_two_names_of_one_partition(text: str) -> None:
    model = Model(text)
    for notation in ("lecture", "additive", "matrix"):
        model.equations("combined", notation)
    model.read_back()
