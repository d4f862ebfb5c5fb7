"""Random effects in words: what differs between whom, and what covaries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from formula2eq.documents.explain_fixed import FixedWords
from formula2eq.documents.explain_words import ASSUMPTIONS, RANDOM
from formula2eq.documents.sentence import Sentence, listed, say
from formula2eq.equations.rounding import rounded
from formula2eq.formula.unparse import unparse
from formula2eq.levels.level_model import RandomEffect, RandomVector
from formula2eq.variables.coding import CodedColumn


@dataclass(frozen=True, slots=True)
class RandomWords:
    """Sentences about the random effects; names and numbers are those of the fixed ones."""

    fixed: FixedWords

    def sentences(self) -> Iterator[Sentence]:
        """For each grouping factor its effects and how they covary; then the residual."""
        model = self.fixed.notation.model
        if not model.random:
            yield say(RANDOM["none"])
        for vector in model.random:
            for effect in vector.effects:
                yield self._effect(effect)
            yield from self._covariances(vector)
        if model.residual:
            estimates = self.fixed.estimates
            value = None if estimates is None else estimates.residual
            yield say(RANDOM["residual"], spread=self._spread(value))

    def _effect(self, effect: RandomEffect) -> Sentence:
        model = self.fixed.notation.model
        kind = model.hierarchy.unit(effect.grouping).kind
        group = self.fixed.notation.factor_name(effect.grouping)
        spread = self._spread(self._deviation(effect))
        if not any(effect.path):
            key = "intercept-observation" if kind == "observation" else "intercept"
            return say(RANDOM[key], group=group, spread=spread)
        what = self._what(effect)
        if all(model.roles.level(part.variable) == effect.grouping for part in effect.variables):
            return say(RANDOM["own-level"], group=group, what=what, spread=spread)
        if len(effect.variables) == 1 and effect.variables[0].category is not None:
            return say(RANDOM["category"], group=group, what=what, spread=spread)
        explained = any(fixed.path == effect.path for fixed in model.fixed)
        key = "slope" if explained else "slope-zero"
        return say(RANDOM[key], group=group, what=what, spread=spread)

    def _what(self, effect: RandomEffect) -> Sentence:
        return listed([self._part(part) for part in effect.variables], last="times")

    def _part(self, part: CodedColumn) -> Sentence:
        name = self.fixed.name(part.variable)
        if part.category is not None:
            return (f"{part.category} of {name}",)
        return (f"{name}, column {part.column}" if part.column else name,)

    def _named(self, effect: RandomEffect) -> Sentence:
        if not any(effect.path):
            return say(RANDOM["the-intercept"])
        if len(effect.variables) == 1 and effect.variables[0].category is not None:
            return say(RANDOM["the-level"], what=self._what(effect))
        return say(RANDOM["the-slope"], what=self._what(effect))

    def _deviation(self, effect: RandomEffect) -> float | None:
        estimates = self.fixed.estimates
        if estimates is None:
            return None
        variance = estimates.covariances.get((effect.bar, effect.name, effect.name))
        return None if variance is None or variance < 0 else sqrt(variance)

    def _spread(self, deviation: float | None) -> Sentence:
        if deviation is None:
            return ()
        return say(RANDOM["spread"], deviation=rounded(deviation, self.fixed.digits))

    def _covariances(self, vector: RandomVector) -> Iterator[Sentence]:
        group = self.fixed.notation.factor_name(vector.grouping)
        for _, _, covariance in vector.blocks:
            if covariance not in ("unstructured", "diagonal"):
                yield say(RANDOM["structured"], group=group, structure=covariance)
        size = range(len(vector.effects))
        pairs = [(row, column) for row in size for column in range(row)]
        free = [pair for pair in pairs if vector.covary(*pair)]
        zero = [pair for pair in pairs if not vector.covary(*pair)]
        for kind, chosen in (("covary", free), ("zero", zero)):
            if len(chosen) > 3 and len(chosen) == len(pairs):
                yield say(RANDOM[f"{kind}-all"], group=group)
                continue
            for row, column in chosen:
                first, second = vector.effects[column], vector.effects[row]
                yield say(
                    RANDOM[kind],
                    first=self._named(first),
                    second=self._named(second),
                    group=group,
                    correlation=self._correlation(first, second),
                )

    def _correlation(self, first: RandomEffect, second: RandomEffect) -> Sentence:
        estimates = self.fixed.estimates
        one, other = self._deviation(first), self._deviation(second)
        if estimates is None or not one or not other or first.bar != second.bar:
            return ()
        covariance = estimates.covariances.get((first.bar, first.name, second.name))
        if covariance is None:
            return ()
        digits = 2 if self.fixed.digits is None else self.fixed.digits
        value = rounded(covariance / one / other, digits).replace("-", "\N{MINUS SIGN}")
        return say(RANDOM["correlation"], value=value)

    def assumptions(self) -> Iterator[Sentence]:
        """What is taken for granted."""
        model = self.fixed.notation.model
        yield say(ASSUMPTIONS["linear"], scale=self.fixed.scale)
        if model.random:
            yield say(ASSUMPTIONS["random"])
            yield say(ASSUMPTIONS["groups"])
        if model.residual and model.weights is not None:
            yield say(ASSUMPTIONS["residual-weighted"], weights=unparse(model.weights))
        elif model.residual:
            yield say(ASSUMPTIONS["residual" if model.random else "residual-single"])
        else:
            yield say(ASSUMPTIONS["conditional" if model.random else "independent"])
        if model.family.name in ("poisson", "ordinal"):
            yield say(ASSUMPTIONS[model.family.name])
