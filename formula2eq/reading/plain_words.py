"""Words of plain text: ``beta_0j``, ``B0``, ``SECTORj``, ``student_age``, ``rij``."""

from __future__ import annotations

import re

from formula2eq.reading.commands import GREEK_BY_CHARACTER, GREEK_WORDS
from formula2eq.reading.scripts import marks
from formula2eq.reading.tokens import Token

_NAME = re.compile(r"[^\W\d_][\w.]*")
_SUFFIX = re.compile(r"\d*[ijklmnpqt]{0,3}")
_GREEK = re.compile(
    rf"({'|'.join(sorted(GREEK_WORDS, key=len, reverse=True))})_?(\d+[a-z]{{0,3}}|[ijkl]{{1,3}}|\d*)"
)
_LETTER_NUMBER = re.compile(r"([A-Za-z])(\d+)([ijklmnpqt]{0,3})")
_LETTER_INDEX = re.compile(r"([A-Za-z])(ijk|ij|jk|[ijk](?=$))")
_NUMBERED = re.compile(r"([A-Za-z])(\d{1,3})_([ijklmnpqt]{1,3})")
_CAPITALS = re.compile(r"([A-Z][A-Z0-9_]+)(ijk|ij|jk|ti|[ijk])")


def plain_word(text: str, start: int, end: int) -> tuple[list[Token], int]:
    """The tokens of a word and where it ends."""
    match = _NAME.match(text, start, end)
    assert match is not None, "called at a letter"
    word = match.group()
    greek = next((n for n, c in enumerate(word) if c in GREEK_BY_CHARACTER), None)
    if greek:
        word = word[:greek]
    small = next(
        (
            n
            for n, c in enumerate(word)
            if not (c.isalnum() or c in "_.") or ord(c) > 0x1D60 and c in _SMALL
        ),
        None,
    )
    if small:
        word = word[:small]
    word = word.rstrip(".")
    stop = start + len(word)
    braces = word.endswith("_") and text[stop : stop + 1] in "{(["
    word = word.rstrip("_")
    tex = re.fullmatch(r"([A-Za-z]+)_([ijkt])[A-Za-z]", word) if braces else None
    if tex is not None:
        # ``w_jx_{ij}`` as TeX has it: one letter is the subscript
        stop = start + tex.end(2)
        script = Token("SUB", tex[2], stop - 1, stop, marks(tex[2], stop - 1))
        return [*_named(tex[1], start), script], stop
    if braces:
        return _named(word, start), start + len(word)
    following = text[stop : stop + 1]
    if numbered := _NUMBERED.fullmatch(word):
        # ``u0_j``: the number belongs to the subscript
        at = start + 1
        found = (*marks(numbered[2], at), *marks(numbered[3], start + numbered.start(3)))
        script = Token("SUB", numbered[2] + numbered[3], at, stop, found)
        return [*_named(numbered[1], start), script], stop
    base, split = _split(word, following)
    made = _named(base, start)
    if split:
        offset = start + len(word) - len(split)
        made.append(Token("SUB", split, offset, offset + len(split), marks(split, offset)))
    return made, start + len(word)


_SMALL = frozenset("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ⁰¹²³⁴⁵⁶⁷⁸⁹ⁿᵀⁱʲᵏ")


def _split(word: str, following: str) -> tuple[str, str]:
    """A word as its base and its subscript."""
    if following and following in _SMALL:
        return word, ""
    if match := _GREEK.fullmatch(word):
        return match[1], match[2]
    base, underscore, suffix = word.rpartition("_")
    if underscore and base and _SUFFIX.fullmatch(suffix):
        return base, suffix
    if match := _LETTER_NUMBER.fullmatch(word):
        return match[1], word[1:]
    if (match := _LETTER_INDEX.fullmatch(word)) or (match := _CAPITALS.fullmatch(word)):
        return match[1], match[2]
    return word, ""


def _named(base: str, start: int) -> list[Token]:
    """A letter, Greek when it is spelled out, or a whole name."""
    kind = "LETTER" if len(base) == 1 or base in GREEK_WORDS else "WORD"
    return [Token(kind, base, start, start + len(base))]
