"""The laws of the random effects and of the residual: one vector and one matrix per factor."""

from __future__ import annotations

from collections.abc import Iterator

from formula2eq.equations.equation import Equation
from formula2eq.levels.level_model import RandomVector
from formula2eq.notation.distribution import residual_spread
from formula2eq.notation.math import Apply, Matrix, Node, Number
from formula2eq.notation.notation import Notation
from formula2eq.notation.structured import structured_entry


def random_laws(notation: Notation) -> Iterator[Equation]:
    """A law for each grouping factor: scalar for one effect, else a vector with its covariances."""
    for vector in notation.model.random:
        if len(vector.effects) == 1:
            yield _scalar_law(notation, vector)
        else:
            yield from _vector_law(notation, vector)


def _scalar_law(notation: Notation, vector: RandomVector) -> Equation:
    if notation.by_deviation():
        spread: Node = notation.deviation(vector, 0)
    else:
        spread = notation.variance(vector, 0)
    law = Apply(notation.normal, (Number("0"), spread))
    return Equation("random-effects", notation.random(vector.effects[0]), "~", right=law)


def _vector_law(notation: Notation, vector: RandomVector) -> Iterator[Equation]:
    effects = tuple((notation.random(effect),) for effect in vector.effects)
    zeros = tuple((Number("0"),) for _ in vector.effects)
    matrix = covariance_matrix(notation, vector)
    name = notation.covariance_name(vector)
    law = Apply(notation.multinormal, (Matrix(zeros), matrix if name is None else name))
    yield Equation("random-effects", Matrix(effects), "~", right=law)
    if name is not None:
        yield Equation("covariance", name, "=", right=matrix)


def covariance_matrix(notation: Notation, vector: RandomVector) -> Matrix:
    """The covariance matrix written out, with its zeros."""
    size = range(len(vector.effects))

    rows = (
        tuple(structured_entry(notation, vector, row, column) for column in size) for row in size
    )
    return Matrix(tuple(rows))


def residual_law(notation: Notation) -> Equation:
    """The law of the residual of a Gaussian model; prior weights divide its variance."""
    law = Apply(notation.normal, (Number("0"), residual_spread(notation)))
    return Equation("residual", notation.residual(), "~", right=law)
