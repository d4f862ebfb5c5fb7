r"""One law for coefficients that words tell apart: ``\beta_{k,j} \sim N(\beta_k, \sigma_k)``.

The letter k counts nothing in the equations: it stands for each word that a coefficient of that letter has,
``\beta_{\text{Age},j}``, ``\beta_{\text{Trainer},j}``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Mark, Symbol, mapped, symbols
from formula2eq.reading.statements import Statement


def with_laws_for_all(said: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, such a law once for every word."""
    counting = [_counted(s) if s.relation == "~" else None for s in said]
    if not any(counting):
        return tuple(said)
    used = [symbol for s in said if s.relation == "=" for symbol in symbols(s.right)]
    letters = {mark.text for symbol in used for mark in symbol.below if mark.kind == "letters"}
    made: list[Statement] = []
    for statement, counted in zip(said, counting, strict=True):
        words = _words(used, *counted) if counted is not None else {}
        if counted is None or counted[1] in letters or not words:
            made.append(statement)
            continue
        for word in words.values():
            made.append(_about(statement, counted[1], word))
    return tuple(made)


def _counted(statement: Statement) -> tuple[str, str, str] | None:
    """Letter, first and second index of what has a law, ``beta``, ``k`` and ``j``; None for others."""
    left = bare(statement.left)
    if not isinstance(left, Symbol) or left.word:
        return None
    marks = [mark for mark in left.below if mark.kind != "comma"]
    if [mark.kind for mark in marks] == ["letters"] and len(marks[0].text) == 2:
        return left.letter, marks[0].text[0], marks[0].text[1]
    if [mark.kind for mark in marks] == ["letters", "letters"]:
        if all(len(mark.text) == 1 for mark in marks):
            return left.letter, marks[0].text, marks[1].text
    return None


def _words(used: Sequence[Symbol], letter: str, first: str, second: str) -> dict[str, Mark]:
    """The words that coefficients of a letter have before an index."""
    found: dict[str, Mark] = {}
    for symbol in used:
        marks = [mark for mark in symbol.below if mark.kind != "comma"]
        if symbol.letter == letter and len(marks) == 2 and marks[1].text == second:
            if marks[0].kind in ("text", "letters") and len(marks[0].text) > 1:
                found.setdefault(marks[0].text, marks[0])
    return found


def _about(statement: Statement, letter: str, word: Mark) -> Statement:
    """The law with a word in place of its letter."""

    def change(symbol: Symbol) -> Symbol:
        below: list[Mark] = []
        for mark in symbol.below:
            if mark.kind == "letters" and mark.text == letter:
                below.append(replace(word, span=mark.span))
            elif mark.kind == "letters" and len(mark.text) == 2 and mark.text[0] == letter:
                below += [replace(word, span=mark.span), replace(mark, text=mark.text[1])]
            else:
                below.append(mark)
        return replace(symbol, below=tuple(below))

    left, right = mapped(statement.left, change), mapped(statement.right, change)
    return replace(statement, left=left, right=right, span=word.span)
