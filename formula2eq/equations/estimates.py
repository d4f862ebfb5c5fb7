"""Estimates in place of symbols: numbers with their signs, errors beside them, one scale of variances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.errors import UsageError
from formula2eq.levels.level_model import FixedEffect, LevelModel, RandomEffect, RandomVector
from formula2eq.notation.math import (
    Apply,
    Bracket,
    Fraction,
    Infix,
    Matrix,
    Node,
    Number,
    Symbol,
    Times,
    Under,
)
from formula2eq.notation.notation import Notation

Errors = Literal["none", "under", "brackets"]


@dataclass(frozen=True, slots=True)
class Estimates:
    """What a fit found, by the names of lme4's output.

    fixed       estimate by column of X, ``(Intercept)``, ``x``
    errors      standard error by column; may be empty
    covariances by (bar, effect, effect), bars numbered from 0 as written; empty leaves variances
                as symbols
    residual    residual standard deviation; None where the family has none
    """

    fixed: Mapping[str, float]
    errors: Mapping[str, float] = field(default_factory=dict)
    covariances: Mapping[tuple[int, str, str], float] = field(default_factory=dict)
    residual: float | None = None


def number(value: float, digits: int) -> Number:
    """A number with so many digits after the point; a minus sign where it is negative, never -0.

    >>> number(-0.004, 2).text, number(-1.005, 1).text
    ('0.00', '-1.0')
    """
    shown = f"{value:.{digits}f}"
    if shown.startswith("-") and not any(c in "123456789" for c in shown):
        shown = shown[1:]
    return Number(shown)


def with_estimates(
    system: System,
    notation: Notation,
    estimates: Estimates,
    *,
    digits: int = 2,
    errors: Errors = "none",
    symbols: bool = False,
    correlations: bool = False,
) -> System:
    """The same equations with numbers for fixed effects, variances and the residual's spread.

    errors        standard errors ``under`` the estimates or in ``brackets`` behind them
    symbols       keep each symbol beside its number
    correlations  standard deviations and correlations instead of variances and covariances

    Raises `UsageError` when estimates and model do not match, listing both sides.
    """
    _match(notation.model, estimates)
    place = _Placing(notation, estimates, digits, errors, symbols, correlations)
    return replace(system, equations=tuple(place.equation(e) for e in system.equations))


def _match(model: LevelModel, estimates: Estimates) -> None:
    wanted = [effect.name for effect in model.fixed]
    missing = [name for name in wanted if name not in estimates.fixed]
    extra = [name for name in estimates.fixed if name not in wanted]
    if missing or extra:
        near = get_close_matches(extra[0], missing, n=1) if extra and missing else []
        raise UsageError(
            Diagnostic(
                "estimates-do-not-match",
                f"the model has the coefficients {', '.join(wanted)}; "
                f"the estimates are of {', '.join(estimates.fixed)}"
                + (f"; without an estimate: {', '.join(missing)}" if missing else "")
                + (f"; not in the model: {', '.join(extra)}" if extra else ""),
                repair=f"{near[0]} for {extra[0]}" if near else None,
            )
        )


@dataclass(frozen=True, slots=True)
class _Placing:
    notation: Notation
    estimates: Estimates
    digits: int
    errors: Errors
    symbols: bool
    correlations: bool

    def equation(self, equation: Equation) -> Equation:
        """One equation with its numbers."""
        placed = replace(equation, summands=tuple(self.summand(s) for s in equation.summands))
        if placed.right is None:
            return placed
        right = self._fixed(placed.right, equation.summands)
        right = self._spread(right)
        note = placed.note
        if self.estimates.covariances:
            for vector in self.notation.model.random:
                right = self._law(right, vector)
            right = self._derived(right)
            if self.correlations and isinstance(placed.left, Matrix):
                note = "standard deviations and correlations"
        return replace(placed, right=right, note=note)

    def summand(self, summand: Summand) -> Summand:
        """A fixed effect's number in place of its symbol."""
        if summand.bracket:
            return replace(summand, bracket=tuple(self.summand(s) for s in summand.bracket))
        if not isinstance(summand.effect, FixedEffect) or summand.parameter is None:
            return summand
        value = self.estimates.fixed[summand.effect.name]
        shown = number(value, self.digits)
        negative = shown.text.startswith("-")
        parameter: Node = Number(shown.text.removeprefix("-"))
        error = self.estimates.errors.get(summand.effect.name)
        if error is not None and self.errors != "none":
            written = Bracket(number(error, self.digits))
            parameter = Under(parameter, written, beside=self.errors == "brackets")
        if self.symbols:
            signed = Number(shown.text) if self.errors == "none" else parameter
            return replace(summand, parameter=Bracket(Infix("=", summand.parameter, signed)))
        return replace(summand, parameter=parameter, negative=negative)

    def _fixed(self, node: Node, summands: tuple[Summand, ...]) -> Node:
        """Fixed effects inside a mean that is written as one node, beside its summands or alone."""
        named = {self.notation.fixed(effect): effect for effect in self.notation.model.fixed}
        for summand in summands:
            if isinstance(summand.effect, FixedEffect) and isinstance(summand.parameter, Symbol):
                named[summand.parameter] = summand.effect
        for symbol, effect in named.items():
            shown = number(self.estimates.fixed[effect.name], self.digits)
            node = substitute(node, symbol, self._valued(symbol, shown))
        return signed(node)

    def _spread(self, node: Node) -> Node:
        """The residual's standard deviation or variance in a Gaussian law."""
        value = self.estimates.residual
        if value is None:
            return node
        symbol = self.notation.residual_deviation()
        shown = self.notation.spread(symbol)
        found = value if self.notation.by_deviation() else value**2
        return substitute(node, shown, self._valued(shown, number(found, self.digits)))

    def _valued(self, symbol: Node, value: Node) -> Node:
        return Infix("=", symbol, value) if self.symbols else value

    def _law(self, node: Node, vector: RandomVector) -> Node:
        """Variances and covariances of one grouping factor: its matrix, or its one variance."""
        if len(vector.effects) > 1:
            places = {self.notation.variance(vector, p): p for p in range(len(vector.effects))}
            return replace_matrix(node, places, lambda r, c, old: self._entry(vector, r, c, old))
        value = self._covariance(vector, 0, 0)
        if self.notation.by_deviation():
            symbol: Node = self.notation.deviation(vector, 0)
            value = value**0.5
        else:
            symbol = self.notation.variance(vector, 0)
        return substitute(node, symbol, self._valued(symbol, number(value, self.digits)))

    def _derived(self, node: Node) -> Node:
        """Parameters that follow from the covariances: deviations, correlations, Cholesky factors."""
        places = {
            effect: (vector, position)
            for vector in self.notation.model.random
            for position, effect in enumerate(vector.effects)
        }

        def covariance(a: RandomEffect, b: RandomEffect) -> float:
            (vector, row), (_, column) = places[a], places[b]
            return self._covariance(vector, row, column) if vector.covary(row, column) else 0.0

        derived = self.notation.derived(covariance, self.estimates.residual)
        for symbol, value in derived.items():
            node = substitute(node, symbol, self._valued(symbol, number(value, self.digits)))
        return node

    def _entry(self, vector: RandomVector, row: int, column: int, old: Node) -> Node:
        """One entry of a covariance matrix, on the scale that was asked for."""
        if row != column and not vector.covary(row, column):
            return old
        value = self._covariance(vector, row, column)
        if self.correlations:
            spread = self._covariance(vector, row, row) * self._covariance(vector, column, column)
            value = value**0.5 if row == column else value / spread**0.5 if spread > 0 else 0.0
        return self._valued(old, number(value, self.digits))

    def _covariance(self, vector: RandomVector, row: int, column: int) -> float:
        a, b = vector.effects[row], vector.effects[column]
        for key in ((a.bar, a.name, b.name), (a.bar, b.name, a.name)):
            if key in self.estimates.covariances:
                return self.estimates.covariances[key]
        known = ", ".join(sorted({f"{x}, {y}" for _, x, y in self.estimates.covariances}))
        raise UsageError(
            Diagnostic(
                "estimates-do-not-match",
                f"there is no estimate of the covariance of {a.name} and {b.name} over "
                f"{vector.grouping}; there are those of {known or 'nothing'}",
            )
        )


def substitute(node: Node, old: Node, new: Node) -> Node:
    """A node with one node inside it replaced, in sums, products, laws and matrices."""
    if node == old:
        return new
    match node:
        case Apply(function, arguments, below):
            return Apply(function, tuple(substitute(a, old, new) for a in arguments), below)
        case Matrix(rows):
            return Matrix(tuple(tuple(substitute(e, old, new) for e in row) for row in rows))
        case Infix(operator, left, right):
            return Infix(operator, substitute(left, old, new), substitute(right, old, new))
        case Times(factors):
            return Times(tuple(substitute(factor, old, new) for factor in factors))
        case Bracket(inner, square):
            return Bracket(substitute(inner, old, new), square)
        case Fraction(numerator, denominator):
            return Fraction(substitute(numerator, old, new), substitute(denominator, old, new))
        case _:
            return node


def signed(node: Node) -> Node:
    """A sum in which a number below zero is subtracted: ``a - 2 x`` for ``a + -2 x``."""
    match node:
        case Apply(function, arguments, below):
            return Apply(function, tuple(map(signed, arguments)), below)
        case Matrix(rows):
            return Matrix(tuple(tuple(map(signed, row)) for row in rows))
        case Bracket(inner, square):
            return Bracket(signed(inner), square)
        case Infix("+", left, Number(text)) if text.startswith("-"):
            return Infix("-", signed(left), Number(text[1:]))
        case Infix("+", left, Times((Number(text), *rest))) if text.startswith("-"):
            return Infix("-", signed(left), Times((Number(text[1:]), *rest)))
        case Infix(operator, left, right):
            return Infix(operator, signed(left), signed(right))
        case _:
            return node


def replace_matrix(
    node: Node, variances: Mapping[Node, int], entry: Callable[[int, int, Node], Node]
) -> Node:
    """A node with every entry replaced of the matrix whose diagonal has these variances.

    ``variances`` gives the position of the effect for its variance; a block of the matrix will do.
    """
    match node:
        case Matrix(rows):
            diagonal = [row[place] for place, row in enumerate(rows) if place < len(row)]
            if len(diagonal) < len(rows[0]) or not all(item in variances for item in diagonal):
                return node
            places = [variances[item] for item in diagonal]
            return Matrix(
                tuple(
                    tuple(entry(r, c, old) for c, old in zip(places, row, strict=True))
                    for r, row in zip(places, rows, strict=True)
                )
            )
        case Apply(function, arguments, below):
            placed = tuple(replace_matrix(a, variances, entry) for a in arguments)
            return Apply(function, placed, below)
        case _:
            return node
