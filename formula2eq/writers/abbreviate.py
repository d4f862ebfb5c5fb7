"""A law too wide for a line: its matrix, and the sums of its mean, get names and lines of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from formula2eq.equations.atoms import inside
from formula2eq.equations.elision import MOST
from formula2eq.equations.equation import Equation
from formula2eq.equations.matrix_names import MatrixNames
from formula2eq.notation import math

#: How wide a node is, in the unit of the limit.
Width = Callable[[math.Node], float]


def abbreviated(
    equations: Iterable[Equation], width: Width, room: Callable[[Equation], float]
) -> tuple[Equation, ...]:
    """The equations, each law that is wider than its room followed by what it now names.

    room  how wide the right side of an equation may be
    """
    given = list(equations)
    names = MatrixNames(equation.left for equation in given)
    found: list[Equation] = []
    for equation in given:
        if equation.right is None or width(equation.right) <= room(equation):
            found.append(equation)
        else:
            found += _named(equation, width, room(equation), names)
    return tuple(found)


def _named(equation: Equation, width: Width, room: float, names: MatrixNames) -> list[Equation]:
    """The law with names in it, then their definitions."""
    law = equation.right
    if isinstance(law, math.Matrix):
        return list(_matrix_lines(equation, law, width, room))
    if not isinstance(law, math.Apply) or not any(
        isinstance(a, math.Matrix) for a in law.arguments
    ):
        return [equation]
    arguments = list(law.arguments)
    defined: list[Equation] = []
    for position, argument in enumerate(arguments):
        if isinstance(argument, math.Matrix) and len(argument.rows[0]) > 1:
            name = names.of(argument)
            if any(isinstance(a, math.Symbol) and a.accent == "hat" for a in inside(argument)):
                name = replace(name, accent="hat")
            arguments[position] = name
            definition = Equation("covariance", name, "=", right=argument)
            defined += _matrix_lines(definition, argument, width, room)
    law = replace(law, arguments=tuple(arguments))
    if width(law) > room:
        for position, argument in enumerate(arguments):
            if isinstance(argument, math.Matrix) and isinstance(equation.left, math.Matrix):
                arguments[position], means = _mean_lines(argument, equation.left, names)
                defined = [*means, *defined]
        law = replace(law, arguments=tuple(arguments))
    return [replace(equation, right=law), *defined]


def _matrix_lines(
    equation: Equation, matrix: math.Matrix, width: Width, room: float
) -> Iterable[Equation]:
    """A matrix by itself, in blocks when it is too wide: those below the diagonal are transposes."""
    size = len(matrix.rows)
    columns = _fitting(matrix, width, room)
    name = equation.left
    if columns >= size or size != len(matrix.rows[0]) or not isinstance(name, math.Symbol):
        yield equation
        return
    starts = range(0, size, columns)
    blocks = [
        [
            math.Matrix(tuple(row[c : c + columns] for row in matrix.rows[r : r + columns]))
            for c in starts
        ]
        for r in starts
    ]
    named = [[_block_name(name, r, c) for c in range(len(starts))] for r in range(len(starts))]
    whole = []
    for r, row in enumerate(blocks):
        shown: list[math.Node] = []
        for c, block in enumerate(row):
            if _is_zero(block):
                shown.append(math.Number("0"))
            elif c < r and _transposed(block) == blocks[c][r]:
                shown.append(math.Transpose(named[c][r]))
            else:
                shown.append(named[r][c])
        whole.append(tuple(shown))
    yield replace(equation, right=math.Matrix(tuple(whole)))
    for r, row in enumerate(blocks):
        for c in range(len(row)):
            mirrored = c < r and _transposed(row[c]) == blocks[c][r]
            if not _is_zero(row[c]) and not mirrored:
                yield Equation("covariance", named[r][c], "=", right=row[c])


def _fitting(matrix: math.Matrix, width: Width, room: float) -> int:
    """How many columns fit: at most ten, every block counted."""
    size = len(matrix.rows[0])
    for columns in range(min(size, MOST), 1, -1):
        parts = (
            math.Matrix(tuple(row[start : start + columns] for row in matrix.rows))
            for start in range(0, size, columns)
        )
        if all(width(part) <= room for part in parts):
            return columns
    return 1


def _block_name(name: math.Symbol, row: int, column: int) -> math.Symbol:
    comma = (math.Mark("letter", ","),) if name.below else ()
    return replace(name, below=(*name.below, *comma, *math.numbers(row + 1, column + 1)))


def _transposed(block: math.Matrix) -> math.Matrix:
    return math.Matrix(tuple(zip(*block.rows, strict=True)))


def _is_zero(block: math.Matrix) -> bool:
    return all(entry == math.Number("0") for row in block.rows for entry in row)


def _mean_lines(
    mean: math.Matrix, left: math.Matrix, names: MatrixNames
) -> tuple[math.Node, list[Equation]]:
    """The sums in a vector of means become mu with the letter and marks of what they are the mean of."""
    shown: list[tuple[math.Node, ...]] = []
    defined = []
    for (entry,), (effect,) in zip(mean.rows, left.rows, strict=True):
        if isinstance(entry, math.Infix) and isinstance(effect, math.Symbol):
            below = (math.Mark("letter", effect.letter), *effect.below)
            name = names.give("mu", below, bold=False)
            defined.append(Equation("mean", name, "=", right=entry))
            shown.append((name,))
        else:
            shown.append((entry,))
    return math.Matrix(tuple(shown)), defined
