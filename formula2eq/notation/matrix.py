"""The matrix notation of lme4's paper (Bates, Mächler, Bolker & Walker 2015, eqs. 2 to 4).

(Y | B = b) ~ N(X beta + Z b + o, sigma^2 W^-1), B ~ N(0, sigma^2 Lambda_theta Lambda_theta'); then the rows
of X and Z, and the template T of Lambda_theta for each random term. It holds every model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from typing import ClassVar

from formula2eq.formula.nodes import Name
from formula2eq.levels.level_model import LevelModel, RandomEffect
from formula2eq.notation import math
from formula2eq.notation.additive import Additive
from formula2eq.notation.choices import Choices
from formula2eq.notation.cholesky import lower_factor
from formula2eq.notation.display import Display
from formula2eq.notation.matrix_statement import Statement


class MatrixForm(Additive):
    """(Y | B = b) ~ N(X beta + Z b, sigma^2 I), B ~ N(0, sigma^2 Lambda Lambda')."""

    name = "matrix"
    source = "Bates, Mächler, Bolker & Walker 2015, J. Stat. Softw. 67(1), eqs. 2 to 4"
    shape = "matrices"
    fixed_letter = "beta"
    #: Of the outcome's entries.
    entries_letter = "Y"
    fixed_choices: ClassVar[Mapping[str, str]] = {
        **Additive.fixed_choices,
        "scale": "its laws have covariance matrices only",
        "outcome": "the outcome is the vector of all observations",
        "covariances": "its covariance matrices are written by their factor",
    }
    effect_letters = ("b",)

    def __init__(self, model: LevelModel, choices: Choices | None = None) -> None:
        super().__init__(model, choices)
        self.bars = [random for random, coded in model.columns.random if coded]

    @property
    def computed(self) -> bool:
        """Whether the outcome is computed, ``log(y)``."""
        return not isinstance(self.model.outcome.expression, (Name, type(None)))

    def outcome_display(self) -> Display:
        """As elsewhere; a computed outcome is of a variable by its name, and that is no entry of it."""
        display = super().outcome_display()
        if not self.computed:
            return display
        taken = display.taken | {self.entries_letter}
        return replace(display, names=self.choices.names, taken=taken)

    # --- the vectors ------------------------------------------------------------------------

    def by_bar(self) -> Iterator[tuple[int, list[RandomEffect]]]:
        """The random effects of each random term."""
        effects = sorted(self.model.effects(), key=lambda effect: effect.bar)
        for bar in dict.fromkeys(effect.bar for effect in effects):
            yield bar, [effect for effect in effects if effect.bar == bar]

    def bar_mark(self, bar: int) -> tuple[math.Mark, ...]:
        """What tells random terms apart: their number, where there are several."""
        return (math.Mark("number", str(bar + 1)),) if len(self.bars) > 1 else ()

    def copy_mark(self, effect: RandomEffect) -> tuple[math.Mark, ...]:
        """The number of the random term."""
        return self.bar_mark(effect.bar)

    def effect_letter(self, grouping: str) -> str:
        """b for all."""
        return "b"

    def effect_numbers(self, effect: RandomEffect) -> tuple[int, ...]:
        """The number of its column."""
        return (self.numbering[effect.path],)

    def effect_marks(self, effect: RandomEffect) -> tuple[math.Mark, ...]:
        """The index of its group; the row's own for single observations."""
        return super().effect_marks(effect)

    def row_index(self) -> tuple[math.Mark, ...]:
        """The index of the row of X and Z: that of the observation."""
        return self.all_indices()

    def threshold_letter(self) -> str:
        """kappa, since theta are the parameters of Lambda."""
        return "kappa"

    def shape_letter(self) -> str:
        """nu where theta or phi would be read as parameters of Lambda."""
        letter = super().shape_letter()
        return "nu" if letter == "theta" else letter

    # --- the statements -----------------------------------------------------------------------

    def statements(self, *, laws: bool = True) -> Iterator[Statement]:
        """The model, the law of the random effects, then rows and templates."""
        yield from self.model_lines()
        if self.bars and laws:
            yield self.effects_law()
        yield self.fixed_row()
        if self.model.fixed:
            yield self.fixed_vector()
        for bar, effects in self.by_bar():
            yield self.random_row(bar, effects)
            yield self.random_vector(bar, effects)
        if self.bars and laws:
            yield from self.templates()

    def predictor(self) -> math.Node:
        """X beta + Z b + o."""
        parts: list[math.Node] = [math.Times((self.bold("X"), self.bold(self.fixed_letter)))]
        if self.bars:
            parts.append(math.Times((self.bold("Z"), self.bold("b"))))
        if self.model.offsets:
            parts.append(self.bold("o"))
        return reduce(lambda left, right: math.Infix("+", left, right), parts)

    def model_lines(self) -> Iterator[Statement]:
        """The outcome given the random effects."""
        outcome = math.Symbol(self.outcome_letter.upper())
        given: math.Node = outcome
        if self.bars:
            given = math.Bracket(
                math.Infix("given", outcome, math.Infix("=", self.entry("B"), self.bold("b")))
            )
        if self.model.residual:
            law = math.Apply(self.normal, (self.predictor(), self.residual_covariance()))
            yield Statement("distribution", given, "~", law)
        else:
            yield Statement("combined", self.bold("eta"), "=", self.predictor())
        yield from self.computed_lines()

    def computed_lines(self) -> Iterator[Statement]:
        """An entry of the outcome where that is computed, ``log(y)``, and of the offset."""
        if self.model.residual and self.computed:
            entry = self.entry(self.entries_letter, self.row_index())
            yield Statement("outcome", entry, "=", self.outcome())
        if self.model.offsets:
            sums = [self.offset(expression) for expression in self.model.offsets]
            total = reduce(lambda left, right: math.Infix("+", left, right), sums)
            yield Statement("offset", self.entry("o", self.row_index()), "=", total)

    def residual_covariance(self) -> math.Node:
        """sigma^2 I, or sigma^2 W^-1 with prior weights; diag(sigma_ij^2) where it varies."""
        variance: math.Node = math.Power(math.Symbol("sigma"), math.Number("2"))
        if self.disperses():
            variance = math.Apply("diag", (math.Power(self.residual_scale(), math.Number("2")),))
            if self.model.weights is None:
                return variance
        if self.model.weights is None:
            return math.Times((variance, self.bold("I")))
        return math.Times((variance, math.Power(self.bold("W"), math.Number("-1"))))

    def effects_law(self) -> Statement:
        """B ~ N(0, sigma^2 Lambda Lambda'); without sigma where there is no one residual variance."""
        factor = self.bold("Lambda", (math.Mark("letter", "theta"),))
        scaled: tuple[math.Node, ...] = (factor, math.Transpose(factor))
        if self.model.residual and not self.disperses():
            scaled = (math.Power(math.Symbol("sigma"), math.Number("2")), *scaled)
        law = math.Apply(self.normal, (math.Number("0"), math.Times(scaled)))
        return Statement("random-effects", self.entry("B"), "~", law)

    def fixed_row(self) -> Statement:
        """The row of X: its columns in R's order."""
        columns = [
            self.column(tuple(part for product in e.path for part in product))
            for e in self.model.fixed
        ]
        left = math.Transpose(self.bold("x", self.row_index()))
        return Statement("row", left, "=", math.Apply("", tuple(columns) or (math.Number("0"),)))

    def fixed_vector(self) -> Statement:
        """The vector of fixed effects."""
        entries = tuple(self.fixed(effect) for effect in self.model.fixed)
        return Statement(
            "vector", math.Transpose(self.bold(self.fixed_letter)), "=", math.Apply("", entries)
        )

    def random_row(self, bar: int, effects: list[RandomEffect]) -> Statement:
        """What multiplies one group's effects in a row of Z."""
        columns = tuple(
            self.column(tuple(part for product in e.path for part in product)) for e in effects
        )
        left = math.Transpose(self.bold("z", self.row_index(), self.bar_mark(bar)))
        return Statement("row", left, "=", math.Apply("", columns))

    def random_vector(self, bar: int, effects: list[RandomEffect]) -> Statement:
        """One group's effects."""
        marks = self.effect_marks(effects[0])
        left = math.Transpose(self.bold("b", marks, self.bar_mark(bar)))
        return Statement("vector", left, "=", math.Apply("", tuple(map(self.random, effects))))

    def column(self, product: tuple[object, ...]) -> math.Node:
        """A column's product of variables; 1 for the constant."""
        shown = self.variables(product)  # type: ignore[arg-type]
        if not shown:
            return math.Number("1")
        return shown[0] if len(shown) == 1 else math.Times(shown)

    # --- the template of Lambda ----------------------------------------------------------------

    def templates(self) -> Iterator[Statement]:
        """Lambda_theta by random terms, then the lower triangle of each."""
        blocks: list[math.Node] = []
        triangles: list[Statement] = []
        position = 0
        for bar, effects in self.by_bar():
            name = self.bold("T", (), self.bar_mark(bar))
            groups = math.Mark("text", self.factor_name(effects[0].grouping))
            identity = math.Symbol("I", (groups,), bold=True)
            blocks.append(math.Infix("kron", identity, name))
            matrix, position = self.triangle(bar, effects, position)
            triangles.append(Statement("covariance", name, "=", matrix))
        factor = self.bold("Lambda", (math.Mark("letter", "theta"),))
        whole = blocks[0] if len(blocks) == 1 else math.Apply("diag", tuple(blocks))
        yield Statement("covariance", factor, "=", whole)
        yield from triangles

    def derived(
        self, covariance: Callable[[RandomEffect, RandomEffect], float], residual: float | None
    ) -> Mapping[math.Node, float]:
        """theta: the Cholesky factor of each random term's covariances relative to the residual's."""
        scale = 1.0 if residual is None or self.disperses() else residual**2
        found: dict[math.Node, float] = {}
        position = 0
        for bar, effects in self.by_bar():
            matrix, position = self.triangle(bar, effects, position)
            factor = lower_factor([[covariance(a, b) / scale for b in effects] for a in effects])
            for symbols, values in zip(matrix.rows, factor, strict=True):
                found.update(
                    (symbol, value)
                    for symbol, value in zip(symbols, values, strict=True)
                    if isinstance(symbol, math.Symbol)
                )
        return found

    def triangle(
        self, bar: int, effects: list[RandomEffect], position: int
    ) -> tuple[math.Matrix, int]:
        """The relative Cholesky factor of one random term, theta column by column as in lme4."""
        size = len(effects)
        vector = next(v for v in self.model.random if effects[0] in v.effects)
        places = [vector.effects.index(effect) for effect in effects]
        entries: list[list[math.Node]] = [[math.Number("0")] * size for _ in range(size)]
        for column in range(size):
            for row in range(column, size):
                if vector.covary(places[row], places[column]):
                    position += 1
                    entries[row][column] = self.entry("theta", math.numbers(position))
        return math.Matrix(tuple(map(tuple, entries))), position

    def bold(
        self, letter: str, below: tuple[math.Mark, ...] = (), above: tuple[math.Mark, ...] = ()
    ) -> math.Symbol:
        """A vector or a matrix."""
        return math.Symbol(letter, below, above, bold=True)

    def entry(self, letter: str, below: tuple[math.Mark, ...] = ()) -> math.Symbol:
        """An entry of a vector or a matrix, or a random vector."""
        return math.Symbol(letter, below)
