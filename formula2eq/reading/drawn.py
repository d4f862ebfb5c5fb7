"""Matrices drawn over several lines, as our own plain text draws them, to tokens of a matrix."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from formula2eq.reading.lex import Lexer
from formula2eq.reading.tokens import Token

_OPEN, _CLOSE = "⎡⎢⎣", "⎤⎥⎦"
_FENCED = re.compile("[⎡⎢⎣⎤⎥⎦]")
_CELL = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a drawing; ``places`` are the offsets of its columns on a terminal."""

    offset: int
    text: str
    places: tuple[int, ...]

    @staticmethod
    def of(offset: int, text: str) -> _Row:
        places = tuple(n for n, c in enumerate(text) if not unicodedata.combining(c))
        return _Row(offset, text, (*places, len(text)))

    @property
    def width(self) -> int:
        return len(self.places) - 1

    def at(self, column: int) -> str:
        """The character in a column, nothing behind the end."""
        return self.text[self.places[column]] if column < self.width else ""

    def place(self, column: int) -> int:
        """Where a column begins in the line."""
        return self.places[min(column, self.width)]


def has_drawing(text: str) -> bool:
    """Whether a text draws matrices."""
    return bool(_FENCED.search(text))


def drawn_region(lexer: Lexer, start: int, end: int) -> None:
    """Cut a region in which matrices are drawn: each drawing becomes one line of tokens."""
    block: list[_Row] = []
    offset = start
    for line in lexer.text[start:end].split("\n"):
        if _FENCED.search(line):
            if block and "⎡" in line and "⎣" in block[-1].text:
                _flush(lexer, block)
                block = []
            block.append(_Row.of(offset, line))
        else:
            if block:
                _flush(lexer, block)
                block = []
            lexer.region(offset, min(offset + len(line) + 1, end))
        offset += len(line) + 1
    if block:
        _flush(lexer, block)


def _flush(lexer: Lexer, block: list[_Row]) -> None:
    """The tokens of the lines of one drawing, read from left to right."""
    wide = max(row.width for row in block)
    lexer.add("BREAK", block[0].offset, block[0].offset, "row")
    column = 0
    behind = 0
    while column < wide:
        if any(row.at(column) and row.at(column) in _OPEN for row in block):
            _text(lexer, block, behind, column)
            column = behind = _matrix(lexer, block, column)
        else:
            column += 1
    _text(lexer, block, behind, wide)
    end = block[-1].offset + len(block[-1].text)
    lexer.add("BREAK", end, end, "row")


def _text(lexer: Lexer, block: list[_Row], start: int, end: int) -> None:
    for row in block:
        piece = row.text[row.place(start) : row.place(end)]
        if piece.strip():
            begin = row.offset + row.place(start)
            lexer.region(begin, begin + len(piece.rstrip()))


def _matrix(lexer: Lexer, block: list[_Row], column: int) -> int:
    """One matrix that opens at a column; returns the column behind it."""
    rows = [row for row in block if row.at(column) and row.at(column) in _OPEN]
    first = rows[0].offset + rows[0].place(column)
    lexer.tokens.append(Token("BEGIN_MATRIX", "⎡", first, first + 1))
    after = column + 1
    last = first
    for number, row in enumerate(rows):
        close = next((c for c in range(column, row.width) if row.at(c) in _CLOSE), row.width)
        if number:
            lexer.tokens.append(Token("ROW", "", last, last))
        for position, cell in enumerate(
            _CELL.finditer(row.text, row.place(column) + 1, row.place(close))
        ):
            begin = row.offset + cell.start()
            if position:
                lexer.tokens.append(Token("AMP", "", begin, begin))
            lexer.region(begin, row.offset + cell.end())
        after = max(after, close + 1)
        last = row.offset + row.place(close)
    lexer.tokens.append(Token("END_MATRIX", "⎦", last, last + 1))
    return after
