"""Sentences of plain text with equations in them: ``where u_j ~ N(0, s^2) is the effect of the plot``.

Words are told from names by what stands beside them: a name has a subscript or a sign beside it, the words
of a sentence follow each other, and some are of a kind that no column is called. What is left between runs
of such words is read where it holds a relation. A line whose rest has a ``+`` but no relation is not cut:
it may be an equation with a slip, and is read, and refused, as one.
"""

from __future__ import annotations

import re

from formula2eq.reading.commands import FUNCTIONS

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: What makes a word a name: a script, a bracket or a sign straight behind or beside it.
_SIGN_BEHIND = re.compile(r"[_^\[(\d₀-ₜᵢ-ᵪ]|\s*[=~∼+*/×·⋅^<>≤≥|]")
_SIGN_BEFORE = re.compile(r"(?:[=~∼+*/×·⋅^_<>≤≥|−]\s*|[\d.\\`]|(?:^|\s)-\s?)$")
_BETWEEN = re.compile(r"""[\s,;:.?!"'“”’—–]*""")
_GREEK = re.compile(r"[\u0370-\u03ff\U0001d400-\U0001d7ff]")
#: Words that no column is called.
_TELLING = frozenset(
    "where with and is are was were be been being has have had the an of for to in on by from that this "
    "these those we our which each as at it its not see using used then than here there because let "
    "denotes denote represents represent given both assume assumed assuming respectively will can may "
    "were whose into over under also all if or i.e e.g but between "
    "der die das und ist sind mit für wir von dem den des ein eine "
    "le la les et est sont avec pour nous une dans où el los las y es son con para donde".split()
)
_TELLS = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_TELLING)))})\b", re.IGNORECASE)
_RELATION = re.compile(r"[=~∼]")
_LEADING = re.compile(
    rf"(?:(?!(?:{'|'.join(sorted(FUNCTIONS - {'logit^{-1}'}))})\b)[^\W\d_]{{2,}}\s+)+(?=[\\\w])"
)
_VALUE = re.compile(r"=\s*[-−+]?[\d.]+\s*%?\s*(?:$|[,;()\[]|[^\W\d_])")
_SUM = re.compile(r"(?<!\w)[+*×]|[+*×](?!\w)|\w\s?\+\s?\w")
#: Least words of a line that is a sentence.
_LEAST = 3


def pieces_of_sentence(text: str, start: int, end: int) -> tuple[tuple[int, int], ...] | None:
    """The runs of mathematics in a line with a sentence in it; None for a line without one.

    >>> text = "where u_j ~ N(0, s^2) is the effect of plot j"
    >>> [text[a:b] for a, b in pieces_of_sentence(text, 0, len(text))]
    ['u_j ~ N(0, s^2)']
    >>> pieces_of_sentence("score = b0 + b1 age + u", 0, 23)
    """
    if not _TELLS.search(text, start, end):
        return None
    said = _runs(text, start, end)
    runs = [(a, b) for a, b, _ in said]
    few = sum(words for *_, words in said) < _LEAST or not any(words > 1 for *_, words in said)
    edges = [start, *(edge for run in runs for edge in run), end]
    cut = [
        _without_words(text, *_trimmed(text, a, b))
        for a, b in zip(edges[::2], edges[1::2], strict=True)
    ]
    pieces = [(a, b) for a, b in cut if a < b]
    related = [bool(_RELATION.search(text, a, b)) for a, b in pieces]
    if not runs or few and not all(related):
        return None
    if any(
        _SUM.search(text, a, b) for (a, b), told in zip(pieces, related, strict=True) if not told
    ):
        return None
    return tuple(
        (a, b)
        for (a, b), told in zip(pieces, related, strict=True)
        if told and not _tells_values(text[a:b])
    )


def _runs(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """The runs of words with a telling one among them: where each begins and ends, and its words."""
    found: list[tuple[int, int, int]] = []
    run: list[re.Match[str]] = []

    def close() -> None:
        if run and _touches(text, start, run[0].start()):
            while run and run[0].group().lower() not in _TELLING:
                run.pop(0)  # ``b1 age where ...``: the first words may belong to the equation
        if any(word.group().lower() in _TELLING for word in run):
            found.append((run[0].start(), run[-1].end(), len(run)))
        run.clear()

    for word in _WORD.finditer(text, start, end):
        if run and not _BETWEEN.fullmatch(text, run[-1].end(), word.start()):
            close()
        braces = text.count("{", start, word.start()) > text.count("}", start, word.start())
        if not braces and _is_said(text, word, start, end):
            run.append(word)
        else:
            close()
    close()
    return found


def _is_said(text: str, word: re.Match[str], start: int, end: int) -> bool:
    """Whether a word is one of a sentence by what it is and what stands beside it."""
    if len(word.group()) == 1 and word.group() not in "aAI" or _GREEK.search(word.group()):
        return False
    if _SIGN_BEHIND.match(text, word.end(), end):
        return False
    return not _SIGN_BEFORE.search(text[max(start, word.start() - 3) : word.start()])


def _touches(text: str, start: int, at: int) -> bool:
    """Whether mathematics stands before a place with nothing but spaces between."""
    before = text[start:at].rstrip(" \t")
    return bool(before) and before[-1] not in ".,;:?!—–-*#>"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece without the marks of lists and sentences around it."""
    while start < end and text[start] in " \t),;:.?!—–-*•#>]\"'":
        start += 1
    while start < end and text[end - 1] in " \t(,;:.?!—–[\"'":
        end -= 1
    return start, end


def _without_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece without words before its left side: ``scores follow logit(p) = ...``."""
    relation = _RELATION.search(text, start, end)
    words = _LEADING.match(text, start, relation.start() if relation else start)
    return (words.end() if words else start), end


def _tells_values(piece: str) -> bool:
    """Whether every relation of a piece gives a number: ``n = 120``, ``b_1 = 0.32 (95% CI ...``."""
    return len(_VALUE.findall(piece)) == len(_RELATION.findall(piece)) and not _SUM.search(piece)
