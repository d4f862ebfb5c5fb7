"""One name for a coefficient whatever tool wrote it: R's, patsy's, formulaic's or Bambi's."""

from __future__ import annotations

import re

_INTERCEPTS = {"(intercept)", "intercept", "const", "1", "group", "group var"}
#: patsy and formulaic: ``C(f)[T.b]``, ``f[T.b]``; Bambi: ``f[b]``.
_CATEGORY = re.compile(
    r"^(?:C\()?(?P<name>[^\[\],]+?)(?:,[^\[\]]*)?\)?\[(?:[TS]\.)?(?P<category>.*)\]$"
)


def canonical(name: str) -> frozenset[str]:
    """The factors of a product, each by R's name; the intercept is the empty set.

    >>> sorted(canonical("cses:C(sector)[T.Catholic]"))
    ['cses', 'sectorCatholic']
    >>> canonical("Intercept")
    frozenset()
    """
    text = name.strip()
    if text.lower() in _INTERCEPTS:
        return frozenset()
    return frozenset(_factor(part) for part in _parts(text))


def _parts(text: str) -> list[str]:
    """A product's factors: colons outside brackets separate."""
    found, depth = [""], 0
    for position, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        doubled = ":" in (text[position - 1 : position], text[position + 1 : position + 2])
        if character == ":" and depth == 0 and not doubled:
            found.append("")
        else:
            found[-1] += character
    return found


def _factor(text: str) -> str:
    match = _CATEGORY.match(text.strip())
    shown = match["name"] + match["category"] if match else text
    return "".join(shown.split()).replace("`", "")


def same_group(first: str, second: str) -> bool:
    """Whether two names are of one grouping factor: ``cask:batch`` and ``batch/cask`` are."""
    return _groups(first) == _groups(second)


def _groups(name: str) -> frozenset[str]:
    return frozenset(re.split(r"[:/]| %in% ", re.sub(r"\.\d+$", "", name.replace(" ", ""))))
