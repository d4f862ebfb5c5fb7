"""Estimates in place of symbols: numbers with their signs, errors beside them, one scale of variances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.errors import UsageError
from formula2eq.levels.level_model import FixedEffect, LevelModel, RandomVector
from formula2eq.notation.math import Apply, Bracket, Infix, Matrix, Node, Number, Under
from formula2eq.notation.notation import Notation

Errors = Literal["none", "under", "brackets"]


@dataclass(frozen=True, slots=True)
class Estimates:
    """What a fit found, by the names of lme4's output.

    fixed       estimate by column of X, ``(Intercept)``, ``x``
    errors      standard error by column; may be empty
    covariances for each grouping factor the covariance by pair of effects, (name, name); a factor
                with several bars has all of them together, by (bar, name)
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
        match equation.kind:
            case "random-effects":
                return self._law(equation)
            case "residual" | "distribution":
                return self._spread(equation)
            case _:
                return replace(equation, summands=tuple(self.summand(s) for s in equation.summands))

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

    def _spread(self, equation: Equation) -> Equation:
        """The residual's standard deviation or variance in a Gaussian law."""
        value = self.estimates.residual
        if value is None or not isinstance(equation.right, Apply):
            return equation
        symbol = self.notation.residual_deviation()
        shown = self.notation.spread(symbol)
        found = value if self.notation.by_deviation() else value**2
        return replace(
            equation,
            right=substitute(
                equation.right, shown, self._valued(shown, number(found, self.digits))
            ),
        )

    def _valued(self, symbol: Node, value: Node) -> Node:
        return Infix("=", symbol, value) if self.symbols else value

    def _law(self, equation: Equation) -> Equation:
        """Variances and covariances of one grouping factor."""
        right = equation.right
        if right is None:
            return equation
        for vector in self.notation.model.random:
            for symbol, value in self._entries(vector):
                right = substitute(right, symbol, self._valued(symbol, value))
        return replace(equation, right=right)

    def _entries(self, vector: RandomVector) -> list[tuple[Node, Node]]:
        """Each entry's symbol and its number, on the scale that the law is written in."""
        found: list[tuple[Node, Node]] = []
        size = len(vector.effects)
        for row in range(size):
            for column in range(size):
                if row != column and not vector.covary(row, column):
                    continue
                value = self._covariance(vector, row, column)
                if row != column:
                    symbol = self.notation.covariance(vector, row, column)
                    if self.correlations:
                        spread = self._covariance(vector, row, row) * self._covariance(
                            vector, column, column
                        )
                        value = value / spread**0.5 if spread > 0 else 0.0
                elif size == 1 and self.notation.by_deviation():
                    symbol, value = self.notation.deviation(vector, 0), value**0.5
                else:
                    symbol = self.notation.variance(vector, row)
                    value = value**0.5 if self.correlations else value
                found.append((symbol, number(value, self.digits)))
        return found

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
    """A node with one node inside it replaced, in laws and matrices."""
    if node == old:
        return new
    match node:
        case Apply(function, arguments, below):
            return Apply(function, tuple(substitute(a, old, new) for a in arguments), below)
        case Matrix(rows):
            return Matrix(tuple(tuple(substitute(e, old, new) for e in row) for row in rows))
        case _:
            return node
