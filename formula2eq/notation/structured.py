"""Entries of covariance matrices: free ones, and those of glmmTMB's and nlme's structures.

Compound symmetry: one correlation rho, deviations of their own (glmmTMB's ``cs``) or a common one
(nlme's ``pdCompSymm``). AR(1): a common deviation and rho to the power of the distance in the order of
the effects (``ar1``). Source: glmmTMB's vignette on covariance structures; Pinheiro & Bates 2000, sec. 4.2.2.
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.levels.level_model import RandomVector
from formula2eq.notation.complaints import cannot_hold
from formula2eq.notation.math import Mark, Node, Number, Power, Symbol, Times, numbers
from formula2eq.notation.notation import Notation

#: Structures with one variance for all effects.
COMMON = ("ar1", "homogeneous-compound-symmetry", "homogeneous-diagonal")
#: Notations with a deviation and a correlation for all effects of a term.
HOLDING = ("additive", "lecture", "goldstein", "gelman-hill")


def structured_entry(notation: Notation, vector: RandomVector, row: int, column: int) -> Node:
    """The entry of a covariance matrix, rows and columns from 0."""
    start, structure = vector.structure(row)
    if not vector.covary(row, column):
        return Number("0")
    if structure in ("unstructured", "diagonal"):
        if row == column:
            return notation.variance(vector, row)
        return notation.off_diagonal(vector, row, column)
    if structure not in COMMON:
        if row == column:
            return notation.variance(vector, row)
        pair = (notation.deviation(vector, place) for place in sorted((row, column)))
        return Times((common_correlation(notation, vector, start), *pair))
    variance = Power(common_deviation(notation, vector, start), Number("2"))
    if row == column:
        return variance
    rho: Node = common_correlation(notation, vector, start)
    distance = abs(row - column)
    if structure == "ar1" and distance > 1:
        rho = Power(rho, Number(str(distance)))
    return Times((rho, variance))


def common_deviation(notation: Notation, vector: RandomVector, start: int) -> Symbol:
    """sigma_u: the standard deviation of all effects of a term."""
    return Symbol("sigma", *_marks(notation, vector, start))


def common_correlation(notation: Notation, vector: RandomVector, start: int) -> Symbol:
    """rho_u: the correlation of two effects of a term, or of neighbours."""
    return Symbol("rho", *_marks(notation, vector, start))


def _marks(
    notation: Notation, vector: RandomVector, start: int
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The letter of the effects, and the number of the first where a factor has several terms."""
    effect = vector.effects[start]
    letter = Mark("letter", notation.random(effect).letter)
    several = len(vector.blocks) > 1 and effect.copy is None
    return (
        (letter, *numbers(*(notation.effect_numbers(effect) if several else ()))),
        notation.copy_mark(effect),
    )


def structure_refusal(notation: Notation) -> Diagnostic | None:
    """Why a notation cannot hold a structured covariance matrix; None when it can."""
    if notation.name in HOLDING or not any(v.structured for v in notation.model.random):
        return None
    found = "a covariance matrix with compound symmetry, AR(1) or a common variance"
    return cannot_hold(notation.name, found, "free covariance matrices and zeros")
