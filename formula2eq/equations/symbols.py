"""What every printed symbol means: its words, level, unit, variable and name in lme4's output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.equations.lookups import plain
from formula2eq.equations.vectors import vectors
from formula2eq.levels.level_model import Coefficient, Path, RandomVector
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.goldstein import Goldstein
from formula2eq.notation.math import Apply, Node, Power, Symbol, Text
from formula2eq.notation.notation import Notation
from formula2eq.notation.structured import common_correlation, common_deviation


@dataclass(frozen=True, slots=True)
class Meaning:
    """One symbol explained.

    symbol    as it is printed
    meaning   in words
    level     of the hierarchy where it lives; None for constants of the model
    unit      what it has one value for: the observations or a grouping factor; None for one value
    variable  the column of the data it belongs to
    lme4      its name in lme4's output: of a fixed effect, or ``group: effect`` of the random part
    """

    symbol: Node
    meaning: str
    level: int | None = None
    unit: str | None = None
    variable: str | None = None
    lme4: str | None = None


def meanings(notation: Notation, system: System) -> tuple[Meaning, ...]:
    """The meanings of the symbols that stand in these equations, each once."""
    if isinstance(notation, GelmanHill) and system.form != "levels":
        notation = notation.with_errors()
    printed = list(dict.fromkeys(atoms(system.equations)))
    shown = {plain(node): node for node in reversed(printed)} | {node: node for node in printed}
    found: dict[Node, Meaning] = {}
    for meaning in (
        *_indices(notation),
        *_outcome(notation),
        *_coefficients(notation),
        *_fixed(notation),
        *_random(notation),
        *_scales(notation),
        *_matrices(system),
        *_variables(notation),
        *_varying(notation),
        *(Meaning(node, words) for node, words in vectors(notation, printed)),
        *_shapes(notation, system),
    ):
        symbol = shown.get(meaning.symbol) or shown.get(plain(meaning.symbol))
        if symbol is not None or meaning.unit == INDEX:
            node = symbol or meaning.symbol
            found.setdefault(plain(node), replace(meaning, symbol=node))
    return tuple(found.values())


#: The unit of an index, which has no value of its own, and of what each observation has.
INDEX = "index"
OBSERVATION = "observation"


def atoms(equations: Sequence[Equation]) -> Iterator[Node]:
    """Every symbol, name and call that stands in equations."""
    for equation in equations:
        yield from _inside(equation.left)
        if equation.right is not None:
            yield from _inside(equation.right)
        yield from _summed(equation.summands)


def _summed(summands: Sequence[Summand]) -> Iterator[Node]:
    for summand in summands:
        if summand.parameter is not None:
            yield from _inside(summand.parameter)
        for variable in summand.variables:
            yield from _inside(variable)
        yield from _summed(summand.bracket)


def _inside(node: object) -> Iterator[Node]:
    if isinstance(node, (Symbol, Text)):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _inside(item)
    elif is_dataclass(node):
        if isinstance(node, Apply):
            yield node
        for field in fields(node):
            yield from _inside(getattr(node, field.name))


def _indices(notation: Notation) -> Iterator[Meaning]:
    yield Meaning(Symbol(notation.index["1"]), "observation", 1, INDEX)
    for unit in notation.model.hierarchy.groups:
        letter = notation.index[unit.grouping]
        yield Meaning(Symbol(letter), unit.grouping, unit.rank, INDEX, unit.grouping)


def _outcome(notation: Notation) -> Iterator[Meaning]:
    model = notation.model
    yield Meaning(notation.outcome(), "outcome", 1, OBSERVATION)
    words = {"binomial": "probability of success", "poisson": "expected count"}
    yield Meaning(notation.mean(), words.get(model.family.name, "expected outcome"), 1, OBSERVATION)
    yield Meaning(notation.residual(), "residual", 1, OBSERVATION, lme4="Residual")


def _words(path: Path) -> str:
    """``intercept``, ``effect of x``, ``interaction of x and w``."""
    columns = [column.name for product in path for column in product]
    if not columns:
        return "intercept"
    if len(columns) == 1:
        return f"effect of {columns[0]}"
    return f"interaction of {', '.join(columns[:-1])} and {columns[-1]}"


def _coefficients(notation: Notation) -> Iterator[Meaning]:
    model = notation.model
    for equation in model.equations:
        coefficient = equation.coefficient
        if coefficient is None:
            continue
        units = [u.grouping for u in model.hierarchy.union(model.groupings_of(coefficient))]
        by = f", by {' and '.join(units)}" if units else ""
        yield Meaning(
            notation.coefficient(coefficient),
            _words(coefficient.path) + by,
            coefficient.rank,
            units[0] if units else None,
            _variable(coefficient),
        )


def _variable(coefficient: Coefficient) -> str | None:
    columns = [column for product in coefficient.path for column in product]
    return columns[0].variable if len(columns) == 1 else None


def _fixed(notation: Notation) -> Iterator[Meaning]:
    for effect in notation.model.fixed:
        columns = [column for product in effect.path for column in product]
        yield Meaning(
            notation.fixed(effect),
            f"fixed {_words(effect.path)}" if not columns else _words(effect.path),
            notation.model.plain_rank(effect),
            None,
            columns[0].variable if len(columns) == 1 else None,
            effect.name,
        )


def _varying(notation: Notation) -> Iterator[Meaning]:
    """Goldstein's coefficients with the indices of all that they vary over."""
    if not isinstance(notation, Goldstein):
        return
    constant: Path = tuple(() for _ in range(notation.model.hierarchy.top))
    effects = sorted(notation.model.effects(), key=lambda effect: -effect.rank)
    paths = dict.fromkeys([constant, *(effect.path for effect in effects)])
    for path in paths:
        if path not in notation.numbering:
            continue
        own = tuple(effect.grouping for effect in effects if effect.path == path)
        for residual in (False, True):
            symbol = notation.varying(path, own, residual=residual)
            yield Meaning(symbol, f"{_words(path)}, as it varies", 1, own[-1] if own else None)


def _beside(notation: Notation) -> Iterator[Meaning]:
    """Variables of offsets, prior weights and trials."""
    model = notation.model
    said = [("offset", expression) for expression in model.offsets]
    said += [("prior weights", e) for e in (model.weights,) if e is not None]
    said += [("number of trials", e) for e in (model.outcome.trials,) if e is not None]
    for words, expression in said:
        for display in (notation.display, notation.outcome_display()):
            for atom in _inside(display.expression(expression)):
                if isinstance(atom, (Symbol, Text)):
                    name = atom.letter if isinstance(atom, Symbol) else atom.text
                    yield Meaning(atom, f"variable of the {words}", 1, OBSERVATION, name)


def _effect(name: str) -> str:
    return "intercept" if name == "(Intercept)" else f"effect of {name}"


def _random(notation: Notation) -> Iterator[Meaning]:
    for effect in notation.model.effects():
        columns = [column for product in effect.path for column in product]
        yield Meaning(
            notation.random(effect),
            f"deviation of a {effect.grouping} in the {_effect(effect.name)}",
            effect.rank,
            effect.grouping,
            columns[0].variable if len(columns) == 1 else None,
            f"{effect.grouping}: {effect.name}",
        )


def _scales(notation: Notation) -> Iterator[Meaning]:
    """Standard deviations, variances, covariances and correlations of the laws."""
    deviation = notation.residual_deviation()
    yield Meaning(deviation, "standard deviation of the residual", 1, None, None, "Residual")
    for vector in notation.model.random:
        rank = notation.model.hierarchy.unit(vector.grouping).rank
        for position, effect in enumerate(vector.effects):
            name = f"{vector.grouping}: {effect.name}"
            words = f"of the {_effect(effect.name)} across {vector.grouping}"
            variance = notation.variance(vector, position)
            if isinstance(variance, Power):
                deviation_words = f"standard deviation {words}"
                yield Meaning(variance.base, deviation_words, rank, None, None, name)
            else:
                yield Meaning(variance, f"variance {words}", rank, None, None, name)
            yield Meaning(
                notation.deviation(vector, position),
                f"standard deviation {words}",
                rank,
                lme4=name,
            )
        yield from _common(notation, vector, rank)
        yield from _covariances(notation, vector, rank)


def _common(notation: Notation, vector: RandomVector, rank: int) -> Iterator[Meaning]:
    """The deviation and the correlation that the effects of a structured term share."""
    if not vector.structured:
        return
    for start, _, structure in vector.blocks:
        words = f"of the random effects of one term across {vector.grouping}"
        deviation = common_deviation(notation, vector, start)
        yield Meaning(deviation, f"standard deviation {words}", rank)
        of = f"of neighbours among {words[7:]}" if structure == "ar1" else f"of any two {words[7:]}"
        yield Meaning(common_correlation(notation, vector, start), f"correlation {of}", rank)


def _covariances(notation: Notation, vector: RandomVector, rank: int) -> Iterator[Meaning]:
    for first in range(len(vector.effects)):
        for second in range(len(vector.effects)):
            if first == second or not vector.covary(first, second):
                continue
            one, other = sorted((first, second))
            names = [vector.effects[position].name for position in (one, other)]
            words = f"of {_effect(names[0])} and {_effect(names[1])} across {vector.grouping}"
            name = f"{vector.grouping}: {names[0]}, {names[1]}"
            shown = notation.covariance(vector, first, second)
            yield Meaning(shown, f"covariance {words}", rank, None, None, name)
            rho = notation.correlation(vector, one, other)
            yield Meaning(rho, f"correlation {words}", rank, None, None, name)


#: Parameters of the outcome's law that are no mean: letter and words.
_SHAPES = {
    "Gamma": "shape of the gamma distribution",
    "inverse.gaussian": "shape of the inverse Gaussian distribution",
    "negative.binomial": "size of the negative binomial distribution",
    "beta": "precision of the beta distribution",
}


def _matrices(system: System) -> Iterator[Meaning]:
    for equation in system.equations:
        if equation.kind == "covariance":
            yield Meaning(equation.left, "covariance matrix of the random effects")


def _shapes(notation: Notation, system: System) -> Iterator[Meaning]:
    """Parameters of the outcome's law besides the mean."""
    words = _SHAPES.get(notation.model.family.name, "parameter of the outcome's law")
    for equation in system.equations:
        if equation.kind == "distribution" and isinstance(equation.right, Apply):
            for atom in _inside(equation.right.arguments[1:]):
                yield Meaning(atom, words, 1)


def _variables(notation: Notation) -> Iterator[Meaning]:
    model = notation.model
    yield from _beside(notation)
    paths = [e.path for e in model.fixed] + [e.path for e in model.effects()]
    columns = dict.fromkeys(column for path in paths for product in path for column in product)
    for column in columns:
        (shown,) = notation.variables((column,)) or (None,)
        if shown is None:  # a factor that coefficients are looked up by
            continue
        level = model.roles.level(column.variable)
        rank = model.roles.rank(column.variable)
        words = (
            f"1 for {column.variable} {column.category}, else 0"
            if column.category is not None
            else f"variable {column.name}"
        )
        yield Meaning(shown, words, rank, level or OBSERVATION, column.variable)
        for atom in _inside(shown):
            words = f"variable {column.variable}"
            yield Meaning(atom, words, rank, level or OBSERVATION, column.variable)
