"""Tidy tables of R (``broom.mixed::tidy`` of lme4, nlme and glmmTMB), and any table of estimates.

The packages name parameters differently: lme4 and glmmTMB ``sd__(Intercept)`` and
``cor__(Intercept).Days``, nlme ``sd_(Intercept)`` and ``cor_Days.(Intercept)``.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.readers.found import Found

_PARAMETER = re.compile(r"^(?P<kind>sd|cor|cov|var)__?(?P<rest>.*)$")


#: Components of glmmTMB by their names in tables, and what they are to a model.
_PARTS = {"zi": "zero-inflation", "disp": "dispersion"}
#: A threshold of ordinal's clm and clmm and of MASS's polr: ``low|high``.
_THRESHOLD = re.compile(r"[^|]+\|[^|]+")


#: What the column of row names is called when R's ``coef(summary(fit))`` was written to a file.
_ROW_NAMES = ("", "X", "Unnamed: 0", "rowname")


def is_table(result: Any) -> bool:
    """Whether something is a data frame with terms and estimates."""
    return {"term", "estimate"} <= set(_columns(result).values())


def _columns(table: Any) -> dict[str, str]:
    """The columns of a tidy table by name; a summary's ``Estimate`` and its row names are two of them."""
    found = {str(name): str(name) for name in getattr(table, "columns", ())}
    if "Estimate" in found and "term" not in found:
        rows = next((name for name in _ROW_NAMES if name in found), None)
        if rows is not None:
            found |= {rows: "term", "Estimate": "estimate"}
            found |= {"Std. Error": "std.error"} if "Std. Error" in found else {}
    return found


def from_table(table: Any) -> Found:
    """Estimates from a frame with the columns ``term`` and ``estimate``, or R's table of coefficients.

    A column ``component`` tells glmmTMB's parts apart: ``cond``, ``zi`` and ``disp``.
    """
    components: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(table):
        components.setdefault(str(row.get("component") or "cond"), []).append(row)
    parts = {
        _PARTS[component]: _from_rows(rows)
        for component, rows in components.items()
        if component in _PARTS
    }
    return replace(_from_rows(components.get("cond", [])), parts=parts)


def _from_rows(rows: list[dict[str, Any]]) -> Found:
    """Estimates from the rows of one component."""
    thresholds: dict[str, float] = {}
    fixed: dict[str, float] = {}
    errors: dict[str, float] = {}
    deviations: dict[tuple[str | None, str], float] = {}
    covariances: dict[tuple[str | None, str, str], float] = {}
    residual = None
    kinds = set()
    for row in rows:
        term, value, group = str(row["term"]), float(row["estimate"]), row.get("group")
        parameter = _PARAMETER.match(term)
        if row.get("effect") == "ran_vals":
            continue
        if row.get("effect") != "ran_pars" and (parameter is None or group is None):
            if _THRESHOLD.match(term):
                thresholds[term] = value
                continue
            fixed[term] = value
            error = row.get("std.error", row.get("std_error"))
            if error is not None:
                errors[term] = float(error)
            continue
        if parameter is None:
            raise _unknown(term)
        kind, rest = parameter["kind"], parameter["rest"]
        name = None if group is None else re.sub(r"\.\d+$", "", str(group))
        if rest == "Observation" or name == "Residual":
            residual = math.sqrt(value) if kind == "var" else value
        elif kind in ("sd", "var"):
            deviations[name, rest] = math.sqrt(value) if kind == "var" else value
        else:
            kinds.add(kind)
            first, second = _pair(rest, term)
            covariances[name, first, second] = value
    return Found(
        fixed,
        errors,
        deviations,
        covariances,
        kinds != {"cov"},
        residual,
        thresholds=thresholds,
    )


def _pair(rest: str, term: str) -> tuple[str, str]:
    """The two effects of ``(Intercept).Days``: names may hold points, brackets do not open at one."""
    for position, character in enumerate(rest):
        first, second = rest[:position], rest[position + 1 :]
        if character == "." and "(Intercept)" in (first, second):
            return first, second
    first, point, second = rest.partition(".")
    if not point:
        raise _unknown(term)
    return first, second


def _rows(table: Any) -> list[dict[str, Any]]:
    """Rows as dictionaries, missing values as None."""
    columns = {ours: list(table[theirs]) for theirs, ours in _columns(table).items()}
    length = len(next(iter(columns.values()), []))
    return [
        {name: None if _missing(values[row]) else values[row] for name, values in columns.items()}
        for row in range(length)
    ]


def _missing(value: Any) -> bool:
    return (
        value is None
        or (isinstance(value, float) and math.isnan(value))
        or str(value) in ("<NA>", "NA")
    )


def _unknown(term: str) -> UsageError:
    return UsageError(
        Diagnostic(
            "unknown-estimate", f"the table's term {term} is no parameter that is known here"
        )
    )
