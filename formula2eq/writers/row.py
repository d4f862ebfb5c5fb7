"""One printed row of an equation, the same for every markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formula2eq.notation.math import Node, Note
from formula2eq.writers.pieces import Operator, Piece, part


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row.

    position  of its equation among all that are printed
    kind      of its equation
    left      the left side, None in rows that continue
    relation  ``=`` or ``~``, None in rows that continue
    pieces    what stands on it, broken as said; empty when ``right`` holds it
    right     a right side in one node
    trailing  the operator at the row's end, where operators stand there
    label     words beside it: which part it is
    aligned   whether the label stands in a column of its own
    braced    whether its runs of one part have a brace and words below
    note      what belongs to the law, in brackets; a long one stands in several rows
    last      whether it ends its equation
    hanging   whether the left side stands alone, in the column of right sides
    """

    position: int
    kind: str
    left: Node | None = None
    relation: Literal["=", "~"] | None = None
    pieces: tuple[Piece, ...] = ()
    right: Node | None = None
    trailing: Operator = ""
    label: str | None = None
    aligned: bool = False
    braced: bool = False
    note: Note | None = None
    last: bool = False
    hanging: bool = False


def runs(row: Row) -> list[tuple[str, tuple[Piece, ...]]]:
    """The pieces of a row by part, for braces: (``fixed``, pieces), (``random``, pieces)."""
    found: list[tuple[str, list[Piece]]] = []
    for piece in row.pieces:
        here = part(piece.summand)
        if found and found[-1][0] == here:
            found[-1][1].append(piece)
        else:
            found.append((here, [piece]))
    return [(here, tuple(pieces)) for here, pieces in found]
