"""Rows of laws: a right side in one node, broken at its operators, and the note below it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from formula2eq.equations.equation import Equation
from formula2eq.notation.math import Apply, Node, Note, Times
from formula2eq.writers.lines import broken, fill, without_lonely_end
from formula2eq.writers.medium import Medium
from formula2eq.writers.pieces import Piece, of_node, of_summand
from formula2eq.writers.row import Row
from formula2eq.writers.style import Style


def law_rows(
    equation: Equation, start: Row, room: float, medium: Medium, style: Style
) -> list[Row]:
    """The rows of a law, its note beside it where there is room, else below."""
    right = equation.right
    assert right is not None
    note: Note | None = None if equation.note is None else _joined(("(", *equation.note, ")"))
    size = medium.node(right)
    units = _law_units(right, room, medium)
    coloured = _of_summands(equation, units) if style.colour else None
    if coloured is None and note is not None and size + 2 + medium.note(note) <= room:
        return [replace(start, right=right, note=note)]
    below = [] if note is None else _note_rows(note, start, room, medium)
    pieces = of_node(right)
    if coloured is None and (size <= room or (len(pieces) == 1 and len(pieces[0].factors) == 1)):
        return [replace(start, right=right), *below]
    lines = fill(coloured or units, room, medium, breaks=lambda before, after: False)
    lines = without_lonely_end(lines, room, medium)
    return [*broken(lines, start, style), *below]


def _note_rows(note: Note, start: Row, room: float, medium: Medium) -> list[Row]:
    """Rows of a note below its law, broken between words."""
    words = [
        item
        for part in note
        for item in (re.findall(r"\S+ ?| ", part) if isinstance(part, str) else (part,))
    ]
    lines: list[list[str | Node]] = [[]]
    for position, word in enumerate(words):
        # What no space parts stays together: a bracket with its word, a letter with its comma.
        end = position + 1
        while end < len(words) and not str(words[end - 1]).endswith(" "):
            end += 1
        joined = position and not str(words[position - 1]).endswith(" ")
        ahead = medium.note((*lines[-1], *words[position:end]))
        if lines[-1] and not joined and ahead > room - 2 * medium.indent:
            lines.append([])
        lines[-1].append(word)
    return [Row(start.position, start.kind, note=_joined(line)) for line in lines]


def _joined(note: Sequence[str | Node]) -> Note:
    """The same with words beside each other in one text."""
    found: list[str | Node] = []
    for part in note:
        last = found[-1] if found else None
        if isinstance(part, str) and isinstance(last, str):
            found[-1] = last + part
        else:
            found.append(part)
    return tuple(found)


def _law_units(right: Node, room: float, medium: Medium) -> list[list[Piece]]:
    """What stays together: entries of a list and factors of a product of matrices, where each of them has
    a line's room; summands of a law.
    """
    if isinstance(right, Times):
        factors = [of_node(factor) for factor in right.factors]
        if all(medium.pieces(factor) + medium.indent + medium.plus <= room for factor in factors):
            return factors
    pieces = of_node(right)
    if isinstance(right, Apply) and not right.function:
        entries = _joined_pieces(pieces, {","})
        if all(medium.pieces(entry) + medium.indent <= room for entry in entries):
            return entries
    # A factor stays with the one before it: a coefficient with its variable.
    return _joined_pieces(pieces, {",", "+", "-", "x"})


def _joined_pieces(pieces: Sequence[Piece], apart: Set[str]) -> list[list[Piece]]:
    """Pieces in units, a new one at each operator that sets them apart."""
    units: list[list[Piece]] = []
    for piece in pieces:
        if units and piece.operator not in apart:
            units[-1].append(piece)
        else:
            units.append([piece])
    return units


def _of_summands(equation: Equation, units: Sequence[list[Piece]]) -> list[list[Piece]] | None:
    """The units of a law whose mean is a sum, each summand as it is known; None where it is none."""
    count = next((n for n, unit in enumerate(units) if unit[0].operator == ","), len(units))
    if not equation.summands or count != len(equation.summands):
        return None
    mean = [of_summand(item, "+" if n else "") for n, item in enumerate(equation.summands)]
    found = [*mean, *units[count:]]
    found[0][0] = replace(found[0][0], opens=(*units[0][0].opens[:1], *found[0][0].opens))
    if count == len(units):
        found[-1][-1] = replace(found[-1][-1], closes=(*found[-1][-1].closes, ()))
    return found
