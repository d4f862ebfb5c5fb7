"""The fast driver of Lark's parse table against Lark's own parser."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formula2eq.formula.build import Builder
from formula2eq.formula.drive import PublicDriver, TableDriver, UnexpectedToken, driver
from formula2eq.formula.lex import tokenize
from formula2eq.formula.parse import GRAMMAR, TABLE, _parser, lark_parser, parse
from formula2eq.formula.table import computed, kept
from formula2eq.formula.tabulate import tabulated
from formula2eq.resources import text as resource

TABLES = Path(__file__).parents[1] / "conformance"
FORMULAS = [
    json.loads(line)["formula"]
    for table in ("terms", "errors")
    for line in (TABLES / f"{table}.jsonl").read_text("utf-8").splitlines()
]
LARK = lark_parser()
KEPT = kept(resource(*TABLE), resource(*GRAMMAR))
FAST, PUBLIC = TableDriver(KEPT, Builder()), PublicDriver(LARK)


def outcome(parser, text):
    """The tree with every place in it, or where the parser stopped and what it would have taken."""
    try:
        return repr(parser.parse(tokenize(text)))
    except UnexpectedToken as error:
        return error.number, error.accepted


@pytest.mark.parametrize("formula", FORMULAS)
def test_both_drivers_agree(formula):
    assert outcome(FAST, formula) == outcome(PUBLIC, formula)


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(FORMULAS), st.integers(0, 80), st.text("xg~+|()*:^,1`[]{}=\\ \n", max_size=3)
)
def test_both_drivers_agree_on_mutated_formulas(formula, place, inserted):
    text = formula[:place] + inserted + formula[place + 1 :]
    assert outcome(FAST, text) == outcome(PUBLIC, text)


def test_the_kept_table_is_the_grammars():
    assert resource(*TABLE) == tabulated(), "python -m formula2eq.formula.tabulate writes it anew"
    assert computed(LARK) == KEPT


def test_a_table_of_another_grammar_is_not_used(monkeypatch):
    assert kept(resource(*TABLE), resource(*GRAMMAR) + "\n// another") is None
    monkeypatch.setattr("formula2eq.formula.parse.kept", lambda text, grammar: None)
    assert isinstance(_parser.__wrapped__(), TableDriver)


def test_the_fast_driver_is_taken_where_the_table_can_be_had():
    assert isinstance(driver(LARK, Builder()), TableDriver)


class Changed:
    """A Lark whose private parts have other names."""

    def parse_interactive(self, text):
        return LARK.parse_interactive(text)


def test_without_the_table_larks_public_parser_is_taken(monkeypatch):
    parser = driver(Changed(), Builder())
    assert isinstance(parser, PublicDriver)
    monkeypatch.setattr("formula2eq.formula.parse._parser", lambda: parser)
    assert parse("y ~ x + (1 | g)").predictors.operator == "+"
    with pytest.raises(Exception, match="missing-operator"):
        parse("y ~ x z")
