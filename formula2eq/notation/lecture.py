"""The notation of lectures on multilevel formulas: greek letters by level, indices i, k, l, m.

beta at level 1, gamma at level 2, delta at level 3; random effects eta, zeta, xi, omega; level-1
quantities carry i alone; scales are standard deviations.
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.notation.complaints import cannot_hold
from formula2eq.notation.math import Symbol
from formula2eq.notation.notation import Notation


class Lecture(Notation):
    """S_ik ~ Norm(mu_ik, sigma); mu_ik = beta_0k + beta_1 Age_i; beta_0k = gamma_00 + eta_0k."""

    name = "lecture"
    source = "a lecture on multilevel models and their R formulas"
    group_letters = "klmnopq"
    effect_letters = ("eta", "zeta", "xi", "omega")
    residual_letter = "varepsilon"
    level_one = "distribution"
    scale = "sd"
    predictors = "own"
    outcome_by = "name"
    bernoulli = "Binomial"
    normal = "Norm"
    multinormal = "MVNorm"

    def refusal(self) -> Diagnostic | None:
        """It has letters for three levels and four grouping factors."""
        units = self.model.hierarchy.units
        if self.model.hierarchy.top > 3:
            return cannot_hold("lecture", f"{self.model.hierarchy.top} levels", "three levels")
        factors = sum(unit.kind != "observation" for unit in units)
        if factors > len(self.effect_letters):
            return cannot_hold("lecture", f"{factors} grouping factors", "four grouping factors")
        return None

    def residual(self) -> Symbol:
        """The residual, with the index of level 1 alone."""
        return Symbol(self.residual_letter, self.unit_indices())
