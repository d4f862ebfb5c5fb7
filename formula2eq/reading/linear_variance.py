r"""``NegBinomial(\mu, \mu / \phi)``: a size that is a share of the mean, so that the variance is a multiple
of it. R's families call it nbinom1 (Hardin & Hilbe 2007).
"""

from __future__ import annotations

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Fraction, Node

_LINEAR = {"negative.binomial": "nbinom1", "truncated_nbinom2": "truncated_nbinom1"}


def by_variance(family: str, arguments: tuple[Node, ...]) -> tuple[str, tuple[Node, ...]]:
    """The family with the linear variance, with phi alone as its parameter, where a law states that."""
    if family in _LINEAR and len(arguments) > 1:
        size = bare(arguments[-1])
        if isinstance(size, Fraction) and bare(size.numerator) == bare(arguments[-2]):
            return _LINEAR[family], (*arguments[:-1], size.denominator)
    return family, arguments
