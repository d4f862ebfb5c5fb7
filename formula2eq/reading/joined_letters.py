"""Two letters without a space, ``Zb``: the name of a variable, or a product.

People write names unmarked, ``TeacherBlack_k``, so a run of letters is a name. A run of two that no
coefficient multiplies is a product instead, as TeX sets it: ``a + bx``, ``X b + Zb``; ``IQ`` is a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from formula2eq.reading.nodes import Apply, Bracket, Node, Product, Sum, Symbol, symbols
from formula2eq.reading.statements import Statement
from formula2eq.source import Source, Span


def split_letters(
    said: Sequence[Statement], named: Callable[[str], bool], source: Source
) -> tuple[Statement, ...]:
    """The equations, lone runs of two letters as products.

    named  whether a run is the name of a column
    """
    printed = "\\" not in source.text and not source.text.isascii()  # as our own plain text is
    kept = {symbol.letter for s in said for symbol in symbols(s.left)}
    kept |= {letter for s in said for letter in _multiplied(s.right)}

    def split(symbol: Symbol) -> Node:
        run = symbol.letter
        joined = symbol.word and len(run) == 2 and run.isascii() and run.isalpha()
        joined = joined and (not run.isupper() or run[0] in "XZ")
        written = source.slice(symbol.span).startswith(run)
        if not joined or not written or run in kept or named(run) or printed and symbol.below:
            return symbol
        start = symbol.span.start
        first = Symbol(run[0], False, Span(start, start + 1))
        second = replace(symbol, letter=run[1], word=False, span=Span(start + 1, symbol.span.end))
        return Product((first, second), symbol.span)

    def inside(node: Node, top: bool) -> Node:
        match node:
            case Symbol() if top:
                return split(node)
            case Sum(_, terms):
                return replace(node, terms=tuple(inside(t, True) for t in terms))
            case Bracket(items):
                return replace(node, items=tuple(inside(item, top) for item in items))
            case Apply(_, (mean, *others)) if top:
                return replace(node, arguments=(inside(mean, True), *others))
            case Product(factors):
                return replace(node, factors=tuple(inside(f, False) for f in factors))
            case _:
                return node

    return tuple(replace(s, right=inside(s.right, s.relation in "=~")) for s in said)


def _multiplied(node: Node) -> list[str]:
    """The names that stand in products."""
    from formula2eq.reading.nodes import children

    found: list[str] = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Product):
            found += [s.letter for factor in part.factors for s in symbols(factor) if s.word]
        waiting += children(part)
    return found
