"""The notation of Raudenbush & Bryk (2002) and of the HLM program: chs. 2 to 4, 8 and 12.

Two levels: beta, gamma, u_pj, r_ij. Three: pi, beta, gamma, r_pjk, u_pqk, e_ijk. Two crossed factors
(ch. 12): pi, then theta for constants, gamma and c for row predictors, beta and b for column ones,
delta for products. Every coefficient has a line of its own at the next level; scales are variances.
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.levels.level_model import (
    Coefficient,
    FixedEffect,
    LevelModel,
    Path,
    Product,
    RandomEffect,
    RandomVector,
)
from formula2eq.notation.choices import Choices
from formula2eq.notation.complaints import cannot_hold
from formula2eq.notation.math import Mark, Node, Root, Symbol, indices, numbers
from formula2eq.notation.notation import Notation


class RaudenbushBryk(Notation):
    """Y_ij = beta_0j + beta_1j X_ij + r_ij; beta_0j = gamma_00 + gamma_01 W_j + u_0j."""

    name = "raudenbush-bryk"
    source = "Raudenbush & Bryk 2002, Hierarchical Linear Models, 2nd ed."
    slopes = "levels"

    def __init__(self, model: LevelModel, choices: Choices | None = None) -> None:
        self.crossed = len(model.hierarchy.groups) > 1 and not model.hierarchy.nested
        self.levels = model.hierarchy.top
        self.residual_letter = "r" if self.levels < 3 and not self.crossed else "e"
        super().__init__(model, choices)

    # Letters depend on the number of levels, so these two are set for each model.
    residual_letter: str  # type: ignore[misc]

    def refusal(self) -> Diagnostic | None:
        """It holds up to three nested levels, or two crossed factors at the second level."""
        units = self.model.hierarchy.units
        if any(unit.kind == "twin" for unit in units):
            return cannot_hold(
                self.name, "two factors with the same partition", "one factor a level"
            )
        if self.crossed:
            if self.levels > 2:
                return cannot_hold(self.name, "nested and crossed factors together", "either")
            if len(self.model.hierarchy.groups) > 2:
                return cannot_hold(
                    self.name, "more than two crossed factors", "two crossed factors"
                )
            return self._ambiguous()
        if self.levels > 3:
            return cannot_hold(self.name, f"{self.levels} levels", "three levels")
        return None

    def _ambiguous(self) -> Diagnostic | None:
        """In the crossed form b and c are for the other factor's predictors only."""
        for effect in self.model.effects():
            kinds = {self._side(effect.path[1])} if effect.rank == 2 and effect.path[1] else set()
            own = self._side_of(effect.grouping)
            if own in kinds or "both" in kinds:
                return cannot_hold(
                    f"{self.name} (crossed)",
                    f"a slope of {effect.name} over {effect.grouping}, at whose level it stands",
                    "slopes of row predictors over columns and of column predictors over rows",
                )
        return None

    def mean_letter(self) -> str:
        """phi for a probability (ch. 10), lambda for a rate, mu otherwise."""
        letters = {"binomial": "varphi", "poisson": "lambda", "truncated_poisson": "lambda"}
        return letters.get(self.model.family.name, "mu")

    def threshold_letter(self) -> str:
        """theta, or kappa in the crossed form, whose constants are theta."""
        return "kappa" if self.crossed else "theta"

    def shape_letter(self) -> str:
        """nu where the crossed form has theta already."""
        letter = super().shape_letter()
        return "nu" if self.crossed and letter == "theta" else letter

    def coefficient_letter(self, rank: int) -> str:
        """pi, beta, gamma from level 1 up when there are three; beta, gamma when there are two."""
        letters = ("pi", "beta", "gamma") if self.levels > 2 or self.crossed else ("beta", "gamma")
        return letters[rank - 1]

    def coefficient_indices(self, coefficient: Coefficient) -> tuple[Mark, ...]:
        """The indices of all groups above the coefficient's rank, whether or not it varies."""
        return indices(
            tuple(
                self.index[unit.grouping]
                for unit in self.model.hierarchy.groups
                if unit.rank > coefficient.rank
            )
        )

    def effect_letter(self, grouping: str) -> str:
        """u; r and u at levels 2 and 3; b, c and d for rows, columns and cells."""
        unit = self.model.hierarchy.unit(grouping)
        if unit.kind == "observation":
            return "e"
        if self.crossed:
            return "d" if unit.kind == "cell" else "bc"[self._side_of(grouping) == "column"]
        return "r" if self.levels > 2 and unit.rank == 2 else "u"

    # --- the crossed form ---------------------------------------------------------------------

    def _side_of(self, grouping: str) -> str:
        groups = [unit.grouping for unit in self.model.hierarchy.groups]
        return "row" if grouping == groups[0] else "column" if grouping == groups[1] else "cell"

    def _side(self, product: Product) -> str:
        """Whether a product of level-2 variables is of the row factor, the column factor or both."""
        sides = {self._side_of(self.model.roles.level(c.variable) or "") for c in product}
        return sides.pop() if len(sides) == 1 else "both"

    def _place(self, path: Path) -> int:
        """q of a level-2 product among those of its side in its equation; 0 for the constant."""
        product = path[1]
        if not product:
            return 0
        siblings = [
            p for p in self.model.numbering[path[:1]] if p and self._side(p) == self._side(product)
        ]
        return 1 + siblings.index(product)

    def fixed(self, effect: FixedEffect) -> Symbol:
        """A fixed effect; in the crossed form by the side of its predictors."""
        if not self.crossed or len(effect.path) < 2:
            return super().fixed(effect)
        first = self.model.numbers(effect.path[:1])
        if not effect.path[1]:
            return Symbol("theta", numbers(*first))
        side = self._side(effect.path[1])
        letter = {"row": "gamma", "column": "beta"}.get(side, "delta")
        return Symbol(letter, numbers(*first, self._place(effect.path)))

    def effect_numbers(self, effect: RandomEffect) -> tuple[int, ...]:
        """u_pj; in the crossed form always with q, b_pqj."""
        if not self.crossed or effect.rank < 2:
            return super().effect_numbers(effect)
        return (*self.model.numbers(effect.path[:1]), self._place(effect.path))

    def _single(self, vector: RandomVector) -> bool:
        """Whether its effects belong to single observations; their variances are sigma."""
        return self.model.hierarchy.unit(vector.grouping).kind == "observation"

    # --- variances --------------------------------------------------------------------------

    def _tau(self, vector: RandomVector, *positions: int) -> Symbol:
        """tau_00, with the effects' letter before it where there are several factors, and with
        positions in the vector for numbers when a number alone does not tell the effects apart.
        """
        places = self.places(vector)
        chosen = [places[p] for p in positions]
        several = len(self.model.random) > 1
        if self.levels > 2 and not self.crossed and several:
            unit = self.model.hierarchy.unit(vector.grouping)
            letter: tuple[Mark, ...] = (Mark("letter", self.coefficient_letter(unit.rank - 1)),)
        else:
            letter = (Mark("letter", self.effect_letter(vector.grouping)),) if several else ()
        return Symbol("tau", (*letter, *numbers(*chosen)))

    def variance(self, vector: RandomVector, position: int) -> Node:
        """tau_00: a variance is a letter of its own, not a square."""
        if self._single(vector):
            return super().variance(vector, position)
        return self._tau(vector, position, position)

    def deviation(self, vector: RandomVector, position: int) -> Node:
        """The root of tau_00."""
        if self._single(vector):
            return super().deviation(vector, position)
        return Root(self._tau(vector, position, position))

    def correlation(self, vector: RandomVector, first: int, second: int) -> Symbol:
        """rho_01, with the marks of tau_01."""
        if self._single(vector):
            return super().correlation(vector, first, second)
        tau = self._tau(vector, min(first, second), max(first, second))
        return Symbol("rho", tau.below)

    def covariance(self, vector: RandomVector, first: int, second: int) -> Node:
        """tau_01 above the diagonal, tau_10, which is the same, below it."""
        if self._single(vector):
            return super().covariance(vector, first, second)
        return self._tau(vector, first, second)
