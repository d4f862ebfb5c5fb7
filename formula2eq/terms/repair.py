"""What a sentence says to write is itself a model formula: it is expanded before it is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaError, FormulaSyntaxError
from formula2eq.formula.call import read_call
from formula2eq.formula.specification import Specification
from formula2eq.formula.unparse import spell_name
from formula2eq.terms.dialect import dialect_of
from formula2eq.terms.model_terms import specification_terms
from formula2eq.terms.term import ModelTerms

#: What a dot stands for where the data are not known.
_SOME_COLUMNS = ("a column", "another column")

#: So many slips are mended, one after the other, to find a text that can be expanded.
_MENDINGS = 4


def read(text: str, columns: Sequence[str] | None = None) -> Specification:
    """What a formula or a whole call says; its errors' repairs can be expanded as well as read.

    ``columns`` are the data's: names of several words are known by them.
    """
    try:
        return read_call(text)
    except FormulaSyntaxError as error:
        found = error.diagnostics
    quoted = _quoted(text, columns or ())
    if quoted != text:
        found = (replace(found[0], repair=quoted), *found[1:])
    raise FormulaSyntaxError(*with_repairs(found))


def _quoted(text: str, columns: Sequence[str]) -> str:
    """The text with the names of columns that are several words in backticks."""
    names = sorted((name for name in columns if " " in name.strip()), key=len, reverse=True)
    if not names:
        return text
    known = "|".join(re.escape(name) for name in names)
    return re.sub(
        rf"""(`[^`]*`|"[^"]*"|'[^']*')|(?<![\w.])({known})(?![\w.])""", _in_backticks, text
    )


def _in_backticks(found: re.Match[str]) -> str:
    return found[1] or spell_name(found[2])


def with_repairs(
    diagnostics: Iterable[Diagnostic], columns: Sequence[str] | None = None
) -> tuple[Diagnostic, ...]:
    """The diagnostics with repairs that can be expanded, or with none."""
    return tuple(
        one if one.repair is None else replace(one, repair=_mended(one.repair, columns))
        for one in diagnostics
    )


def _mended(text: str, columns: Sequence[str] | None) -> str | None:
    """The text if it can be expanded and nothing in it is warned of, else what is said to write there.

    None if no text can be expanded.
    """
    known = _SOME_COLUMNS if columns is None else columns
    expanded = None
    for _ in range(_MENDINGS):
        try:
            said = read_call(text)
            terms = specification_terms(said, known)
            expanded = text
            repair = _first_warning(said, terms)
        except FormulaError as error:
            repair = error.diagnostics[0].repair
        if repair is None or repair == text:
            return expanded
        text = repair
    return expanded


def _first_warning(said: Specification, terms: ModelTerms) -> str | None:
    """What the first warning about a formula says to write."""
    from formula2eq.terms.suspicions import suspicions

    found = suspicions(said.formula, terms, None, dialect_of(said))
    return next((one.repair for one in found if one.severity == "warning" and one.repair), None)
