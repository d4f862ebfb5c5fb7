r"""Effects of factors by the factors' names: ``\mu + \text{Genotype}_i + \text{Block}_j + \varepsilon_{ij}``.

So the analysis of variance is written in agronomy and biology. Beside a constant without a number, and
where nothing is multiplied by a coefficient, a name alone is the factor's fixed effect; with a law it is
random, and the factor's name is the group of its index.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Bracket, Mark, Node, Product, Sum, Symbol, symbols
from formula2eq.reading.statements import Statement
from formula2eq.reading.word_indices import EFFECT_WORDS, RESIDUAL_WORDS

#: Letters of the constant, which has no number here.
_CONSTANTS = frozenset({"mu", "eta"})


def with_word_effects(said: Sequence[Statement]) -> tuple[Statement, ...]:
    """The equations, names alone with a coefficient of their own."""
    if not any(s.relation == "=" and isinstance(bare(s.right), Sum) for s in said):
        return tuple(said)
    lawed = {symbol.letter for s in said if s.relation == "~" for symbol in symbols(s.left)}
    return tuple(_written_out(s, lawed) if s.relation == "=" else s for s in said)


def groups_by_name(said: Sequence[Statement], given: Mapping[str, str]) -> dict[str, str]:
    r"""The group of an index by the name with a law that carries it, ``\text{Block}_j \sim N(0, s^2)``."""
    found: dict[str, str] = {}
    for statement in said:
        if statement.relation != "~":
            continue
        left = bare(statement.left)
        if not (isinstance(left, Symbol) and _is_effect(left)):
            continue
        letters = [mark.text for mark in left.below]
        if len(letters) == 1 and len(letters[0]) == 1 and letters[0] not in given:
            found.setdefault(letters[0], left.letter)
    if not found:
        return found
    used = {
        mark.text
        for s in said
        if isinstance(bare(s.right), Sum)
        for term in _terms(s.right)
        if isinstance(term, Symbol) and term.letter in found.values()
        for mark in term.below
    }
    return {letter: name for letter, name in found.items() if letter in used}


def _written_out(statement: Statement, lawed: Collection[str]) -> Statement:
    terms = _terms(statement.right)
    plain = any(
        isinstance(term, Symbol) and term.letter in _CONSTANTS and not (term.below or term.above)
        for term in terms
    )
    named = [_named(term, lawed) for term in terms]
    others = [term for term, names in zip(terms, named, strict=True) if not names]
    if not plain or not any(named) or any(isinstance(term, Product) for term in others):
        return statement

    def change(node: Node) -> Node:
        inner = bare(node)
        if isinstance(inner, Sum):
            return replace(inner, terms=tuple(change(term) for term in inner.terms))
        names = _named(inner, lawed)
        if not names:
            return node
        label = Mark("text", "".join(name.letter for name in names), node.span)
        return Product((Symbol("beta", False, node.span, (label,)), *names), node.span)

    return replace(statement, right=change(statement.right))


def _terms(node: Node) -> tuple[Node, ...]:
    """The summands, those in brackets too."""
    inner = bare(node)
    if isinstance(inner, Sum):
        return tuple(part for term in inner.terms for part in _terms(term))
    return (inner,)


def _named(node: Node, lawed: Collection[str]) -> tuple[Symbol, ...]:
    """The names that a summand is made of; empty for another."""
    if isinstance(node, Bracket) and len(node.items) == 1 and node.below:
        # ``(A \times B)_{ij}``
        names = _named(bare(node.items[0]), lawed) if _all_indices(node.below) else ()
        return names if len(names) > 1 else ()
    factors = node.factors if isinstance(node, Product) else (node,)
    names = tuple(inner for f in factors if isinstance(inner := bare(f), Symbol) and inner.word)
    if len(names) != len(factors) or any(name.letter in lawed for name in names):
        return ()
    indexed = all(_is_effect(name) for name in names) or len(names) > 1
    return names if indexed else ()


def _is_effect(symbol: Symbol) -> bool:
    """Whether a symbol is a name with nothing but an index."""
    told = symbol.letter.lower() in RESIDUAL_WORDS | EFFECT_WORDS
    return symbol.word and bool(symbol.below) and _all_indices(symbol.below) and not told


def _all_indices(marks: Sequence[Mark]) -> bool:
    return all(mark.kind in ("letters", "comma") and not mark.inner for mark in marks)
