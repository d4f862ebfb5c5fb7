"""Large covariance matrices with dots: the first rows, dots, the last row.

Nothing is lost: the entries are named by the effects of their row and column, and zeros are kept. What
is left out can be put back; a matrix of which that is not so stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.notation.math import Dots, Matrix, Node, Number, Times

#: Vectors and matrices of more rows than this are shortened: LaTeX's matrices hold ten columns.
MOST = 10

#: Positions of rows that stay; None where dots stand for those between.
Kept = Sequence[int | None]

_ZERO = Number("0")


def blocks(matrix: Matrix) -> list[range]:
    """The rows of a matrix in runs between which only zeros stand; single rows side by side are one
    run, a diagonal.
    """
    size = len(matrix.rows)
    found: list[range] = []
    start = 0
    while start < size:
        stop = start + 1
        row = start
        while row < stop:
            linked = (c for c in range(stop, size) if _linked(matrix, row, c))
            stop = max((c + 1 for c in linked), default=stop)
            row += 1
        single = stop - start == 1
        if single and found and _is_diagonal(matrix, found[-1]):
            found[-1] = range(found[-1].start, stop)
        else:
            found.append(range(start, stop))
        start = stop
    return found


def _linked(matrix: Matrix, row: int, column: int) -> bool:
    return matrix.rows[row][column] != _ZERO or matrix.rows[column][row] != _ZERO


def _is_diagonal(matrix: Matrix, block: range) -> bool:
    return not any(_linked(matrix, row, c) for row in block for c in range(row + 1, block.stop))


def block(matrix: Matrix, rows: range) -> Matrix:
    """The rows and columns of one run."""
    return Matrix(tuple(matrix.rows[row][rows.start : rows.stop] for row in rows))


def elided(matrix: Matrix) -> Matrix:
    """A matrix of one run of more than `MOST` symbols with dots; every other one as it is.

    Numbers are never left out: no reader could put them back.
    """
    size = len(matrix.rows)
    if size <= MOST or size != len(matrix.rows[0]) or len(blocks(matrix)) > 1:
        return matrix
    entries = {entry for row in matrix.rows for entry in row}
    if any(isinstance(e, Number) and e.text not in ("0", "1") for e in entries):
        return matrix
    if all(isinstance(entry, Number) for entry in entries):
        return matrix
    wide = any(isinstance(entry, Times) for entry in entries)
    kept: Kept = (0, None, size - 1) if wide else (0, 1, None, size - 1)
    shown = Matrix(tuple(tuple(_shown(matrix, r, c) for c in kept) for r in kept))
    if wide and _symmetric(matrix):
        # Two wide entries side by side would not fit a line: the corner below is the one above.
        first, middle, last = shown.rows
        shown = Matrix((first, middle, (Dots("row"), *last[1:])))
    return shown if _restorable(matrix, shown, kept) else matrix


def _shown(matrix: Matrix, row: int | None, column: int | None) -> Node:
    if row is None:
        return Dots("diagonal" if column is None else "column")
    return Dots("row") if column is None else matrix.rows[row][column]


def _symmetric(matrix: Matrix) -> bool:
    size = range(len(matrix.rows))
    return all(matrix.rows[r][c] == matrix.rows[c][r] for r in size for c in size[:r])


def _restorable(matrix: Matrix, shown: Matrix, kept: Kept) -> bool:
    """Whether the zeros of the whole matrix are those that the dots stand for."""
    gap = kept.index(None)
    last = len(kept) - 1
    above = shown.rows[gap - 1][last] == _ZERO
    corner = shown.rows[last][gap - 1]
    below = above if isinstance(corner, Dots) else corner == _ZERO
    return all(
        (entry == _ZERO) == (r != c and (above if r < c else below))
        for r, row in enumerate(matrix.rows)
        for c, entry in enumerate(row)
    )
