"""Expanded terms as JSON, with the field names of ``tests/conformance/terms.jsonl``."""

from __future__ import annotations

from dataclasses import replace

from formula2eq.formula.nodes import Expression, Formula, Name, Number
from formula2eq.formula.unparse import unparse
from formula2eq.formula.walk import symbols
from formula2eq.source import Source
from formula2eq.terms.algebra import expand_terms
from formula2eq.terms.bars import in_frame, without_bars, written_bars
from formula2eq.terms.term import ModelTerms, RandomTerm


def table(terms: ModelTerms) -> dict[str, object]:
    """The terms of a formula as lists and dictionaries; random terms also have ``correlated``.

    >>> from formula2eq.formula.parse import parse
    >>> from formula2eq.terms.expand import expand
    >>> expand(parse("y ~ x + (1 | g)")).to_dict()["frame_formula"]
    'y ~ x + (1 + g)'
    """
    labels = [term.label for term in terms.fixed if term.factors]
    response = terms.response
    result: dict[str, object] = {
        "response": None if response is None else unparse(response),
        "response_variables": [] if response is None else list(symbols(response)),
        "intercept": int(terms.intercept),
        "term_labels": labels,
        "term_order": [term.order for term in terms.fixed if term.factors],
        "offsets": [unparse(offset) for offset in terms.offsets],
        "random": [_random(term) for term in terms.random],
        "warnings": [] if terms.expansion is None else terms.expansion.warnings(),
    }
    formula, expansion = terms.formula, terms.expansion
    if formula is not None:
        right = without_bars(formula.predictors)
        if right is None:
            right = Number(1.0, False, "1", formula.predictors.span)
        result["formula"] = formula.source.slice(formula.span)
        result["fixed_formula"] = unparse(replace(formula, predictors=right))
        result["bars_written"] = [unparse(bar.node) for bar in written_bars(formula.predictors)]
        result["frame_formula"] = unparse(_frame_formula(formula))
    if expansion is not None:
        result["variables"] = [unparse(variable) for variable in expansion.variables]
        result["factors"] = (
            {"rows": list(expansion.keys), "columns": labels, "matrix": expansion.pattern()}
            if labels
            else None
        )
    return result


def _frame_formula(formula: Formula) -> Formula:
    response = formula.response
    return replace(
        formula,
        response=None if response is None else in_frame(response),
        predictors=in_frame(formula.predictors),
    )


def _random(term: RandomTerm) -> dict[str, object]:
    bar = term.bar
    group: Expression | None = None if bar is None else bar.right
    lhs = None if bar is None else bar.left
    return {
        "text": term.text,
        "lhs": None if lhs is None else _plain(lhs),
        "lhs_intercept": int(any(not effect.factors for effect in term.effects)),
        "lhs_term_labels": [effect.label for effect in term.effects if effect.factors],
        "lhs_offsets": [] if lhs is None else _offsets(lhs),
        "group": term.grouping.label if group is None else _plain(group),
        "group_variables": list(
            dict.fromkeys(name for factor in term.grouping.factors for name in symbols(factor))
        ),
        "correlated": term.covariance == "unstructured",
        "covariance": term.covariance,
    }


def _plain(node: Expression) -> str:
    """As R deparses it: a name that stands alone needs no backticks."""
    return node.name if isinstance(node, Name) else unparse(node)


def _offsets(lhs: Expression) -> list[str]:
    if "." not in symbols(lhs):
        expansion = expand_terms(lhs, Source(""), None, None)
        return [unparse(offset) for offset in expansion.offset_calls()]
    return []
