"""Text copied out of a PDF, where subscripts stand on the line: ``Yij = γ00 + γ10Xij``, ``Y ij = γ 00``."""

from __future__ import annotations

import re
from functools import lru_cache

from formula2eq.reading.commands import BELOW
from formula2eq.reading.scripts import marks
from formula2eq.reading.tokens import Token

_MARKED = re.compile(f"[_[{''.join(BELOW)}]")
#: What may stand before a left side: marks of comments and lists, a label.
_BEFORE = r"^[ \t#%*>/-]*(?:[^=:\n]{1,40}:)?[ \t]*"
_GLUED = re.compile(_BEFORE + r"(?:[A-Z]{1,12}|[a-z])([ijkst]{2,3})[ \t]*=", re.MULTILINE)
_SPACED = re.compile(_BEFORE + r"[^\W\d_]{1,20} ([ijkst]{2,3})[ \t]*=", re.MULTILINE)


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
    last = f"[{''.join(set(letters) & set('ij'))}]"  # a word may end with t or k itself
    ends = rf"{letters}|{last}(?![A-Za-z0-9])" if last != "[]" else letters
    marked = rf"\d{{0,3}}[{letters}]+|\d{{1,3}}"
    piece = re.compile(rf"([A-Z]+|[a-z]|[A-Za-z][a-z]+?(?={ends}))({marked})")
    whole = re.fullmatch(rf"([a-z]{{2,}}?)({ends}|{letters})", word)
    pieces = _pieces(piece, word)
    if whole and any(len(match[1]) > 1 for match in pieces):
        pieces = [whole]  # ``timeij`` is no ``ti meij``
    made: list[Token] = []
    for match in pieces:
        at, middle, end = (start + place for place in (match.start(), match.start(2), match.end()))
        made.append(Token("LETTER" if middle - at == 1 else "WORD", match[1], at, middle))
        made.append(Token("SUB", match[2], middle, end, marks(match[2], middle)))
    return made


def _pieces(piece: re.Pattern[str], word: str) -> list[re.Match[str]]:
    """The names with their indices that a word is made of; none where it does not come out even."""
    found: list[re.Match[str]] = []
    position = 0
    while position < len(word):
        match = piece.match(word, position)
        if match is None:
            return []
        found.append(match)
        position = match.end()
    return found


def script_behind(text: str, at: int, end: int, letters: str) -> Token | None:
    """The subscript behind a symbol and a space, ``γ 00`` or ``X ij``."""
    match = re.compile(rf" (\d{{1,3}}[{letters}]{{0,3}}|[{letters}]{{1,3}})(?![\w(])").match(
        text, at, end
    )
    if match is None:
        return None
    return Token("SUB", match[1], at, match.end(), marks(match[1], match.start(1)))
