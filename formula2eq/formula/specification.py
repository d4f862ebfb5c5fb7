"""A model as a whole call states it: the formula, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import Argument, Expression, Formula
from formula2eq.source import Source, Span

Language = Literal["R", "Julia", "Python"]


@dataclass(frozen=True, slots=True)
class GroupedEffects:
    """A random formula beside the fixed one: nlme's ``random = ~ x | g``.

    effects    the right side left of the bar
    groups     the grouping factors, the outermost first; each is nested in those before it
    structure  nlme's name of the covariance matrix, ``pdDiag``; None if none was given
    span       its place in the text
    """

    effects: Expression
    groups: tuple[Expression, ...]
    structure: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Specification:
    """A model as a call states it; a bare formula is one without a function.

    source, formula  the whole text, and the formula with its place in it
    function         ``lmer``, ``glmmTMB``, ``lme``, ``MixedModel``, ``Model`` (Bambi); None for a formula
    language         of the call
    target           the name a fit is assigned to
    family, link     as written: ``binomial``, ``nbinom2``, ``bernoulli``; None when not said
    data             the data argument
    weights, offset  prior weights and offset given beside the formula
    reml             whether REML was asked for; None when not said
    contrasts        the contrasts argument
    random           random formulas beside the fixed one (nlme)
    zero_inflation   glmmTMB's ``ziformula``; None without one
    dispersion       glmmTMB's ``dispformula``; None without one
    independent      whether all random effects of a term are independent (Bambi's default)
    ignored          arguments that do not change the equations, or that cannot be read
    diagnostics      notes and warnings about the call
    family_place     where the family stands in the text
    """

    source: Source
    formula: Formula
    function: str | None = None
    language: Language = "R"
    target: str | None = None
    family: str | None = None
    link: str | None = None
    data: Expression | None = None
    weights: Expression | None = None
    offset: Expression | None = None
    reml: bool | None = None
    contrasts: Expression | None = None
    random: tuple[GroupedEffects, ...] = ()
    zero_inflation: Formula | None = None
    dispersion: Formula | None = None
    independent: bool = False
    ignored: tuple[Argument, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=(), compare=False)
    family_place: Span | None = field(default=None, compare=False)
