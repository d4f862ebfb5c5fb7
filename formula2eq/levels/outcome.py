"""The outcome: the left side of a formula, and how many trials it counts."""

from __future__ import annotations

from dataclasses import dataclass

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.errors import UsageError
from formula2eq.formula.nodes import Binary, Call, Expression, Name
from formula2eq.levels.families import OF_TRIALS
from formula2eq.levels.family import Family
from formula2eq.source import Source, Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the model is about.

    expression  the left side as written; None for a one-sided formula
    successes   for trials, the count of successes; None otherwise
    trials      for trials, their number; None when each row is one trial or there are none
    proportion  whether ``expression`` is a proportion that is no quotient by its trials:
                then trials times it is the count
    success     what counts as success when the outcome is a factor, in words; else None
    """

    expression: Expression | None
    successes: Expression | None = None
    trials: Expression | None = None
    proportion: bool = False
    success: str | None = None


def outcome(
    response: Expression | None,
    family: Family,
    weights: Expression | None,
    source: Source | None = None,
) -> Outcome:
    """The outcome of a formula: counts of trials from ``cbind`` or from a proportion with weights.

    Raises ``UsageError`` (``times-that-are-cut-off``, ``counts-need-binomial``) with its place in ``source``.
    """
    match response:
        case Call(Name("Surv") | Binary("::" | ":::", _, Name("Surv")) as function):
            raise UsageError(_times(function.span, source))
        case Call(Name("cbind") as function) if family.name not in OF_TRIALS:
            raise UsageError(_counts(family.name, function.span, source))
    if response is None or family.name not in OF_TRIALS:
        return Outcome(response)
    match response:
        case Call(Name("cbind"), (first, second)) if first.value and second.value:
            return Outcome(response, first.value, _total(first.value, second.value))
        case Binary("/", count, total) if weights is not None and total == weights:
            return Outcome(response, count, total)
        case _ if weights is not None:
            return Outcome(response, None, weights, proportion=True)
        case _:
            return Outcome(response)


def _times(span: Span, source: Source | None) -> Diagnostic:
    message = (
        "Surv() on the left holds times that are cut off, whose law these equations do not write: "
        "models of survival are not held"
    )
    repair = "the time alone, if none is cut off, with a family such as Gamma"
    return Diagnostic("times-that-are-cut-off", message, _places(span, source), repair)


def _counts(family: str, span: Span, source: Source | None) -> Diagnostic:
    message = (
        "cbind() on the left counts successes and failures, which needs the family binomial, or holds "
        f"several responses, which need a model each; the family is {family}"
    )
    return Diagnostic("counts-need-binomial", message, _places(span, source), 'family="binomial"')


def _places(span: Span, source: Source | None) -> tuple[Label, ...]:
    return () if source is None else (Label(span, "on the left", source),)


def _total(successes: Expression, failures: Expression) -> Expression:
    """Successes and failures together: ``n`` for ``cbind(s, n - s)``, else their sum."""
    match failures:
        case Binary("-", total, subtracted) if subtracted == successes:
            return total
        case _:
            span = successes.span.join(failures.span)
            return Binary("+", successes, failures, span, span)
