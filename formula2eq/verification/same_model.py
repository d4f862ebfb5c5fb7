"""Whether what was read is the model that was printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from formula2eq.formula.nodes import Binary, Expression, Parentheses, Unary
from formula2eq.formula.parse import parse
from formula2eq.formula.unparse import unparse
from formula2eq.levels.level_model import LevelModel
from formula2eq.levels.outcome import Outcome, outcome
from formula2eq.notation.calls import inside
from formula2eq.reading.read_model import ReadModel
from formula2eq.terms.term import ModelTerms, RandomTerm, Term


class Printed(Protocol):
    """What the fixed point needs of a model."""

    @property
    def terms(self) -> ModelTerms:
        """The expanded terms."""

    @property
    def part_terms(self) -> Mapping[str, ModelTerms]:
        """The terms of the parts beside the mean."""

    @property
    def level_model(self) -> LevelModel:
        """The level equations."""

    @property
    def names(self) -> Mapping[str, str]:
        """Display names."""

    def equations(self, form: Any, notation: str | None = None, **choices: Any) -> Any:
        """The equations in one form, proven."""


def same(found: ReadModel, model: Printed) -> bool:
    """Whether what was read is the model that was printed.

    A bar without effects adds nothing, independent effects of numbers are as many bars, terms whose
    columns others give already are not printed, and a formula without a left side has any outcome.
    """
    kept = {column.term for column in model.level_model.columns.fixed}
    read_terms = found.terms
    if found.family == "ordinal":
        # Thresholds are its constants, whether the formula has one or not.
        read_terms = replace(
            read_terms, fixed=tuple(term for term in read_terms.fixed if term.factors)
        )
        kept.discard(Term(()))
    given = replace(
        model.terms,
        response=read_terms.response,
        fixed=tuple(term for term in model.terms.fixed if term in kept),
    )
    given = printed(given, model.level_model)
    return same_terms(read_terms, given) and _same_outcome(found, model)


def printed(terms: ModelTerms, model: LevelModel) -> ModelTerms:
    """Terms with their bars as equations have them."""
    bars = (single for bar in terms.random for single in _apart(bar, model))
    return replace(terms, random=tuple(bars))


def _apart(bar: RandomTerm, model: LevelModel) -> tuple[RandomTerm, ...]:
    """A bar as equations have it: independent effects as a bar each, and one column, which covaries with
    nothing, without a structure.
    """
    columns = next((made for term, made in model.columns.random if term is bar), ())
    if bar.covariance != "diagonal":
        alone = len(columns) == 1
        return (replace(bar, covariance="unstructured") if alone else bar,)
    counts = Counter(column.term for column in columns)
    return tuple(
        replace(bar, effects=(e,), covariance="diagonal" if counts[e] > 1 else "unstructured")
        for e in bar.effects
    )


def same_terms(found: ModelTerms, given: ModelTerms) -> bool:
    """Whether two parts of models have the same terms, whatever the bars that independent effects of
    numbers stand in.
    """
    bars = tuple(bar for bar in given.random if bar.effects)
    same_offsets = _summands(found.offsets) == _summands(given.offsets)
    return found == replace(given, random=bars, offsets=found.offsets) and same_offsets


def _same_outcome(found: ReadModel, model: Printed) -> bool:
    """Whether the outcome is the same: of trials, their number and successes."""
    given = model.level_model.outcome
    if given.expression is None or found.terms.response == given.expression:
        return True
    weights = None if found.weights is None else parse(f"~ {found.weights}").predictors
    if found.terms.response is None or given.trials is None:
        return False
    read_outcome = outcome(found.terms.response, model.level_model.family, weights)
    return _counted(read_outcome) == _counted(given)


def _counted(outcome: Outcome) -> tuple[list[str], list[str]]:
    """The factors of the count of successes and of the number of trials: ``n * share`` is a count."""
    trials = [] if outcome.trials is None else sorted(_factors(outcome.trials))
    counted = outcome.successes or outcome.expression
    successes = [] if counted is None else list(_factors(counted))
    return sorted([*trials, *successes] if outcome.proportion else successes), trials


def _summands(offsets: Iterable[Expression]) -> Counter[str]:
    """The summands of offsets with their signs: ``offset(a - 1)`` is ``offset(a) + offset(-1)``."""
    found: Counter[str] = Counter()
    waiting: list[tuple[str, Expression]] = [("", offset) for offset in offsets]
    turned = {"": "-", "-": ""}
    while waiting:
        sign, expression = waiting.pop()
        match inside(expression, frozenset({"offset", "I"})):
            case Parentheses(inner):
                waiting.append((sign, inner))
            case Unary("+", inner):
                waiting.append((sign, inner))
            case Unary("-", inner):
                waiting.append((turned[sign], inner))
            case Binary("+", left, right):
                waiting += [(sign, left), (sign, right)]
            case Binary("-", left, right):
                waiting += [(sign, left), (turned[sign], right)]
            case factor:
                found[sign + " * ".join(sorted(_factors(factor)))] += 1
    return found


def _factors(product: Expression) -> Iterator[str]:
    """The factors of a product as R's code."""
    while isinstance(product, Parentheses):
        product = product.inner
    if isinstance(product, Binary) and product.operator == "*":
        yield from _factors(product.left)
        yield from _factors(product.right)
    else:
        yield unparse(product)
