"""Covariance matrices of matrix forms: ``D`` as printed, or from the factors ``T`` of ``Lambda``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from formula2eq.reading.large_matrices import expanded, flattened, is_zero, on_diagonal, sizes_of
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Matrix, Node, Number, Symbol, symbols
from formula2eq.reading.statements import Statement
from formula2eq.source import Span

#: The superscripts that tell a random term apart, and how many effects it has.
Copy = tuple[tuple[str, ...], int]


@dataclass(slots=True)
class Spreads:
    """The covariance matrices of a text's laws; ``used`` are the equations they were found in."""

    said: Sequence[Statement]
    used: list[Statement] = field(default_factory=list)
    _defined: dict[Symbol, Statement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for statement in self.said:
            left = bare(statement.left)
            if statement.relation == "=" and isinstance(left, Symbol):
                self._defined.setdefault(left, statement)

    def of(self, law: Node, copies: Sequence[Copy]) -> Node:
        """The covariance matrix of several random terms of one grouping factor.

        A term whose matrix is not printed has all covariances; between two terms there are none.
        """
        spread = law.arguments[1] if isinstance(law, Apply) and len(law.arguments) > 1 else law
        names = [s for s in symbols(spread) if s.letter not in ("sigma", "I")]
        factored = len(names) > 1
        matrices = [m for name in names[:1] for m in self._matrices(name)]
        if not factored and len(copies) == 1:
            matrices = [*self._diagonal(names, copies[0]), *matrices]
        blocks = [_block(matrices, copy, factored, law.span) for copy in copies]
        total = sum(len(block) for block in blocks)
        zero = Number("0", law.span)
        rows: list[tuple[Node, ...]] = []
        for block in blocks:
            before = len(rows)
            for line in block:
                after = total - before - len(block)
                rows.append((*(zero,) * before, *line, *(zero,) * after))
        return Matrix(tuple(rows), law.span)

    def looked_up(self, law: Node) -> Node:
        """A law whose covariance matrix is a name, ``R_i``, with what the name stands for."""
        if not isinstance(law, Apply) or len(law.arguments) < 2:
            return law
        name = bare(law.arguments[1])
        found = self._defined.get(name) if isinstance(name, Symbol) else None
        if found is None:
            return law
        self.used.append(found)
        return replace(law, arguments=(law.arguments[0], found.right))

    def _diagonal(
        self, names: Sequence[Symbol], copy: Copy
    ) -> list[tuple[tuple[str, ...], Matrix]]:
        """``D = diag(...)`` as one matrix, first in line."""
        for name in names:
            right = bare(self._defined[name].right) if name in self._defined else name
            if isinstance(right, Apply) and right.function == "diag":
                found = {
                    key: flattened(inner, self._block_named) if isinstance(inner, Matrix) else inner
                    for key, statement in self._defined.items()
                    for inner in (bare(statement.right),)
                    if key in right.arguments
                }
                sizes = sizes_of(right.arguments, found, copy[1])
                if sizes is not None:
                    return [(copy[0], on_diagonal(right.arguments, found, sizes))]
        return []

    def _block_named(self, entry: Node) -> Node | None:
        """The block of a matrix that an entry names."""
        name = bare(entry)
        found = self._defined.get(name) if isinstance(name, Symbol) else None
        if found is None:
            return None
        self.used.append(found)
        return bare(found.right)

    def _matrices(self, name: Symbol) -> list[tuple[tuple[str, ...], Matrix]]:
        """The matrices printed for a name, or for the names that it is made of."""
        made: list[tuple[tuple[str, ...], Matrix]] = []
        seen = {name}
        waiting = [name]
        while waiting:
            one = waiting.pop()
            found = self._defined.get(one)
            if found is None:
                continue
            self.used.append(found)
            right = bare(found.right)
            if isinstance(right, Matrix):
                right = flattened(right, self._block_named)
                made.append((tuple(m.text for m in one.above if m.kind != "sign"), right))
                continue
            new = [inner for inner in dict.fromkeys(symbols(right)) if inner not in seen]
            seen.update(new)
            waiting += new
        return made


def _block(
    matrices: Sequence[tuple[tuple[str, ...], Matrix]], copy: Copy, factored: bool, span: Span
) -> list[tuple[Node, ...]]:
    """The covariances of one random term."""
    marks, size = copy
    free = Symbol("sigma", False, span)
    found = next((expanded(m, size) for above, m in matrices if above == marks), None)
    if found is None or len(found.rows) != size or any(len(r) != size for r in found.rows):
        return [(free,) * size for _ in range(size)]
    if not factored:
        return list(found.rows)
    zero = Number("0", span)
    held = [{k for k, entry in enumerate(row) if not is_zero(entry)} for row in found.rows]
    return [tuple(free if a & b else zero for b in held) for a in held]
