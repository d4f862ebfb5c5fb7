"""What random effects and the parameters of laws mean."""

from __future__ import annotations

from collections.abc import Iterator

from formula2eq.equations.atoms import inside
from formula2eq.equations.equation import System
from formula2eq.equations.meaning import OBSERVATION, Meaning
from formula2eq.equations.words import effect_words, listed
from formula2eq.levels.level_model import LevelModel, RandomEffect, RandomVector
from formula2eq.notation.math import Apply, Mark, Power, Symbol
from formula2eq.notation.notation import Notation
from formula2eq.notation.outcome_laws import DEGREES, MEANINGS, POWER, cutpoints
from formula2eq.notation.structured import common_correlation, common_deviation


def random_meanings(notation: Notation) -> Iterator[Meaning]:
    """Random effects, by the names of lme4's output."""
    for effect in notation.model.effects():
        columns = [column for product in effect.path for column in product]
        yield Meaning(
            notation.random(effect),
            f"deviation of a {notation.factor_name(effect.grouping)}"
            f" in the {effect_words(notation, effect.path)}",
            effect.rank,
            effect.grouping,
            columns[0].variable if len(columns) == 1 else None,
            f"{lme4_group(notation.model, effect)}: {effect.name}",
            notation.factor_name(effect.grouping),
        )


def scale_meanings(notation: Notation) -> Iterator[Meaning]:
    """Standard deviations, variances, covariances and correlations of the laws."""
    if notation.model.family.name == "gaussian":
        deviation = notation.residual_deviation()
        words = "standard deviation of the residual"
        yield Meaning(deviation, words, 1, lme4="Residual", estimated=True)
    for vector in notation.model.random:
        rank = notation.model.hierarchy.unit(vector.grouping).rank
        for position, effect in enumerate(vector.effects):
            name = f"{lme4_group(notation.model, effect)}: {effect.name}"
            group = notation.factor_name(vector.grouping)
            words = f"of the {effect_words(notation, effect.path)} across {group}"
            variance = notation.variance(vector, position)
            if isinstance(variance, Power):
                deviation_words = f"standard deviation {words}"
                yield Meaning(variance.base, deviation_words, rank, lme4=name, estimated=True)
            else:
                yield Meaning(variance, f"variance {words}", rank, lme4=name, estimated=True)
            yield Meaning(
                notation.deviation(vector, position),
                f"standard deviation {words}",
                rank,
                lme4=name,
                estimated=True,
            )
        yield from _common(notation, vector, rank)
        yield from _covariances(notation, vector, rank)


def _common(notation: Notation, vector: RandomVector, rank: int) -> Iterator[Meaning]:
    """The deviation and the correlation that the effects of a structured term share."""
    if not vector.structured:
        return
    for start, _, structure in vector.blocks:
        words = f"of the random effects of one term across {notation.factor_name(vector.grouping)}"
        deviation = common_deviation(notation, vector, start)
        yield Meaning(deviation, f"standard deviation {words}", rank, estimated=True)
        of = f"of neighbours among {words[7:]}" if structure == "ar1" else f"of any two {words[7:]}"
        correlation = common_correlation(notation, vector, start)
        yield Meaning(correlation, f"correlation {of}", rank, estimated=True)


def _covariances(notation: Notation, vector: RandomVector, rank: int) -> Iterator[Meaning]:
    for first in range(len(vector.effects)):
        for second in range(len(vector.effects)):
            if first == second or not vector.covary(first, second):
                continue
            one, other = sorted((first, second))
            pair = [vector.effects[position] for position in (one, other)]
            names = [effect.name for effect in pair]
            both = listed(effect_words(notation, effect.path) for effect in pair)
            words = f"of {both} across {notation.factor_name(vector.grouping)}"
            group = lme4_group(notation.model, vector.effects[one])
            name = f"{group}: {names[0]}, {names[1]}"
            shown = notation.covariance(vector, first, second)
            yield Meaning(shown, f"covariance {words}", rank, lme4=name, estimated=True)
            rho = notation.correlation(vector, one, other)
            yield Meaning(rho, f"correlation {words}", rank, lme4=name, estimated=True)


def shape_meanings(notation: Notation, system: System) -> Iterator[Meaning]:
    """Parameters of the outcome's law besides the mean."""
    words = "degrees of freedom of Student's t distribution"
    yield Meaning(DEGREES, words, 1, estimated=True)
    yield Meaning(POWER, "power of the mean in the variance", 1, estimated=True)
    for symbol, value in zip(cutpoints(notation), ("0", "1"), strict=True):
        if notation.model.family.name == "ordbeta":
            words = f"cutpoint of the value {value}, on the scale of the link"
            yield Meaning(symbol, words, 1, estimated=True)
    if notation.model.family.name == "ordinal":
        yield from _threshold_meanings(notation)
    words = MEANINGS.get(notation.model.family.name, "parameter of the outcome's law")
    for equation in system.equations:
        if equation.kind == "distribution" and isinstance(equation.right, Apply):
            for atom in inside(equation.right.arguments[1:]):
                yield Meaning(atom, words, 1, estimated=not notation.disperses())


def _threshold_meanings(notation: Notation) -> Iterator[Meaning]:
    """Thresholds, the numbers of categories, and the linear predictor."""
    letter = notation.threshold_letter()
    words = "threshold between a category and the next"
    for marks in ("c", "c-1"):
        yield Meaning(Symbol(letter, (Mark("index", marks),)), words, 1, estimated=True)
    yield Meaning(Symbol("c"), "category of the outcome, by its number")
    yield Meaning(Symbol("C"), "number of categories of the outcome")
    yield Meaning(notation.predictor_symbol(), "linear predictor", 1, OBSERVATION)


def lme4_group(model: LevelModel, effect: RandomEffect) -> str:
    """What lme4's output calls the random term of an effect: ``g``, and ``g.1`` for a factor's second.

    They are counted as written; lme4 counts them otherwise where it sorts terms by numbers of levels.
    """
    bars = sorted({e.bar for e in model.effects() if e.grouping == effect.grouping})
    place = bars.index(effect.bar)
    return f"{effect.grouping}.{place}" if place else effect.grouping
