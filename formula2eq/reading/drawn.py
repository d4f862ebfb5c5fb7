"""Matrices drawn over several lines, as our own plain text draws them, to tokens of a matrix."""

from __future__ import annotations

import re

from formula2eq.reading.lex import Lexer
from formula2eq.reading.tokens import Token

_OPEN, _CLOSE = "⎡⎢⎣", "⎤⎥⎦"
_FENCED = re.compile("[⎡⎢⎣⎤⎥⎦]")
_GAP = re.compile(r"\S+(?: \S+)*")


def has_drawing(text: str) -> bool:
    """Whether a text draws matrices."""
    return bool(_FENCED.search(text))


def drawn_region(lexer: Lexer, start: int, end: int) -> None:
    """Cut a region in which matrices are drawn: each drawing becomes one line of tokens."""
    block: list[tuple[int, str]] = []
    offset = start
    for line in lexer.text[start:end].split("\n"):
        if _FENCED.search(line):
            if block and "⎡" in line and "⎣" in block[-1][1]:
                _flush(lexer, block)
                block = []
            block.append((offset, line))
        else:
            if block:
                _flush(lexer, block)
                block = []
            stop = min(offset + len(line) + 1, end)
            lexer.region(offset, stop)
        offset += len(line) + 1
    if block:
        _flush(lexer, block)


def _flush(lexer: Lexer, block: list[tuple[int, str]]) -> None:
    """The tokens of the lines of one drawing, read from left to right."""
    wide = max(len(line) for _, line in block)
    lexer.add("BREAK", block[0][0], block[0][0], "row")
    column = 0
    text_from = 0
    while column < wide:
        if any(line[column : column + 1] and line[column] in _OPEN for _, line in block):
            _text(lexer, block, text_from, column)
            column = _matrix(lexer, block, column)
            text_from = column
        else:
            column += 1
    _text(lexer, block, text_from, wide)
    last = block[-1]
    lexer.add("BREAK", last[0] + len(last[1]), last[0] + len(last[1]), "row")


def _text(lexer: Lexer, block: list[tuple[int, str]], start: int, end: int) -> None:
    for offset, line in block:
        piece = line[start:end]
        if piece.strip():
            lexer.region(offset + start, offset + start + len(piece.rstrip()))


def _matrix(lexer: Lexer, block: list[tuple[int, str]], column: int) -> int:
    """One matrix that opens at a column; returns the column behind it."""
    first = next(offset for offset, line in block if line[column : column + 1] in set(_OPEN))
    lexer.tokens.append(Token("BEGIN_MATRIX", "⎡", first + column, first + column + 1))
    after = column + 1
    rows = 0
    for offset, line in block:
        if column >= len(line) or line[column] not in _OPEN:
            continue
        close = next((p for p in range(column, len(line)) if line[p] in _CLOSE), len(line))
        if rows:
            lexer.tokens.append(Token("ROW", "", offset + column, offset + column))
        for number, cell in enumerate(_GAP.finditer(line, column + 1, close)):
            if number:
                lexer.tokens.append(Token("AMP", "", offset + cell.start(), offset + cell.start()))
            lexer.region(offset + cell.start(), offset + cell.end())
        rows += 1
        after = max(after, close + 1)
        last = offset + close
    lexer.tokens.append(Token("END_MATRIX", "⎦", last, last + 1))
    return after
