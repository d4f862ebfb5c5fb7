"""Matrices too large to be written out: with dots, by blocks, or along a diagonal.

Of ``(a b ... c; b d ... e; : : ... :; c e ... f)`` the entries that are left out are free, or zero where
those behind the dots are zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Matrix, Node, Number, Symbol

#: What dots of every kind are read as, inside a matrix.
DOTS = "⋯"


def is_dots(node: Node) -> bool:
    """Whether an entry is dots."""
    return isinstance(node, Symbol) and node.letter == DOTS


def has_dots(matrix: Matrix) -> bool:
    """Whether anything is left out of a matrix."""
    return any(is_dots(entry) for row in matrix.rows for entry in row)


def expanded(matrix: Matrix, size: int) -> Matrix:
    """A square matrix of so many rows; as it is where its dots do not stand at one place of its
    diagonal, between rows that are written.
    """
    if not has_dots(matrix):
        return matrix
    rows = matrix.rows
    gaps = [n for n, row in enumerate(rows) if n < len(row) and is_dots(row[n])]
    missing = size - len(rows) + 1
    square = all(len(row) == len(rows) for row in rows)
    if len(gaps) != 1 or not square or missing < 1 or gaps[0] in (0, len(rows) - 1):
        return matrix
    gap = gaps[0]
    #: The written row that stands for each row: for those left out the one behind the dots.
    written = [n for n in range(len(rows)) if n != gap]
    shown = [*written[:gap], *[gap + 1] * missing, *written[gap:]]

    def entry(row: int, column: int) -> Node:
        r, c = shown[row], shown[column]
        if r != c or row == column:
            return rows[c][r] if is_dots(rows[r][c]) else rows[r][c]
        above, below = rows[gap - 1][gap + 1], rows[gap + 1][gap - 1]
        return above if row < column or is_dots(below) else below

    every = range(size)
    return Matrix(tuple(tuple(entry(r, c) for c in every) for r in every), matrix.span)


def on_diagonal(
    parts: Sequence[Node], found: Mapping[Symbol, Node], sizes: Sequence[int]
) -> Matrix:
    """``diag(A, B)``: matrices with zeros between them; what is not printed is free.

    found  what a name stands for; sizes  of the parts
    """
    total = sum(sizes)
    zero = Number("0", parts[0].span)
    rows: list[tuple[Node, ...]] = []
    for part, size in zip(parts, sizes, strict=True):
        before = len(rows)
        for line in _part(part, found, size):
            rows.append((*(zero,) * before, *line, *(zero,) * (total - before - size)))
    return Matrix(tuple(rows), parts[0].span.join(parts[-1].span))


def sizes_of(parts: Sequence[Node], found: Mapping[Symbol, Node], total: int) -> list[int] | None:
    """How many rows the parts of ``diag(...)`` have: one of them may have dots and gets the rest."""
    sizes: list[int | None] = []
    for part in parts:
        matrix = _named(part, found)
        if not isinstance(matrix, Matrix):
            sizes.append(1)
        else:
            sizes.append(None if has_dots(matrix) else len(matrix.rows))
    rest = total - sum(size or 0 for size in sizes)
    if sizes.count(None) > 1 or (rest < 1 if None in sizes else rest != 0):
        return None
    return [rest if size is None else size for size in sizes]


def _named(part: Node, found: Mapping[Symbol, Node]) -> Node:
    name = bare(part)
    return bare(found.get(name, name)) if isinstance(name, Symbol) else name


def _part(part: Node, found: Mapping[Symbol, Node], size: int) -> Sequence[Sequence[Node]]:
    matrix = _named(part, found)
    if isinstance(matrix, Matrix):
        rows = expanded(matrix, size).rows
        if len(rows) == size and all(len(row) == size for row in rows):
            return rows
    return [[part] * size for _ in range(size)]


def flattened(matrix: Matrix, named: Callable[[Node], Node | None]) -> Matrix:
    """A matrix of matrices as one; what stands below the diagonal is that above, transposed."""
    size = len(matrix.rows)
    corners = (row[n] for n, row in enumerate(matrix.rows) if n < len(row))
    if not all(isinstance(named(corner), Matrix) for corner in corners):
        return matrix
    blocks: dict[tuple[int, int], Matrix] = {}
    for row in range(size):
        for column in range(row, min(size, len(matrix.rows[row]))):
            inner = named(matrix.rows[row][column])
            if isinstance(inner, Matrix) and isinstance(bare(matrix.rows[row][column]), Symbol):
                blocks[row, column] = inner
    if not all((one, one) in blocks for one in range(size)):
        return matrix
    zero = Number("0", matrix.span)
    heights = [len(blocks[one, one].rows) for one in range(size)]
    total = sum(heights)
    full: list[list[Node]] = [[zero] * total for _ in range(total)]
    for (row, column), block in blocks.items():
        for a, line in enumerate(block.rows):
            for b, entry in enumerate(line):
                x, y = sum(heights[:row]) + a, sum(heights[:column]) + b
                if x < total and y < total:
                    full[x][y] = full[y][x] = entry
    return Matrix(tuple(tuple(line) for line in full), matrix.span)


def is_zero(node: Node) -> bool:
    """Whether an entry is zero, however many digits it is written with."""
    inner = bare(node)
    return isinstance(inner, Number) and inner.text.strip("0.") == ""
