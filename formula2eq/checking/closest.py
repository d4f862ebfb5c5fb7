"""A text that states several models: the one that is closest to the other side is compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from formula2eq.checking.report import CheckReport
from formula2eq.checking.which_text import is_equations
from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.reading.read import read_all

#: Verdicts, the best first.
_ORDER = ("equivalent", "reparametrized", "undecided", "different")


def closest(
    first: Any,
    second: Any,
    compared: Callable[[Any, Any], CheckReport],
    groups: Mapping[str, str],
    names: Mapping[str, str] | None,
) -> CheckReport:
    """The report on the models of two texts that differ least, with a note on which it is.

    compared  makes the report on two models
    """
    firsts, seconds = _models(first, groups, names), _models(second, groups, names)
    # The last of those that are equally close: papers end with the model that they are about.
    reports = [compared(a, b) for a in reversed(firsts) for b in reversed(seconds)]
    best = min(reports, key=_distance)
    notes = []
    for count, side in ((len(firsts), best.first), (len(seconds), best.second)):
        if count > 1 and side.read is not None:
            place = side.read.outcome or side.read.predictor
            message = f"the equations state {count} models; this one is closest and is compared"
            labels = () if place is None else (Label(place, side.read.formula, side.source),)
            notes.append(Diagnostic("several-models", message, labels, severity="note"))
    return replace(best, diagnostics=(*notes, *best.diagnostics))


def _models(given: Any, groups: Mapping[str, str], names: Mapping[str, str] | None) -> list[Any]:
    """The texts of the models of one side; what is no text of equations is one model."""
    if not isinstance(given, str) or not is_equations(given):
        return [given]
    return [model.source.text for model in read_all(given, groups, names, guess_groups=True)]


def _distance(report: CheckReport) -> tuple[int, int]:
    return _ORDER.index(report.verdict), len(report.differences)
