"""The law of the outcome at level 1: distribution, parameters and link, as mathematics."""

from __future__ import annotations

from formula2eq.formula.nodes import Expression
from formula2eq.notation.math import (
    Apply,
    Fraction,
    Node,
    Number,
    Power,
    Root,
    Symbol,
    Times,
)
from formula2eq.notation.notation import Notation


def outcome_law(notation: Notation) -> tuple[Node, Node]:
    """Left and right side of the outcome's law: ``S_ik`` and ``Norm(mu_ik, sigma)``."""
    model = notation.model
    left = notation.outcome()
    mean = notation.mean()
    match model.family.name:
        case "gaussian":
            return left, Apply(notation.normal, (mean, residual_spread(notation)))
        case "binomial":
            return _trials(notation, left, mean)
        case "poisson":
            return left, Apply("Poisson", (mean,))
        case "Gamma":
            return left, Apply("Gamma", (mean, _shape(notation, "alpha")))
        case "inverse.gaussian":
            return left, Apply("InvGaussian", (mean, _shape(notation, "lambda")))
        case "negative.binomial":
            return left, Apply("NegBinomial", (mean, Symbol("theta")))
        case "beta":
            return left, Apply("Beta", (mean, Symbol("phi")))
        case other:
            raise AssertionError(other)


def residual_spread(notation: Notation) -> Node:
    """The residual's standard deviation or variance; prior weights divide the variance."""
    spread = notation.residual_deviation()
    weights = notation.model.weights
    if weights is None:
        return notation.spread(spread)
    if notation.by_deviation():
        return Fraction(spread, Root(_shown(notation, weights)))
    return Fraction(Power(spread, Number("2")), _shown(notation, weights))


#: Said once beside a law whose parameters are not everybody's.
WORDS = {
    "Gamma": "mean and shape",
    "inverse.gaussian": "mean and shape",
    "negative.binomial": "mean and size",
    "beta": "mean and precision",
}


def _shape(notation: Notation, letter: str) -> Node:
    """The shape parameter; prior weights multiply it."""
    weights = notation.model.weights
    if weights is None:
        return Symbol(letter)
    return Times((Symbol(letter), _shown(notation, weights)))


def _trials(notation: Notation, left: Node, mean: Node) -> tuple[Node, Node]:
    """Counts of successes among trials; one trial a row without them."""
    outcome = notation.model.outcome
    if outcome.trials is None:
        if notation.bernoulli == "Bernoulli":
            return left, Apply("Bernoulli", (mean,))
        return left, Apply("Binomial", (Number("1"), mean))
    trials = _shown(notation, outcome.trials)
    if outcome.proportion:
        left = Times((trials, left))
    return left, Apply("Binomial", (trials, mean))


def _shown(notation: Notation, expression: Expression) -> Node:
    """Weights and trials: variables with the index of their level."""
    return notation.display.expression(expression)


def linked(notation: Notation) -> Node:
    """The link applied to the mean: the left side of the linear predictor's equation."""
    mean = notation.mean()
    match notation.model.family.link:
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
