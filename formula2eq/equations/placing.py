"""Where the numbers of a fit stand in equations: coefficients, variances, the residual's spread."""

from __future__ import annotations

from dataclasses import dataclass, replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.equation import Equation, Summand
from formula2eq.equations.estimates import Errors, Estimates, number
from formula2eq.equations.rounding import Digits
from formula2eq.equations.substitute import (
    positive_part,
    replace_matrix,
    replace_whole,
    signed,
    substitute,
)
from formula2eq.errors import UsageError
from formula2eq.levels.level_model import FixedEffect, RandomEffect, RandomVector
from formula2eq.notation.math import Bracket, Infix, Matrix, Node, Symbol, Under
from formula2eq.notation.notation import Notation
from formula2eq.notation.structured import structured_entry


@dataclass(frozen=True, slots=True)
class Placing:
    """The numbers of a fit for the symbols of a notation, as `with_estimates` describes them."""

    notation: Notation
    estimates: Estimates
    digits: Digits
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
                note = ("standard deviations and correlations",)
        return replace(placed, right=right, note=note)

    def summand(self, summand: Summand) -> Summand:
        """A fixed effect's number in place of its symbol."""
        if summand.bracket:
            return replace(summand, bracket=tuple(self.summand(s) for s in summand.bracket))
        if not isinstance(summand.effect, FixedEffect) or summand.parameter is None:
            return summand
        shown = self._estimate(summand.effect)
        if self.symbols:
            return replace(summand, parameter=Bracket(Infix("=", summand.parameter, shown)))
        positive = positive_part(shown)
        negative = positive is not None
        return replace(
            summand, parameter=shown if positive is None else positive, negative=negative
        )

    def _estimate(self, effect: FixedEffect) -> Node:
        """A fixed effect's number, with its standard error where that is wanted."""
        value = self.estimates.fixed[effect.name]
        error = self.estimates.errors.get(effect.name)
        if error is None or self.errors == "none":
            return number(value, self.digits)
        shown = number(value, self.digits, error)
        written = Bracket(number(error, self.digits, error))
        return Under(shown, written, beside=self.errors == "brackets")

    def _fixed(self, node: Node, summands: tuple[Summand, ...]) -> Node:
        """Fixed effects inside a mean that is written as one node, beside its summands or alone."""
        named = {self.notation.fixed(effect): effect for effect in self.notation.model.fixed}
        for summand in summands:
            if isinstance(summand.effect, FixedEffect) and isinstance(summand.parameter, Symbol):
                named[summand.parameter] = summand.effect
        for symbol, effect in named.items():
            node = substitute(node, symbol, self._valued(symbol, self._estimate(effect)))
        return signed(node)

    def _spread(self, node: Node) -> Node:
        """The residual's standard deviation or variance in a Gaussian law, or the law's shape."""
        if self.estimates.shape is not None:
            shape = self.notation.shape_parameter()
            found = number(self.estimates.shape, self.digits)
            node = substitute(node, shape, self._valued(shape, found))
        value = self.estimates.residual
        if value is None:
            return node
        symbol = self.notation.residual_deviation()
        shown = self.notation.spread(symbol)
        spread = number(value if self.notation.by_deviation() else value**2, self.digits)
        return substitute(node, shown, self._valued(shown, spread))

    def _valued(self, symbol: Node, value: Node) -> Node:
        return Infix("=", symbol, value) if self.symbols else value

    def _law(self, node: Node, vector: RandomVector) -> Node:
        """Variances and covariances of one grouping factor: its matrix, or its one variance."""
        if vector.structured:
            size = range(len(vector.effects))
            diagonal = [structured_entry(self.notation, vector, p, p) for p in size]
            return replace_whole(node, diagonal, lambda r, c, old: self._entry(vector, r, c, old))
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
