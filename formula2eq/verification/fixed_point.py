"""V3: the LaTeX that is printed, laws included, reads as the same model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import ProofError
from formula2eq.formula.names import names
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Call,
    Expression,
    Name,
    Parentheses,
    Subset,
    Unary,
)
from formula2eq.formula.parse import parse
from formula2eq.formula.unparse import unparse
from formula2eq.levels.family import Family
from formula2eq.levels.level_model import LevelModel
from formula2eq.levels.outcome import Outcome, outcome
from formula2eq.notation.calls import inside
from formula2eq.notation.math import Text
from formula2eq.notation.notation import Notation
from formula2eq.notation.parts import part_notation
from formula2eq.reading.read import read
from formula2eq.reading.read_model import ReadModel
from formula2eq.terms.term import ModelTerms, RandomTerm, Term
from formula2eq.writers import latex


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


def read_back(
    model: Printed, form: str = "levels", notation: str | None = None, **choices: Any
) -> str:
    """The formula that the printed LaTeX gives when it is read; choices are those of ``equations``.

    Raises `ProofError` when it is not the model's, and what `read` raises when it cannot be read.
    """
    equations = model.equations(form, notation, **choices)
    letters = equations.notation
    shown = {**_spelled(letters), **model.names}
    response = () if model.terms.response is None else names(model.terms.response)
    if len(response) == 1 and (letters.choices.outcome or letters.outcome_by) == "letter":
        shown.setdefault(response[0], letters.outcome_letter)
    index = {letter: group for group, letter in letters.index.items() if group}
    units = model.level_model.hierarchy.units
    # A factor with a category for every row has the rows' own index.
    alone = next((unit.grouping for unit in units if unit.kind == "observation"), None)
    if alone is not None:
        index[letters.unit_index()] = alone
    found = read(
        equations.latex(),
        index,
        shown,
        within=nesting(model.level_model),
        computed=computed(letters),
    )
    family, logarithm = _as_read(model.level_model)
    parts = {name: part.terms for name, part in found.parts.items()}
    beside = parts.keys() == model.part_terms.keys() and all(
        _same_terms(terms, model.part_terms[name]) for name, terms in parts.items()
    )
    if logarithm is not None and found.terms.response == logarithm:
        found = replace(found, terms=replace(found.terms, response=model.terms.response))
    own = same(found, model) and beside
    if not own or (found.family, found.link) != (family.name, family.link):
        raise ProofError(
            Diagnostic(
                "no-fixed-point",
                f"the printed LaTeX reads as {found.formula}, {found.family} ({found.link}), "
                "which is another model",
            )
        )
    return found.formula


def _as_read(model: LevelModel) -> tuple[Family, Expression | None]:
    """The family as it is read; a log-normal law is read as a Gaussian one of the outcome's logarithm,
    which is the same, and that logarithm comes with it.
    """
    response = model.outcome.expression
    zeros = any(part.part == "zero-inflation" for part in model.parts)
    if model.family.name != "lognormal" or zeros or response is None:
        return model.family, None
    span = response.span
    logarithm = Call(Name("log", span), (Argument(None, response, span),), span)
    return replace(model.family, name="gaussian"), logarithm


def _spelled(letters: Notation) -> dict[str, str]:
    """Display names of columns where the notation spells them otherwise: Greek letters."""
    columns = (e.name for e in letters.model.expressions.values() if isinstance(e, Name))
    nodes = {column: letters.display.named(column) for column in columns}
    shown = {column: node.text for column, node in nodes.items() if isinstance(node, Text)}
    return {column: text for column, text in shown.items() if text != column}


def computed(letters: Notation) -> dict[str, str]:
    """How a notation displays what is computed, by its R code: ``factor(g)`` as ``g_i``."""
    model = letters.model
    found = {}
    for part in (model, *model.parts):
        display = letters.display if part is model else part_notation(letters, part).display
        for expression in part.expressions.values():
            if not isinstance(expression, Name):
                found[unparse(expression)] = latex.node(display.expression(expression))
    response = model.outcome
    if response.successes is None and not isinstance(response.expression, (Name, type(None))):
        found[unparse(response.expression)] = latex.node(letters.outcome())
    if isinstance(response.expression, Call) and response.successes is not None:
        for counted in (argument.value for argument in response.expression.arguments):
            if isinstance(counted, (Subset, Call)):
                display = letters.outcome_display()
                found[unparse(counted)] = latex.node(display.expression(counted))
    return found


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
        random=tuple(_free(bar, model.level_model) for bar in model.terms.random),
    )
    return _same_terms(read_terms, given) and _same_outcome(found, model)


def _free(bar: RandomTerm, model: LevelModel) -> RandomTerm:
    """A bar of one effect, which covaries with nothing, whatever its structure is called."""
    columns = next((made for term, made in model.columns.random if term is bar), ())
    return replace(bar, covariance="unstructured") if len(columns) == 1 else bar


def _same_terms(found: ModelTerms, given: ModelTerms) -> bool:
    """Whether two parts of models have the same terms, whatever the bars that independent effects of
    numbers stand in.
    """
    bars = tuple(single for bar in given.random if bar.effects for single in _separate(bar))
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


def _separate(bar: RandomTerm) -> tuple[RandomTerm, ...]:
    if bar.covariance != "diagonal":
        return (bar,)
    return tuple(replace(bar, effects=(e,), covariance="unstructured") for e in bar.effects)


def nesting(model: LevelModel) -> dict[str, str]:
    """Each group within the nearest one above it, where their labels do not say so themselves."""
    found = {}
    for unit in model.hierarchy.groups:
        own = set(unit.grouping.split(":"))
        above = [outer for outer in unit.within if not set(outer.split(":")) < own]
        if above:
            found[unit.grouping] = above[0]
    return found
