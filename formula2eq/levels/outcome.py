"""The outcome: the left side of a formula, and how many trials it counts."""

from __future__ import annotations

from dataclasses import dataclass

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.formula.nodes import Binary, Call, Expression, Name
from formula2eq.levels.families import OF_TRIALS
from formula2eq.levels.family import Family


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


def outcome(response: Expression | None, family: Family, weights: Expression | None) -> Outcome:
    """The outcome of a formula: counts of trials from ``cbind`` or from a proportion with weights."""
    if response is None:
        return Outcome(response)
    if family.name not in OF_TRIALS:
        match response:
            case Call(Name("cbind")):
                raise UsageError(
                    Diagnostic(
                        "counts-need-binomial",
                        "cbind() on the left counts successes and failures, which needs the family "
                        "binomial, or holds several responses, which need a model each; "
                        f"the family is {family.name}",
                        repair='family="binomial"',
                    )
                )
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


def _total(successes: Expression, failures: Expression) -> Expression:
    """Successes and failures together: ``n`` for ``cbind(s, n - s)``, else their sum."""
    match failures:
        case Binary("-", total, subtracted) if subtracted == successes:
            return total
        case _:
            span = successes.span.join(failures.span)
            return Binary("+", successes, failures, span, span)
