"""Formulas that only data can refuse: what the corpus expects of each, at its place."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from formula2eq.design.build import design
from formula2eq.design.diagnostics import diagnose
from formula2eq.errors import DataError, FormulaError
from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand
from formula2eq.variables.data import read_data

TESTS = Path(__file__).parent.parent
CASES = [
    case
    for line in (TESTS / "conformance" / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    if (case := json.loads(line))["needs_data"]
]
DATA = read_data(TESTS / "data" / "errors_data.csv")


def record(text, **options):
    return design(expand(parse(text), list(DATA.columns)), DATA, **options)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_expected(case):
    family = case["family"] or "gaussian"
    if case["expected"] == "reject":
        with pytest.raises((DataError, FormulaError)) as caught:
            record(case["formula"], family=family)
        places = [item.to_dict()["offset"] for item in caught.value.diagnostics]
        assert case["point"]["offset"] in places
        return
    told = diagnose(record(case["formula"], family=family))
    places = [item.to_dict()["offset"] for item in told]
    if case["expected"] == "diagnose":
        assert case["point"]["offset"] in places
    else:
        assert told == ()


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("y ~ log(x, base = 2, base = 3) + z", "bad-argument", 28),
        ("y ~ nuch(x)", "unknown-function", 4),
        ("y ~ d$x", "column-of-data", 4),
        ("y ~ base::log(w, 10)", None, None),
        ("y ~ I(x + f)", "not-a-number", 10),
        ("y ~ f > 'a'", None, None),
        ("y ~ I(f > 'a')", "not-a-number", 6),
        ("y ~ poly(x, 60)", "bad-argument", 12),
        ("y ~ poly(x, 'a')", None, None),
        ("y ~ I(1)", "wrong-length", 4),
        ("y ~ I(x + c(1, 2, 3, 4, 5, 6, 7))", "wrong-length", 10),
        ("y ~ ns(x, df = 0)", "bad-argument", 15),
        ("y ~ cut(x, 3, labels = c('a', 'b'))", "bad-argument", 23),
        ("y ~ relevel(f, ref = 'q')", "bad-argument", 21),
        ("y ~ C(f, contr.nosuch)", "bad-argument", 9),
        ("y ~ I(function(u) u)", "unsupported-expression", 6),
        ("y ~ x + (1 | factor(g))", "grouping-call", 13),
        ("y ~ x + (1 | one)", "one-group", 13),
        ("y ~ x + (poly(x, 6) | g)", "too-many-effects", 9),
        ("y ~ log(base = 2)", "bad-argument", 4),
        ("y ~ I(rep(x, 1e12))", "bad-argument", 13),
    ],
)
def test_places_of_our_own_rules(text, rule, place):
    if rule is None:
        try:
            record(text)
        except (DataError, FormulaError) as error:
            assert error.diagnostics[0].labels
        return
    with pytest.raises(DataError) as caught:
        record(text)
    first = caught.value.diagnostics[0]
    assert (first.rule, first.to_dict()["offset"]) == (rule, place)


def test_an_unknown_function_lists_the_known_ones():
    with pytest.raises(DataError, match="relevel") as caught:
        record("y ~ lgo(x)")
    assert caught.value.diagnostics[0].repair.startswith("log(...)")


def test_deep_and_long_expressions_end_in_an_answer():
    record("y ~ I(" + " + ".join(["x"] * 3000) + ")")
    with pytest.raises((DataError, FormulaError)):
        record("y ~ I(" + "-" * 2000 + "x)")


def test_a_grouping_call_is_taken_when_the_model_has_its_variables():
    found = record("y ~ y3 + (1 | factor(y3))")
    assert found.blocks[0].block.group == "factor(y3)"
    with pytest.raises(DataError, match="is a sum"):
        record("y ~ x + g + h + (1 | g + h)")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("y ~ a + (1 | g)", 20),
        ("y ~ a - b + (1 | g)", 15),
        ("y ~ 1 + (a - b | g)", 15),
        ("y ~ 1 + (a - a:b || g)", 15),
        ("y ~ 1 + (0 + a - log(b) | g)", 15),
    ],
)
def test_variables_taken_away_are_in_the_frame(text, rows):
    data = pd.DataFrame({"y": np.sin(np.arange(20)), "a": np.cos(np.arange(20)), "g": [0, 1] * 10})
    data["b"] = [np.nan] * 5 + list(range(1, 16))
    assert len(design(expand(parse(text)), data).frame.rows) == rows


SHARES = DATA.assign(
    share=np.linspace(0.1, 0.9, len(DATA)), text=[str(k / 7) for k in range(len(DATA))]
)


@pytest.mark.parametrize(
    ("text", "options", "rule", "said"),
    [
        ("y ~ x + (1 | g)", {"family": "beta"}, "response-type", "lies between 0 and 1"),
        ("f ~ x", {"family": "inverse.gaussian"}, "response-type", "an inverse.gaussian model"),
        ("y ~ offset(poly(x, 2))", {}, "wrong-length", "one value per row, and this has 2"),
        ("y ~ x", {"contrasts": {"x": "contr.sum"}}, "contrasts-without-factor", "no factor"),
        ("y ~ x + (z | factor(f):g)", {}, "grouping-call", "factor(f) is a call"),
    ],
)
def test_what_the_data_refuse(text, options, rule, said):
    if text.startswith("f ~"):
        text += " + (1 | g)"
    with pytest.raises(DataError) as caught:
        design(expand(parse(text)), SHARES, **options)
    first = caught.value.diagnostics[0]
    assert first.rule == rule
    assert said in first.message
    if rule == "grouping-call":
        assert first.repair == "(z | f:g)"


def test_a_share_may_be_beta():
    assert design(expand(parse("share ~ x + (1 | g)")), SHARES, family="beta").design.y.max() < 1


def test_text_of_numbers_is_told():
    told = diagnose(design(expand(parse("y ~ text")), SHARES))
    assert [one.repair for one in told if one.rule == "numbers-as-text"] == ["as.numeric(text)"]
    assert not [one for one in diagnose(record("y ~ chr")) if one.rule == "numbers-as-text"]


def test_contrasts_of_what_is_no_variable_are_told_as_by_r():
    made = record("y ~ f", contrasts={"F": "contr.sum"})
    assert made.to_dict()["warnings"] == ["variable 'F' is absent, its contrast will be ignored"]
    told = [one for one in diagnose(made) if one.rule == "contrasts-without-variable"]
    assert [one.repair for one in told] == ["f"]


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("y ~ X + (1 | g)", "x"),
        ("y ~ x + (1 | G)", "g"),
        ("y ~ cosnt", "const"),
        ("y ~ x + falg", "flag"),
        ("y ~ nosuch", None),
    ],
)
def test_a_column_of_nearly_that_name_is_proposed(text, repair):
    with pytest.raises(DataError) as caught:
        record(text)
    assert caught.value.diagnostics[0].repair == repair


@pytest.mark.parametrize(
    ("text", "family", "rule", "place"),
    [
        ("const ~ x + (1 | g)", "poisson", "constant-response", 0),
        ("one ~ x + (1 | g)", "binomial", "constant-response", 0),
        ("cnt ~ x + (x*z | g15)", "poisson", "too-many-effects", 11),
    ],
)
def test_what_glmer_refuses(text, family, rule, place):
    with pytest.raises(DataError) as caught:
        record(text, family=family)
    first = caught.value.diagnostics[0]
    assert (first.rule, first.to_dict()["offset"]) == (rule, place)
    record(text, family=family, checks=False)


def test_what_glmer_and_lmer_take():
    record("const ~ x + (1 | g)")
    record("cnt ~ x + (x || obs)", family="poisson")
