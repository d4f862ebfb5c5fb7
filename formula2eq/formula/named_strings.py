"""Named strings in R: ``list(f = "contr.sum", g = contr.helmert)``."""

from __future__ import annotations

from formula2eq.formula.nodes import Call, Expression, Name, String


def named_strings(expression: Expression | None) -> dict[str, str]:
    """Names and strings of a ``list(...)`` or ``c(...)``; a function stands for its name.

    >>> from formula2eq.formula.parse import parse
    >>> named_strings(parse('~ list(f = "contr.sum", g = contr.helmert)').predictors)
    {'f': 'contr.sum', 'g': 'contr.helmert'}
    """
    found: dict[str, str] = {}
    match expression:
        case Call(Name("list" | "c"), arguments):
            for argument in arguments:
                match argument.value:
                    case String(text) | Name(text) | Call(Name(text), ()):
                        found[argument.name or ""] = text
    found.pop("", None)
    return found
