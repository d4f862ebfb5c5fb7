"""Terms as bits with their origins: joining what is the same term."""

from __future__ import annotations

from collections.abc import Iterable

from formula2eq.formula.nodes import Binary
from formula2eq.terms.expansion import Spans, TermBits


def union(terms: TermBits) -> int:
    """All variables of the terms."""
    found = 0
    for bits in terms:
        found |= bits
    return found


def origins(made: int, bits: int, spans: Spans, operation: Binary) -> Spans:
    """The origins of a term that an operator widened: its own as long as it is the same term."""
    return spans if made == bits else (operation.span,)


def join(one: Spans, other: Spans) -> Spans:
    """The origins of both, each once."""
    return tuple(dict.fromkeys((*one, *other)))


def merge(left: TermBits, right: Iterable[tuple[int, Spans]]) -> TermBits:
    """Append what is new and note where what is known was named again."""
    for bits, spans in right:
        known = left.get(bits)
        left[bits] = spans if known is None else join(known, spans)
    return left
