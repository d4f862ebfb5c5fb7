"""The law of the outcome at level 1: distribution, parameters and link, as mathematics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formula2eq.formula.names import names
from formula2eq.formula.nodes import Expression
from formula2eq.levels.families import OF_TRIALS
from formula2eq.notation.math import (
    Apply,
    Fraction,
    Indicator,
    Infix,
    Mark,
    Node,
    Note,
    Number,
    Power,
    Root,
    Symbol,
    Times,
)
from formula2eq.notation.notation import Notation
from formula2eq.notation.outcome_laws import LAWS, parameters, with_zeros


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A line of the outcome's law; ``note`` says what the line leaves open."""

    left: Node
    relation: Literal["=", "~"]
    right: Node
    note: Note | None = None


def outcome_lines(notation: Notation) -> tuple[OutcomeLine, ...]:
    """The outcome's law, or its thresholds, or the latent variable that it follows."""
    if notation.choices.latent:
        return _latent(notation)
    if notation.model.family.name == "ordinal":
        return (_cumulative(notation),)
    left, right = outcome_law(notation)
    family = notation.model.family.name
    note = LAWS[family].words if family in LAWS else None
    if "zero-inflation" in {part.part for part in notation.model.parts}:
        assert isinstance(right, Apply)
        name, note = with_zeros(right.function, note, family)
        right = Apply(name, (notation.zero_probability(), *right.arguments))
    return (OutcomeLine(left, "~", right, None if note is None else (note,)),)


def outcome_law(notation: Notation) -> tuple[Node, Node]:
    """Left and right side of the outcome's law: ``S_ik`` and ``Norm(mu_ik, sigma)``."""
    model = notation.model
    left, mean, family = notation.outcome(), notation.mean(), model.family.name
    if family == "gaussian":
        return left, Apply(notation.normal, (mean, residual_spread(notation)))
    left, trials = _counted(notation, left) if family in OF_TRIALS else (left, Number("1"))
    if family == "binomial":
        if model.outcome.trials is None and notation.bernoulli == "Bernoulli":
            return left, Apply("Bernoulli", (mean,))
        return left, Apply("Binomial", (trials, mean))
    weights = None if model.weights is None else _shown(notation, model.weights)
    return left, Apply(LAWS[family].name, tuple(parameters(notation, mean, trials, weights)))


def residual_spread(notation: Notation) -> Node:
    """The residual's standard deviation or variance; prior weights divide the variance."""
    spread = notation.residual_scale()
    weights = notation.model.weights
    if weights is None:
        return notation.spread(spread)
    if notation.by_deviation():
        return Fraction(spread, Root(_shown(notation, weights)))
    return Fraction(Power(spread, Number("2")), _shown(notation, weights))


def _counted(notation: Notation, left: Node) -> tuple[Node, Node]:
    """The count of successes and the number of trials; one trial a row without them."""
    outcome = notation.model.outcome
    if outcome.trials is None:
        return left, Number("1")
    trials = _shown(notation, outcome.trials)
    counted = () if outcome.successes is None else names(outcome.successes)
    if set(counted) & set(names(outcome.trials)):
        trials = notation.outcome_display().expression(outcome.trials)
    if outcome.proportion:
        left = Times((trials, left))
    return left, trials


def _shown(notation: Notation, expression: Expression) -> Node:
    """Weights and trials: variables with the index of their level."""
    return notation.display.expression(expression)


def linked(notation: Notation) -> Node:
    """The link applied to the mean: the left side of the linear predictor's equation.

    A latent or ordinal outcome has no mean that the link is applied to: there it is the predictor.
    """
    if notation.model.part is not None:
        return link_of(notation.model.family.link, notation.part_parameter())
    if notation.choices.latent or notation.model.family.name == "ordinal":
        return notation.predictor_symbol()
    return link_of(notation.model.family.link, notation.mean())


def link_of(link: str, mean: Node) -> Node:
    """A link of something."""
    match link:
        case "identity":
            return mean
        case "inverse":
            return Fraction(Number("1"), mean)
        case "1/mu^2":
            return Fraction(Number("1"), Power(mean, Number("2")))
        case "sqrt":
            return Root(mean)
        case link:
            return Apply(link, (mean,))


# --- thresholds and latent variables ------------------------------------------------------------

#: The law of a latent variable's error: where the outcome is 1 for y* > 0, and where it falls
#: between thresholds (McCullagh & Nelder 1989, secs. 4.3 and 5.2).
_ERRORS = {
    "logit": ("Logistic", None, None),
    "probit": ("", None, None),
    "cloglog": ("Gumbel", "of the largest value", "of the smallest value"),
    "cauchit": ("Cauchy", None, None),
    "loglog": ("Gumbel", None, "of the largest value"),
}


def _cumulative(notation: Notation) -> OutcomeLine:
    """link(P(y <= c)) = theta_c - eta, the sign of R's polr, clm and brms."""
    category = Symbol("c")
    below = Apply("P", (Infix("<=", notation.outcome(), category),))
    right = Infix("-", _threshold(notation, "c"), notation.predictor_symbol())
    left = link_of(notation.model.family.link, below)
    return OutcomeLine(left, "=", right, _for_each(Infix("-", Symbol("C"), Number("1"))))


def _for_each(last: Node) -> Note:
    """For which categories, by number, a line holds."""
    return ("for ", Infix("=", Symbol("c"), Number("1")), ", …, ", last)


def _threshold(notation: Notation, category: str) -> Symbol:
    return Symbol(notation.threshold_letter(), (Mark("index", category),))


def _latent(notation: Notation) -> tuple[OutcomeLine, ...]:
    """The outcome as what a latent variable crosses; the latent variable; its error's law."""
    outcome = notation.outcome()
    star = Symbol(notation.outcome_letter, notation.all_indices(), (Mark("letter", "*"),))
    error = notation.residual()
    family = notation.model.family
    name, words_binary, words_ordinal = _ERRORS[family.link]
    if family.name == "ordinal":
        words = words_ordinal
        between = Infix(
            "<", _threshold(notation, "c-1"), Infix("<=", star, _threshold(notation, "c"))
        )
        crossed = OutcomeLine(
            Indicator(Infix("=", outcome, Symbol("c"))),
            "=",
            Indicator(between),
            _for_each(Symbol("C")),
        )
    else:
        words = words_binary
        crossed = OutcomeLine(outcome, "=", Indicator(Infix(">", star, Number("0"))))
    law = Apply(name or notation.normal, (Number("0"), Number("1")))
    return (
        crossed,
        OutcomeLine(star, "=", Infix("+", notation.predictor_symbol(), error)),
        OutcomeLine(error, "~", law, None if words is None else (words,)),
    )
