"""Every sentence about an R expression that cannot be evaluated on the data."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.errors import DataError
from formula2eq.formula.near import nearest
from formula2eq.formula.unparse import spell_name
from formula2eq.source import Source, Span


def at(
    rule: str,
    message: str,
    span: Span,
    source: Source,
    words: str = "",
    repair: str | None = None,
) -> DataError:
    """An error about one place."""
    return DataError(Diagnostic(rule, message, (Label(span, words, source),), repair))


def unknown_column(
    name: str, role: str, span: Span, source: Source, known: Sequence[str]
) -> DataError:
    """A name that is no column; ``role`` is what it stands for, ``the response`` or nothing."""
    near = nearest(name, known)
    if near is None:
        near = next(iter(get_close_matches(name, known, n=1, cutoff=0.7)), None)
    listed = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    subject = f"{role} {name}" if role else name
    message = f"{subject} is no column of the data, which has {listed or 'none'}"
    repair = None if near is None else spell_name(near)
    return at("unknown-variable", message, span, source, "no such column", repair)


def unknown_function(name: str, span: Span, source: Source, known: Sequence[str]) -> DataError:
    """A call of a function that is not on the white list."""
    near = nearest(name, known)
    message = f"the function {name} is unknown; the known ones are {', '.join(sorted(known))}"
    return at(
        "unknown-function",
        message,
        span,
        source,
        "not evaluated here",
        f"{near}(...), or a column of the data"
        if near
        else "what it computes, as a column of the data",
    )


def unsupported(what: str, span: Span, source: Source, repair: str | None = None) -> DataError:
    """A part of R's language that formulas on data do not need."""
    message = f"{what} cannot be evaluated on data; make the variable a column of the data first"
    return at("unsupported-expression", message, span, source, "", repair)


def not_meaningful(name: str, kind: str, span: Span, source: Source) -> DataError:
    """Arithmetic on a factor, on text, or on dates."""
    words = {"factor": "a factor", "character": "text", "date": "a date", "time": "a time"}.get(
        kind, kind
    )
    message = f"{name} needs numbers, and this is {words}"
    repair = None
    if kind in ("date", "time"):
        place = source.text[span.start : span.end]
        repair = f"as.numeric({place})"
    return at("not-a-number", message, span, source, f"this is {words}", repair)


def bad_argument(function: str, message: str, span: Span, source: Source) -> DataError:
    """An argument that a function cannot take."""
    return at("bad-argument", f"{function}(): {message}", span, source)


def missing_values(function: str, span: Span, source: Source) -> DataError:
    """R's bases refuse missing values."""
    message = f"{function}() does not allow missing values: remove those rows from the data first"
    return at("missing-values", message, span, source, "has missing values")


def wrong_length(found: int, wanted: int, span: Span, source: Source) -> DataError:
    """A variable that is not one value per row."""
    message = f"this has {found} values, and the data have {wanted} rows"
    return at("wrong-length", message, span, source)


def nan_produced(function: str, count: int, span: Span, source: Source) -> Diagnostic:
    """A function that is not defined for some of its argument's values."""
    rows = "row" if count == 1 else "rows"
    message = f"{function}() is not defined for {count} {rows} of its argument, which are dropped"
    return Diagnostic("nan-produced", message, (Label(span, "", source),), severity="warning")


def counts_since(label: str, kind: str, span: Span, source: Source) -> Diagnostic:
    """A date or a time among the predictors."""
    unit = "days" if kind == "date" else "seconds"
    message = (
        f"{label} is a {kind}: it counts {unit} since 1970-01-01, as in R; with"
        f" I({label} - min({label}, na.rm = TRUE)) the intercept is that at the first {kind}"
    )
    return Diagnostic("dates-as-numbers", message, (Label(span, "", source),), severity="note")
