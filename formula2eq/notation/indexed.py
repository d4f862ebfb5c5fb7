r"""Indexed coefficients in any notation: :math:`\beta_{1[\text{sector}_k]}`, and their constraints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import NotationError
from formula2eq.levels.indexed import is_indexed
from formula2eq.levels.level_model import Coefficient, FixedEffect, Path, Product
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.math import Mark, Node, Number, Symbol, Text, Times
from formula2eq.notation.notation import Notation
from formula2eq.variables.coding import CodedColumn

#: Letters for the category that is summed over.
_CATEGORIES = "chadb"


@dataclass(frozen=True, slots=True)
class Constraint:
    """What holds for the entries of a coefficient that is looked up.

    coefficient  as it stands in the equations
    left, right  the constraint: the reference's entry, or the sum over a factor's categories, is 0
    words        beside it
    """

    coefficient: Symbol
    left: Node
    right: Node
    words: str


def indexed(notation: Notation) -> IndexedFactors:
    """The same notation, with what is looked up in square brackets.

    Raises `NotationError` for notations that write an entry for each column.
    """
    if notation.shape == "matrices":
        raise NotationError(
            Diagnostic(
                "factor-not-indexed",
                f"the notation {notation.name} writes an entry for each column of X, so that no "
                "coefficient can stand for several",
                repair='factors="indicators"',
            )
        )
    kind = type(notation)
    mixin = IndexedLookups if isinstance(notation, GelmanHill) else IndexedFactors
    made: IndexedFactors = type(kind.__name__, (mixin, kind), {})(notation.model, notation.choices)
    return made


class IndexedFactors(Notation):
    """Adds the factors' categories to what is looked up by them, and prints no indicators."""

    def factor(self, part: CodedColumn, place: str | None) -> Node:
        """A factor as it stands in square brackets, where the value of each unit is looked up."""
        return self.display.column(self.model.expressions[part.variable], "", None)

    def place(self, effect: FixedEffect) -> str | None:
        """The grouping factor in whose law an effect stands, where that changes indices."""
        return None

    def variables(self, product: Product) -> tuple[Node, ...]:
        """The variables of a product; a factor that is looked up is none."""
        return super().variables(tuple(part for part in product if not is_indexed(part)))

    def fixed(self, effect: FixedEffect) -> Symbol:
        """A fixed effect with the factors that it is looked up by."""
        symbol = super().fixed(effect)
        shown = tuple(self.factor(part, self.place(effect)) for part in looked_up(effect.path))
        return _with(symbol, shown)

    def coefficient(self, coefficient: Coefficient) -> Symbol:
        """A coefficient with the factors that it is looked up by."""
        shown = tuple(self.factor(part, None) for part in looked_up(coefficient.path))
        return _with(super().coefficient(coefficient), shown)

    def constraints(self) -> Iterator[Constraint]:
        """The constraints on the entries of all coefficients that are looked up."""
        for effect in self.model.fixed:
            parts = looked_up(effect.path)
            bare = super().fixed(effect)
            for position, part in enumerate(parts):
                places: list[Node] = [_named(self.factor(other, None)) for other in parts]
                if part.reference is not None:
                    name = self.choices.names.get(part.variable + part.reference, part.reference)
                    places[position] = Text(name)
                    words = f"reference category of {part.variable}"
                    entry = _with(bare, tuple(places))
                    yield Constraint(self.fixed(effect), entry, Number("0"), words)
                elif part.coding == "sum":
                    letter = next(c for c in _CATEGORIES if c not in self.index.values())
                    places[position] = Symbol(letter)
                    total = Symbol("∑", (Mark("index", letter),))
                    words = f"over the categories of {part.variable}"
                    entries = Times((total, _with(bare, tuple(places))))
                    yield Constraint(self.fixed(effect), entries, Number("0"), words)

    def indexed_notes(self) -> tuple[Diagnostic, ...]:
        """What square brackets mean; none when nothing is looked up."""
        found: dict[str, CodedColumn] = {}
        for effect in self.model.fixed:
            for part in looked_up(effect.path):
                found.setdefault(part.variable, part)
        if not found:
            return ()
        listed = " and ".join(f"{name} ({len(part.categories)})" for name, part in found.items())
        said = (
            "a coefficient with square brackets is a list of fixed effects, one for each category of "
            f"{listed}; it is no random effect"
        )
        return (Diagnostic("indexed-factor", said, severity="note"),)


class IndexedLookups(IndexedFactors, GelmanHill):
    """The same where group-level quantities are looked up by the unit: ``sector_{j[i]}``."""

    def factor(self, part: CodedColumn, place: str | None) -> Node:
        """A factor with the indices of the place where it stands."""
        own = self.own_marks
        display = self.displayed(lambda label: self.looked_up(own(label), place))
        return display.column(self.model.expressions[part.variable], "", None)

    def with_errors(self) -> IndexedLookups:
        """The same notation with everything fixed in the first line and effects of mean zero."""
        made = super().with_errors()
        assert isinstance(made, IndexedLookups)
        return made

    def own_marks(self, label: str) -> tuple[Mark, ...]:
        """The indices of a variable at its own level."""
        return Notation._variable_marks(self, label)

    def place(self, effect: FixedEffect) -> str | None:
        """The grouping factor in whose law an effect stands, None in the observations' equation."""
        parent, _ = self.attachment.parents[effect]
        return None if parent is None else parent.grouping

    def variables_at(self, product: Product, place: str | None) -> tuple[Node, ...]:
        """The variables of a product at a place; a factor that is looked up is none."""
        kept = tuple(part for part in product if not is_indexed(part))
        return super().variables_at(kept, place)


def looked_up(path: Path) -> tuple[CodedColumn, ...]:
    """The factors of a path by which its coefficient is looked up, in order."""
    return tuple(part for product in path for part in product if is_indexed(part))


def _with(symbol: Symbol, places: tuple[Node, ...]) -> Symbol:
    """A symbol with a lookup behind its numbers."""
    if not places:
        return symbol
    position = sum(mark.kind == "number" for mark in symbol.below)
    mark = Mark("lookup", "", places)
    return replace(symbol, below=(*symbol.below[:position], mark, *symbol.below[position:]))


def _named(node: Node) -> Node:
    """A factor by its name alone, whatever its category."""
    return replace(node, below=()) if isinstance(node, (Symbol, Text)) else node
