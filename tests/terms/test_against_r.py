"""R's own answers: every field of every row of the table, and of generated formulas beside it.

``further_terms.jsonl`` holds 160 of 3,189 generated formulas on which R 4.2.2 with lme4 1.1-31 and this
package were compared, field by field; in it are dots over columns, offsets, backticks, comments. The rows
behind them are R's answers on formulas written by hand, with its warnings; ``r_terms.R`` gives them.
"""

import json
from pathlib import Path

import pytest

from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "conformance/terms.jsonl")
    .read_text("utf-8")
    .splitlines()
]
ABOUT_THE_ROW = {"id", "features", "data_columns", "quirk"}

#: lme4 takes ``a:b/c`` apart into nonsense; here it is read as it was meant.
NOT_IMITATED = {"y ~ x + (1 | a:b/c)": ["1 | c:(a:b)", "1 | a:b"]}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_terms_are_those_of_r(row):
    found = expand(parse(row["formula"]), row["data_columns"]).to_dict()
    if row["formula"] in NOT_IMITATED:
        assert [term["text"] for term in found["random"]] == NOT_IMITATED[row["formula"]]
        return
    wanted = {name: value for name, value in row.items() if name not in ABOUT_THE_ROW | {"formula"}}
    for term in found["random"]:
        del term["correlated"], term["covariance"]
    assert {name: found[name] for name in wanted} == wanted


FURTHER = (Path(__file__).parent / "further_terms.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", FURTHER)
def test_generated_formulas_are_expanded_as_by_r(line):
    row = json.loads(line)
    found = expand(parse(row.pop("formula")), row.pop("data_columns")).to_dict()
    for term in found["random"]:
        del term["correlated"], term["covariance"]
    assert {name: found[name] for name in row} == row
