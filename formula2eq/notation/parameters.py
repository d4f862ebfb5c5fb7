"""What parameters are called: coefficients, fixed effects, random effects and the residual."""

from __future__ import annotations

from formula2eq.levels.level_model import (
    Coefficient,
    FixedEffect,
    RandomEffect,
)
from formula2eq.notation.math import Mark, Symbol, numbers
from formula2eq.notation.naming import Naming


class ParameterNaming(Naming):
    """The questions every notation answers about parameters, for one model."""

    def coefficient_letter(self, rank: int) -> str:
        """The letter of coefficients that stand in the equations of a rank."""
        return ("beta", "gamma", "delta")[rank - 1]

    def coefficient(self, coefficient: Coefficient) -> Symbol:
        """A coefficient that has an equation of its own."""
        marks = numbers(*self.model.numbers(coefficient.path))
        return Symbol(
            self.coefficient_letter(coefficient.rank),
            marks + self.coefficient_indices(coefficient),
        )

    def coefficient_indices(self, coefficient: Coefficient) -> tuple[Mark, ...]:
        """The indices of a coefficient: of all factors that it depends on."""
        return self.group_indices(self.model.groupings_of(coefficient))

    def fixed(self, effect: FixedEffect) -> Symbol:
        """A fixed effect, named where it stands."""
        rank = self.model.plain_rank(effect)
        return Symbol(
            self.coefficient_letter(rank), numbers(*self.model.numbers(effect.path[:rank]))
        )

    def effect_letter(self, grouping: str) -> str:
        """The letter of the random effects of a grouping factor."""
        unit = self.model.hierarchy.unit(grouping)
        if unit.kind == "observation":
            return "e"
        others = [u.grouping for u in self.model.hierarchy.units if u.kind != "observation"]
        return self.effect_letters[others.index(grouping)]

    def effect_numbers(self, effect: RandomEffect) -> tuple[int, ...]:
        """Its coefficient's numbers, then those of the variables it multiplies."""
        path = list(effect.path)
        while len(path) > effect.rank - 1 and not path[-1]:
            path.pop()
        return self.model.numbers(tuple(path))

    def effect_marks(self, effect: RandomEffect) -> tuple[Mark, ...]:
        """Indices of a random effect."""
        unit = self.model.hierarchy.unit(effect.grouping)
        if unit.kind == "observation":
            return self.unit_indices()
        return self.group_indices([effect.grouping])

    def copy_mark(self, effect: RandomEffect) -> tuple[Mark, ...]:
        """The number of its bar, as superscript, where several bars of a factor would collide, and
        the factor's name where several have one row per category.
        """
        units = self.model.hierarchy.units
        singles = [unit.grouping for unit in units if unit.kind == "observation"]
        if len(singles) > 1 and effect.grouping in singles:
            copy = "" if effect.copy is None else f", {effect.copy}"
            return (Mark("text", f"({self.factor_name(effect.grouping)}{copy})"),)
        return () if effect.copy is None else (Mark("number", str(effect.copy)),)

    def random(self, effect: RandomEffect) -> Symbol:
        """A random effect."""
        return Symbol(
            self.effect_letter(effect.grouping),
            numbers(*self.effect_numbers(effect)) + self.effect_marks(effect),
            self.copy_mark(effect),
        )

    def residual(self) -> Symbol:
        """The residual."""
        return Symbol(self.residual_letter, self.all_indices())
