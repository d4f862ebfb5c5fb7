"""Comments that start inside a term, where Stata writes an interaction: ``x#z``, ``i.x##c.z``."""

from __future__ import annotations

import re

from formula2eq.formula.lex import tokenize
from formula2eq.source import Source, Span

#: A sign between two words, the second of which is followed by an operator, a bracket or nothing.
_INSIDE = re.compile(r"(?<=[\w.)`])#{1,2}(?=[\w.`]+\s*(?:[-+*:#|)\n]|\Z))")


def glued_comment(source: Source) -> tuple[Span, str] | None:
    """The place of the first, and the text with R's operators instead; None if there is none."""
    text = source.text
    if "#" not in text:
        return None
    tokens = tokenize(text)
    for found in _INSIDE.finditer(text):
        if any(token.start <= found.start() < token.end for token in tokens):
            continue
        line = text.find("\n", found.start())
        end = len(text) if line < 0 else line
        stretch = re.sub(r"\bc\.(\w+)#c\.\1\b", r"I(\1^2)", text[:end])
        stretch = stretch.replace("##", "*").replace("#", ":")
        plain = re.sub(r"\bc\.(?=\w)", "", re.sub(r"\bi\.(\w+)", r"factor(\1)", stretch))
        return Span(found.start(), found.end()), plain + text[end:]
    return None
