"""Links: how the mean of the response hangs on the linear predictor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from formula2eq.design.design import Vector

#: Fitted probabilities keep this distance from 0 and 1, means of counts from 0.
EPSILON = float(np.finfo(float).eps)

_ROOT = float(np.sqrt(2 * np.pi))


@dataclass(frozen=True, slots=True)
class Link:
    """One link g with the inverse and its derivatives.

    name      as R spells it
    forward   eta = g(mu)
    inverse   eta -> mu, d mu / d eta, d^2 mu / d eta^2, each (n,)
    allowed   whether the inverse is defined at all of eta (n,)
    """

    name: str
    forward: Callable[[Vector], Vector]
    inverse: Callable[[Vector], tuple[Vector, Vector, Vector]]
    allowed: Callable[[Vector], bool] = lambda eta: True


def _identity(eta: Vector) -> tuple[Vector, Vector, Vector]:
    return eta, np.ones_like(eta), np.zeros_like(eta)


def _log(eta: Vector) -> tuple[Vector, Vector, Vector]:
    mu = np.maximum(np.exp(np.minimum(eta, 700)), EPSILON)
    return mu, mu, mu


def _logit(eta: Vector) -> tuple[Vector, Vector, Vector]:
    mu = 1 / (1 + np.exp(np.minimum(np.maximum(-eta, -36), 36)))
    slope = mu * (1 - mu)
    return mu, slope, slope * (1 - 2 * mu)


def _probit(eta: Vector) -> tuple[Vector, Vector, Vector]:
    from scipy.special import ndtr

    eta = np.clip(eta, -8.1, 8.1)
    density = np.exp(-0.5 * eta * eta) / _ROOT
    return ndtr(eta), density, -eta * density


def _probit_forward(mu: Vector) -> Vector:
    from scipy.special import ndtri

    eta: Vector = ndtri(mu)
    return eta


def _cloglog(eta: Vector) -> tuple[Vector, Vector, Vector]:
    hazard = np.exp(np.clip(eta, -36, 3.55))
    survival = np.exp(-hazard)
    slope = hazard * survival
    return -np.expm1(-hazard), slope, slope * (1 - hazard)


def _cauchit(eta: Vector) -> tuple[Vector, Vector, Vector]:
    slope = 1 / (np.pi * (1 + eta * eta))
    return 0.5 + np.arctan(eta) / np.pi, slope, -2 * np.pi * eta * slope * slope


def _inverse(eta: Vector) -> tuple[Vector, Vector, Vector]:
    mu = 1 / eta
    return mu, -mu * mu, 2 * mu**3


def _sqrt(eta: Vector) -> tuple[Vector, Vector, Vector]:
    # A root of either sign has its mean, as a count of 0 needs; only 0 has no score.
    eta = np.where(np.abs(eta) < 1e-8, 1e-8, eta)
    return eta * eta, 2 * eta, np.full_like(eta, 2.0)


def _inverse_square(eta: Vector) -> tuple[Vector, Vector, Vector]:
    mu = eta**-0.5
    return mu, -0.5 * mu**3, 0.75 * mu**5


def _nonzero(eta: Vector) -> bool:
    return bool((eta != 0).all())


def _positive(eta: Vector) -> bool:
    return bool((eta > 0).all())


#: Every link by R's name.
LINKS: Mapping[str, Link] = MappingProxyType(
    {
        link.name: link
        for link in (
            Link("identity", lambda mu: mu, _identity),
            Link("log", np.log, _log),
            Link("logit", lambda mu: np.log(mu / (1 - mu)), _logit),
            Link("probit", _probit_forward, _probit),
            Link("cloglog", lambda mu: np.log(-np.log1p(-mu)), _cloglog),
            Link("cauchit", lambda mu: np.tan(np.pi * (mu - 0.5)), _cauchit),
            Link("inverse", lambda mu: 1 / mu, _inverse, _nonzero),
            Link("sqrt", np.sqrt, _sqrt),
            Link("1/mu^2", lambda mu: mu**-2.0, _inverse_square, _positive),
        )
    }
)
