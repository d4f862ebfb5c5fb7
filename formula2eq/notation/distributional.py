"""The notation of McElreath (2020), chs. 13 and 14, and of brms: every line is a distribution.

y_i ~ Normal(mu_i, sigma), mu_i = alpha_{j[i]} + beta_{j[i]} x_i, the varying coefficients around means
with a bar, S = diag(sigma) R diag(sigma); priors on wish. Scales are standard deviations.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import ClassVar

from formula2eq.formula.parse import parse
from formula2eq.levels.level_model import FixedEffect, RandomEffect, RandomVector
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.math import Apply, Matrix, Node, Number, Symbol, Times
from formula2eq.notation.notation import Notation

#: Priors for standardized variables, by what they are for (McElreath 2020, chs. 13 and 14).
PRIORS: Mapping[str, str] = {
    "constant": "Normal(0, 1.5)",
    "slope": "Normal(0, 1)",
    "deviation": "Exponential(1)",
    "correlation": "LKJcorr(2)",
}


class Distributional(GelmanHill):
    """y_i ~ Normal(mu_i, sigma); mu_i = alpha_{j[i]} + beta x_i; alpha_j ~ Normal(alpha-bar, sigma_alpha)."""

    name = "distributional"
    source = "McElreath 2020, Statistical Rethinking, 2nd ed., chs. 13 and 14; brms"
    scale = "sd"
    outcome_by = "name"
    normal = "Normal"
    multinormal = "MVNormal"
    mean_inside = False
    fixed_choices: ClassVar[Mapping[str, str]] = {
        "slopes": "it has no equations of levels",
        "predictors": "everything carries the one running index",
        "covariances": "its covariance matrix is made of deviations and correlations",
    }

    def residual_deviation(self) -> Symbol:
        """sigma."""
        return Notation.residual_deviation(self)

    def lone_mean(self, parent: RandomEffect) -> Symbol:
        """The mean of a varying coefficient that nothing explains: its letter with a bar."""
        symbol = self.varying(parent)
        below = tuple(mark for mark in symbol.below if mark.kind == "number")
        return Symbol(symbol.letter, below, accent="bar")

    def law_vectors(self, vector: RandomVector) -> tuple[RandomVector, ...]:
        """One law for each block: what does not covary has laws of its own."""
        found = []
        for start, stop, covariance in vector.blocks:
            apart = covariance in ("diagonal", "homogeneous-diagonal")
            step = 1 if apart else max(stop - start, 1)
            for first in range(start, stop, step):
                effects = vector.effects[first : first + step]
                found.append(replace(vector, effects=effects, blocks=((0, step, covariance),)))
        return tuple(found)

    def covariance_name(self, vector: RandomVector) -> Symbol:
        """S, with the letters and marks of the first effect where there are several."""
        return self._of("S", vector)

    def correlation_name(self, vector: RandomVector) -> Symbol:
        """R, the matrix of correlations."""
        return self._of("R", vector)

    def _of(self, letter: str, vector: RandomVector) -> Symbol:
        parts = [part for whole in self.model.random for part in self.law_vectors(whole)]
        if sum(len(part.effects) > 1 for part in parts) == 1:
            return Symbol(letter, bold=True)
        first = vector.effects[0]
        return Symbol(letter, self._letters(first), self.copy_mark(first), bold=True)

    def covariance_definitions(
        self, vector: RandomVector, name: Symbol, matrix: Matrix
    ) -> tuple[tuple[Symbol, Node], ...]:
        """S = diag(sigma) R diag(sigma), and R; two effects without a factor's name above them have
        the matrices written out, as in sec. 14.1.3.
        """
        size = range(len(vector.effects))
        deviations = tuple(self.deviation(vector, position) for position in size)
        diagonal: Node = Apply("diag", deviations)
        if len(deviations) == 2 and not self._named(vector.grouping):
            zero = Number("0")
            diagonal = Matrix(((deviations[0], zero), (zero, deviations[1])))
        correlations = Matrix(
            tuple(
                tuple(Number("1") if r == c else self.correlation(vector, r, c) for c in size)
                for r in size
            )
        )
        rho = self.correlation_name(vector)
        return ((name, Times((diagonal, rho, diagonal))), (rho, correlations))

    def derived(
        self, covariance: Callable[[RandomEffect, RandomEffect], float], residual: float | None
    ) -> Mapping[Node, float]:
        """Standard deviations and correlations."""
        found: dict[Node, float] = {}
        for vector in self.model.random:
            effects = vector.effects
            spreads = [math.sqrt(covariance(effect, effect)) for effect in effects]
            for position, spread in enumerate(spreads):
                found[self.deviation(vector, position)] = spread
            for row, column in combinations(range(len(effects)), 2):
                if vector.covary(row, column):
                    scale = spreads[row] * spreads[column]
                    value = covariance(effects[row], effects[column]) / scale if scale else 0.0
                    found[self.correlation(vector, row, column)] = value
        return found

    # --- priors -------------------------------------------------------------------------------

    def priors(self) -> tuple[tuple[Node, Node], ...]:
        """A prior for every parameter, as chosen; none when they are not asked for."""
        if not self.choices.priors:
            return ()
        given = {} if self.choices.priors is True else dict(self.choices.priors)
        laws = {**PRIORS, **given}
        found: list[tuple[Node, str]] = []
        for effect in self.model.fixed:
            found.append(
                (self.fixed(effect), laws["slope" if self._is_slope(effect) else "constant"])
            )
        for vector in self.model.random:
            found += [
                (self.deviation(vector, position), laws["deviation"])
                for position in range(len(vector.effects))
            ]
        if self.model.family.name == "gaussian":
            found.append((self.residual_deviation(), laws["deviation"]))
        for vector in self.model.random:
            found += [
                (self.correlation_name(part), laws["correlation"])
                for part in self.law_vectors(vector)
                if len(part.effects) > 1
            ]
        return tuple((symbol, self._law(text)) for symbol, text in found)

    def _is_slope(self, effect: FixedEffect) -> bool:
        return any(effect.path)

    def _law(self, text: str) -> Node:
        """A prior as mathematics; it is read with the formula grammar, never evaluated."""
        return self.displayed(lambda _: ()).expression(parse(f"~ {text}").predictors)
