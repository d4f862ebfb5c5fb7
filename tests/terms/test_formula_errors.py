"""Wrong and suspicious formulas: where the message points, and what it says to write."""

import json
from pathlib import Path

import pytest

from formula2eq.errors import FormulaError
from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand, expand_with_diagnostics

TABLE = Path(__file__).parents[1] / "conformance/errors.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]
SUSPICIOUS_WITHOUT_DATA = {"y ~ y + x + (1 | g)", "y ~ x + (1 | g) + (1 | g)"}


def rows(expected):
    return [
        pytest.param(row, id=row["id"])
        for row in ROWS
        if row["expected"] == expected
        and (
            not row["needs_data"]
            or row["formula"] in SUSPICIOUS_WITHOUT_DATA
            or expected == "accept"
        )
    ]


def place(diagnostic):
    found = diagnostic.to_dict()
    return found["line"], found["column"]


@pytest.mark.parametrize("row", rows("reject"))
def test_rejected_where_it_is_wrong(row):
    with pytest.raises(FormulaError) as caught:
        expand(parse(row["formula"]))
    diagnostic = caught.value.diagnostics[0]
    assert place(diagnostic) == (row["point"]["line"], row["point"]["column"])
    assert row["formula"] != diagnostic.repair
    if diagnostic.repair is not None:
        expand(parse(diagnostic.repair))


@pytest.mark.parametrize("row", rows("diagnose"))
def test_suspicious_where_it_is_hardly_meant(row):
    try:
        _, diagnostics = expand_with_diagnostics(parse(row["formula"]))
    except FormulaError as error:
        diagnostics = error.diagnostics
    serious = [one for one in diagnostics if one.severity != "note"]
    assert place(serious[0]) == (row["point"]["line"], row["point"]["column"])
    for one in serious:
        if one.repair is not None:
            assert one.repair != row["formula"]
            expand(parse(one.repair))


@pytest.mark.parametrize("row", rows("accept"))
def test_accepted_without_a_warning(row):
    _, diagnostics = expand_with_diagnostics(parse(row["formula"]))
    assert [one.rule for one in diagnostics if one.severity != "note"] == []


@pytest.mark.parametrize(
    ("formula", "rule", "column", "repair"),
    [
        ("y ~ x + (1 | g", "unclosed-parenthesis", 9, "y ~ x + (1 | g)"),
        ("y ~ x + log(z)^2", "power-of-one-variable", 15, None),
        ("y ~ x ~ z", "second-tilde", 7, "y ~ x + z"),
        ("y ~ x + z²", "unexpected-character", 10, "y ~ x + z^2"),
        ('"y" ~ x', "quoted-response", 1, "y ~ x"),
        ("y ~ x + (1 || g)", "empty-double-bar", 12, "y ~ x + (1 | g)"),
        ("y ~ x + (1 | g | h)", "chained-bars", 16, "y ~ x + (1 | g) + (1 | h)"),
        ("y ~ x + 1 | g", "bar-without-parentheses", 11, "y ~ x + (1 | g)"),
        ('y ~ x + (1 | "g")', "constant-grouping", 14, "y ~ x + (1 | g)"),
        ("y ~ x + (x | 1)", "constant-grouping", 14, "y ~ x + (1 | x)"),
        ("y ~ x +\xa0z", "unexpected-character", 8, "y ~ x + z"),
        ("y ~ x z w", "missing-operator", 7, "y ~ x + z + w"),
        ("y ~ ((x + z", "unclosed-parenthesis", 6, "y ~ ((x + z))"),
        ("y ~ x + (1 : g)", "slash-for-bar", 12, "y ~ x + (1 | g)"),
        ("y ~ -(1 | g) + x", "removed-random-term", 5, "y ~ (1 | g) + x"),
        ("y ~ 2x + z", "missing-operator", 6, "y ~ `2x` + z"),
        ("(y + x)", "missing-tilde", 1, "~ (y + x)"),
        ("x + z = y", "wrong-tilde", 7, "x + z ~ y"),
        ("y ~ x =", "dangling-operator", 8, "y ~ x"),
        ("y ~ x\n(z + w)", "missing-operator", 6, "y ~ x +\n(z + w)"),
    ],
)
def test_further_slips(formula, rule, column, repair):
    try:
        _, diagnostics = expand_with_diagnostics(parse(formula))
    except FormulaError as error:
        diagnostics = error.diagnostics
    first = diagnostics[0]
    assert (first.rule, first.repair) == (rule, repair)
    if "\n" not in formula:
        assert place(first) == (1, column)


def test_an_explosion_of_terms_is_counted():
    letters = "+".join("abcdefghijklmnopqrstuvwxyz")
    with pytest.raises(FormulaError, match="makes 28,354,131 terms") as caught:
        expand(parse(f"y ~ ({letters})^12"))
    assert caught.value.diagnostics[0].rule == "too-many-terms"
