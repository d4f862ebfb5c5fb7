"""Estimates in place of symbols: numbers with their signs, errors beside them, one scale of variances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal, get_args

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.atoms import atoms
from formula2eq.equations.equation import Equation, System
from formula2eq.equations.rounding import Digits, rounded
from formula2eq.errors import UsageError
from formula2eq.levels.level_model import LevelModel
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.math import Apply, Mark, Number, Symbol, numbers
from formula2eq.notation.notation import Notation
from formula2eq.notation.parts import MARKS, part_notation

Errors = Literal["none", "under", "brackets"]


@dataclass(frozen=True, slots=True)
class Estimates:
    """What a fit found, by the names of lme4's output.

    fixed       estimate by column of X, ``(Intercept)``, ``x``
    errors      standard error by column; may be empty
    covariances by (bar, effect, effect), bars numbered from 0 as written; empty leaves variances
                as symbols
    residual    residual standard deviation; None where the family has none
    shape       of a Gamma or inverse Gaussian law, 1 over its dispersion; size or precision of others
    parts       of glmmTMB's formulas beside the mean, ``zero-inflation`` and ``dispersion``; the symbols
                of a part without estimates stay
    thresholds  of an ordinal outcome, from the lowest; empty leaves them as symbols
    """

    fixed: Mapping[str, float]
    errors: Mapping[str, float] = field(default_factory=dict)
    covariances: Mapping[tuple[int, str, str], float] = field(default_factory=dict)
    residual: float | None = None
    shape: float | None = None
    parts: Mapping[str, Estimates] = field(default_factory=dict)
    thresholds: tuple[float, ...] = ()


def number(value: float, digits: Digits, error: float | None = None) -> Number:
    """A number as it is printed, see `rounded`."""
    return Number(rounded(value, digits, error))


def with_estimates(
    system: System,
    notation: Notation,
    estimates: Estimates,
    *,
    digits: Digits = None,
    errors: Errors = "none",
    symbols: bool = False,
    correlations: bool = False,
) -> System:
    """The same equations with numbers for fixed effects, variances and the residual's spread.

    digits        after the point; None is two, and two significant ones of small numbers
    errors        standard errors ``under`` the estimates or in ``brackets`` behind them
    symbols       keep each symbol beside its number
    correlations  standard deviations and correlations instead of variances and covariances

    Raises `UsageError` when estimates and model do not match, listing both sides.
    """
    from formula2eq.equations.placing import Placing

    if errors not in get_args(Errors):
        allowed = ", ".join(get_args(Errors))
        message = f"errors is one of {allowed}, not {errors!r}"
        raise UsageError(Diagnostic("unknown-style", message))

    def placing(named: Notation, own: Estimates) -> Placing:
        _match(named.model, own)
        if isinstance(named, GelmanHill) and system.form != "levels":
            # Without means of their own, coefficients have other letters.
            named = named.with_errors()
        return Placing(named, own, digits, errors, symbols, correlations)

    main = placing(notation, estimates)
    beside = {
        part.part: placing(part_notation(notation, part), estimates.parts[part.part])
        for part in notation.model.parts
        if part.part is not None and part.part in estimates.parts
    }
    placed = []
    for equation in system.equations:
        part = part_of(equation)
        place = main if part is None else beside.get(part)
        placed.append(equation if place is None else place.equation(equation))
        if _cumulative(equation) and estimates.thresholds:
            placed.append(_thresholds(notation, estimates.thresholds, digits))
    return replace(system, equations=tuple(placed))


def part_of(equation: Equation) -> str | None:
    """The part beside the mean that an equation is of: its parameters have the part's mark above."""
    if equation.kind == "distribution":
        return None
    above = {mark for a in atoms([equation]) if isinstance(a, Symbol) for mark in a.above}
    return next((part for part, text in MARKS.items() if Mark("text", text) in above), None)


def _cumulative(equation: Equation) -> bool:
    """Whether it is the line that says what thresholds are: its note begins with "for", each c."""
    return equation.kind == "distribution" and (equation.note or ("",))[0] == "for "


def _thresholds(notation: Notation, values: Sequence[float], digits: Digits) -> Equation:
    """The thresholds by number: ``(theta_1, theta_2) = (-1.20, 0.45)``."""
    letter = notation.threshold_letter()
    names = tuple(Symbol(letter, numbers(place)) for place in range(1, len(values) + 1))
    shown = tuple(number(value, digits) for value in values)
    return Equation("thresholds", Apply("", names), "=", right=Apply("", shown))


def _match(model: LevelModel, estimates: Estimates) -> None:
    wanted = [effect.name for effect in model.fixed]
    missing = [name for name in wanted if name not in estimates.fixed]
    extra = [name for name in estimates.fixed if name not in wanted]
    if missing or extra:
        raise UsageError(
            Diagnostic(
                "estimates-do-not-match",
                f"the model has the coefficients {', '.join(wanted)}; "
                f"the estimates are of {', '.join(estimates.fixed)}"
                + (f"; without an estimate: {', '.join(missing)}" if missing else "")
                + (f"; not in the model: {', '.join(extra)}" if extra else ""),
                repair=_repair(missing, extra),
            )
        )


def _repair(missing: Sequence[str], extra: Sequence[str]) -> str | None:
    """What may be meant: the categories of a factor that were not declared, or another name."""
    for name in missing:
        found = [other.removeprefix(name) for other in extra if ":" not in other]
        categories = [text for text in found if name + text in extra]
        if categories:
            listed = ", ".join(f'"{text}"' for text in ("REFERENCE", *categories))
            return f'categories={{"{name}": [{listed}]}}, or the data'
    near = get_close_matches(extra[0], missing, n=1) if extra and missing else []
    return f"{near[0]} for {extra[0]}" if near else None
