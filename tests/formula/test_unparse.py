"""Printing trees as R's deparse does."""

import json
from pathlib import Path

import pytest

from formula2eq.formula.parse import parse
from formula2eq.formula.unparse import unparse

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "conformance/terms.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_prints_as_r_and_reads_back(row):
    formula = parse(row["formula"])
    text = unparse(formula)
    if not row["bars_written"]:
        assert text == row["fixed_formula"]
    assert parse(text) == formula


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~a*!b", "~a * !b"),
        ("~(a*!b)+c", "~(a * !b) + c"),
        ("~-a^-b^c", "~-a^-b^c"),
        ("~function(x,y=2)x+1", "~function(x, y = 2) x + 1"),
        (r"~f(\(x)x^2)", "~f(function(x) x^2)"),
        ("~x[1,]+x[[2]]$a", "~x[1, ] + x[[2]]$a"),
        ("~stats::poly(`my x`,k=)", "~stats::poly(`my x`, k = )"),
        ('~f(\'a"b\', r"(c\\d)")', '~f("a\\"b", "c\\\\d")'),
        ("~f(1e5,123456,1e-5,0x10,5L,1e3L)", "~f(1e+05, 123456, 1e-05, 16, 5L, 1000L)"),
        ("~f({a;b})", "~f({\n    a\n    b\n})"),
        ("~a %% b+a %/% b*c+a%in%b+a%o%b", "~a%%b + a%/%b * c + a %in% b + a %o% b"),
        ("~`if`+`a b`+..x+`TRUE`+`_a`", "~`if` + `a b` + ..x + `TRUE` + `_a`"),
    ],
)
def test_spelling(text, expected):
    assert unparse(parse(text)) == expected
    assert parse(expected) == parse(text)


def test_long_sums_are_no_nesting():
    formula = parse("y ~ " + " + ".join(f"x{number}" for number in range(3000)))
    assert parse(unparse(formula)) == formula
    assert hash(formula.predictors) == hash(parse(unparse(formula)).predictors)
    assert repr(formula.predictors).count("Name(") == 3000
