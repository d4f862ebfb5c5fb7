"""Substituting and multiplying out: a linear predictor as a sum of products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formula2eq.errors import InterpretationError
from formula2eq.reading import refusals
from formula2eq.reading.at_sight import is_coefficient, is_pi, is_variable
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Conditional,
    Fraction,
    Listing,
    Matrix,
    Node,
    Number,
    Power,
    Product,
    Relation,
    Sum,
    Symbol,
    Transpose,
    symbols,
)
from formula2eq.reading.quantities import Base, Quantity
from formula2eq.reading.stated import Definition, Stated
from formula2eq.reading.summands import Computed, Summand
from formula2eq.source import Span

#: Most summands of a multiplied-out predictor, and most steps of substitution.
MAXIMUM_SUMMANDS = 3_000
MAXIMUM_STEPS = 12
MAXIMUM_NESTING = 150


class Multiplier:
    """Multiplies out with the definitions of a text; remembers which ones it used."""

    def __init__(self, found: Stated, consumed: Sequence[Definition]) -> None:
        self.found = found
        self.used: dict[int, Quantity] = {}
        self.mismatched: list[tuple[Quantity, Definition]] = []
        self._definitions: dict[Base, list[tuple[int, Definition]]] = {}
        taken = {id(definition) for definition in consumed}
        for number, definition in enumerate(found.definitions):
            if id(definition) not in taken:
                self._definitions.setdefault(definition.left.base, []).append((number, definition))
        self._stack: list[int] = []
        self._depth = 0
        sides = [d.right for d in found.definitions]
        sides += [linked.predictor for linked in found.links if linked.predictor is not None]
        sides += found.beside
        sides += [argument for law in found.laws for argument in law.arguments[:2]]
        self._mentioned = {found.letters.quantity(s).key for side in sides for s in symbols(side)}

    def expand(self, node: Node) -> tuple[Summand, ...]:
        """The summands of a predictor; a sum is one of variables only inside brackets."""
        result = self._whole(node)
        if len(result) > MAXIMUM_SUMMANDS:
            raise InterpretationError(
                refusals.too_large(self.found.source, node.span, MAXIMUM_SUMMANDS)
            )
        return tuple(result)

    def _whole(self, node: Node) -> list[Summand]:
        inner = bare(node)
        return self._terms(inner) if isinstance(inner, Sum) else self._expand(node)

    def _terms(self, node: Sum) -> list[Summand]:
        """The summands of a sum's terms, with their signs."""
        found: list[Summand] = []
        for sign, term in zip(node.signs, node.terms, strict=True):
            made = self._expand(term)
            turned = (replace(s, negative=not s.negative) for s in made)
            found += turned if sign == "-" else made
            self._limit(found, node.span)
        return found

    def definition(self, quantity: Quantity) -> Definition | None:
        """The definition of a quantity: the one with its indices, or the only one there is."""
        listed = self._definitions.get(quantity.base, [])
        for number, definition in listed:
            if definition.left.key == quantity.key and number not in self._stack:
                self.used.setdefault(number, quantity)
                return definition
        open_ones = [item for item in listed if item[0] not in self._stack]
        if len({d.left.key for _, d in open_ones}) != 1 or len(open_ones) != len(listed):
            return None
        number, definition = open_ones[0]
        if bool(definition.left.indices) < bool(quantity.indices):
            return None
        if not quantity.indices and definition.left.key in self._mentioned:
            return None
        self.used.setdefault(number, quantity)
        if not quantity.lookups and not definition.left.lookups:
            self.mismatched.append((quantity, definition))
        return definition

    def _expand(self, node: Node) -> list[Summand]:
        self._depth += 1
        if self._depth > MAXIMUM_NESTING:
            raise InterpretationError(refusals.circular(self.found.source, node.span))
        made = self._expanded(node)
        self._depth -= 1
        return made

    def _expanded(self, node: Node) -> list[Summand]:
        match node:
            case Number(text):
                zero = text.strip("0.") == ""
                return [] if zero else [Summand((), () if text == "1" else (text,), node.span)]
            case Symbol():
                return self._symbol(node)
            case Sum():
                if self._is_variable(node):
                    return [Summand((Computed(node, node.span),), (), node.span)]
                return self._terms(node)
            case Product(factors):
                return self._product(factors, node.span)
            case Bracket(items) if len(items) == 1:
                inner = bare(items[0])
                if isinstance(inner, Sum) and self._is_variable(inner):
                    return [Summand((Computed(inner, node.span),), (), node.span)]
                return self._expand(items[0])
            case Fraction(numerator, denominator):
                return self._fraction(node, numerator, denominator)
            case Conditional(left, _):
                return self._expand(left)
            case Power() | Apply():
                self._refuse_parameters(node)
                return [Summand((Computed(node, node.span),), (), node.span)]
            case Matrix() | Transpose() | Bracket() | Listing() | Relation():
                raise InterpretationError(refusals.matrix_form(self.found.source, node.span))

    def _limit(self, found: list[Summand], span: Span) -> None:
        if len(found) > MAXIMUM_SUMMANDS:
            raise InterpretationError(refusals.too_large(self.found.source, span, MAXIMUM_SUMMANDS))

    def _symbol(self, node: Symbol) -> list[Summand]:
        quantity = self.found.letters.quantity(node)
        several = self._several(quantity)
        if several:
            return [summand for d in several for summand in self._defined(node, d)]
        definition = self.definition(quantity)
        vector = quantity.accent == "bold" and not quantity.numbers
        if definition is None and vector and quantity.letter != "epsilon":
            raise InterpretationError(refusals.matrix_form(self.found.source, node.span))
        if definition is None:
            return [Summand((quantity,), (), node.span)]
        return self._defined(node, definition)

    def _several(self, quantity: Quantity) -> list[Definition]:
        """``alpha_{j[i],k[i]}`` with a law for alpha_j and one for alpha_k stands for their sum."""
        listed = self._definitions.get(quantity.base, [])
        own = set(quantity.indices)
        parts = [
            (number, d)
            for number, d in listed
            if d.law is not None and d.left.indices and set(d.left.indices) < own
        ]
        held = {index for _, d in parts for index in d.left.indices}
        if len(parts) < 2 or held != own or any(d.left.key == quantity.key for _, d in listed):
            return []
        for number, d in parts:
            self.used.setdefault(number, d.left)
        return [d for _, d in parts]

    def _defined(self, node: Symbol, definition: Definition) -> list[Summand]:
        """What a definition gives in place of its symbol."""
        number = next(n for n, d in enumerate(self.found.definitions) if d is definition)
        if len(self._stack) >= MAXIMUM_STEPS:
            raise InterpretationError(refusals.circular(self.found.source, node.span))
        self._stack.append(number)
        of_coefficient = definition.left.greek or definition.law is not None
        inner = (self._whole if of_coefficient else self._expand)(definition.right)
        self._stack.pop()
        found = [replace(s, depth=s.depth + 1, within=(definition.left, *s.within)) for s in inner]
        if definition.law is not None:
            effect = replace(definition.left, effect=True)
            found.append(Summand((effect,), (), definition.left.span, 1, (definition.left,)))
        return found

    def _product(self, factors: Sequence[Node], span: Span) -> list[Summand]:
        made = [Summand((), (), span)]
        coefficient = any(is_coefficient(f, self.found, self._definitions) for f in factors)
        for position, factor in enumerate(factors):
            parts = self._scaled(factor) if len(factors) > 1 else None
            if parts is None and coefficient:
                parts = self._summed(factor)
            parts = self._expand(factor) if parts is None else parts
            if len(parts) * len(made) > MAXIMUM_SUMMANDS:
                raise InterpretationError(
                    refusals.too_large(self.found.source, span, MAXIMUM_SUMMANDS)
                )
            whole = len(factors) > 1 and len(parts) == 1 and position >= 0
            made = [
                Summand(
                    (*left.factors, *right.factors),
                    (*left.numbers, *right.numbers),
                    span if whole and not right.depth and not left.depth else _inner(left, right),
                    max(left.depth, right.depth),
                    left.within or right.within,
                    left.negative != right.negative,
                )
                for left in made
                for right in parts
            ]
        return made

    def _scaled(self, node: Node) -> list[Summand] | None:
        """``(x * 10)`` beside a parameter: one variable, in other units; None for all else."""
        inner = bare(node)
        if not isinstance(node, Bracket) or not isinstance(inner, Product):
            return None
        numbers = [f for f in inner.factors if isinstance(f, Number)]
        if not numbers or not self._is_variable(inner, lone=True):
            return None
        return [Summand((Computed(inner, node.span),), (), node.span)]

    def _summed(self, node: Node) -> list[Summand] | None:
        """``(x + w)`` beside a coefficient: one variable, since both have the one; None for all else."""
        inner = bare(node)
        if not isinstance(node, Bracket) or not isinstance(inner, Sum):
            return None
        if not self._is_variable(inner, lone=True):
            return None
        return [Summand((Computed(inner, node.span),), (), node.span)]

    def _fraction(self, node: Fraction, numerator: Node, denominator: Node) -> list[Summand]:
        below = bare(denominator)
        if isinstance(below, Number):
            return (
                [
                    replace(s, numbers=(*s.numbers, f"1/{below.text}"))
                    for s in self._expand(numerator)
                ]
                if not self._is_variable(bare(numerator), lone=True)
                else [Summand((Computed(node, node.span),), (), node.span)]
            )
        self._refuse_parameters(node)
        return [Summand((Computed(node, node.span),), (), node.span)]

    def _refuse_parameters(self, node: Node) -> None:
        for symbol in symbols(node):
            quantity = self.found.letters.quantity(symbol)
            if is_pi(symbol) and quantity.base not in self._definitions:
                continue
            if quantity.base in self._definitions or quantity.greek and not quantity.word:
                raise InterpretationError(refusals.inside_function(self.found.source, node.span))

    def _is_variable(self, node: Node, *, lone: bool = False) -> bool:
        return is_variable(node, self.found, self._definitions, lone=lone)


def _inner(left: Summand, right: Summand) -> Span:
    """The place of a product whose parts come from different equations: of its parameter's part."""
    return right.span if right.depth > left.depth else left.span if left.factors else right.span
