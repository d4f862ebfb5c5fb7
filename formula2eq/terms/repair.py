"""What a sentence says to write is itself a model formula: it is expanded before it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaError, FormulaSyntaxError
from formula2eq.formula.call import read_call
from formula2eq.formula.specification import Specification
from formula2eq.terms.model_terms import specification_terms

#: What a dot stands for where the data are not known.
_SOME_COLUMNS = ("a column", "another column")

#: So many slips are mended, one after the other, to find a text that can be expanded.
_MENDINGS = 4


def read(text: str) -> Specification:
    """What a formula or a whole call says; its errors' repairs can be expanded as well as read."""
    try:
        return read_call(text)
    except FormulaSyntaxError as error:
        raise FormulaSyntaxError(*with_repairs(error.diagnostics)) from None


def with_repairs(
    diagnostics: Iterable[Diagnostic], columns: Sequence[str] | None = None
) -> tuple[Diagnostic, ...]:
    """The diagnostics with repairs that can be expanded, or with none."""
    return tuple(
        one if one.repair is None else replace(one, repair=_mended(one.repair, columns))
        for one in diagnostics
    )


def _mended(text: str, columns: Sequence[str] | None) -> str | None:
    """The text if it can be expanded, else what its error says to write, and so on; None if nothing."""
    known = _SOME_COLUMNS if columns is None else columns
    for _ in range(_MENDINGS):
        try:
            specification_terms(read_call(text), known)
            return text
        except FormulaError as error:
            repair = error.diagnostics[0].repair
        if repair is None:
            return None
        text = repair
    return None
