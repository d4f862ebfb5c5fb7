"""Functions of text: pasting, cutting, changing case."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formula2eq.design.calls import Bound, known
from formula2eq.design.values import Value, as_text, character, integer, logical


@known("as.character", "x")
def as_character(call: Bound) -> Value:
    """Text: of a factor its categories."""
    return character(as_text(call.value("x")))


@known("paste paste0", "..., sep")
def paste(call: Bound) -> Value:
    """Texts joined row by row; a missing one is spelled ``NA``, as in R."""
    separator = "" if call.function == "paste0" else call.text("sep", " ")
    parts = [
        ["NA" if text is None else text for text in as_text(given.value)]
        for given in call.rest
        if given.value is not None
    ]
    length = max((len(part) for part in parts), default=0)
    if length and all(parts):
        parts = [[part[row % len(part)] for row in range(length)] for part in parts]
    return character([separator.join(row) for row in zip(*parts, strict=True)])


def _each(call: Bound, change: Callable[[str], str]) -> Value:
    return character([None if text is None else change(text) for text in as_text(call.value("x"))])


@known("toupper tolower trimws", "x")
def change_case(call: Bound) -> Value:
    """Capitals, small letters, or without white space around."""
    changes: dict[str, Callable[[str], str]] = {
        "toupper": str.upper,
        "tolower": str.lower,
        "trimws": str.strip,
    }
    return _each(call, changes[call.function])


@known("substr substring", "x, start, stop")
def substring(call: Bound) -> Value:
    """The characters from start to stop, counted from 1."""
    start, stop = int(call.number("start", 1)), int(call.number("stop", 1_000_000))
    return _each(call, lambda text: text[max(start, 1) - 1 : max(stop, 0)])


@known("nchar", "x")
def count_characters(call: Bound) -> Value:
    """The number of characters; 2 for a missing one, as in R."""
    return integer(
        np.array([2 if text is None else len(text) for text in as_text(call.value("x"))])
    )


@known("startsWith", "x, prefix")
def starts_with(call: Bound) -> Value:
    """Where a text begins so."""
    prefix = call.text("prefix", "")
    return logical(_truth(call, lambda text: text.startswith(prefix)))


@known("endsWith", "x, suffix")
def ends_with(call: Bound) -> Value:
    """Where a text ends so."""
    suffix = call.text("suffix", "")
    return logical(_truth(call, lambda text: text.endswith(suffix)))


def _truth(call: Bound, test: Callable[[str], bool]) -> np.ndarray:
    texts = as_text(call.value("x"))
    return np.array([np.nan if text is None else float(test(text)) for text in texts])
