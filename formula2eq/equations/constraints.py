"""The constraints on indexed coefficients, printed beside the equations that use them."""

from __future__ import annotations

from dataclasses import replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.atoms import atoms
from formula2eq.equations.equation import Equation, System
from formula2eq.errors import ProofError
from formula2eq.notation.indexed import IndexedFactors, IndexedLookups

#: Kinds of equations before which the constraints stand.
_LAWS = ("residual", "random-effects", "covariance", "prior")


def with_constraints(system: System, notation: IndexedFactors) -> System:
    """The system with a line for each constraint, before the laws.

    Where a notation has coefficients in the laws and these are left out, so are their constraints.
    Raises `ProofError` when a coefficient that has a constraint does not stand in the equations.
    """
    if isinstance(notation, IndexedLookups) and system.form != "levels":
        notation = notation.with_errors()  # as `lookups.compose` prints these forms
    kinds = [equation.kind in _LAWS for equation in system.equations]
    printed = set(atoms(system.equations))
    lines = []
    for constraint in notation.constraints():
        if constraint.coefficient not in printed and not any(kinds):
            continue
        if constraint.coefficient not in printed:
            raise ProofError(
                Diagnostic(
                    "unproven-equation",
                    "a constraint is on no coefficient of the equations, so nothing is printed; this is "
                    "a fault of the program: please report the formula",
                )
            )
        words = constraint.words
        lines.append(
            Equation("constraint", constraint.left, "=", right=constraint.right, note=(words,))
        )
    place = kinds.index(True) if True in kinds else len(kinds)
    before, after = system.equations[:place], system.equations[place:]
    return replace(system, equations=(*before, *lines, *after))
