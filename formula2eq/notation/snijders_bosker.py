"""The notation of Snijders & Bosker (2012), chs. 4 and 5: random effects are capitals.

Two levels: beta, gamma, U_pj, R_ij with variances tau_p^2 and sigma^2. Three (sec. 4.9 and 5.5): beta at
level 1, delta at level 2, gamma at level 3, U_pjk and V_pqk with variances tau^2 and phi^2.
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.levels.level_model import Coefficient, RandomVector
from formula2eq.notation.complaints import beyond_nesting
from formula2eq.notation.math import Mark, Node, Symbol, indices, numbers
from formula2eq.notation.notation import Notation


class SnijdersBosker(Notation):
    """Y_ij = beta_0j + beta_1j x_ij + R_ij; beta_0j = gamma_00 + gamma_01 z_j + U_0j."""

    name = "snijders-bosker"
    source = "Snijders & Bosker 2012, Multilevel Analysis, 2nd ed., chs. 4 and 5"
    effect_letters = ("U", "V")
    residual_letter = "R"
    slopes = "levels"

    def refusal(self) -> Diagnostic | None:
        """It holds up to three nested levels."""
        return beyond_nesting(self.name, self.model, 3)

    def mean_letter(self) -> str:
        """P for a probability (ch. 17)."""
        return "P" if self.model.family.name == "binomial" else super().mean_letter()

    def coefficient_letter(self, rank: int) -> str:
        """beta, then gamma; delta between them when there are three levels."""
        letters = ("beta", "delta", "gamma") if self.model.hierarchy.top > 2 else ("beta", "gamma")
        return letters[rank - 1]

    def coefficient_indices(self, coefficient: Coefficient) -> tuple[Mark, ...]:
        """The indices of all groups above the coefficient's rank."""
        groups = self.model.hierarchy.groups
        above = tuple(self.index[u.grouping] for u in groups if u.rank > coefficient.rank)
        return indices(above)

    def _letter(self, vector: RandomVector) -> str:
        return "tau" if self.model.hierarchy.unit(vector.grouping).rank == 2 else "phi"

    def deviation(self, vector: RandomVector, position: int) -> Node:
        """tau_0 for U_0j, phi_0 for V_00k."""
        if self.model.hierarchy.unit(vector.grouping).kind == "observation":
            return super().deviation(vector, position)
        return Symbol(self._letter(vector), numbers(self.places(vector)[position]))

    def covariance(self, vector: RandomVector, first: int, second: int) -> Node:
        """tau_01, above and below the diagonal."""
        if self.model.hierarchy.unit(vector.grouping).kind == "observation":
            return super().covariance(vector, first, second)
        a, b = sorted((first, second))
        places = self.places(vector)
        return Symbol(self._letter(vector), self.pair(vector, (places[a],), (places[b],)))

    def correlation(self, vector: RandomVector, first: int, second: int) -> Symbol:
        """rho_01, with the effects' letter."""
        a, b = sorted((first, second))
        places = self.places(vector)
        letter = Mark("letter", self.effect_letter(vector.grouping))
        return Symbol("rho", (letter, *self.pair(vector, (places[a],), (places[b],))))
