"""The tree of equations as people write them: still signs on paper, no meaning yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from formula2eq.source import Span

#: Part of a subscript or superscript: digits, a run of letters, upright text, a Greek letter, the
#: lookup ``j[i]`` (text ``j``, inner ``i``), what a coefficient is looked up by, ``[f_j]`` (text ``f``,
#: inner ``j``), or a sign such as a comma.
MarkKind = Literal["number", "letters", "text", "greek", "lookup", "factor", "comma", "dot", "sign"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a subscript or superscript, with its place."""

    kind: MarkKind
    text: str
    span: Span = field(compare=False)
    inner: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter or a name with marks.

    letter  Greek by its name, ``beta``; a Latin letter; or a whole name such as ``TeacherBlack``
    word    whether it is a name set upright or of several letters
    accent  ``hat``, ``bar`` or None
    """

    letter: str
    word: bool
    span: Span = field(compare=False)
    below: tuple[Mark, ...] = ()
    above: tuple[Mark, ...] = ()
    accent: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of arguments; ``below`` are marks behind the bracket, ``poly(x, 2)_1``."""

    function: str
    arguments: tuple[Node, ...]
    span: Span = field(compare=False)
    inverse: bool = False
    below: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Power:
    """A power of something that is no plain symbol's superscript mark."""

    base: Node
    exponent: Node
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Fraction:
    """A fraction, drawn or with a slash."""

    numerator: Node
    denominator: Node
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Product:
    """Factors side by side or joined by a sign of multiplication."""

    factors: tuple[Node, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """Summands with their signs, ``+`` or ``-``."""

    signs: tuple[str, ...]
    terms: tuple[Node, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Bracket:
    """Something in brackets; several things separated by commas are several items.

    kind  the opening bracket; ``|`` for an absolute value
    """

    items: tuple[Node, ...]
    span: Span = field(compare=False)
    kind: str = field(default="(", compare=False)
    below: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Things separated by commas without brackets."""

    items: tuple[Node, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix by rows."""

    rows: tuple[tuple[Node, ...], ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Transpose:
    """A transposed vector."""

    inner: Node
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """Sides and the relations between them: ``=``, ``~``, ``<`` and so on."""

    operators: tuple[str, ...]
    sides: tuple[Node, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Conditional:
    """``left | right``."""

    left: Node
    right: Node
    span: Span = field(compare=False)


Node: TypeAlias = (
    Symbol
    | Number
    | Apply
    | Power
    | Fraction
    | Product
    | Sum
    | Bracket
    | Listing
    | Matrix
    | Transpose
    | Relation
    | Conditional
)


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, in reading order."""
    match node:
        case Apply(_, arguments):
            return arguments
        case Power(base, exponent):
            return (base, exponent)
        case Fraction(numerator, denominator):
            return (numerator, denominator)
        case Product(factors):
            return factors
        case Sum(_, terms):
            return terms
        case Bracket(items) | Listing(items):
            return items
        case Matrix(rows):
            return tuple(entry for row in rows for entry in row)
        case Transpose(inner):
            return (inner,)
        case Relation(_, sides):
            return sides
        case Conditional(left, right):
            return (left, right)
        case _:
            return ()


def mapped(node: Node, change: Callable[[Symbol], Node]) -> Node:
    """A node whose symbols are changed; a product inside a product is one with it."""

    def all_of(parts: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(mapped(part, change) for part in parts)

    match node:
        case Symbol():
            return change(node)
        case Number():
            return node
        case Apply(_, arguments):
            return replace(node, arguments=all_of(arguments))
        case Power(base, exponent):
            return replace(node, base=mapped(base, change), exponent=mapped(exponent, change))
        case Fraction(numerator, denominator):
            above, below = all_of((numerator, denominator))
            return replace(node, numerator=above, denominator=below)
        case Product(factors):
            flat = (f.factors if isinstance(f, Product) else (f,) for f in all_of(factors))
            return replace(node, factors=tuple(part for parts in flat for part in parts))
        case Sum(_, terms):
            return replace(node, terms=all_of(terms))
        case Bracket(items) | Listing(items):
            return replace(node, items=all_of(items))
        case Matrix(rows):
            return replace(node, rows=tuple(all_of(row) for row in rows))
        case Transpose(inner):
            return replace(node, inner=mapped(inner, change))
        case Relation(_, sides):
            return replace(node, sides=all_of(sides))
        case Conditional(left, right):
            return replace(node, left=mapped(left, change), right=mapped(right, change))


def symbols(node: Node) -> tuple[Symbol, ...]:
    """The symbols inside a node, in reading order."""
    found: list[Symbol] = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Symbol):
            found.append(part)
        waiting += reversed(children(part))
    return tuple(found)
