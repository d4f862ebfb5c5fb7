"""Laws of vectors that are listed elsewhere: ``u_j ~ N(0, Sigma)`` with ``u_j' = (u_0j, u_1j, ...)``.

The entries take the place of the name, of one vector or of several above each other, and covariance
matrices with dots get the rows that are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formula2eq.errors import EquationSyntaxError, InterpretationError
from formula2eq.reading import complaints, refusals
from formula2eq.reading.large_matrices import expanded, has_dots, is_dots, on_diagonal
from formula2eq.reading.links import bare
from formula2eq.reading.matrix_rows import MAXIMUM_ENTRIES
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Matrix,
    Node,
    Number,
    Symbol,
    Transpose,
    symbols,
)
from formula2eq.reading.statements import Statement
from formula2eq.source import Source


def with_listed(said: Sequence[Statement], source: Source) -> tuple[Statement, ...]:
    """The statements, names of listed vectors in laws replaced by their entries, and nothing with dots.

    Raises ``InterpretationError``, ``too-large``, for a listed vector that is too long, and
    ``EquationSyntaxError``, ``left-out``, where nothing says what dots stand for.
    """
    return _Lists(tuple(said), source).written_out()


class _Lists:
    """The vectors and matrices that a text defines by name."""

    def __init__(self, said: tuple[Statement, ...], source: Source) -> None:
        self.said = said
        self.source = source
        self.vectors: dict[Symbol, Statement] = {}
        self.matrices: dict[Symbol, Statement] = {}
        self.used: set[int] = set()
        self.changed: dict[int, Statement] = {}
        for statement in said:
            left = _name(statement.left)
            if statement.relation != "=" or left is None:
                continue
            if len(_listed(statement.right)) > 1:
                self.vectors.setdefault(left, statement)
            else:
                self.matrices.setdefault(left, statement)

    def written_out(self) -> tuple[Statement, ...]:
        for statement in self.said:
            if statement.relation == "~" and isinstance(bare(statement.right), Apply):
                self._law(statement)
        kept = (
            self.changed.get(id(statement), statement)
            for statement in self.said
            if id(statement) not in self.used
        )
        written = tuple(kept)
        for statement in written:
            dots = _dots(statement.right)
            if dots is not None:
                raise EquationSyntaxError(complaints.left_out(self.source, dots.span))
        return written

    def _law(self, statement: Statement) -> None:
        law = bare(statement.right)
        assert isinstance(law, Apply)
        if len(law.arguments) < 2:
            return
        mean, spread, *rest = law.arguments
        names = _entries(statement.left)
        lists = [self._list(name) for name in names]
        centres = _entries(mean)
        known = isinstance(bare(mean), (Number, Matrix)) or self._list(mean) is not None
        if not any(lists) or not known:
            self._expand(spread, len(names))
            return
        parts = [self._take(name) for name in names]
        sizes = [len(part) for part in parts]
        effects = tuple(entry for part in parts for entry in part)
        if not isinstance(bare(mean), Number):
            found = tuple(entry for name in centres for entry in self._take(name))
            mean = Matrix(tuple((entry,) for entry in found), mean.span)
        whole: Node | None = self._diagonal(spread, sizes)
        if whole is None:
            self._expand(spread, len(effects))
            whole = bare(spread)
            whole = expanded(whole, len(effects)) if isinstance(whole, Matrix) else spread
        left = Bracket(effects, statement.left.span)
        changed = replace(law, arguments=(mean, whole, *rest))
        self.changed[id(statement)] = replace(statement, left=left, right=changed)

    def _list(self, node: Node) -> Statement | None:
        """The equation that lists a vector; None for what is no name of one."""
        name = bare(node)
        return self.vectors.get(name) if isinstance(name, Symbol) else None

    def _take(self, node: Node) -> tuple[Node, ...]:
        """The entries of a vector, whose list is then no equation of its own, or the node itself."""
        statement = self._list(node)
        if statement is None:
            return (node,)
        entries = _listed(statement.right)
        if len(entries) > MAXIMUM_ENTRIES:
            raise InterpretationError(
                refusals.too_long_vector(self.source, statement.span, MAXIMUM_ENTRIES)
            )
        self.used.add(id(statement))
        return entries

    def _expand(self, spread: Node, size: int) -> None:
        """Every matrix with dots that a spread is made of gets all its rows."""
        waiting, seen = list(symbols(spread)), set[Symbol]()
        while waiting:
            name = waiting.pop()
            statement = self.matrices.get(name)
            if name in seen or statement is None:
                continue
            seen.add(name)
            right = bare(statement.right)
            if isinstance(right, Matrix) and has_dots(right):
                self.changed[id(statement)] = replace(statement, right=expanded(right, size))
            elif not isinstance(right, Matrix):
                waiting += symbols(right)

    def _diagonal(self, spread: Node, sizes: Sequence[int]) -> Matrix | None:
        """``diag(A, B)`` of matrices, one for each of several vectors, as one matrix."""
        named = bare(spread)
        whole = self.matrices.get(named) if isinstance(named, Symbol) else None
        if whole is not None:
            named = bare(whole.right)
        if not isinstance(named, Apply) or named.function != "diag" or len(sizes) < 2:
            return None
        if len(named.arguments) != len(sizes):
            return None
        parts = [bare(part) for part in named.arguments]
        own = [self.matrices.get(part) for part in parts if isinstance(part, Symbol)]
        self.used |= {id(statement) for statement in (whole, *own) if statement is not None}
        found = {name: statement.right for name, statement in self.matrices.items()}
        return on_diagonal(named.arguments, found, sizes)


def _name(node: Node) -> Symbol | None:
    """The name of a vector or matrix, transposed or not."""
    node = bare(node)
    if isinstance(node, Transpose):
        node = bare(node.inner)
    return node if isinstance(node, Symbol) else None


def _entries(node: Node) -> tuple[Node, ...]:
    node = bare(node)
    if isinstance(node, Transpose):
        return _entries(node.inner)
    if isinstance(node, Matrix):
        return tuple(entry for row in node.rows for entry in row)
    return node.items if isinstance(node, Bracket) else (node,)


def _listed(node: Node) -> tuple[Node, ...]:
    """The entries that an equation lists in round brackets or in one row or column."""
    node = bare(node)
    if isinstance(node, Transpose):
        node = bare(node.inner)
    if isinstance(node, Bracket):
        return node.items
    if isinstance(node, Matrix) and (len(node.rows) == 1 or all(len(r) == 1 for r in node.rows)):
        return tuple(entry for row in node.rows for entry in row)
    return ()


def _dots(node: Node) -> Symbol | None:
    """The first dots in a node; None where everything is written."""
    return next((symbol for symbol in symbols(node) if is_dots(symbol)), None)
