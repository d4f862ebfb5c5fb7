"""The notation of Goldstein and of the MLwiN program: random coefficients with the residual among them.

y_ij = beta_0ij + beta_1j x_ij; beta_0ij = beta_0 + u_0j + e_0ij; beta_1j = beta_1 + u_1j. Fixed effects
are numbered once; levels 1 to 5 have e, u, v, f, g; covariance matrices are Omega. Sources: Goldstein
2011, ch. 2; Rasbash et al., A User's Guide to MLwiN, chs. 2 and 4.
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.levels.level_model import FixedEffect, LevelModel, Path, RandomEffect, RandomVector
from formula2eq.notation.additive import Additive, column_numbers
from formula2eq.notation.choices import Choices
from formula2eq.notation.complaints import beyond_nesting
from formula2eq.notation.math import Mark, Node, Symbol, numbers
from formula2eq.notation.notation import Notation


class Goldstein(Notation):
    """y_ij = beta_0ij + beta_1j x_ij, beta_1j = beta_1 + u_1j, beta_0ij = beta_0 + u_0j + e_0ij."""

    name = "goldstein"
    source = (
        "Goldstein 2011, Multilevel Statistical Models; Rasbash et al., A User's Guide to MLwiN"
    )
    shape = "coefficients"
    effect_letters = ("u", "v", "f", "g")
    residual_letter = "e"
    outcome_letter = "y"
    fixed_choices = Additive.fixed_choices

    def __init__(self, model: LevelModel, choices: Choices | None = None) -> None:
        self.numbering = column_numbers(model)
        super().__init__(model, choices)

    def refusal(self) -> Diagnostic | None:
        """It holds up to five nested levels."""
        return beyond_nesting(self.name, self.model, 5)

    def mean_letter(self) -> str:
        """pi for every discrete response, as MLwiN has it."""
        discrete = ("binomial", "poisson", "negative.binomial")
        return "pi" if self.model.family.name in discrete else super().mean_letter()

    def coefficient_letter(self, rank: int) -> str:
        """Coefficients by level are needed for the proof alone: none is ever printed."""
        return f"b{rank}"

    def fixed(self, effect: FixedEffect) -> Symbol:
        """beta with the position of its column."""
        return Symbol("beta", numbers(self.numbering[effect.path]))

    def varying(self, path: Path, groupings: tuple[str, ...], *, residual: bool) -> Symbol:
        """The coefficient of a column: beta with the indices of all that it varies over."""
        kinds = {self.model.hierarchy.unit(grouping).kind for grouping in groupings}
        single = residual or "observation" in kinds
        marks = self.all_indices() if single else self.group_indices(groupings)
        return Symbol("beta", numbers(self.numbering[path]) + marks)

    def effect_numbers(self, effect: RandomEffect) -> tuple[int, ...]:
        """The number of its column."""
        return (self.numbering[effect.path],)

    def residual(self) -> Symbol:
        """The residual, e_0ij: a random effect of the constant at level 1."""
        return Symbol("e", numbers(0) + self.all_indices())

    def residual_deviation(self) -> Symbol:
        """sigma_e0."""
        return Symbol("sigma", (Mark("letter", "e"), *numbers(0)))

    def covariance_name(self, vector: RandomVector) -> Symbol:
        """Omega with the letter of the effects."""
        letter = Mark("letter", self.effect_letter(vector.grouping))
        return Symbol("Omega", (letter,))

    def covariance(self, vector: RandomVector, first: int, second: int) -> Node:
        """sigma_u01: the numbers of the two effects."""
        a, b = vector.effects[min(first, second)], vector.effects[max(first, second)]
        letter = Mark("letter", self.effect_letter(vector.grouping))
        pair = self.pair(vector, self.effect_numbers(a) or (0,), self.effect_numbers(b) or (0,))
        return Symbol("sigma", (letter, *pair), self._copy_pair(a, b))
