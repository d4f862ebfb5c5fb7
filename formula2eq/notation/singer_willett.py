"""The notation of Singer & Willett (2003), ch. 4: persons i, occasions j.

Level 1: Y_ij = pi_0i + pi_1i TIME_ij + epsilon_ij; level 2: pi_0i = gamma_00 + gamma_01 W_i + zeta_0i.
Variances are sigma_epsilon^2, sigma_0^2, sigma_1^2 and the covariance sigma_01.
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.levels.level_model import Coefficient, RandomVector
from formula2eq.notation.complaints import beyond_nesting
from formula2eq.notation.math import Mark, Node, Symbol, indices, numbers
from formula2eq.notation.notation import Notation


class SingerWillett(Notation):
    """Y_ij = pi_0i + pi_1i TIME_ij + epsilon_ij; pi_0i = gamma_00 + gamma_01 COA_i + zeta_0i."""

    name = "singer-willett"
    source = "Singer & Willett 2003, Applied Longitudinal Data Analysis, ch. 4"
    unit_letter = "j"
    group_letters = "i"
    effect_letters = ("zeta",)
    residual_letter = "varepsilon"
    slopes = "levels"

    def refusal(self) -> Diagnostic | None:
        """It holds two levels: occasions within persons."""
        return beyond_nesting(self.name, self.model, 2)

    def all_indices(self) -> tuple[Mark, ...]:
        """The person's index comes first."""
        groups = tuple(self.index[unit.grouping] for unit in self.model.hierarchy.groups)
        return indices((*groups, self.unit_index()))

    def coefficient_letter(self, rank: int) -> str:
        """pi at level 1, gamma at level 2."""
        return ("pi", "gamma")[rank - 1]

    def coefficient_indices(self, coefficient: Coefficient) -> tuple[Mark, ...]:
        """The person's index, whether or not the coefficient varies."""
        groups = self.model.hierarchy.groups
        return indices(tuple(self.index[u.grouping] for u in groups if u.rank > coefficient.rank))

    def residual_deviation(self) -> Symbol:
        """sigma with the residual's letter."""
        return Symbol("sigma", (Mark("letter", "varepsilon"),))

    def deviation(self, vector: RandomVector, position: int) -> Node:
        """sigma_0 for zeta_0i."""
        if self.model.hierarchy.unit(vector.grouping).kind == "observation":
            return super().deviation(vector, position)
        return Symbol("sigma", numbers(self.places(vector)[position]))

    def covariance(self, vector: RandomVector, first: int, second: int) -> Node:
        """sigma_01 above the diagonal, sigma_10, which is the same, below it."""
        places = self.places(vector)
        return Symbol("sigma", self.pair(vector, (places[first],), (places[second],)))
