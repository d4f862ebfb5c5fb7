"""Families: the law of the response given its mean, at dispersion 1 or an estimated one.

Objectives count what R's ``family()$aic`` counts, so that they can be laid beside lme4's; for the
families with a dispersion that includes a 2 for it (R 4.2.2, ``binomial()$aic`` and its kin).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from formula2eq.design.design import Vector
from formula2eq.fitting.link import EPSILON

VectorFunction = Callable[[Vector], Vector]


@dataclass(frozen=True, slots=True)
class Family:
    """The law of a response y (n,) with mean mu (n,), prior weights w (n,).

    name        as R spells it
    canonical   name of the canonical link
    links       names of the links that R offers for it
    variance    V(mu)
    slope       dV / d mu
    deviance    (y, w) -> (mu -> sum of w times the unit deviances)
    constant    (y, w) -> what is added to the deviance for -2 log p; 0 with a dispersion
    criterion   (y, w, deviance) -> -2 log p at the estimated dispersion, its derivative by the
                deviance; None for families without a dispersion
    start       (y, w) -> means to start from
    allowed     whether all means are possible
    """

    name: str
    canonical: str
    links: tuple[str, ...]
    variance: VectorFunction
    slope: VectorFunction
    deviance: Callable[[Vector, Vector], Callable[[Vector], float]]
    constant: Callable[[Vector, Vector], float]
    criterion: Callable[[Vector, Vector, float], tuple[float, float]] | None
    start: Callable[[Vector, Vector], Vector]
    allowed: Callable[[Vector], bool]


def _entropy(y: Vector) -> Vector:
    """y log y, 0 at y = 0."""
    value: Vector = y * np.log(np.where(y > 0, y, 1.0))
    return value


def _log_factorial(counts: Vector) -> Vector:
    values, place = np.unique(counts, return_inverse=True)
    return np.array([math.lgamma(value + 1) for value in values])[place.ravel()]


def _binomial_deviance(y: Vector, w: Vector) -> Callable[[Vector], float]:
    if ((y == 0) | (y == 1)).all():
        failure = 1 - y
        return lambda mu: -2 * float(w @ np.log(np.maximum(np.abs(failure - mu), EPSILON)))
    saturated = float(w @ (_entropy(y) + _entropy(1 - y)))

    def deviance(mu: Vector) -> float:
        mu = np.minimum(np.maximum(mu, EPSILON), 1 - EPSILON)
        return 2 * (saturated - float(w @ (y * np.log(mu) + (1 - y) * np.log(1 - mu))))

    return deviance


def _binomial_constant(y: Vector, w: Vector) -> float:
    m, k = np.round(w), np.round(w * y)
    choose = _log_factorial(m) - _log_factorial(k) - _log_factorial(m - k)
    return -2 * float(choose.sum() + (w * (_entropy(y) + _entropy(1 - y))).sum())


def _poisson_deviance(y: Vector, w: Vector) -> Callable[[Vector], float]:
    saturated = float(w @ (_entropy(y) - y))
    wy = w * y

    def deviance(mu: Vector) -> float:
        mu = np.maximum(mu, EPSILON)
        return 2 * (saturated - float(wy @ np.log(mu)) + float(w @ mu))

    return deviance


def _poisson_constant(y: Vector, w: Vector) -> float:
    return -2 * float(w @ (_entropy(y) - y - _log_factorial(y)))


def _gamma_deviance(y: Vector, w: Vector) -> Callable[[Vector], float]:
    def deviance(mu: Vector) -> float:
        ratio = y / mu
        return 2 * float(w @ (ratio - 1 - np.log(ratio)))

    return deviance


def _gamma_criterion(y: Vector, w: Vector, deviance: float) -> tuple[float, float]:
    from scipy.special import digamma, gammaln

    total = float(w.sum())
    disp = deviance / total
    shape = 1 / disp
    # sum w log(y/mu) - w y/mu = -deviance/2 - total, so the density needs no means.
    density = shape * (-deviance / 2 - total) - float(w @ np.log(y))
    density += total * (shape * math.log(shape) - gammaln(shape))
    by_shape = -deviance / 2 - total + total * (math.log(shape) + 1 - digamma(shape))
    by_deviance = -0.5 * shape + by_shape * (-(shape**2) / total)
    return -2 * float(density) + 2, -2 * float(by_deviance)


def _inverse_gaussian_deviance(y: Vector, w: Vector) -> Callable[[Vector], float]:
    over = w / y
    return lambda mu: float(over @ ((y - mu) / mu) ** 2)


def _inverse_gaussian_criterion(y: Vector, w: Vector, deviance: float) -> tuple[float, float]:
    total = float(w.sum())
    value = total * (math.log(deviance / total * 2 * math.pi) + 1) + 3 * float(w @ np.log(y)) + 2
    return value, total / deviance


def _gaussian_deviance(y: Vector, w: Vector) -> Callable[[Vector], float]:
    return lambda mu: float(w @ (y - mu) ** 2)


def _gaussian_criterion(y: Vector, w: Vector, deviance: float) -> tuple[float, float]:
    n = y.size
    value = n * (math.log(2 * math.pi * deviance / n) + 1) + 2 - float(np.log(w).sum())
    return value, n / deviance


def _nothing(y: Vector, w: Vector) -> float:
    return 0.0


def _positive(mu: Vector) -> bool:
    return bool((mu > 0).all())


#: Every family by R's name.
FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        family.name: family
        for family in (
            Family(
                "gaussian",
                "identity",
                ("identity", "log", "inverse"),
                np.ones_like,
                np.zeros_like,
                _gaussian_deviance,
                _nothing,
                _gaussian_criterion,
                lambda y, w: y,
                lambda mu: True,
            ),
            Family(
                "binomial",
                "logit",
                ("logit", "probit", "cloglog", "cauchit", "log", "identity"),
                lambda mu: mu * (1 - mu),
                lambda mu: 1 - 2 * mu,
                _binomial_deviance,
                _binomial_constant,
                None,
                lambda y, w: (w * y + 0.5) / (w + 1),
                lambda mu: bool(((mu > 0) & (mu < 1)).all()),
            ),
            Family(
                "poisson",
                "log",
                ("log", "identity", "sqrt"),
                lambda mu: mu,
                np.ones_like,
                _poisson_deviance,
                _poisson_constant,
                None,
                lambda y, w: y + 0.1,
                _positive,
            ),
            Family(
                "Gamma",
                "inverse",
                ("inverse", "identity", "log"),
                lambda mu: mu * mu,
                lambda mu: 2 * mu,
                _gamma_deviance,
                _nothing,
                _gamma_criterion,
                lambda y, w: y,
                _positive,
            ),
            Family(
                "inverse.gaussian",
                "1/mu^2",
                ("1/mu^2", "inverse", "identity", "log"),
                lambda mu: mu**3,
                lambda mu: 3 * mu * mu,
                _inverse_gaussian_deviance,
                _nothing,
                _inverse_gaussian_criterion,
                lambda y, w: y,
                _positive,
            ),
        )
    }
)
