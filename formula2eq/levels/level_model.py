"""The level model: one equation per level and coefficient, identities without spelling.

Every column of the model is written v1 * v2 * ... * vR, the product of its variables of each rank
(1 where it has none). A coefficient is known by its path (v1, ..., vr); what it is called is a
question for a notation. Source: Raudenbush & Bryk 2002, chs. 2 and 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from formula2eq.formula.nodes import Expression
from formula2eq.levels.family import Family
from formula2eq.levels.outcome import Outcome
from formula2eq.source import Span
from formula2eq.terms.term import Covariance, RandomTerm
from formula2eq.variables.coding import CodedColumn, CodedTermColumn
from formula2eq.variables.hierarchy import Hierarchy
from formula2eq.variables.roles import Roles

#: A product of coded variables of one rank; the empty product is the constant 1.
Product: TypeAlias = tuple[CodedColumn, ...]
#: (v1, v2, ...), from rank 1 up.
Path: TypeAlias = tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class FixedEffect:
    """A fixed effect: the coefficient of one column of X.

    name     R's column name
    path     (v1, ..., vR) of its column
    position from 0 among the kept columns of X
    origins  spans of the formula that made its term
    """

    name: str
    path: Path
    position: int
    origins: tuple[Span, ...] = field(default=(), compare=False)

    @property
    def variables(self) -> Product:
        """The variables it multiplies, from the highest rank down."""
        return tuple(column for product in reversed(self.path) for column in product)


@dataclass(frozen=True, slots=True)
class RandomEffect:
    """A random effect: one coefficient of one random term.

    name      R's column name within its term, ``(Intercept)`` or ``Days``
    grouping  its grouping factor
    bar       position from 0 of its term among all random terms
    path      (v1, ..., vR) of its column
    rank      the rank of its grouping factor: it stands in that rank's equation of path[: rank - 1]
    copy      number from 1 of its bar on its factor where names would collide, else None
    origins   spans of the formula that made it
    """

    name: str
    grouping: str
    bar: int
    path: Path
    rank: int
    copy: int | None = None
    origins: tuple[Span, ...] = field(default=(), compare=False)

    @property
    def variables(self) -> Product:
        """The variables it multiplies in the combined form, from the highest rank down."""
        return tuple(column for product in reversed(self.path) for column in product)

    @property
    def multipliers(self) -> Product:
        """The variables it multiplies in its own equation, those of its rank and above."""
        above = self.path[self.rank - 1 :]
        return tuple(column for product in reversed(above) for column in product)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with an equation of its own one rank up: the one of (v1, ..., vr)."""

    path: Path

    @property
    def rank(self) -> int:
        """The rank of the equation that it stands in."""
        return len(self.path)


@dataclass(frozen=True, slots=True)
class LevelSummand:
    """A parameter times variables, inside one equation."""

    parameter: FixedEffect | RandomEffect | Coefficient
    variables: Product = ()


@dataclass(frozen=True, slots=True)
class LevelEquation:
    """The equation of one coefficient, or of the linear predictor when ``coefficient`` is None."""

    rank: int
    coefficient: Coefficient | None
    summands: tuple[LevelSummand, ...]


@dataclass(frozen=True, slots=True)
class RandomVector:
    """The random effects of one grouping factor and how they covary.

    effects  in the order of its bars, inside a bar of R's columns
    blocks   per bar (start, stop, covariance): zeros stand between bars
    """

    grouping: str
    effects: tuple[RandomEffect, ...]
    blocks: tuple[tuple[int, int, Covariance], ...]

    def structure(self, position: int) -> tuple[int, Covariance]:
        """Where the block of an effect starts, and how its effects covary; one effect is free."""
        for start, stop, covariance in self.blocks:
            if start <= position < stop:
                return start, covariance if stop - start > 1 else "unstructured"
        return position, "unstructured"

    @property
    def structured(self) -> bool:
        """Whether entries of the covariance matrix are equal, or powers of each other."""
        free = ("unstructured", "diagonal")
        return any(self.structure(position)[1] not in free for position in range(len(self.effects)))

    def covary(self, first: int, second: int) -> bool:
        """Whether two effects, by position, have a covariance that is not fixed at zero."""
        return first == second or any(
            start <= first < stop
            and start <= second < stop
            and covariance not in ("diagonal", "homogeneous-diagonal")
            for start, stop, covariance in self.blocks
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """The coded columns of a model, from which its levels are built and against which they are proven.

    fixed    columns of X that are kept, in R's order
    random   each random term with the columns of its effects
    dropped  names of columns of X that are not kept, for lack of rank
    """

    fixed: tuple[CodedTermColumn, ...]
    random: tuple[tuple[RandomTerm, tuple[CodedTermColumn, ...]], ...]
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelModel:
    """A multilevel model as its levels.

    outcome    the left side
    family     distribution and link
    roles      hierarchy and levels of variables
    fixed      fixed effects in R's order
    random     one vector per grouping factor, in the hierarchy's order
    offsets    arguments of the offsets
    weights    the prior weights' expression, None when there are none
    equations  by rank, the linear predictor first
    numbering  for each path the number of each product that may follow it; 0 is the constant
    expressions  the variables and calls by their labels
    columns    what it was built from
    standing   the rank of the equation in which each fixed effect stands, by its position
    part       for a part beside the mean ``zero-inflation`` or ``dispersion``, with the ``main`` family
    parts      the parts beside the mean
    """

    outcome: Outcome
    family: Family
    roles: Roles
    fixed: tuple[FixedEffect, ...]
    random: tuple[RandomVector, ...]
    offsets: tuple[Expression, ...]
    weights: Expression | None
    equations: tuple[LevelEquation, ...]
    numbering: Mapping[Path, Mapping[Product, int]]
    expressions: Mapping[str, Expression]
    columns: Columns
    standing: Mapping[int, int] = field(default_factory=dict, compare=False, repr=False)
    part: str | None = None
    main: Family | None = None
    parts: tuple[LevelModel, ...] = ()

    @property
    def hierarchy(self) -> Hierarchy:
        """The units."""
        return self.roles.hierarchy

    @property
    def residual(self) -> bool:
        """Whether the combined form has a residual: a Gaussian outcome with identity link, which is
        no mixture with extra zeros.
        """
        gaussian = self.family.name == "gaussian" and self.family.link == "identity"
        return gaussian and all(part.part != "zero-inflation" for part in self.parts)

    def effects(self) -> Iterator[RandomEffect]:
        """All random effects, from the lowest rank up, inside a rank by the formula's order."""
        for vector in self.random:
            yield from vector.effects

    def numbers(self, path: Path) -> tuple[int, ...]:
        """Position of each product of a path among its siblings; 0 is kept for the constant."""
        return tuple(self.numbering[path[:rank]][product] for rank, product in enumerate(path))

    def plain_rank(self, effect: FixedEffect) -> int:
        """The rank of the equation in which a fixed effect stands."""
        known = self.standing.get(effect.position)
        if known is not None:
            return known
        return next(
            equation.rank
            for equation in self.equations
            if any(summand.parameter == effect for summand in equation.summands)
        )

    def groupings_of(self, coefficient: Coefficient) -> tuple[str, ...]:
        """The grouping factors that a coefficient depends on: those of the effects and predictors
        in its equation and in those above it.
        """
        found: dict[str, None] = {}
        rank = coefficient.rank
        for effect in self.effects():
            if effect.path[:rank] == coefficient.path and effect.rank > rank:
                found.setdefault(effect.grouping)
                found.update(self._levels(effect.path[rank:]))
        for fixed in self.fixed:
            if fixed.path[:rank] == coefficient.path:
                found.update(self._levels(fixed.path[rank:]))
        return tuple(found)

    def _levels(self, path: Path) -> dict[str, None]:
        levels = [self.roles.level(column.variable) for product in path for column in product]
        return dict.fromkeys(level for level in levels if level is not None)

    def equation_of(self, coefficient: Coefficient | None) -> LevelEquation | None:
        """The equation whose left side is this coefficient (None: the linear predictor)."""
        return next((e for e in self.equations if e.coefficient == coefficient), None)
