"""Matrix forms that print their rows: ``X beta + Z b`` becomes the sum of products that it stands for.

``x_ij' = (1, x_ij, w_j)``, ``beta' = (...)``, ``z_ij' = (...)`` and ``b_j' = (...)`` give the products,
``D`` or the factors ``T`` of ``Lambda`` the covariances. A form without rows is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from formula2eq.errors import InterpretationError
from formula2eq.notation.parts import MARKS
from formula2eq.reading import refusals
from formula2eq.reading.links import bare
from formula2eq.reading.matrix_products import pair_of, products
from formula2eq.reading.matrix_spread import Spreads
from formula2eq.reading.multiply import MAXIMUM_SUMMANDS
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Mark,
    Matrix,
    Node,
    Number,
    Product,
    Sum,
    Symbol,
    symbols,
)
from formula2eq.reading.printed_vectors import PrintedVector, is_zero, printed_vector, unconditional
from formula2eq.reading.statements import Statement
from formula2eq.source import Source

#: Entries of a printed row or vector, and effects of one grouping factor: of these every pair has a
#: covariance.
MAXIMUM_ENTRIES = 1_000
MAXIMUM_EFFECTS = 300


def with_rows(
    said: Sequence[Statement], names: Mapping[str, str], source: Source
) -> tuple[Statement, ...]:
    """The equations, those in matrices that print their rows written out for one observation.

    Raises ``InterpretationError``: ``matrix-row`` where a row has no vector of its length,
    ``too-large`` where the products are too many.
    """
    made: list[Statement] = []
    for mark in (None, *MARKS.values()):
        own = tuple(s for s in said if _part_mark(s) == mark)
        form = _Form(source, own, names)
        made += form.written_out() if form.recognised() else own
    return tuple(made)


def _part_mark(statement: Statement) -> str | None:
    """The mark of the part beside the mean, ``zi`` or ``disp``, whose parameter a left side is."""
    left = [m.text for s in symbols(statement.left)[:1] for m in s.above]
    return next((mark for mark in MARKS.values() if mark in left), None)


@dataclass(slots=True)
class _Form:
    """A text as a matrix form."""

    source: Source
    said: tuple[Statement, ...]
    names: Mapping[str, str]
    vectors: list[PrintedVector] = field(default_factory=list)
    row: tuple[Mark, ...] = ()
    used: list[Statement] = field(default_factory=list)
    effects: list[PrintedVector] = field(default_factory=list)
    residuals: list[Symbol] = field(default_factory=list)
    count: int = 0

    def recognised(self) -> bool:
        """Whether a product of a matrix and a vector stands beside the row of the matrix."""
        self.vectors = [v for s in self.said if (v := printed_vector(s)) is not None]
        for vector in self.vectors:
            if len(vector.entries) > MAXIMUM_ENTRIES:
                place = vector.statement.span
                raise InterpretationError(
                    refusals.too_long_vector(self.source, place, MAXIMUM_ENTRIES)
                )
        for statement in self._lines():
            for product in products(statement.right):
                matrix = self._sides(*product)
                if matrix is not None:
                    self.row = self._rows(matrix[0])[0].name.below
                    return True
        return False

    def written_out(self) -> tuple[Statement, ...]:
        """The statements without matrices."""
        made = {id(s): self._model_line(s) for s in self._lines() if products(s.right)}
        made = {key: line for key, line in made.items() if line is not None}
        spreads = Spreads(self.said)
        laws: dict[int, list[Statement]] = {}
        stated = False
        for statement in self.said:
            name = bare(statement.left)
            if statement.relation != "~" or not isinstance(name, Symbol) or name.below[1:]:
                continue
            if any(v.name.letter in (name.letter, name.letter.lower()) for v in self.effects):
                if not stated:
                    laws[id(statement)] = self._effect_laws(statement, spreads)
                stated = True
            elif any(name == residual for residual in self.residuals):
                left = replace(name, below=self.row, accent=None)
                laws[id(statement)] = [
                    replace(statement, left=left, right=spreads.looked_up(statement.right))
                ]
        dropped = {id(s) for s in (*self.used, *spreads.used)}
        kept: list[Statement] = []
        for statement in self.said:
            if id(statement) in laws:
                kept += laws[id(statement)]
            elif id(statement) in made:
                line = made[id(statement)]
                kept += [] if line is None else [line]
            elif id(statement) not in dropped:
                kept.append(statement)
        return tuple(kept)

    def _lines(self) -> list[Statement]:
        """The equations that are no list of a vector's entries, in which ``x z`` are two variables."""
        listed = {id(vector.statement) for vector in self.vectors}
        return [statement for statement in self.said if id(statement) not in listed]

    # --- the linear predictor -------------------------------------------------------------------

    def _sides(self, first: Symbol, second: Symbol) -> tuple[Symbol, Symbol] | None:
        """Which of two symbols is the matrix and which the vector; None where neither has rows."""
        if self._rows(first):
            return first, second
        if self._rows(second) and any(v.name.letter == first.letter for v in self.vectors):
            return second, first
        return None

    def _rows(self, matrix: Symbol) -> list[PrintedVector]:
        """The printed rows of a matrix: its letter, in lower case or as it is, and its indices."""
        if any(mark.kind == "number" for mark in matrix.below):
            return []  # an effect, U_2j, whose vector is listed too
        letters = {matrix.letter, matrix.letter.lower()} if matrix.letter.isupper() else set()
        found = [v for v in self.vectors if v.name.letter in letters and v.name.below]
        if found or matrix.below:
            same = [v for v in self.vectors if v.name.letter == matrix.letter]
            return found or [v for v in same if v.name.below == matrix.below]
        return [v for v in self.vectors if v.name.letter in letters]

    def _model_line(self, statement: Statement) -> Statement | None:
        """A line with its matrices multiplied out; None where it has none with rows."""
        right = bare(statement.right)
        if isinstance(right, Apply) and right.arguments:
            mean = self._predictor(right.arguments[0])
            changed: Node | None = mean and replace(right, arguments=(mean, *right.arguments[1:]))
        else:
            changed = self._predictor(right)
        if changed is None:
            return None
        left = unconditional(statement.left)
        if isinstance(left, Symbol):
            random = statement.relation == "~" and left.letter not in self.names.values()
            letter = left.letter.lower() if random else left.letter
            left = replace(left, letter=letter, below=self.row, accent=None)
            left = self._computed_outcome(left, statement)
        return replace(statement, left=left, right=changed)

    def _computed_outcome(self, entry: Symbol, line: Statement) -> Node:
        """What an entry of the outcome is computed as, ``y_ij = log(weight_ij)``; else the entry."""
        index = {mark.text for mark in self.row}
        for statement in self.said:
            left = bare(statement.left)
            if statement is line or statement.relation != "=" or not isinstance(left, Symbol):
                continue
            if left.accent == "bold":
                continue
            if left.letter.lower() == entry.letter and {m.text for m in left.below} == index:
                self.used.append(statement)
                return statement.right
        return entry

    def _predictor(self, node: Node) -> Node | None:
        terms = node.terms if isinstance(node, Sum) else (node,)
        made: list[Node] = []
        found = False
        for term in terms:
            inner = bare(term)
            pair = pair_of(inner)
            sides = None if pair is None else self._sides(*pair)
            if sides is not None:
                made += self._multiplied(*sides)
                found = True
            elif isinstance(inner, Symbol):
                made += self._named(inner)
            else:
                made.append(term)
        if not found:
            return None
        return Sum(("+",) * len(made), tuple(made), node.span)

    def _multiplied(self, matrix: Symbol, vector: Symbol) -> list[Node]:
        """A matrix times a vector: its rows times the vector's entries."""
        made: list[Node] = []
        for row in self._rows(matrix):
            self.used.append(row.statement)
            others = [v for v in self.vectors if v.name.letter == vector.letter]
            entries = next((v for v in others if v.copy == row.copy and v is not row), None)
            if entries is None and all(is_zero(entry) for entry in row.entries):
                continue
            if entries is None or len(entries.entries) != len(row.entries):
                place = None if entries is None else entries.statement.span
                raise InterpretationError(
                    refusals.matrix_row(self.source, row.statement.span, place)
                )
            self.count += len(row.entries)
            if self.count > MAXIMUM_SUMMANDS:
                place = row.statement.span
                raise InterpretationError(refusals.too_large(self.source, place, MAXIMUM_SUMMANDS))
            self.used.append(entries.statement)
            if entries.name.below and not any(v is entries for v in self.effects):
                self.effects.append(entries)
            made += [
                Product((parameter, column), column.span)
                for parameter, column in zip(entries.entries, row.entries, strict=True)
            ]
        return made

    def _named(self, symbol: Symbol) -> list[Node]:
        """An entry of a vector of offsets, by its equation, or of the residuals."""
        for statement in self.said:
            left = bare(statement.left)
            if statement.relation == "=" and isinstance(left, Symbol) and left.below == self.row:
                if left.letter == symbol.letter and printed_vector(statement) is None:
                    self.used.append(statement)
                    return [statement.right]
        if {m.text for m in symbol.below} == {m.text for m in self.row}:
            return [symbol]
        self.residuals.append(symbol)
        return [replace(symbol, below=self.row, accent=None)]

    # --- the laws ---------------------------------------------------------------------------------

    def _effect_laws(self, statement: Statement, spreads: Spreads) -> list[Statement]:
        """One law for all effects of a grouping factor: between two random terms stand zeros."""
        groups: dict[tuple[str, ...], list[PrintedVector]] = {}
        for vector in self.effects:
            groups.setdefault(tuple(m.text for m in vector.name.below), []).append(vector)
        made: list[Statement] = []
        for vectors in groups.values():
            entries = tuple(entry for v in vectors for entry in v.entries)
            if len(entries) > MAXIMUM_EFFECTS:
                place = vectors[0].statement.span
                raise InterpretationError(
                    refusals.too_many_effects(self.source, place, MAXIMUM_EFFECTS)
                )
            left = Bracket(entries, vectors[0].statement.span)
            sizes = [(v.copy, len(v.entries)) for v in vectors]
            spread = spreads.of(statement.right, sizes)
            mean = self._mean(statement.right, len(entries))
            law = Apply("N", (mean, spread), statement.right.span)
            made.append(replace(statement, left=left, right=law, span=statement.span))
        return made

    def _mean(self, law: Node, size: int) -> Node:
        """The mean of the effects: zero, or a vector whose entries are printed."""
        mean = bare(law.arguments[0]) if isinstance(law, Apply) and law.arguments else None
        if mean is None or is_zero(mean):
            return Number("0", law.span)
        vector = next((v for v in self.vectors if v.name == mean), None)
        if vector is not None and len(vector.entries) == size:
            self.used.append(vector.statement)
            return Bracket(vector.entries, mean.span)
        if isinstance(mean, Bracket) and len(mean.items) == size or isinstance(mean, Matrix):
            return mean
        raise InterpretationError(refusals.matrix_form(self.source, mean.span))
