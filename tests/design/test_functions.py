"""R's answers for every function of the white list; ``functions.R`` says how they were made."""

import json
from pathlib import Path

import numpy as np
import pytest

from formula2eq.design.build import design
from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand
from formula2eq.variables.data import read_data

TESTS = Path(__file__).parent.parent
CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "functions.jsonl").read_text(encoding="utf-8").splitlines()
]
DATA = {
    name: read_data(TESTS / "data" / f"{name}.csv")
    for name in dict.fromkeys(case["dataset"] for case in CASES)
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["formula"])
def test_r_agrees(case):
    data = DATA[case["dataset"]]
    record = design(expand(parse(case["formula"]), list(data.columns)), data, checks=False)
    mixed = "cnms" in case
    X = record.design.X if mixed else record.X
    names = [column.name for column in (record.kept if mixed else record.columns)]
    assert names == case["columns"]
    assert len(X) == case["n_rows"]
    rows = np.arange(1, len(X) + 1)
    size = np.abs(X).sum(axis=0)
    for found, expected, scale in (
        (X.sum(axis=0), case["sum"], size),
        ((X**2).sum(axis=0), case["sumsq"], 0 * size),
        (rows @ X, case["wsum"], len(X) * size),
    ):
        assert (np.abs(found - expected) <= 1e-8 * np.maximum(np.abs(expected), scale)).all()
    if mixed:
        blocks = [
            {"group": one.block.group, "names": list(one.block.names)} for one in record.blocks
        ]
        assert blocks == case["cnms"]
        Z = record.to_dict()["random"]["Z"]
        assert Z["total_sumsq"] == pytest.approx(case["Z_sumsq"], rel=1e-8)
        assert Z["total_wsum"] == pytest.approx(case["Z_wsum"], rel=1e-8, abs=1e-8)
