"""The tree of an R expression, as R's own parser groups it.

Nodes are frozen and know the span of the text they came from. Spans take no part in equality: two
texts that R reads as the same expression give equal trees. Nodes neither print nor evaluate
themselves: ``unparse`` spells them, ``terms`` gives formulas their meaning, ``design`` evaluates
calls.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from formula2eq.source import Source, Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name: ``x``, ``log.x``, or what stands between backticks, without them."""

    name: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number. ``text`` is as written (``1e-3``, ``5L``, ``0x1F``); it takes no part in equality.

    ``integer`` is true for R's integers, written with an ``L``.
    """

    value: float
    integer: bool
    text: str = field(compare=False)
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class String:
    """A string constant; ``value`` has its escapes resolved."""

    value: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Constant:
    """``TRUE``, ``FALSE``, ``NULL``, ``NA`` and its kin, ``Inf``, ``NaN``."""

    name: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a call or an index: ``x``, ``k = 3``, ``k =`` or nothing at all."""

    name: str | None
    value: Expression | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """``function(arguments)``; ``function`` is mostly a ``Name`` or a ``Binary`` with ``::``."""

    function: Expression
    arguments: tuple[Argument, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Subset:
    """``object[arguments]``, or ``object[[arguments]]`` when ``double``."""

    object: Expression
    arguments: tuple[Argument, ...]
    double: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """A prefix operator, one of ``+ - ! ~ ?``."""

    operator: str
    operand: Expression
    span: Span = field(compare=False)
    operator_span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Binary:
    """An infix operator: arithmetic, comparison, logic, ``%any%``, ``| ||``, ``~``, ``$ @ :: :::``.

    ``**`` is stored as ``^``, as R does. A sum of a thousand terms is a thousand deep on its left;
    comparing, hashing and printing therefore walk along the left side.
    """

    operator: str
    left: Expression
    right: Expression
    span: Span = field(compare=False)
    operator_span: Span = field(compare=False)

    def _chain(self) -> tuple[Expression, list[Binary]]:
        """The expression at the far left, and the operators from there to this one."""
        chain: list[Binary] = []
        node: Expression = self
        while isinstance(node, Binary):
            chain.append(node)
            node = node.left
        return node, chain[::-1]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Binary):
            return NotImplemented
        first, chain = self._chain()
        first_other, chain_other = other._chain()
        return (
            len(chain) == len(chain_other)
            and first == first_other
            and all(
                mine.operator == theirs.operator and mine.right == theirs.right
                for mine, theirs in zip(chain, chain_other, strict=True)
            )
        )

    def __hash__(self) -> int:
        first, chain = self._chain()
        return hash((first, *((node.operator, node.right) for node in chain)))

    def __repr__(self) -> str:
        first, chain = self._chain()
        opening = "".join(f"Binary(operator={node.operator!r}, left=" for node in reversed(chain))
        closing = "".join(
            f", right={node.right!r}, span={node.span!r}, operator_span={node.operator_span!r})"
            for node in chain
        )
        return f"{opening}{first!r}{closing}"


@dataclass(frozen=True, slots=True)
class Parentheses:
    """``(inner)``. R keeps them in its tree, and so do we: labels depend on them."""

    inner: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function, with its default or None."""

    name: str
    default: Expression | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Function:
    r"""``function(parameters) body`` or ``\(parameters) body``."""

    parameters: tuple[Parameter, ...]
    body: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Block:
    """``{statement; statement}``."""

    statements: tuple[Expression, ...]
    span: Span = field(compare=False)


Expression: TypeAlias = (
    Name
    | Number
    | String
    | Constant
    | Call
    | Subset
    | Unary
    | Binary
    | Parentheses
    | Function
    | Block
)


@dataclass(frozen=True, slots=True)
class Formula:
    """``response ~ predictors``; ``response`` is None for a one-sided formula.

    ``span`` is the formula's place in ``source``, which may be a whole call such as
    ``lmer(y ~ x + (1 | g), data = d)``.
    """

    response: Expression | None
    predictors: Expression
    source: Source = field(compare=False)
    span: Span = field(compare=False)
