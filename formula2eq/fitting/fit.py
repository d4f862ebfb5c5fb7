"""Fitting a design: which objective, which optimiser, and the whole result.

>>> import numpy as np
>>> from formula2eq.design.design import Design, RandomBlock
>>> codes = np.repeat(np.arange(6), 5)
>>> y = np.array([1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605,
...     1510, 1560, 1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450,
...     1480, 1445.0])
>>> batch = RandomBlock("Batch", ("(Intercept)",), tuple("ABCDEF"), codes, np.ones((30, 1)))
>>> dyestuff = Design(
...     y, np.ones((30, 1)), ("(Intercept)",), (batch,), None, None, (), np.arange(30)
... )
>>> result = fit(dyestuff)
>>> round(result.objective, 4), round(result.sigma, 2), result.covariances[0].sd.round(2).item()
(319.6543, 49.51, 42.0)
"""

from __future__ import annotations

import math

import numpy as np

from formula2eq.design.design import Design
from formula2eq.design.threads import suitable_threads
from formula2eq.fitting import complaints, remarks
from formula2eq.fitting.checks import check
from formula2eq.fitting.family import FAMILIES, Family
from formula2eq.fitting.fit_fixed import fit_fixed
from formula2eq.fitting.fit_laplace import fit_laplace
from formula2eq.fitting.fit_linear import fit_linear
from formula2eq.fitting.laplace import LaplaceObjective
from formula2eq.fitting.linear import LinearObjective
from formula2eq.fitting.link import LINKS, Link
from formula2eq.fitting.result import Fit
from formula2eq.fitting.working import Response


def fit(
    design: Design, family: str = "gaussian", link: str | None = None, reml: bool = True
) -> Fit:
    """Fit a design: linear by REML or ML, generalized by Laplace, without random part by IRLS.

    ``family`` and ``link`` are named as in R; without a link the family's canonical one. ``reml``
    counts for linear mixed models only. DataError or FitError say what cannot be fitted.
    """
    chosen, g = _chosen(family, link)
    linear = chosen.name == "gaussian" and g.name == "identity"
    check(design, chosen, linear)
    try:
        with np.errstate(all="ignore"), suitable_threads(_operations(design)):
            if not design.random:
                return fit_fixed(design, Response(design.y, design.weights, chosen, g))
            if linear:
                return fit_linear(design, reml)
            return fit_laplace(design, Response(design.y, design.weights, chosen, g))
    except np.linalg.LinAlgError:
        raise remarks.not_positive() from None


def objective(
    design: Design, family: str = "gaussian", link: str | None = None, reml: bool = True
) -> LinearObjective | LaplaceObjective:
    """The objective that ``fit`` minimises, with ``start()``, ``value`` and ``gradient``.

    A function of theta for linear mixed models, of (theta, beta) for generalized ones, in lme4's
    order and units; ``names`` names its parameters.
    """
    chosen, g = _chosen(family, link)
    linear = chosen.name == "gaussian" and g.name == "identity"
    check(design, chosen, linear)
    if linear:
        return LinearObjective(design, reml)
    return LaplaceObjective(design, Response(design.y, design.weights, chosen, g))


#: Dense systems with more columns use all threads.
COLUMNS = 3000


def _operations(design: Design) -> float:
    """The most operations that one call of linear algebra takes, roughly."""
    n, p = design.X.shape
    sizes = [len(block.categories) * len(block.names) for block in design.random]
    return math.inf if sum(sizes) - max(sizes, default=0) > COLUMNS else n * (p + 1.0) ** 2


def _chosen(family: str, link: str | None) -> tuple[Family, Link]:
    if family not in FAMILIES:
        raise complaints.unknown("family", family, list(FAMILIES))
    name = FAMILIES[family].canonical if link is None else link
    if name not in LINKS:
        raise complaints.unknown("link", name, list(LINKS))
    return FAMILIES[family], LINKS[name]
