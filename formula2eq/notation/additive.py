"""The additive notation: everything in one line, as most papers print it and lme4 labels it.

Fixed effects are numbered once, in the order of R's output; the outcome and the residual carry all
indices; random effects are u, v, w by grouping factor, lowest rank first, and u with the factor's name
above it when there are more than three. It holds every model. Laws are written with variances.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from formula2eq.levels.level_model import (
    FixedEffect,
    LevelModel,
    Path,
    RandomEffect,
    RandomVector,
)
from formula2eq.notation.choices import Choices
from formula2eq.notation.math import Mark, Node, Symbol, numbers
from formula2eq.notation.notation import Notation


class Additive(Notation):
    """y_ij = beta_0 + beta_1 x_ij + u_0j + u_1j x_ij + epsilon_ij."""

    name = "additive"
    source = "one line of lme4's summary after another; e.g. Bates et al. 2015, sec. 1"
    shape = "line"
    effect_letters: ClassVar[tuple[str, ...]] = ("u", "v", "w")
    residual_letter = "varepsilon"
    outcome_letter = "y"
    fixed_choices: ClassVar[Mapping[str, str]] = {
        **Notation.fixed_choices,
        "slopes": "it has no equations of levels",
    }

    def __init__(self, model: LevelModel, choices: Choices | None = None) -> None:
        self.numbering = column_numbers(model)
        self.factors = [u.grouping for u in model.hierarchy.units if u.kind != "observation"]
        super().__init__(model, choices)

    def coefficient_letter(self, rank: int) -> str:
        """Coefficients by level are needed for the proof alone: none is ever printed."""
        return f"b{rank}"

    def fixed(self, effect: FixedEffect) -> Symbol:
        """beta with the position of its column."""
        return Symbol("beta", numbers(self.numbering[effect.path]))

    def effect_letter(self, grouping: str) -> str:
        """u, v, w; u alone where the factor's name tells factors apart; e for single observations."""
        if self.model.hierarchy.unit(grouping).kind == "observation":
            return "e"
        if len(self.factors) > len(self.effect_letters):
            return "u"
        return self.effect_letters[self.factors.index(grouping)]

    def effect_numbers(self, effect: RandomEffect) -> tuple[int, ...]:
        """The number of its column among the fixed effects, or a number after theirs."""
        if self.model.hierarchy.unit(effect.grouping).kind == "observation":
            return super().effect_numbers(effect)
        return (self.numbering[effect.path],)

    def copy_mark(self, effect: RandomEffect) -> tuple[Mark, ...]:
        """The factor's name where letters do not suffice, then the number of the bar."""
        observation = self.model.hierarchy.unit(effect.grouping).kind == "observation"
        several = len(self.factors) > len(self.effect_letters) and not observation
        if not several:
            return super().copy_mark(effect)
        copy = "" if effect.copy is None else f", {effect.copy}"
        return (Mark("text", f"({self.factor_name(effect.grouping)}{copy})"),)

    def covariance(self, vector: RandomVector, first: int, second: int) -> Node:
        """sigma_u01: the numbers of the two effects."""
        a, b = vector.effects[min(first, second)], vector.effects[max(first, second)]
        letter = Mark("letter", self.effect_letter(vector.grouping))
        pair = self.pair(vector, self.effect_numbers(a) or (0,), self.effect_numbers(b) or (0,))
        return Symbol("sigma", (letter, *pair), self._copy_pair(a, b))


def column_numbers(model: LevelModel) -> dict[Path, int]:
    """Numbers of the model's columns: 0 is kept for the constant, then R's order of the fixed ones,
    then columns that are only random, bar by bar as written.
    """
    constant: Path = tuple(() for _ in range(model.hierarchy.top))
    found: dict[Path, int] = {constant: 0}
    written = sorted(model.effects(), key=lambda effect: effect.bar)
    for path in [*(e.path for e in model.fixed), *(e.path for e in written)]:
        found.setdefault(path, len(found))
    return found
