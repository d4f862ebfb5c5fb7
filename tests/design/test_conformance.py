"""R's own design matrices, every field of every case."""

import json
from pathlib import Path

import pytest

from formula2eq.design.build import design
from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand
from formula2eq.variables.data import read_data

TESTS = Path(__file__).parent.parent
CASES = [
    json.loads(line)
    for line in (TESTS / "conformance" / "design.jsonl").read_text(encoding="utf-8").splitlines()
]
DATA = {
    name: read_data(TESTS / "data" / f"{name}.csv")
    for name in dict.fromkeys(case["dataset"] for case in CASES)
}
#: What a case asks; the rest is what R answers.
ASKED = (
    "id dataset formula features kind family weights contrasts_arg contrasts_attribute "
    "contrasts_option checks_disabled"
).split()


def record(case):
    data = DATA[case["dataset"]]
    return design(
        expand(parse(case["formula"]), list(data.columns)),
        data,
        family=case["family"] or "gaussian",
        weights=case["weights"],
        contrasts=case["contrasts_arg"],
        column_contrasts=case["contrasts_attribute"],
        contrasts_option=tuple(case["contrasts_option"]),
        checks=not case["checks_disabled"],
    )


def agree(found, expected, where=""):
    """Equal, numbers to 1e-8; an assertion that names the field otherwise."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), where
        for name in expected:
            agree(found[name], expected[name], f"{where}.{name}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for place, item in enumerate(expected):
            agree(found[place], item, f"{where}[{place}]")
    elif isinstance(expected, float | int) and not isinstance(expected, bool):
        assert found == pytest.approx(expected, rel=1e-8, abs=1e-8), where
    else:
        assert found == expected, where


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_r_agrees(case):
    answers = {name: value for name, value in case.items() if name not in ASKED}
    agree(record(case).to_dict(), answers)


FURTHER = (TESTS / "design/further_design.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", FURTHER)
def test_r_agrees_on_generated_formulas(line):
    """``r_design.R`` gave these rows; they are a part of 420 that were compared."""
    case = json.loads(line)
    DATA.setdefault(case["dataset"], read_data(TESTS / "data" / f"{case['dataset']}.csv"))
    answers = {name: value for name, value in case.items() if name not in ASKED}
    agree(record(case).to_dict(), answers)
