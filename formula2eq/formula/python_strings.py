"""Strings and words inside calls of Python: the formulas that they hold, the columns that they name."""

from __future__ import annotations

import ast
import re

from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.complaints import calls as complaints
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
    quoted = _quoted(source, start)
    width = 3 if source.text[start : start + 3] in {'"""', "'''"} else 1
    text = source.text
    while width == 1 and (joint := _JOINED.match(text, quoted.end - 1)) is not None:
        blank = " " * (joint.end() - joint.start())
        text = text[: joint.start()] + blank + text[joint.end() :]
        quoted = Span(quoted.start, _quoted(source, joint.end() - 1).end)
    joined = source if text == source.text else Source(text, source.name)
    stretch = Span(quoted.start + width, quoted.end - width)
    return as_formula(parse_expression(joined, stretch), joined), quoted.end


def _quoted(source: Source, start: int) -> Span:
    """The string that starts here."""
    text = source.text
    mark = text[start] * 3 if text[start : start + 3] == text[start] * 3 else text[start]
    end = text.find(mark, start + len(mark))
    if end < 0:
        place = Span(start, start + len(mark))
        raise FormulaSyntaxError(complaints.unclosed_formula(mark, place, source))
    return Span(start, end + len(mark))


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
