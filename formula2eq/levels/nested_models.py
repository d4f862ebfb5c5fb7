"""Whether one model is a special case of another: every mean and covariance of the one is one of the other.

The columns that R makes of a set of terms span the sum of the full products of each term; a term lies
in that span when a term of the other model holds it and, besides, categories only.
Source: Chambers & Hastie 1992, p. 38 f.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from formula2eq.formula.nodes import Expression
from formula2eq.levels.level_model import LevelModel
from formula2eq.terms.term import Covariance, Term

#: What keeps a model from being nested in another.
Obstacle = Literal["outcome", "family", "offset", "weights", "fixed", "grouping", "covariance"]


@dataclass(frozen=True, slots=True)
class NotNested:
    """What a model has that another has not; ``label`` is a term or a grouping factor."""

    obstacle: Obstacle
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Block:
    """A random term: the terms of its effects, how many columns they have, how they covary."""

    terms: tuple[Term, ...]
    size: int
    covariance: Covariance


def not_nested(inner: LevelModel, outer: LevelModel) -> NotNested | None:
    """Why ``inner`` is no special case of ``outer``; None when it is one.

    It is one when its fixed terms lie in the span of the other's, and each of its random terms in that
    of one free block of the other's on the same factor, or is one of its blocks.
    """
    if inner.outcome != outer.outcome:
        return NotNested("outcome")
    if inner.family != outer.family:
        return NotNested("family")
    if set(inner.offsets) != set(outer.offsets):
        return NotNested("offset")
    if inner.weights != outer.weights:
        return NotNested("weights")
    factors = _categorical(inner) | _categorical(outer)
    having = {column.term for column in outer.columns.fixed}
    for column in inner.columns.fixed:
        if not _covered(column.term, having, factors):
            return NotNested("fixed", column.name)
    blocks, others = _blocks(inner), _blocks(outer)
    for grouping, own in blocks.items():
        if grouping not in others:
            return NotNested("grouping", grouping)
        for block in own:
            if not any(_inside(block, other, factors) for other in others[grouping]):
                return NotNested("covariance", grouping)
    return None


def _inside(block: _Block, other: _Block, factors: set[Expression]) -> bool:
    if set(block.terms) == set(other.terms) and block.covariance == other.covariance:
        return True
    if other.covariance == "unstructured":
        return all(_covered(term, other.terms, factors) for term in block.terms)
    return block.size == 1 and other.size == 1 and set(block.terms) == set(other.terms)


def _covered(term: Term, having: Iterable[Term], factors: set[Expression]) -> bool:
    own = frozenset(term.factors)
    return any(
        own <= frozenset(other.factors) and frozenset(other.factors) - own <= factors
        for other in having
    )


def _categorical(model: LevelModel) -> set[Expression]:
    found: set[Expression] = set()
    random = [column for _, columns in model.columns.random for column in columns]
    for column in (*model.columns.fixed, *random):
        for part, factor in zip(column.parts, column.term.factors, strict=True):
            if part.coding != "numeric":
                found.add(factor)
    return found


def _blocks(model: LevelModel) -> dict[str, list[_Block]]:
    found: dict[str, list[_Block]] = {}
    for random, columns in model.columns.random:
        terms = tuple(dict.fromkeys(column.term for column in columns))
        block = _Block(terms, len(columns), random.covariance)
        found.setdefault(random.grouping.label, []).append(block)
    return found
