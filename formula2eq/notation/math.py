"""Mathematics without markup: what a notation answers with and a writer spells.

A symbol is a letter with marks below it: numbers, then indices. Nothing here knows LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a subscript or superscript.

    kind    number (``0``), index (``k``), letter (``eta``, a Greek name or a letter), text
            (``Catholic``), lookup: a place in a list, ``[sector_k]``
    lookup  what stands in the square brackets of a lookup, each with indices of its own
    """

    kind: Literal["number", "index", "letter", "text", "lookup"]
    text: str
    lookup: tuple[Node, ...] = ()

    @property
    def is_word(self) -> bool:
        """Whether it is an index that is a word, ``tank``, ``tank[i]`` or ``g(i)``: no letter, no ``c-1``."""
        name = self.text.partition("[")[0]
        return self.kind == "index" and len(name) > 1 and not set("+-") & set(name)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words, letters and brackets of an index: ``j[i]`` is j, [, i, ]."""
        if self.kind != "index":
            return (self.text,)
        name = re.match(r"[^\[(]*", self.text) if self.is_word else None
        start = 0 if name is None else name.end()
        return (*((self.text[:start],) if start else ()), *self.text[start:])


#: Words beside an equation, with mathematics among them: ``("for ", c = 1)``.
Note: TypeAlias = "tuple[str | Node, ...]"


def separated(marks: Sequence[Mark]) -> bool:
    """Whether commas stand between marks: once a number has two digits or an index is a word."""
    return any(mark.is_word or mark.kind == "number" and len(mark.text) > 1 for mark in marks)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter, Greek by its name (``beta``), with subscripts and superscripts.

    accent ``hat`` or None; bold for vectors and matrices.
    """

    letter: str
    below: tuple[Mark, ...] = ()
    above: tuple[Mark, ...] = ()
    bold: bool = False
    accent: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A name set upright, ``TeacherBlack``, with subscripts: a variable, or a word."""

    text: str
    below: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is to be printed, a minus sign included."""

    text: str


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of arguments. Known functions (log, exp) are set as operators, others as names.

    ``below`` are marks of the function itself: ``poly(age, 2)_{1,i}`` has them after the bracket.
    """

    function: str
    arguments: tuple[Node, ...]
    below: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Infix:
    """Operands joined by one operator: ``+ - * / = < > <= >= != , in and or mod``.

    ``*`` of a product without a sign is ``Times``.
    """

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Times:
    """A product written by juxtaposition."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus something."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Power:
    """A power; a function's power stands behind its bracket."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Fraction:
    """A fraction."""

    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Root:
    """A square root."""

    radicand: Node


@dataclass(frozen=True, slots=True)
class Bracket:
    """Something in round brackets, or in square ones for indicators and index lookups."""

    inner: Node
    square: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """1 where a condition holds, else 0."""

    condition: Node


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix by rows; a column vector has rows of one entry."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """What is left out of a matrix: along a row, down a column, or along the diagonal."""

    along: Literal["row", "column", "diagonal"]


@dataclass(frozen=True, slots=True)
class Transpose:
    """A transposed vector or matrix."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Under:
    """Something with a small note below it, such as an estimate with its standard error.

    ``beside`` sets the note behind it instead.
    """

    base: Node
    note: Node
    beside: bool = False


Node: TypeAlias = (
    Symbol
    | Under
    | Text
    | Number
    | Apply
    | Infix
    | Times
    | Negative
    | Power
    | Fraction
    | Root
    | Bracket
    | Indicator
    | Matrix
    | Dots
    | Transpose
)


def in_brackets(above: tuple[Mark, ...]) -> bool:
    """Whether a superscript needs brackets so as not to be read as a power: when it is a number."""
    return all(mark.kind == "number" for mark in above)


def as_base(base: Node) -> Node:
    """The base of a power as it is written: in brackets where something stands above it already.

    Without them the 2 of a variance would look like a part of the name above: ``sigma^person2``.
    """
    return Bracket(base) if isinstance(base, Symbol) and base.above else base


def numbers(*values: int) -> tuple[Mark, ...]:
    """Marks of numbers: ``numbers(0, 1)``."""
    return tuple(Mark("number", str(value)) for value in values)


def indices(letters: str | tuple[str, ...]) -> tuple[Mark, ...]:
    """Marks of indices: ``indices("ik")``."""
    return tuple(Mark("index", letter) for letter in letters)
