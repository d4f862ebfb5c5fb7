"""What the packages read differently in one and the same formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formula2eq.formula.signatures import BRMS
from formula2eq.formula.specification import Specification
from formula2eq.terms.structures import STRUCTURES
from formula2eq.terms.term import Covariance


@dataclass(frozen=True, slots=True)
class Dialect:
    """How random terms are read.

    structures   calls around a bar that name a covariance structure
    split        whether ``||`` makes one random term per effect (lme4), or a diagonal matrix
    independent  whether effects are independent unless said otherwise (Bambi)
    labels       whether ``(x |p| g)`` is a random term with the label p (brms), see ``without_label``
    """

    structures: Mapping[str, Covariance] = field(default_factory=lambda: STRUCTURES)
    split: bool = True
    independent: bool = False
    labels: bool = False


#: A bare formula: lme4's reading, and glmmTMB's names of structures, which lme4 would drop.
DEFAULT = Dialect()
_GLMMTMB = Dialect()
_LME4 = Dialect({})
_JULIA = Dialect({"zerocorr": "diagonal"})
_BRMS = Dialect({}, split=False, labels=True)


def dialect_of(specification: Specification) -> Dialect:
    """The dialect of the function that a call calls."""
    if specification.independent:
        return Dialect({}, independent=True)
    if specification.language == "Julia":
        return _JULIA
    match specification.function:
        case None:
            return DEFAULT
        case "glmmTMB":
            return _GLMMTMB
        case function if function in BRMS:
            return _BRMS
    return _LME4
