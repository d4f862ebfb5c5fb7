"""V3 for every formula that R was asked about: what is printed for it reads as the same model."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path

import pytest

from formula2eq.errors import NotationError
from formula2eq.model import Model
from formula2eq.notation import NOTATIONS

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "conformance/terms.jsonl").read_text().splitlines()
]
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
