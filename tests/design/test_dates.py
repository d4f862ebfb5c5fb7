"""Dates and times in formulas: R's answers (``dates.R``), and the kinds of columns that hold them."""

import datetime
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from formula2eq.design.build import design
from formula2eq.design.columns import from_series
from formula2eq.errors import DataError
from formula2eq.formula.parse import parse
from formula2eq.model import Model
from formula2eq.terms.expand import expand
from formula2eq.variables.data import read_data

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "dates.jsonl").read_text("utf-8").splitlines()]
DATA = pd.read_csv(HERE / "dates.csv", parse_dates=["day", "at"])


def designed(formula, data=DATA):
    return design(expand(parse(formula), list(data.columns)), data, checks=False)


def answers(refused):
    return [
        pytest.param(case, id=case["formula"][0]) for case in CASES if ("error" in case) == refused
    ]


@pytest.mark.parametrize("case", answers(refused=False))
def test_r_agrees(case):
    record = designed(case["formula"][0])
    assert [column.name for column in record.columns] == case["columns"]
    X, rows = record.X, np.arange(1, len(record.X) + 1)
    assert [len(X)] == case["n_rows"]
    np.testing.assert_allclose(X.sum(axis=0), case["sum"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(rows @ X, case["wsum"], rtol=1e-9, atol=1e-9 * len(X))
    if case["random"]:
        blocks = record.design.random
        assert {one.group: list(one.categories) for one in blocks} == case["random"]["groups"]
        assert {one.group: list(one.names) for one in blocks} == case["random"]["names"]
        total = sum(rows @ one.columns.sum(axis=1) for one in blocks)
        np.testing.assert_allclose(total, case["random"]["wsum"][0], rtol=1e-9)


@pytest.mark.parametrize("case", answers(refused=True))
def test_what_r_refuses(case):
    with pytest.raises(DataError) as caught:
        designed(case["formula"][0])
    assert caught.value.diagnostics[0].labels


DAYS = ["2020-02-28", "2020-02-29", "2020-03-02"]
COUNTED = [18320.0, 18321.0, 18323.0]


@pytest.mark.parametrize(
    ("column", "kind", "values"),
    [
        (pd.to_datetime(pd.Series(DAYS)), "date", COUNTED),
        ([datetime.date.fromisoformat(day) for day in DAYS], "date", COUNTED),
        ([datetime.datetime.fromisoformat(day) for day in DAYS], "date", COUNTED),
        (
            [datetime.date(2020, 2, 28), None, datetime.date(1, 1, 1)],
            "date",
            [18320, None, -719162],
        ),
        (
            pd.to_datetime(pd.Series(DAYS)).dt.tz_localize("Europe/Berlin"),
            "time",
            [86400 * day - 3600 for day in COUNTED],
        ),
        (
            pd.Series(
                pd.DatetimeIndex([pd.Timestamp(1.5, unit="s"), None, pd.Timestamp("1969-12-31")])
            ),
            "time",
            [1.5, None, -86400],
        ),
        (pd.to_timedelta(pd.Series([0, 3, None]), unit="D"), "numeric", [0, 3, None]),
        (pd.to_timedelta(pd.Series([2.5, 30]), unit="h"), "numeric", [2.5, 30]),
        (pd.to_timedelta(pd.Series([0, 90]), unit="s"), "numeric", [0, 90]),
        ([datetime.timedelta(minutes=2), datetime.timedelta(days=1)], "numeric", [2, 1440]),
    ],
)
def test_columns_of_dates(column, kind, values):
    value = from_series(pd.Series(column))
    assert value.kind == kind
    np.testing.assert_array_equal(value.data, np.array(values, dtype=float))


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_dates_of_other_frames(library):
    days = [datetime.date.fromisoformat(day) for day in DAYS] * 2
    columns = {"y": [1.0, 2.0, 4.0, 3.0, 5.0, 6.0], "day": days, "g": list("aaabbb")}
    frame = pytest.importorskip(library)
    data = frame.DataFrame(columns) if library == "polars" else frame.table(columns)
    model = Model("y ~ day + (1 | g)", data)
    np.testing.assert_array_equal(model.design().X[:, 1], COUNTED * 2)


def test_a_sidecar_may_say_date(tmp_path):
    (tmp_path / "d.csv").write_text("y,day\n1,2020-02-28\n2,NA\n")
    types = [{"name": "y", "type": "numeric"}, {"name": "day", "type": "date"}]
    (tmp_path / "d.schema.json").write_text(json.dumps({"columns": types}))
    value = from_series(read_data(tmp_path / "d.csv")["day"])
    assert (value.kind, value.data[0], np.isnan(value.data[1])) == ("date", 18320, True)


def test_a_date_among_the_predictors_is_said_to_be_a_number():
    notes = {one.rule: one for one in designed("y ~ day + (1 | at)").frame.notes}
    assert notes["dates-as-numbers"].message.startswith("day is a date: it counts days since")


def test_a_date_is_no_response_of_a_mixed_model():
    with pytest.raises(DataError, match="the response day is a date: a Gaussian model needs a"):
        designed("day ~ 1 + (1 | g)")


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("y ~ log(day)", r"log\(\) needs numbers, and this is a date"),
        ("y ~ I(at * 2)", r"the operator \* needs numbers, and this is a time"),
        ("y ~ I(day > 'soon')", "dates are written '2020-01-31'"),
        ("y ~ I(day > at)", "this cannot be compared"),
        ("y ~ as.Date(y)", "a number needs an origin"),
        ("y ~ difftime(day, y)", "time2 must be a date or a time"),
        ("y ~ difftime(day, day, units = 'years')", "the unit is one of secs, mins"),
    ],
)
def test_what_is_said(formula, message):
    with pytest.raises(DataError, match=message):
        designed(formula)
