"""pandas columns as R would hold them."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from formula2eq.design.build import design
from formula2eq.design.columns import from_series
from formula2eq.design.values import as_text
from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand


@pytest.mark.parametrize(
    ("values", "kind", "texts"),
    [
        ([1, 2], "integer", ["1", "2"]),
        ([1.5, None], "numeric", ["1.5", None]),
        ([True, False], "logical", ["TRUE", "FALSE"]),
        (pd.Series([True, None], dtype=object), "logical", ["TRUE", None]),
        (pd.array([1, None], dtype="Int64"), "integer", ["1", None]),
        (pd.array([True, None], dtype="boolean"), "logical", ["TRUE", None]),
        (pd.Series([Decimal("0.5"), None], dtype=object), "numeric", ["0.5", None]),
        (["b", None], "character", ["b", None]),
        (pd.Categorical([2.0, 1.0]), "factor", ["2", "1"]),
        (pd.Categorical([True, None]), "factor", ["TRUE", None]),
        (pd.to_datetime(["2020-01-02", None]), "date", ["2020-01-02", None]),
    ],
)
def test_kinds(values, kind, texts):
    found = from_series(pd.Series(values))
    assert found.kind == kind
    assert as_text(found) == texts


def test_weights_multiply_the_trials():
    data = pd.DataFrame({"a": [1, 2, 3], "b": [3, 2, 1], "x": [0.0, 1.0, 3.0], "w": [1, 2, 3]})
    made = design(expand(parse("cbind(a, b) ~ x")), data, family="binomial", weights="w").design
    assert made.weights.tolist() == [4, 8, 12]
    np.testing.assert_allclose(made.y, [0.25, 0.5, 0.75])


def test_the_design_of_a_model_without_data_in_some_rows_keeps_positions():
    data = pd.DataFrame(
        {"y": [1.0, np.nan, 3.0, 4.0], "x": [0.0, 1.0, 2.0, 5.0]}, index=list("abcd")
    )
    record = design(expand(parse("y ~ x")), data)
    assert record.design.rows.tolist() == [0, 2, 3]
    assert record.frame.to_pandas().index.tolist() == [0, 2, 3]
