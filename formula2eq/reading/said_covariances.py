"""Covariances that an equation gives, and what is said to be independent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Conditional, Node
from formula2eq.reading.quantities import Alphabet, Quantity, quantities
from formula2eq.reading.statements import Statement
from formula2eq.source import Span

#: What covaries, by how much, and where that is said.
Covariance = tuple[tuple[Quantity, ...], Node, Span]


def covariances(
    sides: Sequence[Node], amount: Node, span: Span, letters: Alphabet
) -> list[Covariance]:
    """The covariances of what stands on one side with what stands on another, not within a side."""
    own = [
        quantities(bare(side.left) if isinstance(side, Conditional) else side, letters)
        for side in map(bare, sides)
    ]
    if len(own) == 1:
        return [(own[0], amount, span)]
    return [
        ((a, b), amount, span)
        for first, second in combinations(own, 2)
        for a in first
        for b in second
    ]


def with_values(said: Sequence[Statement]) -> list[Statement]:
    """Of ``cov(a, b) = cov(a, c) = 0``, an equation for each covariance."""
    made: list[Statement] = []
    for number, one in enumerate(said):
        if one.relation != "=" or not (_is_covariance(one.left) and _is_covariance(one.right)):
            made.append(one)
            continue
        for later in said[number + 1 :]:
            if later.left.span != one.left.span:
                break
            if not _is_covariance(later.right):
                made.append(Statement(one.right, "=", later.right, later.span))
                break
    return made


def _is_covariance(node: Node) -> bool:
    given = bare(node)
    return isinstance(given, Apply) and given.function.lower() in ("cov", "corr", "cor")
