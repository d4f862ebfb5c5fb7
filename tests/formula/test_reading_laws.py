"""Laws of reading and printing, for generated trees and for any text at all."""

import dataclasses
import json
from pathlib import Path

from formula_trees import expressions
from hypothesis import given, settings
from hypothesis import strategies as st

from formula2eq.errors import FormulaError
from formula2eq.formula.call import read_call
from formula2eq.formula.nodes import Formula, Parentheses
from formula2eq.formula.parse import parse, parse_expression
from formula2eq.formula.unparse import unparse
from formula2eq.source import Source, Span

TABLES = Path(__file__).parents[1] / "conformance"
FORMULAS = [
    json.loads(line)["formula"]
    for table in ("terms", "errors")
    for line in (TABLES / f"{table}.jsonl").read_text("utf-8").splitlines()
]


def bare(node):
    """A tree without parentheses, which printing adds where they are needed."""
    while isinstance(node, Parentheses):
        node = node.inner
    if isinstance(node, tuple):
        return tuple(map(bare, node))
    if not dataclasses.is_dataclass(node) or isinstance(node, Span):
        return node
    changes = {f.name: bare(getattr(node, f.name)) for f in dataclasses.fields(node)}
    return dataclasses.replace(node, **changes)


@settings(deadline=None, max_examples=400)
@given(expressions)
def test_what_is_printed_reads_back(tree):
    text = unparse(tree)
    read = parse_expression(Source(text))
    assert bare(read) == bare(tree)
    assert unparse(read) == text
    assert parse_expression(Source(unparse(read))) == read


@settings(deadline=None, max_examples=200)
@given(expressions, expressions)
def test_formulas_read_back(response, predictors):
    source = Source("")
    first = parse(unparse(Formula(response, predictors, source, Span(0, 0))))
    assert parse(unparse(first)) == first


def reads_or_complains(text):
    try:
        read_call(text)
    except FormulaError as error:
        place = error.diagnostics[0].labels[0].span
        assert 0 <= place.start <= len(text)
        assert str(error)
        repair = error.diagnostics[0].repair
        if repair is not None:
            assert repair != text
            read_call(repair)


@settings(deadline=None, max_examples=400)
@given(st.text(max_size=60) | st.text("xyg01 ~+-*/^|:()[]{}%in,.=<>!&$@#`'\"\\\n\t_", max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text):
    reads_or_complains(text)


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(FORMULAS),
    st.integers(0, 200),
    st.integers(0, 4),
    st.text("xg~+|()*:^,1`'\"[]{", max_size=3),
)
def test_mutated_formulas_are_read_or_refused_with_a_place(formula, place, removed, inserted):
    reads_or_complains(formula[:place] + inserted + formula[place + removed :])
