"""The covariance structures that glmmTMB writes as a call around a bar: ``ar1(0 + time | id)``."""

from __future__ import annotations

from formula2eq.terms.term import Covariance

STRUCTURES: dict[str, Covariance] = {
    "us": "unstructured",
    "diag": "diagonal",
    "homdiag": "homogeneous-diagonal",
    "ar1": "ar1",
    "cs": "compound-symmetry",
    "homcs": "homogeneous-compound-symmetry",
}

#: Structures of glmmTMB and brms that have no name of their own here.
OTHER_STRUCTURES = frozenset("toep hetar1 homtoep ou mat gau rr propto equalto sp mm gr".split())
