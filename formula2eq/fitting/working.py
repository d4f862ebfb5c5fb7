"""The response side of a generalized model at a linear predictor: scores, weights and their slopes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formula2eq.design.design import Vector
from formula2eq.fitting.family import Family
from formula2eq.fitting.link import Link


@dataclass(frozen=True, slots=True, eq=False)
class Working:
    """At one linear predictor eta (n,), with dispersion 1; each field (n,).

    mu        means
    s         score, d log p / d eta
    W         Fisher weights, the expectation of -ds / d eta
    W_slope   dW / d eta
    Wo        observed weights, -ds / d eta; the same array as W for a canonical link
    deviance  sum of weighted unit deviances
    """

    eta: Vector
    mu: Vector
    s: Vector
    W: Vector
    W_slope: Vector
    Wo: Vector
    deviance: float


class Response:
    """A response with its family, link and prior weights.

    y, w   (n,) the response and its prior weights
    """

    def __init__(self, y: Vector, w: Vector | None, family: Family, link: Link) -> None:
        self.y = y
        self.w = np.ones_like(y) if w is None else w
        self.family, self.link = family, link
        self.canonical = link.name == family.canonical
        self._deviance = family.deviance(y, self.w)
        self.constant = family.constant(y, self.w)
        # The square of a root: where y > 0, no path of finite deviance leads from one sign to the other.
        self._one_sign = y > 0 if link.name == "sqrt" else None

    def at(self, eta: Vector) -> Working | None:
        """Everything at eta; None where a mean would be impossible."""
        y, w = self.y, self.w
        if not self.link.allowed(eta):
            return None
        if self._one_sign is not None and not (eta[self._one_sign] > 0).all():
            return None
        mu, m1, m2 = self.link.inverse(eta)
        if not self.family.allowed(mu):
            return None
        # From the mean on it is all unit by unit: l' = w (y - mu) m1 / V, and so on.
        V, V1 = self.family.variance(mu), self.family.slope(mu)
        residual = w * (y - mu)
        if self.canonical and self.link.name in ("identity", "log", "logit"):
            W = w * V
            return Working(eta, mu, residual, W, W * V1, W, self._deviance(mu))
        ratio = m1 / V
        W = w * m1 * ratio
        bend = m2 / V - ratio * ratio * V1
        Wo = W if self.canonical else W - residual * bend
        slope = w * ratio * (2 * m2 - m1 * ratio * V1)
        return Working(eta, mu, residual * ratio, W, slope, Wo, self._deviance(mu))

    def criterion(self, deviance: float) -> tuple[float, float]:
        """-2 log p at the estimated dispersion, and its derivative by the deviance."""
        if self.family.criterion is None:
            return deviance + self.constant, 1.0
        return self.family.criterion(self.y, self.w, deviance)

    def pearson(self, mu: Vector) -> float:
        """Sum of squared Pearson residuals."""
        return float(self.w @ ((self.y - mu) ** 2 / self.family.variance(mu)))
