"""What brms' formulas say beside terms: ``y | trials(n)``, ``0 + Intercept``, ``gr(g, cov = A)``."""

from __future__ import annotations

from dataclasses import replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.complaints import brms as complaints
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Call,
    Expression,
    Formula,
    Name,
    Number,
    Parentheses,
    Unary,
)
from formula2eq.formula.walk import walk
from formula2eq.source import Source

#: What may stand behind the bar of a response.
_ADDITIONS = frozenset(
    "trials weights cens trunc se mi subset rate cat thres dec index vint vreal bhaz offset".split()
)
#: Those that say which rows or categories are used, and nothing about the law.
_SILENT = frozenset({"subset", "index", "cat", "thres", "vint", "vreal"})


def additions(formula: Formula, notes: list[Diagnostic]) -> tuple[Formula, Expression | None]:
    """The formula without what stands behind the bar of its response, and the offset that it states.

    Trials become ``cbind(y, n - y)``, ``rate(t)`` is an offset ``log(t)``; the rest is said.
    """
    response = formula.response
    if not (isinstance(response, Binary) and response.operator == "|"):
        return formula, None
    calls = _summands(response.right)
    if not calls or not all(_name(call) in _ADDITIONS for call in calls):
        return formula, None
    left: Expression = response.left
    offset: Expression | None = None
    for call in calls:
        name, first = _name(call), _first(call)
        if name == "trials" and first is not None:
            left = of_trials(left, first)
        elif name == "rate" and first is not None:
            offset = Call(Name("log", call.span), (Argument(None, first, first.span),), call.span)
        elif name not in _SILENT:
            notes.append(complaints.addition(name, call.span, formula.source))
    return replace(formula, response=left), offset


def of_trials(successes: Expression, trials: Expression) -> Expression:
    """``cbind(y, n - y)``; the successes alone where each row is one trial."""
    if trials == Number(1.0, False, "1", trials.span):
        return successes
    span = successes.span.join(trials.span)
    failures = Binary("-", trials, successes, span, span)
    both = (Argument(None, successes, span), Argument(None, failures, span))
    return Call(Name("cbind", span), both, span)


def with_intercept(formula: Formula) -> Formula:
    """``0 + Intercept + x`` as ``1 + x``: Intercept is brms' name for the constant."""
    if not any(isinstance(n, Name) and n.name == "Intercept" for n in walk(formula.predictors)):
        return formula
    parts = _sum(formula.predictors)
    if not any(isinstance(part, Name) and part.name == "Intercept" for _, part in parts):
        return formula
    place = formula.predictors.span
    made: Expression = Number(1.0, False, "1", place)
    for sign, part in parts:
        zero = isinstance(part, Number) and (sign, part.value) in {("+", 0.0), ("-", 1.0)}
        if not zero and not (isinstance(part, Name) and part.name == "Intercept"):
            made = Binary(sign, made, part, place, part.span)
    return replace(formula, predictors=made)


#: Terms of brms that state how residuals depend on each other, and no predictor.
_AUTOCORRELATIONS = frozenset("ar ma arma cosy unstr sar car fcor".split())


def without_autocorrelation(formula: Formula, notes: list[Diagnostic]) -> Formula:
    """The formula without ``ar(p = 1)``, which is said."""
    parts = _sum(formula.predictors)
    left = [part for _, part in parts if _name(part) in _AUTOCORRELATIONS]
    if not left:
        return formula
    for part in left:
        notes.append(complaints.autocorrelation(_name(part), part.span, formula.source))
    kept = [(sign, part) for sign, part in parts if _name(part) not in _AUTOCORRELATIONS]
    place = formula.predictors.span
    made: Expression = Number(1.0, False, "1", place)
    for number, (sign, part) in enumerate(kept):
        plain = number == 0 and sign == "+"
        made = part if plain else Binary(sign, made, part, place, part.span)
    return replace(formula, predictors=made)


def grouping_of(group: Expression) -> Expression:
    """The grouping factor of ``gr(g, cov = A)``."""
    if isinstance(group, Call) and _name(group) == "gr":
        return _first(group) or group
    return group


def said_of_grouping(group: Expression, source: Source) -> Diagnostic | None:
    """What ``gr()`` and ``mm()`` state that the equations do not show."""
    if not isinstance(group, Call):
        return None
    if _name(group) == "mm":
        return complaints.several_members(group.span, source)
    named = [a.name for a in group.arguments if a.name in {"cov", "by", "dist"}]
    if _name(group) == "gr" and named:
        return complaints.grouping([name for name in named if name], group.span, source)
    return None


def _name(call: Expression) -> str:
    return call.function.name if isinstance(call, Call) and isinstance(call.function, Name) else ""


def _first(call: Expression) -> Expression | None:
    return call.arguments[0].value if isinstance(call, Call) and call.arguments else None


def _summands(node: Expression) -> list[Expression]:
    return [part for _, part in _sum(node)]


def _sum(node: Expression) -> list[tuple[str, Expression]]:
    """The summands of a sum with their signs, in order."""
    found: list[tuple[str, Expression]] = []
    while True:
        while isinstance(node, Parentheses) and isinstance(node.inner, Binary):
            if node.inner.operator not in {"+", "-"}:
                break
            node = node.inner
        if isinstance(node, Binary) and node.operator in {"+", "-"}:
            found.append((node.operator, node.right))
            node = node.left
            continue
        if isinstance(node, Unary) and node.operator in {"+", "-"}:
            found.append((node.operator, node.operand))
        else:
            found.append(("+", node))
        return found[::-1]
