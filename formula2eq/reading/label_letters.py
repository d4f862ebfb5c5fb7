r"""Letters below coefficients that only label them, as in ``\beta_R R_{ij} + \beta_t t_{ij}``."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.reading.commands import GREEK_WORDS
from formula2eq.reading.nodes import Mark, Symbol, symbols
from formula2eq.reading.statements import Statement


def label_letters(stated: Sequence[Statement], given: frozenset[str]) -> frozenset[str]:
    r"""Letters that stand nowhere but alone below a Greek letter, as its labels.

    A variable of that name, ``\beta_t t_{ij}``, says so; a capital letter or a name below the same
    Greek letter, ``\beta_R``, says that it is told apart by labels; a letter that the outcome or
    anything else carries, or that has a law, is an index.
    """
    if not stated:
        return frozenset()
    candidates: dict[str, set[str]] = {}
    labelled: set[str] = set()
    variables: set[str] = set()
    indices: set[str] = set(given)
    for statement in stated:
        for symbol in symbols(statement.left):
            indices |= _carried(symbol)
        for symbol in symbols(statement.right):
            only = symbol.below[0] if len(symbol.below) == 1 else None
            if symbol.letter not in GREEK_WORDS and symbol.below:
                variables.add(symbol.letter)
            if symbol.letter not in GREEK_WORDS or only is None:
                indices |= _carried(symbol)
            elif _is_label(only):
                labelled.add(symbol.letter)
            elif only.kind == "letters" and len(only.text) == 1:
                candidates.setdefault(only.text, set()).add(symbol.letter)
            else:
                indices |= _carried(symbol)
    return frozenset(
        letter
        for letter, below in candidates.items()
        if letter not in indices and (letter in variables or below <= labelled)
    )


def _is_label(mark: Mark) -> bool:
    capital = mark.kind == "letters" and len(mark.text) == 1 and mark.text.isupper()
    return capital or mark.kind == "text" and len(mark.text) > 1


def _carried(symbol: Symbol) -> set[str]:
    """The letters below a symbol."""
    found: set[str] = set()
    for mark in symbol.below:
        if mark.kind in ("letters", "lookup"):
            found |= {*mark.text, *mark.inner}
    return found
