"""Laws of many random effects: the vector by name and listed in a row, its covariances with dots.

A column of more than `elision.MOST` effects would be taller than half a page. It becomes
``u_j ~ N(0, Sigma_u)``, ``u_j' = (u_0j, u_1j, ...)`` with every effect, which may be broken over lines,
and ``Sigma_u`` with dots. Where some effects do not covary with others, each run of effects has a vector
and a matrix of its own, and the law is of those vectors together, so that the zeros between them are said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from formula2eq.equations.atoms import atoms
from formula2eq.equations.elision import MOST, block, blocks, elided
from formula2eq.equations.equation import Equation
from formula2eq.equations.matrix_names import MatrixNames
from formula2eq.notation.math import (
    Apply,
    Mark,
    Matrix,
    Node,
    Number,
    Symbol,
    Text,
    Transpose,
    numbers,
)

#: Letters of a vector whose effects have several letters, and of its mean (Gelman & Hill 2007, p. 279).
_MIXED = ("B", "U", "G")
_MEANS = ("M", "N", "H")


def shortened(equations: Sequence[Equation]) -> tuple[Equation, ...]:
    """The equations, those of many effects in the short form; the same ones where there are none."""
    if not any(_is_large(equation) for equation in equations):
        return tuple(equations)
    short = _Short(equations)
    return tuple(made for equation in equations for made in short.equation(equation))


def _is_large(equation: Equation) -> bool:
    sides = (equation.left, equation.right)
    return any(isinstance(side, Matrix) and len(side.rows) > MOST for side in sides)


class _Short:
    """The short form of a system's large laws."""

    def __init__(self, equations: Sequence[Equation]) -> None:
        self.defined = {e.left: e.right for e in equations if e.kind == "covariance"}
        self.names = MatrixNames(self.defined)
        used = {a.letter if isinstance(a, Symbol) else a.text for a in _named(equations)}
        self.mixed = next((letter for letter in _MIXED if letter not in used), _MIXED[0])
        self.mean = next((letter for letter in _MEANS if letter not in used), _MEANS[0])
        #: Covariance matrices that were split: their names stand for the matrices of the runs.
        self.split: dict[Node, Sequence[range]] = {}
        #: How many laws there are of vectors with the same letter and indices.
        self.vectors: dict[Symbol, int] = {}

    def equation(self, equation: Equation) -> Iterator[Equation]:
        """An equation, or what stands for it."""
        law = equation.right
        if not _is_large(equation):
            yield equation
        elif isinstance(equation.left, Matrix) and isinstance(law, Apply):
            yield from self._law(equation, equation.left, law)
        elif equation.kind == "covariance" and isinstance(law, Matrix):
            yield from self._covariance(equation, law)
        else:
            yield equation

    def _covariance(self, equation: Equation, matrix: Matrix) -> Iterator[Equation]:
        """A covariance matrix with dots, by runs where there are several."""
        runs = self.split.get(equation.left) or blocks(matrix)
        if len(runs) == 1:
            yield replace(equation, right=elided(matrix))
            return
        # Without a vector for each run only one may be shortened: its size is what the others leave.
        counted = equation.left in self.split or sum(len(run) > MOST for run in runs) == 1
        parts: list[Node] = []
        defined: list[Equation] = []
        for number, run in enumerate(runs, 1):
            inner = block(matrix, run)
            if len(run) == 1:
                parts.append(inner.rows[0][0])
                continue
            parts.append(_numbered(equation.left, number))
            shown = elided(inner) if counted else inner
            defined.append(Equation("covariance", parts[-1], "=", right=shown))
        yield replace(equation, right=Apply("diag", tuple(parts)))
        yield from defined

    def _law(self, equation: Equation, left: Matrix, law: Apply) -> Iterator[Equation]:
        """The law of the vector by its name, then what it lists, then its covariances."""
        effects = tuple(row[0] for row in left.rows)
        mean, spread, *rest = law.arguments
        matrix = spread if isinstance(spread, Matrix) else self.defined.get(spread)
        runs = blocks(matrix) if isinstance(matrix, Matrix) else [range(len(effects))]
        name = self._vector_name(effects)
        vector, listed = _listings(name, effects, runs)
        if isinstance(mean, Matrix):
            centres = tuple(row[0] for row in mean.rows)
            mean = Number("0")
            if any(centre != mean for centre in centres):
                mean, means = _listings(replace(name, letter=self.mean), centres, runs)
                listed += means
        covariances: list[Equation] = []
        if isinstance(spread, Matrix):
            whole = self.names.of(spread, effects[0])
            self.split[whole] = runs
            covariances += self._covariance(
                Equation("covariance", whole, "=", right=spread), spread
            )
            spread = whole
        else:
            self.split[spread] = runs
        short = Apply(law.function, (mean, spread, *rest), law.below)
        yield replace(equation, left=vector, right=short)
        yield from listed
        yield from covariances

    def _vector_name(self, effects: Sequence[Node]) -> Symbol:
        """The effects' letter and indices, bold: those that all of them have."""
        symbols = [effect for effect in effects if isinstance(effect, Symbol)]
        first = symbols[0]
        same = {symbol.letter for symbol in symbols} == {first.letter}
        above = first.above if all(s.above == first.above for s in symbols) else ()
        below = tuple(mark for mark in first.below if mark.kind in ("index", "lookup"))
        name = Symbol(first.letter if same else self.mixed, below, above, bold=True)
        self.vectors[name] = self.vectors.get(name, 0) + 1
        return name if self.vectors[name] == 1 else _numbered(name, self.vectors[name])


def _named(equations: Sequence[Equation]) -> Iterator[Symbol | Text]:
    for atom in atoms(equations):
        if isinstance(atom, (Symbol, Text)):
            yield atom


def _numbered(name: Node, number: int) -> Symbol:
    """The name of a run, its number above."""
    assert isinstance(name, Symbol)
    comma = (Mark("letter", ","),) if name.above else ()
    return replace(name, above=(*name.above, *comma, *numbers(number)))


def _listings(
    name: Symbol, entries: Sequence[Node], runs: Sequence[range]
) -> tuple[Node, list[Equation]]:
    """A vector, or those of the runs one above the other, and what they list."""
    if len(runs) == 1:
        return name, [_listing(name, entries)]
    stacked: list[Node] = []
    listed: list[Equation] = []
    for number, run in enumerate(runs, 1):
        own = entries[run.start : run.stop]
        if len(own) == 1:
            stacked.append(own[0])
        else:
            stacked.append(_numbered(name, number))
            listed.append(_listing(_numbered(name, number), own))
    return Matrix(tuple((entry,) for entry in stacked)), listed


def _listing(name: Symbol, entries: Sequence[Node]) -> Equation:
    return Equation("listing", Transpose(name), "=", right=Apply("", tuple(entries)))
