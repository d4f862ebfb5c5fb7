"""Tokens of equations, and the limits of what is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from formula2eq.reading.nodes import Mark

#: What a text of equations may hold at most.
MAXIMUM_LENGTH = 100_000
MAXIMUM_TOKENS = 20_000
MAXIMUM_STATEMENTS = 300
MAXIMUM_DEPTH = 30
MAXIMUM_CHAIN = 100
MAXIMUM_EXPONENTS = 2


@dataclass(slots=True)
class Token:
    """A token: its terminal in the grammar, its text, where it starts and ends.

    Terminals that the grammar does not know tell how the text is laid out: BREAK (``row``, ``line``,
    ``blank``, ``quad``, ``comma``, ``edge``), DOTS, COLON.

    marks  of a subscript or superscript
    raw    offsets of a superscript's inside, which may be an expression
    """

    type: str
    text: str
    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    raw: tuple[int, int] | None = None

    # What Lark asks of a token when the text ends too early.
    line: ClassVar[int] = 0
    column: ClassVar[int] = 0
    end_line: ClassVar[int] = 0
    end_column: ClassVar[int] = 0

    @property
    def start_pos(self) -> int:
        """Lark's name of ``start``."""
        return self.start

    @property
    def end_pos(self) -> int:
        """Lark's name of ``end``."""
        return self.end
