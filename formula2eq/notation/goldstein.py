"""The notation of Goldstein and of the MLwiN program: random coefficients with the residual among them.

y_ij = beta_0ij + beta_1j x_ij; beta_0ij = beta_0 + u_0j + e_0ij; beta_1j = beta_1 + u_1j. Fixed effects
are numbered once; levels 1 to 5 have e, u, v, f, g; covariance matrices are Omega. Crossed factors are
classifications, numbered from 2 (Browne, Goldstein & Rasbash 2001): u^(2)_{school(i)} + u^(3)_{area(i)},
where school(i) is the school of observation i. Sources: Goldstein 2011, ch. 2; Rasbash et al., A User's
Guide to MLwiN, chs. 2 and 4; Browne, MCMC Estimation in MLwiN, ch. 15.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from formula2eq.diagnostics import Diagnostic
from formula2eq.levels.level_model import FixedEffect, LevelModel, Path, RandomEffect, RandomVector
from formula2eq.notation.additive import Additive, column_numbers
from formula2eq.notation.choices import Choices
from formula2eq.notation.complaints import beyond_nesting, cannot_hold
from formula2eq.notation.math import Mark, Node, Symbol, indices, numbers
from formula2eq.notation.naming import OBSERVATIONS
from formula2eq.notation.notation import Notation

#: Names that can be an index: ``school``, ``teacher_id``; not ``x1`` or ``a_b``, which have indices.
_WORD = re.compile(r"[^\W\d_]+|(?:[^\W\d_]{2,}|[^\W\d_](?=_[A-Za-z]{2}))(?:_[0-9A-Za-z]+)+")
#: Index letters of classifications whose names are no words or are not their own.
_SPARE = [*"jklmnopqrst", *(f"j{number}" for number in range(1, 100))]


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
        hierarchy = model.hierarchy
        groups = [unit for unit in hierarchy.units if unit.kind != "observation"]
        self.crossed = not hierarchy.nested and len(groups) > 1
        #: Number of each classification of the crossed form; the observations are the first.
        self.classification = {unit.grouping: 2 + at for at, unit in enumerate(groups)}
        super().__init__(model, choices)

    def refusal(self) -> Diagnostic | None:
        """It holds up to five nested levels, or any number of classifications."""
        if not self.crossed:
            return beyond_nesting(self.name, self.model, 5)
        held = "classifications, one term each"
        if any(unit.kind in ("cell", "twin") for unit in self.model.hierarchy.units):
            found = "an interaction of crossed grouping factors, or two with the same partition"
            return cannot_hold(f"{self.name} (crossed)", found, held, "gelman-hill")
        if any(effect.copy is not None for effect in self.model.effects()):
            return cannot_hold(
                f"{self.name} (crossed)", "several bars on one factor", held, "gelman-hill"
            )
        return None

    # --- indices of the crossed form: i, and school(i) ----------------------------------------

    def _index_letters(self) -> dict[str, str]:
        """Classifications go by the names of their factors."""
        letters = super()._index_letters()
        if not self.crossed:
            return letters
        chosen = dict(self.choices.indices)
        groups = [unit.grouping for unit in self.model.hierarchy.groups]
        words = {grouping: self.factor_name(grouping) for grouping in groups}
        every = [*words.values(), *chosen.values(), letters[OBSERVATIONS]]
        spare = iter(letter for letter in _SPARE if letter not in every)
        for grouping, word in words.items():
            plain = _WORD.fullmatch(word) is not None and every.count(word) == 1
            letters[grouping] = chosen.get(grouping) or (word if plain else next(spare))
        return letters

    def all_indices(self) -> tuple[Mark, ...]:
        """Those of all levels; the observations' alone in the crossed form."""
        return indices((self.unit_index(),)) if self.crossed else super().all_indices()

    def group_indices(self, groupings: Iterable[str]) -> tuple[Mark, ...]:
        """Those of the factors and of what is above them; ``school(i)`` in the crossed form."""
        if not self.crossed:
            return super().group_indices(groupings)
        own = [unit.grouping for unit in self.model.hierarchy.groups if unit.grouping in groupings]
        return indices(tuple(f"{self.index[name]}({self.unit_index()})" for name in own))

    def copy_mark(self, effect: RandomEffect) -> tuple[Mark, ...]:
        """The number of the bar; in the crossed form that of the classification."""
        if not self.crossed or effect.grouping not in self.classification:
            return super().copy_mark(effect)
        return (Mark("number", str(self.classification[effect.grouping])),)

    def effect_letter(self, grouping: str) -> str:
        """u, v, f, g by level; u for every classification."""
        single = self.model.hierarchy.unit(grouping).kind == "observation"
        return "u" if self.crossed and not single else super().effect_letter(grouping)

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
        marks = self.all_indices() if single or self.crossed else self.group_indices(groupings)
        return Symbol("beta", numbers(self.numbering[path]) + marks)

    def effect_numbers(self, effect: RandomEffect) -> tuple[int, ...]:
        """The number of its column; none in the crossed form for a constant that varies alone."""
        if self.crossed and not any(effect.path):
            mine = [e for e in self.model.effects() if e.grouping == effect.grouping]
            if len(mine) == 1:
                return ()
        return (self.numbering[effect.path],)

    def residual(self) -> Symbol:
        """The residual, e_0ij: a random effect of the constant at level 1; e_i in the crossed form."""
        return Symbol("e", (() if self.crossed else numbers(0)) + self.all_indices())

    def residual_deviation(self) -> Symbol:
        """sigma_e0; sigma_e in the crossed form."""
        return Symbol("sigma", (Mark("letter", "e"), *(() if self.crossed else numbers(0))))

    def _letters(self, grouping: str) -> tuple[Mark, ...]:
        """u, or u(2): what the variances and Omega carry."""
        letter = Mark("letter", self.effect_letter(grouping))
        if not self.crossed or grouping not in self.classification:
            return (letter,)
        return (letter, Mark("letter", f"({self.classification[grouping]})"))

    def covariance_name(self, vector: RandomVector) -> Symbol:
        """Omega with the letter of the effects, Omega_u(2) in the crossed form."""
        return Symbol("Omega", self._letters(vector.grouping))

    def deviation(self, vector: RandomVector, position: int) -> Node:
        """sigma_u0; sigma_u(2) or sigma_u(2)0 in the crossed form."""
        if not self.crossed:
            return super().deviation(vector, position)
        effect = vector.effects[position]
        return Symbol(
            "sigma", (*self._letters(vector.grouping), *numbers(*self.effect_numbers(effect)))
        )

    def covariance(self, vector: RandomVector, first: int, second: int) -> Node:
        """sigma_u01: the numbers of the two effects."""
        a, b = vector.effects[min(first, second)], vector.effects[max(first, second)]
        pair = self.pair(vector, self.effect_numbers(a) or (0,), self.effect_numbers(b) or (0,))
        above = () if self.crossed else self._copy_pair(a, b)
        return Symbol("sigma", (*self._letters(vector.grouping), *pair), above)
