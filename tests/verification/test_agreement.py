"""V2 on every model of R's design table that has random terms."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import formula2eq as f2e
from formula2eq.verification.agreement import agreement

TESTS = Path(__file__).parents[1]
ROWS = [
    {"id": f"{table}-{number}", **json.loads(line)}
    for table in ("conformance/design", "design/further_design")
    for number, line in enumerate((TESTS / f"{table}.jsonl").read_text("utf-8").splitlines())
]
RANDOM = [row for row in ROWS if row["random"] is not None]


@cache
def data(name: str) -> pd.DataFrame:
    found = next(p for p in (TESTS / "data").glob(f"{name}.csv*"))
    return f2e.read_data(found)


def model(row: dict[str, Any]) -> f2e.Model:
    return f2e.Model(
        row["formula"],
        data(row["dataset"]),
        family=row["family"],
        weights=row["weights"],
        contrasts=row["contrasts_arg"],
        column_contrasts=row["contrasts_attribute"],
        contrasts_option=tuple(row["contrasts_option"]),
        checks=not row["checks_disabled"],
    )


@pytest.mark.parametrize("row", RANDOM, ids=lambda row: row["id"])
def test_multipliers_are_the_columns(row: dict[str, Any]) -> None:
    made = model(row)
    record = made.design()
    found = agreement(made.level_model, record)
    scale = np.abs(record.X).max(initial=1.0)
    assert found.largest <= 1e-9 * scale
    assert found.n_fixed == record.design.X.shape[1]
    assert found.n_random == sum(block.columns.shape[1] for block in record.design.random)


def test_there_are_rows() -> None:
    assert len(RANDOM) > 100


@pytest.mark.parametrize("row", RANDOM[::7], ids=lambda row: row["id"])
def test_equations_are_printed(row: dict[str, Any]) -> None:
    made = model(row)
    for form in ("levels", "substituted", "combined"):
        assert made.equations(form).latex()


def test_a_wrong_multiplier_is_found() -> None:
    made = f2e.Model("Reaction ~ Days + (Days | Subject)", data("sleepstudy"))
    record = made.design()
    record.design.X[:, 1] += 1
    assert agreement(made.level_model, record).fixed == 1.0


def test_indicators_that_r_numbers_are_those_of_their_categories() -> None:
    formula = "angle ~ C(recipe, contr.SAS) + (0 + C(recipe, contr.SAS) | replicate)"
    made = f2e.Model(formula, data("cake"))
    assert agreement(made.level_model, made.design()).largest == 0
    assert "recipe[A]" in made.equations("combined").text()
