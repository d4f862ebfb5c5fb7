"""From the linear predictor to the mean."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy.special import expit, ndtr

from formula2eq.design.design import Vector


def inverse_link(link: str) -> Callable[[Vector], Vector]:
    """The inverse of a link, by R's name.

    >>> float(inverse_link("logit")(np.array([0.0]))[0])
    0.5
    """
    inverses: dict[str, Callable[[Vector], Vector]] = {
        "identity": lambda eta: eta,
        "log": np.exp,
        "logit": expit,
        "probit": ndtr,
        "cloglog": lambda eta: -np.expm1(-np.exp(eta)),
        "cauchit": lambda eta: 0.5 + np.arctan(eta) / math.pi,
        "loglog": lambda eta: np.exp(-np.exp(-eta)),
        "inverse": lambda eta: 1 / eta,
        "sqrt": np.square,
        "1/mu^2": lambda eta: 1 / np.sqrt(eta),
    }
    return inverses[link]
