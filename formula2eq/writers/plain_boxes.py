"""Matrices drawn over several lines of Unicode text, and what stands beside them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from formula2eq.notation import math
from formula2eq.writers.plain import clean, node


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of text, all of one width; ``base`` is the line that stands on the equation's line."""

    lines: tuple[str, ...]
    base: int = 0

    @staticmethod
    def beside(boxes: Sequence[Box]) -> Box:
        """Boxes in a row, their base lines level."""
        above = max(box.base for box in boxes)
        under = max(len(box.lines) - box.base for box in boxes)
        drawn = [""] * (above + under)
        for box in boxes:
            wide = max(cells(line) for line in box.lines)
            for position in range(above + under):
                inner = position - above + box.base
                text = box.lines[inner] if 0 <= inner < len(box.lines) else ""
                drawn[position] += text + " " * (wide - cells(text))
        return Box(tuple(drawn), above)


def cells(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def box(item: math.Node) -> Box:
    """A node with its matrices drawn over several lines."""
    match item:
        case math.Matrix(rows):
            return _drawn(rows)
        case math.Apply(function, arguments) if any(isinstance(a, math.Matrix) for a in arguments):
            parts: list[Box] = [Box((f"{clean(function)}(",))]
            for position, argument in enumerate(arguments):
                if position:
                    parts.append(Box((", ",)))
                parts.append(box(argument))
            return Box.beside([*parts, Box((")",))])
        case math.Times(factors) if any(isinstance(factor, math.Matrix) for factor in factors):
            return product(factors)
        case math.Transpose(inner):
            return Box.beside([box(inner), Box(("ᵀ",))])
        case _:
            return Box((node(item),))


def product(factors: Sequence[math.Node]) -> Box:
    """Factors in a row with dots between them, matrices among them drawn."""
    parts = [box(factors[0])]
    for factor in factors[1:]:
        parts += [Box(("·",)), box(factor)]
    return Box.beside(parts)


def _drawn(rows: tuple[tuple[math.Node, ...], ...]) -> Box:
    """A matrix: columns lined up, tall brackets."""
    entries = [[node(entry) for entry in row] for row in rows]
    wide = [max(cells(row[column]) for row in entries) for column in range(len(entries[0]))]
    drawn = []
    for number, row in enumerate(entries):
        left, right = _fence(number, len(entries))
        inner = "  ".join(
            entry + " " * (size - cells(entry)) for entry, size in zip(row, wide, strict=True)
        )
        drawn.append(f"{left} {inner} {right}")
    return Box(tuple(drawn), (len(drawn) - 1) // 2)


def _fence(number: int, total: int) -> tuple[str, str]:
    if total == 1:
        return "[", "]"
    if number == 0:
        return "⎡", "⎤"
    return ("⎣", "⎦") if number == total - 1 else ("⎢", "⎥")
