"""Estimates in place of symbols: numbers with their signs, errors beside them, one scale of variances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.equation import System
from formula2eq.errors import UsageError
from formula2eq.levels.level_model import LevelModel
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.math import Number
from formula2eq.notation.notation import Notation

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
    """

    fixed: Mapping[str, float]
    errors: Mapping[str, float] = field(default_factory=dict)
    covariances: Mapping[tuple[int, str, str], float] = field(default_factory=dict)
    residual: float | None = None
    shape: float | None = None


def number(value: float, digits: int) -> Number:
    """A number with so many digits after the point; a minus sign where it is negative, never -0.

    >>> number(-0.004, 2).text, number(-1.005, 1).text
    ('0.00', '-1.0')
    """
    shown = f"{value:.{digits}f}"
    if shown.startswith("-") and not any(c in "123456789" for c in shown):
        shown = shown[1:]
    return Number(shown)


def with_estimates(
    system: System,
    notation: Notation,
    estimates: Estimates,
    *,
    digits: int = 2,
    errors: Errors = "none",
    symbols: bool = False,
    correlations: bool = False,
) -> System:
    """The same equations with numbers for fixed effects, variances and the residual's spread.

    errors        standard errors ``under`` the estimates or in ``brackets`` behind them
    symbols       keep each symbol beside its number
    correlations  standard deviations and correlations instead of variances and covariances

    Raises `UsageError` when estimates and model do not match, listing both sides.
    """
    from formula2eq.equations.placing import Placing

    _match(notation.model, estimates)
    if isinstance(notation, GelmanHill) and system.form != "levels":
        # Without means of their own, coefficients have other letters.
        notation = notation.with_errors()
    place = Placing(notation, estimates, digits, errors, symbols, correlations)
    return replace(system, equations=tuple(place.equation(e) for e in system.equations))


def _match(model: LevelModel, estimates: Estimates) -> None:
    wanted = [effect.name for effect in model.fixed]
    missing = [name for name in wanted if name not in estimates.fixed]
    extra = [name for name in estimates.fixed if name not in wanted]
    if missing or extra:
        near = get_close_matches(extra[0], missing, n=1) if extra and missing else []
        raise UsageError(
            Diagnostic(
                "estimates-do-not-match",
                f"the model has the coefficients {', '.join(wanted)}; "
                f"the estimates are of {', '.join(estimates.fixed)}"
                + (f"; without an estimate: {', '.join(missing)}" if missing else "")
                + (f"; not in the model: {', '.join(extra)}" if extra else ""),
                repair=f"{near[0]} for {extra[0]}" if near else None,
            )
        )
