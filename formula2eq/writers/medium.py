"""How wide things are where rows are printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from formula2eq.notation.math import Node, Note
from formula2eq.writers import measure
from formula2eq.writers.pieces import Piece


@dataclass(frozen=True, slots=True)
class Medium:
    """How wide things are where the rows are printed; limit is the width of a line."""

    limit: float
    node: Callable[[Node], float] = measure.node
    text: Callable[[str], float] = measure.text
    plus: float = measure.PLUS
    relation: float = measure.RELATION
    bracket: float = measure.BRACKET
    comma: float = measure.COMMA
    gap: float = measure.THIN
    indent: float = 2.0

    def piece(self, piece: Piece) -> float:
        """A piece with its operator and brackets."""
        size = {"": self.gap, ",": self.comma}.get(piece.operator, self.plus)
        size += sum(self.bracket + self.text(function) for function in piece.opens)
        size += sum(map(self.node, piece.factors)) + self.gap * (len(piece.factors) - 1)
        for after in piece.closes:
            size += self.bracket + sum(self.node(node) + self.gap for node in after)
        return size

    def note(self, note: Note) -> float:
        """Words, with mathematics among them."""
        return sum(self.text(p) if isinstance(p, str) else self.node(p) for p in note)

    def pieces(self, pieces: Sequence[Piece]) -> float:
        """Pieces in a row."""
        return sum(map(self.piece, pieces))
