"""The notation of Gelman & Hill (2007), chs. 11 to 13: one running index i and lookups j[i].

One grouping factor, or one in the next: alpha_j and beta_j have means of their own, with gammas for
group-level predictors (a, b and delta at the third level). Crossed factors: everything fixed stands in
the first line, and alpha^{name}_j, beta^{name}_j have mean zero. Variances are named by the effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from formula2eq.levels.level_model import (
    FixedEffect,
    LevelModel,
    Path,
    Product,
    RandomEffect,
    RandomVector,
)
from formula2eq.notation.additive import Additive, column_numbers
from formula2eq.notation.attachment import attach
from formula2eq.notation.choices import Choices
from formula2eq.notation.math import Mark, Matrix, Node, Power, Symbol, indices, numbers
from formula2eq.notation.math import Number as Digits
from formula2eq.notation.running_index import RunningIndex


class GelmanHill(RunningIndex):
    """y_i ~ N(alpha_{j[i]} + beta_{j[i]} x_i, sigma_y^2); alpha_j ~ N(mu_alpha, sigma_alpha^2)."""

    name = "gelman-hill"
    source = "Gelman & Hill 2007, Data Analysis Using Regression and Multilevel/Hierarchical Models"
    shape = "lookups"
    predictors = "own"
    outcome_letter = "y"
    covariances = "correlation"
    fixed_choices: ClassVar[Mapping[str, str]] = {
        **Additive.fixed_choices,
        "predictors": "everything carries the one running index",
    }
    #: Letters of varying constants and slopes by depth, and of the fixed effects in their means.
    varying_letters = (("alpha", "beta"), ("a", "b"))
    mean_letters = ("gamma", "delta")
    #: Whether a Gaussian outcome's law holds the linear predictor itself.
    mean_inside = True

    def __init__(
        self, model: LevelModel, choices: Choices | None = None, *, errors: bool = False
    ) -> None:
        self.numbering = column_numbers(model)
        hierarchy = model.hierarchy
        chain = hierarchy.nested and all(
            u.kind in ("group", "observation") for u in hierarchy.units
        )
        #: Whether coefficients have means of their own; without, all effects have mean zero.
        self.means = chain and hierarchy.top <= 1 + len(self.varying_letters) and not errors
        self.attachment = attach(model, means=self.means)
        self.factors = [u.grouping for u in hierarchy.units if u.kind != "observation"]
        self.depths = {unit.grouping: depth for depth, unit in enumerate(hierarchy.groups)}
        plain = [c.path for c, _ in self.attachment.children(None) if isinstance(c, FixedEffect)]
        slopes = {path for path in [*plain, *(e.path for e in model.effects())] if any(path)}
        #: The columns that are numbered as slopes: varying ones and those of the first line.
        self.slope_paths = sorted(slopes, key=lambda path: self.numbering[path])
        super().__init__(model, choices)

    def with_errors(self) -> GelmanHill:
        """The same notation with everything fixed in the first line and effects of mean zero."""
        return type(self)(self.model, self.choices, errors=True)

    def letters_taken(self) -> Iterable[str]:
        """Those of varying coefficients too."""
        varying = [letter for pair in self.varying_letters for letter in pair]
        return (*super().letters_taken(), *varying)

    # --- parameters -----------------------------------------------------------------------------

    def coefficient_letter(self, rank: int) -> str:
        """Coefficients by level are needed for the proof alone: none is ever printed."""
        return f"b{rank}"

    def effect_letter(self, grouping: str) -> str:
        """The letter of a factor's varying constant; epsilon for single observations."""
        if self.model.hierarchy.unit(grouping).kind == "observation":
            return "varepsilon"
        return self.varying_letters[self.depths[grouping] if self.means else 0][0]

    def effect_numbers(self, effect: RandomEffect) -> tuple[int, ...]:
        """The number of a slope where there are several."""
        if not any(effect.path):
            return ()
        if self.model.hierarchy.unit(effect.grouping).kind == "observation":
            return (self.numbering[effect.path],)
        if self.means:
            return self._slope_number(effect.path)
        mine = {e.path for e in self.model.effects() if e.grouping == effect.grouping}
        return (self.numbering[effect.path],) if sum(any(path) for path in mine) > 1 else ()

    def _slope_number(self, path: Path) -> tuple[int, ...]:
        several = len(self.slope_paths) > 1
        return (1 + self.slope_paths.index(path),) if several else ()

    def _named(self, grouping: str) -> bool:
        """Whether the factor's name tells its effects from those of other factors."""
        kind = self.model.hierarchy.unit(grouping).kind
        return not self.means and len(self.factors) > 1 and kind != "observation"

    def copy_mark(self, effect: RandomEffect) -> tuple[Mark, ...]:
        """The factor's name where factors stand side by side, then the number of the bar."""
        if not self._named(effect.grouping):
            return super().copy_mark(effect)
        copy = "" if effect.copy is None else f" ({effect.copy})"
        return (Mark("text", self.factor_name(effect.grouping) + copy),)

    def _letters(self, effect: RandomEffect) -> tuple[Mark, ...]:
        """Letter and number of a varying coefficient, as marks of what belongs to it."""
        return (Mark("letter", self.varying(effect).letter), *numbers(*self.effect_numbers(effect)))

    def varying(self, effect: RandomEffect) -> Symbol:
        """A varying coefficient where it is defined: alpha_j."""
        letter = self.effect_letter(effect.grouping)
        unit = self.model.hierarchy.unit(effect.grouping)
        if unit.kind == "observation":
            marks = indices((self.unit_index(),))
        else:
            pair = self.varying_letters[self.depths[effect.grouping] if self.means else 0]
            letter = pair[1] if any(effect.path) else pair[0]
            marks = self.group_indices([effect.grouping])
        below = numbers(*self.effect_numbers(effect)) + marks
        return Symbol(letter, below, self.copy_mark(effect))

    def used(self, effect: RandomEffect, place: str | None) -> Symbol:
        """A varying coefficient as it is written at a place: alpha_{j[i]}, a_{k[j]}."""
        symbol = self.varying(effect)
        if self.model.hierarchy.unit(effect.grouping).kind == "observation":
            return symbol
        return replace(symbol, below=self.looked_up(symbol.below, place))

    def random(self, effect: RandomEffect) -> Symbol:
        """A varying coefficient where it is defined."""
        return self.varying(effect)

    def fixed(self, effect: FixedEffect) -> Symbol:
        """alpha and beta in the first line; mu, gamma or delta in a mean."""
        parent, product = self.attachment.parents[effect]
        if parent is None:
            if not self.means:
                return Symbol("beta", numbers(self.numbering[effect.path]))
            if not any(effect.path):
                return Symbol("alpha")
            return Symbol("beta", numbers(*self._slope_number(effect.path)))
        if parent not in self.explained:
            return self.lone_mean(parent)
        others = [p for _, p in self._fixed_children(parent) if p]
        number = 1 + others.index(product) if product else 0
        depth = self.depths[parent.grouping]
        above = self._letters(parent) if depth in self._several_means else ()
        return Symbol(self.mean_letters[depth], numbers(number), above)

    def lone_mean(self, parent: RandomEffect) -> Symbol:
        """The mean of a varying coefficient that nothing explains: mu_alpha, or mu alone."""
        means = [e for e in self.model.effects() if e not in self.explained]
        alone = [e for e in means if self._fixed_children(e)]
        if self.model.hierarchy.top > 2 and len(alone) == 1:
            return Symbol("mu")
        return Symbol("mu", self._letters(parent))

    def _fixed_children(self, parent: RandomEffect) -> list[tuple[FixedEffect, Product]]:
        children = self.attachment.children(parent)
        return [(c, product) for c, product in children if isinstance(c, FixedEffect)]

    @cached_property
    def explained(self) -> frozenset[RandomEffect]:
        """Varying coefficients whose means are made of gammas: as soon as one coefficient of a law has
        predictors (sec. 20.5: gamma_0^alpha above gamma_0^beta + gamma_1^beta z_j).
        """
        laws = (law.effects for whole in self.model.random for law in self.law_vectors(whole))
        children = {e: self._fixed_children(e) for e in self.model.effects()}
        return frozenset(
            effect
            for effects in laws
            if any(product for effect in effects for _, product in children[effect])
            for effect in effects
            if children[effect]
        )

    @cached_property
    def _several_means(self) -> frozenset[int]:
        """Depths at which several varying coefficients have numbered effects in their means."""
        found = [self.depths.get(effect.grouping) for effect in self.explained]
        return frozenset(depth for depth in found if depth is not None and found.count(depth) > 1)

    def shape_letter(self) -> str:
        """nu for a Gamma law's shape, since alpha is taken."""
        letter = super().shape_letter()
        return "nu" if letter == "alpha" else letter

    # --- variances --------------------------------------------------------------------------

    def residual_deviation(self) -> Symbol:
        """sigma_y."""
        return Symbol("sigma", (Mark("letter", self.outcome_letter),))

    def deviation(self, vector: RandomVector, position: int) -> Symbol:
        """sigma_alpha; sigma with a factor's name where that factor has one effect."""
        effect = vector.effects[position]
        if self._named(vector.grouping) and len(vector.effects) == 1:
            return Symbol("sigma", (Mark("text", self.factor_name(vector.grouping)),))
        return Symbol("sigma", self._letters(effect), self.copy_mark(effect))

    def correlation(self, vector: RandomVector, first: int, second: int) -> Symbol:
        """rho; with the letters of the two effects where there are several."""
        a, b = vector.effects[min(first, second)], vector.effects[max(first, second)]
        above = self._copy_pair(a, b)
        if self._named(vector.grouping) and a.copy is None:
            above = self.copy_mark(a)
        same = [v for v in self.model.random if v.grouping == vector.grouping or not above]
        pairs = sum(v.covary(p, q) for v in same for p in range(len(v.effects)) for q in range(p))
        below = (*self._letters(a), *self._letters(b)) if pairs > 1 else ()
        return Symbol("rho", below, above)

    def covariance(self, vector: RandomVector, first: int, second: int) -> Node:
        """sigma_{alpha beta}."""
        a, b = vector.effects[min(first, second)], vector.effects[max(first, second)]
        return Symbol("sigma", (*self._letters(a), *self._letters(b)), self._copy_pair(a, b))

    def off_diagonal(self, vector: RandomVector, first: int, second: int) -> Node:
        """rho sigma_alpha sigma_beta, or sigma_{alpha beta} where each would carry a factor's name."""
        if self._named(vector.grouping) and self.choices.covariances is None:
            return self.covariance(vector, first, second)
        return super().off_diagonal(vector, first, second)

    def variance(self, vector: RandomVector, position: int) -> Node:
        """sigma_alpha^2."""
        return Power(self.deviation(vector, position), Digits("2"))

    def covariance_name(self, vector: RandomVector) -> Symbol | None:
        """Sigma with the factor's name where factors stand side by side."""
        if not self._named(vector.grouping):
            return None
        name = Mark("text", self.factor_name(vector.grouping))
        return Symbol("Sigma", (), (name,), bold=True)

    def covariance_definitions(
        self, vector: RandomVector, name: Symbol, matrix: Matrix
    ) -> tuple[tuple[Symbol, Node], ...]:
        """What a named covariance matrix is."""
        return ((name, matrix),)

    def law_vectors(self, vector: RandomVector) -> tuple[RandomVector, ...]:
        """The effects of a factor that have one law together."""
        return (vector,)

    def priors(self) -> tuple[tuple[Node, Node], ...]:
        """Parameters and their priors, none in this notation."""
        return ()
