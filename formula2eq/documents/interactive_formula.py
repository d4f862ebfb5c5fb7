"""The formula on a page, cut where pieces begin and end."""

from __future__ import annotations

from dataclasses import dataclass

from formula2eq.equations.piece import Piece, piece_at


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the formula's text that no piece divides.

    text   as the user wrote it
    ids    the pieces around it, first the one that a reader points at; none for what joins pieces
    stop   whether it is the first text of that piece, where the keyboard stops
    """

    text: str
    ids: tuple[str, ...]
    stop: bool


def segments(text: str, pieces: tuple[Piece, ...]) -> tuple[Segment, ...]:
    """The whole text, cut."""
    spans = [span for piece in pieces for span in piece.spans]
    cuts = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    found = []
    met: set[str] = set()
    for start, end in zip(cuts, cuts[1:], strict=False):
        part = text[start:end]
        own = piece_at(pieces, start)
        if own is None or not part.strip():
            found.append(Segment(part, (), False))
            continue
        around = [p.id for p in pieces if any(s.start <= start and end <= s.end for s in p.spans)]
        ids = (own.id, *(name for name in around if name != own.id))
        found.append(Segment(part, ids, own.id not in met))
        met.add(own.id)
    return tuple(found)
