"""Slips of the kinds people make: the rule, the place, and what to write instead."""

import json
from pathlib import Path

import pytest

from formula2eq.errors import FormulaError
from formula2eq.formula.call import read_call
from formula2eq.terms.expand import expand_specification, specification_diagnostics
from formula2eq.terms.repair import read

LINES = (Path(__file__).parent / "slips.jsonl").read_text("utf-8").splitlines()


def serious(text):
    """The error, or the first warning."""
    try:
        said = read(text)
        found = specification_diagnostics(said, expand_specification(said))
        return next(one for one in found if one.severity == "warning")
    except FormulaError as error:
        return error.diagnostics[0]


@pytest.mark.parametrize("line", LINES)
def test_slip(line):
    row = json.loads(line)
    found = serious(row["formula"]).to_dict()
    assert {name: found[name] for name in row if name != "formula"} == {
        name: value for name, value in row.items() if name != "formula"
    }
    if row["repair"] is not None:
        read_call(row["repair"])


def test_two_places_of_a_long_line_are_shown_in_one_excerpt():
    long = " + ".join(f"x{number}" for number in range(40))
    drawn = serious(f"y ~ {long} z").draw().split("\n")
    assert [line for line in drawn if line.startswith("  1 |")] == [drawn[1]]
    places = [drawn[2].index("-"), drawn[3].index("^")]
    assert [drawn[1][place] for place in places] == ["x", "z"]


def test_signs_in_full_width_are_the_plain_ones():
    assert serious("y ~ x ％in％ z").repair == "y ~ x %in% z"
    assert serious("y ~ x ＊ z").repair == "y ~ x * z"
