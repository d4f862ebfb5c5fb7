"""The notation of Laird & Ware (1982): one individual's observations as a vector.

y_i = X_i alpha + Z_i b_i + e_i, b_i ~ N(0, D), e_i ~ N(0, R_i) with R_i = sigma^2 I (their eq. 2.1, with
conditional independence); then row j of X_i and of Z_i. One grouping factor; individuals i, occasions j.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from formula2eq.diagnostics import Diagnostic
from formula2eq.levels.level_model import FixedEffect, RandomEffect, RandomVector
from formula2eq.notation.complaints import beyond_nesting, cannot_hold
from formula2eq.notation.math import (
    Apply,
    Infix,
    Mark,
    Matrix,
    Node,
    Number,
    Power,
    Symbol,
    Times,
    indices,
    numbers,
)
from formula2eq.notation.matrix import MatrixForm
from formula2eq.notation.matrix_statement import Statement


class LairdWare(MatrixForm):
    """y_i = X_i alpha + Z_i b_i + e_i, b_i ~ N(0, D), e_i ~ N(0, R_i)."""

    name = "laird-ware"
    source = "Laird & Ware 1982, Biometrics 38, 963-974, eq. 2.1"
    fixed_letter = "alpha"
    entries_letter = "y"
    unit_letter = "j"
    group_letters = "i"

    def refusal(self) -> Diagnostic | None:
        """It holds one grouping factor and a Gaussian outcome."""
        if not self.model.residual:
            family = self.model.family
            found = f"a {family.name} outcome with {family.link} link"
            return cannot_hold(self.name, found, "Gaussian outcomes with identity link", "matrix")
        if not self.model.hierarchy.groups:
            return cannot_hold(self.name, "no grouping factor", "one grouping factor", "matrix")
        if not self.model.random:
            return cannot_hold(self.name, "no random effects", "effects of one factor", "matrix")
        return beyond_nesting(self.name, self.model, 2, "matrix")

    def all_indices(self) -> tuple[Mark, ...]:
        """The individual's index comes first."""
        groups = tuple(self.index[unit.grouping] for unit in self.model.hierarchy.groups)
        return indices((*groups, self.unit_index()))

    def fixed(self, effect: FixedEffect) -> Symbol:
        """alpha with the position of its column."""
        return Symbol("alpha", numbers(self.numbering[effect.path]))

    def statements(self, *, laws: bool = True) -> Iterator[Statement]:
        """The model, the laws, then one row of each matrix and the vectors."""
        yield from self.model_lines()
        if laws:
            yield from self._laws()
        yield self.fixed_row()
        if self.model.fixed:
            yield self.fixed_vector()
        effects = self.model.random[0].effects
        yield self.random_row(0, list(effects))
        yield self.random_vector(0, list(effects))

    def bar_mark(self, bar: int) -> tuple[Mark, ...]:
        """None: all effects stand in one vector."""
        return ()

    def copy_mark(self, effect: RandomEffect) -> tuple[Mark, ...]:
        """The number of the bar where effects would collide."""
        return () if effect.copy is None else (Mark("number", str(effect.copy)),)

    def model_lines(self) -> Iterator[Statement]:
        """y_i = X_i alpha + Z_i b_i + e_i."""
        own = self._own()
        total: Node = Infix(
            "+",
            Times((Symbol("X", own, bold=True), Symbol("alpha", bold=True))),
            Times((Symbol("Z", own, bold=True), Symbol("b", own, bold=True))),
        )
        if self.model.offsets:
            total = Infix("+", total, Symbol("o", own, bold=True))
        total = Infix("+", total, Symbol("e", own, bold=True))
        yield Statement("combined", Symbol("y", own, bold=True), "=", total)
        yield from self.computed_lines()

    def _own(self) -> tuple[Mark, ...]:
        return indices((self.index[self.model.hierarchy.groups[0].grouping],))

    def _laws(self) -> Iterator[Statement]:
        own = self._own()
        zero = Number("0")
        vector = self.model.random[0]
        d = Symbol("D", bold=True)
        r = Symbol("R", own, bold=True)
        yield Statement("random-effects", Symbol("b", own, bold=True), "~", Apply("N", (zero, d)))
        size = range(len(vector.effects))
        rows = tuple(tuple(self._entry(vector, row, column) for column in size) for row in size)
        yield Statement("covariance", d, "=", Matrix(rows))
        yield Statement("residual", Symbol("e", own, bold=True), "~", Apply("N", (zero, r)))
        variance = Power(Symbol("sigma"), Number("2"))
        weights: Node = Symbol("I", bold=True)
        if self.model.weights is not None:
            weights = Power(Symbol("W", own, bold=True), Number("-1"))
        yield Statement("covariance", r, "=", Times((variance, weights)))

    def _entry(self, vector: RandomVector, row: int, column: int) -> Node:
        if row == column:
            return self.variance(vector, row)
        return self.covariance(vector, row, column) if vector.covary(row, column) else Number("0")

    def variance(self, vector: RandomVector, position: int) -> Node:
        """d_00."""
        return self.covariance(vector, position, position)

    def covariance(self, vector: RandomVector, first: int, second: int) -> Symbol:
        """d_01, above and below the diagonal."""
        places = self.places(vector)
        a, b = sorted((first, second))
        return Symbol("d", numbers(places[a], places[b]))

    def derived(
        self, covariance: Callable[[RandomEffect, RandomEffect], float], residual: float | None
    ) -> Mapping[Node, float]:
        """None: its parameters are the covariances."""
        return {}
