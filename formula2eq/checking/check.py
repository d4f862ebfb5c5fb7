"""Checking a formula against intended equations: read both, compare, decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from formula2eq.checking.closest import closest
from formula2eq.checking.compare import compare
from formula2eq.checking.coordinates import in_other_coordinates
from formula2eq.checking.difference import Difference
from formula2eq.checking.naming import read_beside
from formula2eq.checking.repair import repaired_formula
from formula2eq.checking.report import CheckReport, Verdict
from formula2eq.checking.side import Side, formula_side, model_side, read_side
from formula2eq.checking.which_text import is_equations
from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.errors import InterpretationError
from formula2eq.formula.unparse import unparse
from formula2eq.reading.read import read
from formula2eq.reading.read_model import ReadModel
from formula2eq.reading.texts import text_of

#: Groups, names, nesting, family and link.
Options = tuple[
    Mapping[str, str] | None, Mapping[str, str] | None, dict[str, str], str | None, str | None
]


def check(
    first: Any,
    second: Any,
    data: Any = None,
    *,
    groups: Mapping[str, str | int] | None = None,
    names: Mapping[str, str] | None = None,
    within: Mapping[str, str] | None = None,
    family: str | None = None,
    link: str | None = None,
) -> CheckReport:
    r"""Whether two texts state one model; the second is the one that is intended.

    first, second  a formula, a whole call, a model, equations as text, what `read` returned, or the path
                   of a file
    data           a pandas frame: then models that differ only in their coordinates are found
    groups, names  as `read` takes them; letters left open are matched to the other side, and said
    within         nesting, inner to outer
    family, link   of a formula that does not say

    >>> report = check(
    ...     "y ~ ses + sector + (1 + ses | school)",
    ...     r"y_{ij} = \beta_{0j} + \beta_{1j} \text{ses}_{ij} + r_{ij} \\"
    ...     r"\beta_{0j} = \gamma_{00} + \gamma_{01} \text{sector}_j + u_{0j} \\"
    ...     r"\beta_{1j} = \gamma_{10} + \gamma_{11} \text{sector}_j + u_{1j}",
    ...     groups={"j": "school"},
    ... )
    >>> report.verdict, report.differences[0].term, report.repaired_formula
    ('different', 'ses:sector', 'y ~ ses*sector + (1 + ses | school)')
    """
    first, second = (text_of(one) if isinstance(one, Path) else one for one in (first, second))
    declared = dict(within or {})
    for given in (first, second):
        declared.update(getattr(given, "_within", {}))
    letters = {letter: str(group) for letter, group in (groups or {}).items()}
    options = (letters, names, declared, family, link)
    try:
        return _compared(first, second, data, options)
    except InterpretationError as error:
        if error.diagnostics[0].rule != "several-models":
            raise
    return closest(first, second, lambda a, b: _compared(a, b, data, options), letters, names)


def _compared(first: Any, second: Any, data: Any, options: Options) -> CheckReport:
    """The report on two sides, each of which states one model."""
    said: list[Diagnostic] = []
    if _open(first) and not _open(second):
        right = _plain_side(second, options, "intended")
        left, notes = _beside(first, right, options, "equations")
    elif _open(second) and not _open(first):
        left = _plain_side(first, options, "formula")
        right, notes = _beside(second, left, options, "equations")
    else:
        left = _plain_side(first, options, "first")
        right = _plain_side(second, options, "second")
        notes = []
    said += notes
    return _decide(left, right, data, said)


def _open(given: Any) -> bool:
    """Whether a side is equations whose names may still be matched."""
    return isinstance(given, str) and is_equations(given)


def _plain_side(given: Any, options: Options, name: str) -> Side:
    groups, names, within, family, link = options
    if isinstance(given, ReadModel):
        return read_side(given)
    if not isinstance(given, str):
        return model_side(given, name)
    if is_equations(given):
        found = read(
            given,
            groups,
            names,
            within=within,
            name=f"{name} equations" if name in ("first", "second") else name,
        )
        return read_side(found)
    return formula_side(given, family, link, within, name)


def _beside(text: str, other: Side, options: Options, name: str) -> tuple[Side, list[Diagnostic]]:
    """Equations read beside a formula, with notes on what was matched."""
    groups, names, within, _, _ = options
    side, letters, variables = read_beside(text, other, groups, names, within, None, None, name)
    notes = []
    for letter, factor in letters.items():
        notes.append(
            _note(
                "matched-group",
                f"the index {letter} is taken to count {factor}",
                side,
                f"--group {letter}={factor}",
            )
        )
    for shown, column in variables.items():
        notes.append(
            _note(
                "matched-name",
                f"{shown} is taken to be {column}, which fits best",
                side,
                f"--name {column}={shown}",
            )
        )
    own, known = side.terms.response, other.terms.response
    if own is not None and known is not None and unparse(own) != unparse(known):
        if not set(_names_of(own)) & set(other.variables):
            side = replace(side, terms=replace(side.terms, response=known))
            notes.append(
                _note(
                    "matched-outcome",
                    f"the outcome {unparse(own)} is taken to be {unparse(known)}",
                    side,
                    f"--name {unparse(known)}={unparse(own)}",
                )
            )
    return side, notes


def _names_of(expression: Any) -> tuple[str, ...]:
    from formula2eq.formula.names import names

    return names(expression)


def _note(rule: str, message: str, side: Side, repair: str) -> Diagnostic:
    labels = tuple(Label(span, "", side.source) for span in side.response_place()[:1])
    return Diagnostic(rule, message, labels, repair, "note")


def _decide(first: Side, second: Side, data: Any, said: list[Diagnostic]) -> CheckReport:
    differences, nested = compare(first, second)
    for inner, outer in nested:
        said.append(
            Diagnostic(
                "unique-labels",
                f"{inner} within {outer} is taken to have labels of its own in each {outer}",
                (),
                None,
                "note",
            )
        )
    slips = [
        Difference(
            d.rule,
            None,
            d.message,
            None,
            (),
            tuple(label.span for label in d.labels[:1]),
            d.repair,
        )
        for side in (first, second)
        if side.read is not None
        for d in side.read.diagnostics
        if d.severity == "error"
    ]
    reason = ""
    verdict: Verdict = "different" if differences or slips else "equivalent"
    if not slips and differences:
        verdict, reason, notes = in_other_coordinates(first, second, differences, data)
        said += notes
    ambiguous = [
        group
        for side in (first, *first.parts.values(), second, *second.parts.values())
        if side.read is not None
        for group in side.read.ambiguous
    ]
    if ambiguous and not slips and all(d.kind == "covariance" for d in differences):
        verdict = "undecided"
        reason = (
            f"the equations do not say whether the random effects of {ambiguous[0]} are correlated"
        )
    if verdict == "reparametrized":
        differences = []
    repaired = None
    if verdict in ("different", "undecided") and (differences or slips):
        repaired = repaired_formula(first, second)
    return CheckReport(
        verdict,
        (*differences, *slips),
        repaired,
        reason,
        (*first.diagnostics, *second.diagnostics, *said),
        first,
        second,
    )
