"""V3 for every formula that R was asked about: what is printed for it reads as the same model."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from formula2eq.errors import NotationError
from formula2eq.model import Model
from formula2eq.notation import NOTATIONS

TESTS = Path(__file__).parents[1]


def table(name: str) -> list[dict[str, Any]]:
    """The rows of a conformance table."""
    lines = (TESTS / "conformance" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


ROWS = table("terms")
#: Rows that stand for no model: those whose ``.`` needs data, and an outcome among its own predictors,
#: which R takes out of them.
NO_MODEL = {
    row["id"] for row in ROWS if row["data_columns"] or row["response"] in row["term_labels"]
}
PAIRS = [
    (row["formula"], notation)
    for row, notation in zip(ROWS, cycle(n for n in NOTATIONS if n != "additive"), strict=False)
    if row["id"] not in NO_MODEL
]


@pytest.mark.parametrize(("formula", "notation"), PAIRS)
def test_what_is_printed_reads_as_the_same_model(formula: str, notation: str) -> None:
    model = Model(formula, family="binomial" if formula.startswith("cbind(") else None)
    model.read_back("combined", "additive")
    try:
        model.equations("levels", notation)
    except NotationError:
        return
    model.read_back("levels", notation)


#: R's models of data, each once: without those that lme4 fits only when its checks are off, and those of
#: several responses at once.
FITTED = {
    (row["formula"], row["dataset"]): row
    for row in (*table("design"), *table("fits"))
    if not row.get("checks_disabled")
    and not (row["formula"].startswith("cbind(") and row["family"] != "binomial")
}


@pytest.mark.parametrize(
    ("row", "notation"),
    list(zip(FITTED.values(), cycle(NOTATIONS), strict=False)),
    ids=lambda value: value["id"] if isinstance(value, dict) else value,
)
def test_what_is_printed_of_data_reads_as_the_same_model(
    row: dict[str, Any], notation: str
) -> None:
    file = next((TESTS / "data").glob(f"{row['dataset']}.csv*"))
    model = Model(
        row["formula"], data=file, family=row["family"] or "gaussian", weights=row["weights"]
    )
    model.read_back("combined", "additive")
    try:
        model.equations("levels", notation)
    except NotationError:
        return
    model.read_back("levels", notation)


@pytest.mark.parametrize(
    "offset", ["-w", "2 * w", "log(w) - 1", "a + b - 3", "w * z", "2 * w * z", "w / z", "-(a - b)"]
)
@pytest.mark.parametrize("notation", ["additive", "lecture", "gelman-hill", "matrix", "laird-ware"])
def test_an_offset_keeps_its_sign_and_number(offset: str, notation: str) -> None:
    Model(f"y ~ x + offset({offset}) + (1 | g)").read_back("levels", notation)
