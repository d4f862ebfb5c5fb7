"""Which piece of a formula made which terms of the equations, in the order in which one teaches it.

Decks, pages and words are walks over the pieces; what they know of formulas they know from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from formula2eq.equations.fixed_pieces import fixed_pieces
from formula2eq.equations.piece import Kind, Piece
from formula2eq.equations.random_pieces import random_pieces
from formula2eq.formula.unparse import unparse
from formula2eq.levels.level_model import LevelModel
from formula2eq.terms.term import ModelTerms

#: Pieces of these kinds that follow each other, in one bar, are one step.
_TOGETHER: frozenset[Kind] = frozenset(
    {"level-1", "group-level", "cross-level", "product", "redundant", "random-slope", "offset"}
)


def pieces(terms: ModelTerms, model: LevelModel) -> tuple[Piece, ...]:
    """The pieces of a formula: outcome, fixed part, then bar by bar; see `Piece` and `Kind`.

    Effects that the data leave no column for are in no piece: such a piece has no effects.

    >>> from formula2eq.model import Model
    >>> model = Model("y ~ x*w + x + (x | g)", levels={"g": ["w"]})
    >>> for piece in model.pieces:
    ...     print(piece.step, piece.kind, [model.text[s.start:s.end] for s in piece.spans])
    1 outcome ['y']
    2 intercept []
    3 level-1 ['x']
    4 group-level ['w']
    5 cross-level ['x*w']
    6 interaction ['x*w']
    7 redundant ['x']
    8 bar ['(x | g)']
    9 grouping ['g']
    10 random-intercept []
    11 random-slope ['x']
    """
    found = [*_outcome(terms, model), *fixed_pieces(terms, model), *random_pieces(terms, model)]
    numbered: list[Piece] = []
    for number, piece in enumerate(found, start=1):
        step = 1
        if numbered:
            before = numbered[-1]
            same = (
                piece.kind in _TOGETHER
                and (piece.kind, piece.bar) == (before.kind, before.bar)
                and (piece.kind != "group-level" or piece.level == before.level)
            )
            step = before.step if same else before.step + 1
        numbered.append(replace(piece, id=f"p{number}", step=step))
    return tuple(numbered)


def steps(walk: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], ...]:
    """The pieces by step of the walk."""
    found: dict[int, list[Piece]] = {}
    for piece in walk:
        found.setdefault(piece.step, []).append(piece)
    return tuple(map(tuple, found.values()))


def _outcome(terms: ModelTerms, model: LevelModel) -> Iterator[Piece]:
    response = terms.response
    if response is not None:
        yield Piece("", "outcome", 0, unparse(response), (response.span,))
    if not model.residual:
        yield Piece("", "family", 0, model.family.name)
