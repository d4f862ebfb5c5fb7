"""Looking for what is legal but hardly meant; the sentences are in ``cautions``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.names import names
from formula2eq.formula.nodes import (
    Binary,
    Block,
    Call,
    Constant,
    Expression,
    Formula,
    Function,
    Name,
    Number,
    Parentheses,
    String,
    Unary,
)
from formula2eq.formula.unparse import unparse
from formula2eq.formula.walk import walk
from formula2eq.source import Source
from formula2eq.terms.bar_suspicions import suspicious_bars
from formula2eq.terms.bars import has_bars
from formula2eq.terms.cautions import bar_forms, fixed_terms, other_habits
from formula2eq.terms.count import count_terms
from formula2eq.terms.dialect import DEFAULT, Dialect
from formula2eq.terms.habit_suspicions import foreign_habits
from formula2eq.terms.term import ModelTerms

_ALGEBRA = frozenset({"+", "-", ":", "*", "/", "%in%", "^"})


def suspicions(
    formula: Formula,
    terms: ModelTerms,
    columns: Sequence[str] | None = None,
    dialect: Dialect = DEFAULT,
) -> tuple[Diagnostic, ...]:
    """Warnings and notes about a formula whose terms are known, in reading order."""
    source = formula.source
    found = [
        *_response(formula, terms),
        *_fixed(formula.predictors, source),
        *_calls(formula.predictors, source),
        *_cases(formula, columns or (), source),
        *foreign_habits(formula),
        *suspicious_bars(formula, terms, columns is not None, dialect),
    ]
    return tuple(sorted(found, key=lambda one: (one.severity == "note", _place(one))))


def _place(diagnostic: Diagnostic) -> int:
    return diagnostic.labels[0].span.start


def _response(formula: Formula, terms: ModelTerms) -> Iterator[Diagnostic]:
    response = formula.response
    if response is None:
        return
    if isinstance(response, Binary) and response.operator == ":":
        yield fixed_terms.product_as_response(response, formula.source)
    if isinstance(response, (Number, Constant)):
        yield fixed_terms.constant_response(response, formula.source)
    if isinstance(response, Name) and response.name == ".":
        yield fixed_terms.dot_as_response(response, formula.source)
    for term in terms.fixed:
        if len(term.factors) == 1 and term.factors[0] == response and term.origins:
            yield fixed_terms.response_on_the_right(term.origins, unparse(response), formula.source)


def formula_level(right: Expression) -> Iterator[tuple[Expression, Binary | None]]:
    """What stands in the formula itself, not inside a call; with the infix operator above it."""
    waiting: list[tuple[Expression, Binary | None]] = [(right, None)]
    while waiting:
        node, parent = waiting.pop()
        yield node, parent
        match node:
            case Binary("^", left):
                waiting.append((left, node))
            case Binary(operator, left, inner) if operator in _ALGEBRA:
                waiting += ((inner, node), (left, node))
            case Binary("|" | "||", left):
                waiting.append((left, node))
            case Unary("+" | "-", inner) | Parentheses(inner):
                waiting.append((inner, None))


def _fixed(right: Expression, source: Source) -> Iterator[Diagnostic]:
    around: Expression | None = None
    for node, parent in formula_level(right):
        match node:
            case Block():
                yield fixed_terms.braces(node, source)
            case Name("..."):
                yield other_habits.dots(node, source)
            case Binary("&" | "&&", Name(), Name()):
                yield other_habits.logical_and(node, source)
            case Constant("NULL"):
                yield fixed_terms.null_term(node, parent, source)
            case Binary("@"):
                yield fixed_terms.slot_access(node, source)
            case Binary("^", left, Number(value) as power):
                if value != int(value):
                    yield fixed_terms.fractional_power(power, source)
                if count_terms(left) == 1 and not isinstance(left, Parentheses) and not _dot(left):
                    yield fixed_terms.power_of_one(node, source)
            case Binary("/" | ":" | "*" | "&" | "&&" | "==", Number(0 | 1), other) if isinstance(
                around, Parentheses
            ) and not isinstance(other, Number):
                yield bar_forms.slash_for_bar(node, source)
            case Binary("/" | ":" | "*", Number(0 | 1), other) | Binary(":", other, Number(0 | 1)):
                if not isinstance(other, Number):
                    yield fixed_terms.lost_by_one(node, source)
            case Binary("-", _, Call(Name("offset")) as offset):
                yield fixed_terms.offset_stays(offset.span, source)
            case Binary("*" | ":" | "/" | "%in%", left, other):
                for side in (left, other):
                    if isinstance(side, Call) and side.function == Name("offset", side.span):
                        yield fixed_terms.offset_in_product(side.span, source)
            case Binary(operator) if operator[0] == "%" and operator not in {"%in%", "%%", "%/%"}:
                yield fixed_terms.percent_operator(node, source)
            case Call(Name("s" | "te" | "ti" | "t2")):
                yield fixed_terms.smooth_term(node, source)
            case Call(Name("Error"), (argument,)) if argument.value is not None:
                yield fixed_terms.error_stratum(node, _groups(argument.value, source), source)
            case Call(Binary("::" | ":::", _, Name("offset"))):
                yield fixed_terms.namespaced_offset(node, source)
        around = node


def _calls(right: Expression, source: Source) -> Iterator[Diagnostic]:
    for node in walk(right):
        if not isinstance(node, Call):
            continue
        head = node.function
        grouped = isinstance(head, Parentheses)
        while isinstance(head, Parentheses):
            head = head.inner
        callable_head = isinstance(head, (Binary, Call, String, Function)) and not _is_product(head)
        if not (callable_head or (isinstance(head, Name) and not grouped)):
            yield bar_forms.missing_operator(node, source)
        for argument in node.arguments:
            if argument.value is None and not _swallows(node):
                yield fixed_terms.empty_argument(node, argument, source)


def _groups(node: Expression, source: Source) -> str | None:
    """What stands in ``Error()``, if a bar can have it as its grouping factor."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case Binary(":" | "/", left, right):
                waiting += (left, right)
            case Name():
                pass
            case _:
                return None
    return source.slice(node.span)


def _cases(formula: Formula, columns: Sequence[str], source: Source) -> Iterator[Diagnostic]:
    """Names that differ only in the size of their letters, unless both are columns."""
    sides = [side for side in (formula.response, formula.predictors) if side is not None]
    variables = {name for side in sides for name in names(side)}
    seen: dict[str, Name] = {}
    for node in sorted(
        (node for side in sides for node in walk(side) if isinstance(node, Name)),
        key=lambda node: node.span.start,
    ):
        if node.name not in variables:
            continue
        first = seen.setdefault(node.name.casefold(), node)
        if first.name != node.name and not {first.name, node.name} <= set(columns):
            yield fixed_terms.names_differ_in_case(first, node, source)
            return


def _dot(node: Expression) -> bool:
    return isinstance(node, Name) and node.name == "."


def _is_product(head: Expression) -> bool:
    """Whether what is called is no function, but terms: ``(a + b) (1 | g)``."""
    return isinstance(head, Binary) and head.operator not in {"::", ":::", "$", "@"}


def _swallows(call: Call) -> bool:
    return any(a.value is not None and has_bars(a.value) for a in call.arguments)
