"""Levels from data: R's answers, the same ones from every engine, and floating-point noise."""

import json
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars
import pyarrow
import pytest

from formula2eq.errors import DataError, UsageError
from formula2eq.variables.data import read_data
from formula2eq.variables.observed import categories, constancy, group_sizes, relation

TESTS = Path(__file__).parent.parent
CASES = [
    json.loads(line)
    for line in (TESTS / "conformance" / "levels.jsonl").read_text(encoding="utf-8").splitlines()
]
DATA = {
    name: read_data(TESTS / "data" / f"{name}.csv")
    for name in dict.fromkeys(case["dataset"] for case in CASES)
}


def found(case, frame):
    """Our answer in the fields of the case."""
    if case["type"] == "group":
        sizes = group_sizes(frame, case["parts"])
        fields = {"variables": [one.to_dict() for one in constancy(frame, case["parts"])]}
        names = "n_rows n_rows_with_group n_levels min_size max_size balanced one_row_per_level"
        fields |= {name: getattr(sizes, name) for name in names.split()}
    else:
        pair = relation(frame, case["first"], case["second"])
        names = (
            "first_nested_in_second second_nested_in_first n_levels_first n_levels_second "
            "n_combinations n_possible relation balanced_cells"
        )
        fields = {name: getattr(pair, name) for name in names.split()}
    asked = ("id", "type", "dataset", "group", "parts", "first", "second")
    return {name: case[name] for name in asked if name in case} | fields


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_r_agrees(case):
    assert found(case, DATA[case["dataset"]]) == case


def dask_frame(frame):
    import dask.dataframe

    return dask.dataframe.from_pandas(frame, npartitions=2)


ENGINES = {
    "polars": polars.from_pandas,
    "polars lazy": lambda frame: polars.from_pandas(frame).lazy(),
    "pyarrow": pyarrow.Table.from_pandas,
    "duckdb": lambda frame: duckdb.from_arrow(pyarrow.Table.from_pandas(frame)),
    "dask": dask_frame,
}
#: Together they hold missing values, every type of column, nesting, crossing and cells.
SAMPLE = [case for case in CASES if case["dataset"] in ("messy", "Pastes", "cbpp")]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_agrees(engine):
    frames = {name: ENGINES[engine](DATA[name]) for name in ("messy", "Pastes", "cbpp")}
    sample = SAMPLE if engine != "dask" else SAMPLE[::12]
    for case in sample:
        assert found(case, frames[case["dataset"]]) == case


def test_parquet_is_asked_without_being_loaded(tmp_path):
    path = tmp_path / "messy.parquet"
    DATA["messy"].to_parquet(path)
    for case in [case for case in SAMPLE if case["dataset"] == "messy"]:
        assert found(case, path) == case
    assert categories(path, "h") == ("A", "B", "C")


def noisy(engine):
    generator = np.random.default_rng(7)
    group = np.repeat(np.arange(50), 8)
    mean = generator.normal(100, 15, 50)[group]
    mean[::3] = np.nextafter(mean[::3], np.inf)
    frame = pd.DataFrame({"g": group, "mean": mean, "true": mean + (np.arange(400) == 399) * 1e-6})
    return ENGINES[engine](frame) if engine else frame


@pytest.mark.parametrize("engine", [None, "polars", "duckdb"])
def test_a_mean_with_noise_in_its_last_digits_is_constant(engine):
    mean, true = constancy(noisy(engine), "g", ["mean", "true"])
    assert mean.constant_within
    assert mean.rounded
    assert 0 < mean.tolerance < 1e-7
    assert not true.constant_within
    assert true.n_groups_varying == 1
    assert true.example.group == "49"


def test_a_group_that_varies_is_shown():
    frame = pd.DataFrame({"g": list("aabb"), "x": [1, 1, 2, 3]})
    (answer,) = constancy(frame, "g", ["x"])
    assert (answer.example.group, answer.example.rows, answer.example.values) == (
        "b",
        (2, 3),
        (2, 3),
    )


def test_what_cannot_be_asked():
    with pytest.raises(UsageError, match="list is no data frame"):
        constancy([1, 2], "g")
    with pytest.raises(DataError, match="nosuch is no column"):
        constancy(DATA["cbpp"], "nosuch")
    with pytest.raises(DataError, match="there is no file"):
        constancy("nosuch.parquet", "g")
