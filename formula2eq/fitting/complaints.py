"""Every sentence about data and models that cannot be fitted; those about fits are in ``remarks``."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import DataError, FitError, UsageError


def listed(items: list[str] | tuple[str, ...], most: int = 8) -> str:
    """The first of some names, and how many more there are."""
    shown = ", ".join(items[:most])
    return shown if len(items) <= most else f"{shown} and {len(items) - most} more"


def _rows(rows: list[int]) -> str:
    word = "row" if len(rows) == 1 else "rows"
    return f"{word} {listed([str(row) for row in rows], 5)}"


def unknown(what: str, name: str, known: list[str]) -> UsageError:
    """A family or link that does not exist here."""
    return UsageError(
        Diagnostic(
            f"unknown-{what}",
            f"there is no {what} called {name!r} for fitting",
            repair=f"one of {', '.join(known)}",
        )
    )


def no_rows() -> DataError:
    """Nothing is left after rows with missing values are dropped."""
    return DataError(
        Diagnostic(
            "no-rows",
            "no row is left to fit: every row has a missing value in some variable of the model, "
            "or the data are empty",
            repair="leave out the variable that is mostly missing, or fill the gaps",
        )
    )


def several_responses(count: int) -> DataError:
    """A matrix as response."""
    return DataError(
        Diagnostic(
            "several-responses",
            f"the response has {count} columns; one is fitted at a time",
            repair="fit a model of each column",
        )
    )


def not_finite(what: str, rows: list[int]) -> DataError:
    """Infinite or missing numbers."""
    return DataError(
        Diagnostic(
            "not-finite",
            f"{what} is infinite or not a number in {_rows(rows)} of the data",
            repair="drop these rows, or mend the expression (a logarithm of 0, a division by 0)",
        )
    )


def out_of_scale(what: str, largest: float) -> DataError:
    """Numbers whose products are 0 or infinite in floating point."""
    return DataError(
        Diagnostic(
            "out-of-scale",
            f"the largest number of {what} is {largest:.3g}: its products with the others are lost "
            "in rounding",
            repair="rescale it",
        )
    )


def negative_weights(rows: list[int]) -> DataError:
    """Weights below zero."""
    return DataError(
        Diagnostic(
            "negative-weights",
            f"prior weights are negative in {_rows(rows)} of the data; a weight counts "
            "observations, so it cannot be below 0",
            repair="drop these rows, or mend the column of weights",
        )
    )


def zero_weights(rows: list[int]) -> DataError:
    """Weights of zero where the density divides by them."""
    return DataError(
        Diagnostic(
            "zero-weights",
            f"prior weights are 0 in {_rows(rows)} of the data; the residual variance there "
            "would be infinite",
            repair="drop these rows",
        )
    )


def no_weight() -> DataError:
    """All weights are zero."""
    return DataError(Diagnostic("zero-weights", "all prior weights are 0: no observation counts"))


def out_of_range(family: str, wanted: str, found: str, rows: list[int]) -> DataError:
    """A response outside the family's range."""
    return DataError(
        Diagnostic(
            "response-out-of-range",
            f"the family {family} needs a response that is {wanted}; "
            f"it is {found} in {_rows(rows)} of the data",
            repair="mend these rows, or choose a family that allows them",
        )
    )


def not_counts(family: str, found: str, rows: list[int]) -> DataError:
    """Counts that are not whole numbers."""
    wanted = "whole numbers" if family == "poisson" else "whole numbers of successes"
    repair = (
        "give counts; for a rate, keep the count and put offset(log(exposure)) into the formula"
        if family == "poisson"
        else "give cbind(successes, failures), or proportions with the number of trials as weights"
    )
    return DataError(
        Diagnostic(
            "not-counts",
            f"the family {family} needs {wanted}; there are {found} in {_rows(rows)} of the data",
            repair=repair,
        )
    )


def constant_response(value: float) -> DataError:
    """A response that does not vary."""
    return DataError(
        Diagnostic(
            "constant-response",
            f"the response is {value:g} in every row: there is nothing to explain",
            repair="check that the intended column is the response",
        )
    )


def few_rows(n: int, p: int) -> DataError:
    """No more rows than fixed coefficients."""
    return DataError(
        Diagnostic(
            "too-few-rows",
            f"{n} rows cannot give {p} fixed coefficients and a residual variance",
            repair="leave out terms of the fixed part",
        )
    )


def one_category(group: str) -> DataError:
    """A grouping factor with a single category."""
    return DataError(
        Diagnostic(
            "one-category",
            f"the grouping factor {group} has one category in the rows that are used: "
            "a variance between categories cannot be seen",
            repair=f"leave out the random term of {group}",
        )
    )


def one_row_each(group: str, n: int) -> DataError:
    """As many categories as rows in a model with a residual of its own."""
    return DataError(
        Diagnostic(
            "effects-as-many-as-rows",
            f"{group} has as many categories as there are rows ({n}): its effects cannot be told "
            "from the residual",
            repair=f"leave out the random term of {group}, or use a coarser grouping",
        )
    )


def too_many_effects(term: str, q: int, n: int) -> DataError:
    """No fewer random effects than rows."""
    return DataError(
        Diagnostic(
            "effects-as-many-as-rows",
            f"{term} gives {q} random effects for {n} rows: their variances cannot be told from "
            "the residual's",
            repair="take slopes out of the random part, or use a coarser grouping",
        )
    )


def too_large(what: str, columns: int, gigabytes: float, limit: float) -> FitError:
    """A system that does not fit into memory."""
    return FitError(
        Diagnostic(
            "too-large",
            f"the random effects beside the largest grouping factor ({what}) make a dense system "
            f"of {columns} columns, which needs about {gigabytes:.1f} GB; the limit is "
            f"{limit:.1f} GB",
            repair="leave out a grouping factor or its slopes, or fit a part of the data",
        )
    )


def separation(columns: list[str], rows: int) -> FitError:
    """Fixed effects that grow without bound."""
    return FitError(
        Diagnostic(
            "separation",
            f"the fixed part tells the outcomes of {rows} rows apart without error, so the "
            f"estimates grow without bound: {listed(columns)}",
            repair="leave out or coarsen what separates, or give the coefficients a prior",
        )
    )
