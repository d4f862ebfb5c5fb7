"""What vectors and matrices mean, and their entries, in the notations that write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formula2eq.equations.atoms import inside
from formula2eq.equations.equation import System
from formula2eq.equations.meaning import Meaning
from formula2eq.notation.distributional import Distributional
from formula2eq.notation.laird_ware import LairdWare
from formula2eq.notation.math import Node, Symbol, Transpose
from formula2eq.notation.matrix import MatrixForm
from formula2eq.notation.notation import Notation

#: By letter, of bold symbols.
_WORDS = {
    "X": "design matrix of the fixed effects",
    "Z": "design matrix of the random effects",
    "x": "row of the design matrix of the fixed effects",
    "z": "row of the design matrix of the random effects",
    "b": "vector of random effects",
    "o": "vector of offsets",
    "e": "vector of residuals",
    "y": "vector of outcomes",
    "eta": "vector of linear predictors",
    "I": "identity matrix",
    "W": "diagonal matrix of the prior weights",
    "Lambda": "relative covariance factor of all random effects",
    "T": "relative covariance factor of one random term",
    "D": "covariance matrix of the random effects",
    "R": "covariance matrix of the residuals",
}
#: By letter, of what matrices are made of.
_ENTRIES = {
    "Y": "outcomes, as random variables",
    "B": "random effects, as random variables",
    "b": "values of the random effects",
    "theta": "parameter of the relative covariance factor",
    "eta": "linear predictor",
    "o": "offset of an observation",
    "y": "outcome of an observation",
    "sigma": "standard deviation of the residual",
    "d": "variance or covariance of random effects",
}


#: Letters, by whether they are bold, of what is estimated.
_ESTIMATED = {True: {"Lambda", "T", "D", "R", "S"}, False: {"theta", "sigma", "d"}}


def vectors(notation: Notation, printed: Sequence[Node]) -> Iterator[Meaning]:
    """The vectors, matrices and entries among what is printed, each with its words."""
    if isinstance(notation, MatrixForm):
        fixed = notation.fixed_letter if not isinstance(notation, LairdWare) else "alpha"
        for node in printed:
            if isinstance(node, Symbol):
                words = (_WORDS if node.bold else _ENTRIES).get(node.letter)
                estimated = node.letter in _ESTIMATED[node.bold]
                if node.bold and node.letter == fixed:
                    words, estimated = "vector of fixed effects", True
                if words is not None:
                    yield Meaning(node, words, estimated=estimated)
    elif isinstance(notation, Distributional):
        for node in printed:
            if isinstance(node, Symbol) and node.bold and node.letter in "SR":
                what = "covariance" if node.letter == "S" else "correlation"
                words = f"{what} matrix of the varying coefficients"
                yield Meaning(node, words, estimated=True)


def matrix_meanings(system: System) -> Iterator[Meaning]:
    """Covariance matrices that have a name, and vectors whose entries are listed."""
    lists = [e for e in system.equations if e.kind == "listing" and isinstance(e.left, Transpose)]
    laws = [e for e in system.equations if e.kind == "random-effects"]
    effects = {symbol for law in laws for symbol in inside(law.left)}
    for equation in lists:
        assert isinstance(equation.left, Transpose)
        whole = equation.left.inner in effects
        words = "vector of random effects" if whole else "means of a vector of random effects"
        yield Meaning(equation.left.inner, words)
    for equation in system.equations:
        if equation.kind == "covariance":
            words = "covariance matrix of the random effects"
            yield Meaning(equation.left, words, estimated=True)
