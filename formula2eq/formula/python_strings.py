"""Strings and words inside calls of Python: the formulas that they hold, the columns that they name."""

from __future__ import annotations

import ast
import re

from formula2eq.formula.foreign import quoted
from formula2eq.formula.nodes import Formula, Name
from formula2eq.formula.parse import as_formula, parse_expression
from formula2eq.source import Source, Span

#: Between two strings that Python joins.
_JOINED = re.compile(r"""(["'])\s*(?:\#[^\n]*)?\s*[fr]?(["'])""")


def formulas(source: Source, start: int) -> tuple[Formula, list[Formula]]:
    """The formula in the string that starts here, and those behind it inside ``bmb.Formula()``."""
    text = source.text
    if text[start] in "\"'":
        return _formula(source, start)[0], []
    place = text.index("(", start) + 1
    found: list[Formula] = []
    while (following := re.compile(r"[\s,]*(?=[\"'])").match(text, place)) is not None:
        formula, place = _formula(source, following.end())
        found.append(formula)
    return found[0], found[1:]


def _formula(source: Source, start: int) -> tuple[Formula, int]:
    """The formula of a string, or of several that Python joins, and where it ends."""
    place = quoted(source, start)
    width = 3 if source.text[start : start + 3] in {'"""', "'''"} else 1
    text = source.text
    while width == 1 and (joint := _JOINED.match(text, place.end - 1)) is not None:
        blank = " " * (joint.end() - joint.start())
        text = text[: joint.start()] + blank + text[joint.end() :]
        place = Span(place.start, quoted(source, joint.end() - 1).end)
    joined = source if text == source.text else Source(text, source.name)
    stretch = Span(place.start + width, place.end - width)
    return as_formula(parse_expression(joined, stretch), joined), place.end


def text_of(node: ast.expr | None) -> str | None:
    """The text of a string; None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def word_of(node: ast.expr | None) -> str | None:
    """A word, quoted or not."""
    return node.id if isinstance(node, ast.Name) else text_of(node)


def name_of(node: ast.expr | None) -> Name | None:
    """The column or the data that is named: ``"g"``, ``d["g"]``, ``d.g``, ``d["g"].astype(str)``."""
    match node:
        case ast.Constant(value=str(name)) | ast.Name(id=name):
            return Name(name, Span(0, 0))
        case ast.Subscript(slice=inner):
            return name_of(inner)
        case ast.Call(func=ast.Attribute(value=inner)):
            return name_of(inner)
        case ast.Attribute(attr=name):
            return Name(name, Span(0, 0))
        case _:
            return None
