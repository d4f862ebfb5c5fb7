"""Text copied out of a PDF, where subscripts stand on the line: ``Yij = γ00 + γ10Xij``, ``Y ij = γ 00``."""

from __future__ import annotations

import re
from functools import lru_cache

from formula2eq.reading.commands import BELOW
from formula2eq.reading.scripts import marks
from formula2eq.reading.tokens import Token

_MARKED = re.compile(f"[_[{''.join(BELOW)}]")
_GLUED = re.compile(r"^[ \t]*(?:[A-Z]{1,12}|[a-z])([ijkst]{2,3})[ \t]*=", re.MULTILINE)
_SPACED = re.compile(r"^[ \t]*[^\W\d_]{1,20} ([ijkst]{2,3})[ \t]*=", re.MULTILINE)


@lru_cache(maxsize=8)
def fallen_indices(text: str, pattern: re.Pattern[str]) -> str:
    """The index letters that the first left side carries on its line; "" where scripts are marked."""
    if _MARKED.search(text):
        return ""
    match = pattern.search(text)
    return "" if match is None else match[1]


def glued(text: str) -> str:
    """The index letters of ``Yij = ...``; "" if the text is not written so.

    >>> glued("Yij = b0 + rij"), glued("Y_ij = b_0 + r_ij"), glued("Score = b0 + e")
    ('ij', '', '')
    """
    return fallen_indices(text, _GLUED)


def spaced(text: str) -> str:
    """The index letters of ``Y ij = ...``; "" if the text is not written so."""
    return fallen_indices(text, _SPACED)


def split_word(text: str, start: int, end: int, letters: str) -> list[Token]:
    """The symbols that a word of a glued text holds, ``WjXij``; none where it does not come out even."""
    joined = re.compile(r"[A-Za-z0-9]+").match(text, start, end)
    word = "" if joined is None else joined[0]
    piece = re.compile(rf"([A-Z]+|[a-z]|[A-Za-z][a-z]+?(?={letters}))(\d{{0,3}}[{letters}]*)")
    made: list[Token] = []
    position = 0
    while position < len(word):
        match = piece.match(word, position)
        if match is None or not match[2]:
            return []
        at = start + match.start()
        middle, end = start + match.start(2), start + match.end()
        made.append(Token("LETTER" if middle - at == 1 else "WORD", match[1], at, middle))
        made.append(Token("SUB", match[2], middle, end, marks(match[2], middle)))
        position = match.end()
    return made


def script_behind(text: str, at: int, end: int, letters: str) -> Token | None:
    """The subscript behind a symbol and a space, ``γ 00`` or ``X ij``."""
    match = re.compile(rf" (\d{{1,3}}[{letters}]{{0,3}}|[{letters}]{{1,3}})(?![\w(])").match(
        text, at, end
    )
    if match is None:
        return None
    return Token("SUB", match[1], at, match.end(), marks(match[1], match.start(1)))
