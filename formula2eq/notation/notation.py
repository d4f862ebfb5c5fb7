"""A notation: what each parameter, index, variable and law is called.

`Notation` holds the questions and the answers most notations share; each notation is a class in a file
of its own that sets the letters and overrides the answers that differ. A notation is made for one
model, since letters depend on how many levels and factors it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from formula2eq.levels.level_model import RandomEffect, RandomVector
from formula2eq.notation.math import Mark, Node, Number, Power, Symbol, Times, numbers
from formula2eq.notation.outcome_laws import LETTERS
from formula2eq.notation.parameters import ParameterNaming


class Notation(ParameterNaming):
    """The questions every notation answers, for one model: names, and scales of the laws."""

    def by_deviation(self) -> bool:
        """Whether scalar laws are written with a standard deviation."""
        return (self.choices.scale or self.scale) == "sd"

    def residual_deviation(self) -> Symbol:
        """The residual standard deviation."""
        return Symbol("sigma")

    def spread(self, deviation: Node) -> Node:
        """A standard deviation as the second argument of a normal law."""
        return deviation if self.by_deviation() else Power(deviation, Number("2"))

    def derived(
        self, covariance: Callable[[RandomEffect, RandomEffect], float], residual: float | None
    ) -> Mapping[Node, float]:
        """Values of the parameters that are no variances, from covariances and the residual deviation."""
        return {}

    def covariance_name(self, vector: RandomVector) -> Symbol | None:
        """The name of a covariance matrix, where the law has that and the matrix follows."""
        return None

    def variance(self, vector: RandomVector, position: int) -> Node:
        """The variance of one random effect of a vector, an entry of its covariance matrix."""
        return Power(self.deviation(vector, position), Number("2"))

    def deviation(self, vector: RandomVector, position: int) -> Node:
        """The standard deviation of one random effect."""
        effect = vector.effects[position]
        letter = Mark("letter", self.effect_letter(effect.grouping))
        marks = self._numbers(vector, self.effect_numbers(effect))
        return Symbol("sigma", (letter, *marks), self.copy_mark(effect))

    def places(self, vector: RandomVector) -> tuple[int, ...]:
        """One number for each effect of a vector, for its row of the covariance matrix: its own
        number where one tells the effects apart, else its position.
        """
        shown = [self.effect_numbers(effect) for effect in vector.effects]
        while len(shown[0]) > 1 and all(n[-1:] == (0,) for n in shown):
            shown = [n[:-1] for n in shown]
        simple = all(len(n) == 1 for n in shown) and len(set(shown)) == len(shown)
        return tuple(n[0] if simple else p for p, n in enumerate(shown))

    def off_diagonal(self, vector: RandomVector, first: int, second: int) -> Node:
        """An entry off the diagonal: a covariance, or a correlation times two deviations."""
        if (self.choices.covariances or self.covariances) == "covariance":
            return self.covariance(vector, first, second)
        a, b = min(first, second), max(first, second)
        rho = self.correlation(vector, a, b)
        return Times((rho, self.deviation(vector, a), self.deviation(vector, b)))

    def correlation(self, vector: RandomVector, first: int, second: int) -> Symbol:
        """The correlation of two random effects: rho with the covariance's marks."""
        symbol = self.covariance(vector, first, second)
        assert isinstance(symbol, Symbol)
        return Symbol("rho", symbol.below, symbol.above)

    def covariance(self, vector: RandomVector, first: int, second: int) -> Node:
        """The covariance of two random effects, one symbol above and below the diagonal: numbers
        of the one, a comma, of the other.
        """
        a, b = vector.effects[min(first, second)], vector.effects[max(first, second)]
        letter = Mark("letter", self.effect_letter(vector.grouping))
        return Symbol(
            "sigma",
            (
                letter,
                *self._numbers(vector, self.effect_numbers(a) or (0,)),
                Mark("letter", ","),
                *self._numbers(vector, self.effect_numbers(b) or (0,)),
            ),
            self._copy_pair(a, b),
        )

    def pair(
        self, vector: RandomVector, first: tuple[int, ...], second: tuple[int, ...]
    ) -> tuple[Mark, ...]:
        """The numbers of two effects of a vector: a comma between them once one reaches 10, since
        12 would be read as 1 and 2.
        """
        comma = (Mark("letter", ","),) if self._wide(vector) else ()
        return (*numbers(*first), *comma, *numbers(*second))

    def _wide(self, vector: RandomVector) -> bool:
        """Whether a number of its effects has two digits."""
        every = (*self.places(vector), *(n for e in vector.effects for n in self.effect_numbers(e)))
        return max(every, default=0) > 9

    def _numbers(self, vector: RandomVector, values: tuple[int, ...]) -> tuple[Mark, ...]:
        """The numbers of one effect behind its letter: with a point, ``1.2``, where ``12`` could be
        one number of an effect or two.
        """
        lengths = {len(self.effect_numbers(effect)) for effect in vector.effects}
        if len(values) > 1 and len(lengths) > 1 and self._wide(vector):
            return (Mark("number", ".".join(map(str, values))),)
        return numbers(*values)

    def _copy_pair(self, first: RandomEffect, second: RandomEffect) -> tuple[Mark, ...]:
        if first.copy == second.copy:
            return self.copy_mark(first)
        return (*self.copy_mark(first), *self.copy_mark(second))

    # --- what a law has beside its mean ---------------------------------------------------------

    def predictor_symbol(self) -> Symbol:
        """The linear predictor, where it needs a name."""
        letter = "mu" if "eta" in self.effect_letters else "eta"
        return Symbol(letter, self.all_indices())

    def threshold_letter(self) -> str:
        """The letter of an ordinal outcome's thresholds."""
        return "theta"

    def shape_letter(self) -> str:
        """The letter of the second parameter of a law that is not normal."""
        return LETTERS.get((self.model.main or self.model.family).name, "alpha")

    def shape_parameter(self) -> Node:
        """Shape, size or precision, with indices where it has an equation of its own."""
        return Symbol(self.shape_letter(), self.all_indices() if self.disperses() else ())

    def disperses(self) -> bool:
        """Whether the dispersion has an equation of its own."""
        return "dispersion" in {self.model.part, *(part.part for part in self.model.parts)}

    def zero_probability(self) -> Symbol:
        """The probability of a zero beyond those of the outcome's law."""
        return Symbol("p", self.all_indices(), (Mark("text", "zi"),))

    def residual_scale(self) -> Symbol:
        """The residual standard deviation, with indices where it has an equation of its own."""
        sigma = self.residual_deviation()
        if not self.disperses():
            return sigma
        return Symbol(sigma.letter, sigma.below + self.all_indices(), sigma.above)

    def part_parameter(self) -> Node:
        """What the equation of a part is about; glmmTMB models a Gaussian's log variance."""
        if self.model.part == "zero-inflation":
            return self.zero_probability()
        if self.model.main is not None and self.model.main.name == "gaussian":
            return Power(self.residual_scale(), Number("2"))
        return self.shape_parameter()
