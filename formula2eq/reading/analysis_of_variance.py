r"""Effects as the analysis of variance writes them: ``\mu + \alpha_i + b_j + (\alpha b)_{ij} + e_{ijk}``.

Letters in brackets with an index behind are one symbol, the interaction of the effects with those letters.
Where the laws of the random effects are printed, a Greek effect without one is the fixed effect of the factor
that its index counts, as in Montgomery 2017, sec. 13; so is an interaction of such effects alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from formula2eq.errors import InterpretationError
from formula2eq.reading import refusals
from formula2eq.reading.commands import GREEK_WORDS
from formula2eq.reading.links import bare, expected, link_of
from formula2eq.reading.nodes import Bracket, Mark, Node, Product, Sum, Symbol
from formula2eq.reading.statements import Statement
from formula2eq.source import Source, Span

#: Greek letters that random effects and residuals have.
_RANDOM = frozenset("epsilon zeta eta nu xi omega upsilon".split())
#: What joins the letters of an interaction in its name.
_JOINT = " "
#: The effects of groups in one equation, and whether it has a constant beside them.
Effects: TypeAlias = tuple[tuple[Symbol, ...], bool]


def with_interactions(said: Sequence[Statement]) -> tuple[Statement, ...]:
    r"""The equations with one symbol in place of ``(\alpha b)_{ij}``, where both letters have effects."""
    alone = {
        term.letter: _letters(term)
        for statement in said
        for term in _lone_terms(statement.right)
        if _letters(term)
    }

    def interaction(factors: Sequence[Node], below: tuple[Mark, ...], span: Span) -> Symbol | None:
        own = [f for f in factors if isinstance(f, Symbol) and not (f.below or f.above)]
        index = {letter for mark in below for letter in mark.text if mark.kind == "letters"}
        effects = all(f.letter in alone and alone[f.letter] <= index for f in own)
        if len(own) != len(factors) or len(own) < 2 or len(index) < 2 or not effects:
            return None
        return Symbol(_JOINT.join(f.letter for f in own), False, span, below)

    def joined(node: Node) -> Node:
        match node:
            case Bracket((Product(factors),)) if node.below:
                return interaction(factors, node.below, node.span) or node
            case Product((*first, Symbol() as last)) if last.below:  # ``\alpha\beta_{ij}``
                return interaction((*first, replace(last, below=())), last.below, node.span) or node
            case Sum(_, terms):
                return replace(node, terms=tuple(joined(term) for term in terms))
        return node

    return tuple(replace(s, left=joined(s.left), right=joined(s.right)) for s in said)


def effects_of(said: Sequence[Statement]) -> tuple[Effects, ...]:
    """Of every equation its effects of groups, and whether it has a constant beside them."""
    found = []
    equations = [s for s in said if s.relation == "="]
    defined = {symbol.letter for s in equations for symbol in _lone_terms(s.left)}
    for statement in equations:
        linked = link_of(bare(statement.left))
        outcome = expected(linked[1]) if linked is not None else bare(statement.left)
        whole = _letters(outcome) if isinstance(outcome, Symbol) else frozenset()
        lone = _lone_terms(statement.right)
        terms = [t for t in lone if _letters(t) and t.letter not in defined]
        # behind a link there is no residual: an effect with every index is one of the observations
        effects = (t for t in terms if _letters(t) < whole or linked and _letters(t) <= whole)
        constant = any(
            term.letter in GREEK_WORDS and all(mark.kind == "number" for mark in term.below)
            for term in lone
        )
        found.append((tuple(effects), constant))
    return tuple(found)


def fixed_effects(
    equations: Sequence[Effects],
    lawed: Collection[str],
    constrained: Collection[str],
    groups: Mapping[str, str],
    source: Source,
) -> tuple[Symbol, ...]:
    """The effects without a law beside others with one.

    equations    what ``effects_of`` found in each
    lawed        letters that have a law
    constrained  letters whose sum or reference is fixed: these are read elsewhere
    groups       factors by index letter; an index without one keeps its effect random

    Raises ``InterpretationError`` (``effects-without-laws``) where Greek effects interact and none of the
    equation's effects has a law: nothing tells the fixed from the random ones.
    """
    found: dict[str, Symbol] = {}
    for effects, constant in equations:
        random = {_letters(term) for term in effects if term.letter in lawed}
        if not random:
            _refuse_lawless(effects, lawed, source)
        if not random or not constant:
            continue
        for term in sorted(effects, key=lambda t: t.letter.count(_JOINT)):
            pieces = term.letter.split(_JOINT)
            if (
                term.letter not in lawed
                and term.letter not in constrained
                and _letters(term) not in random
                and all(letter in groups for letter in _letters(term))
                and (_plain(term) or len(pieces) > 1 and all(piece in found for piece in pieces))
            ):
                found.setdefault(term.letter, term)
    return tuple(found.values())


def undecided_effects(
    equations: Sequence[Effects], lawed: Collection[str], constrained: Collection[str]
) -> tuple[Symbol, ...]:
    """The Greek effects of equations in which no effect has a law: they may be fixed or random."""
    found: dict[str, Symbol] = {}
    for effects, constant in equations:
        if constant and not any(term.letter in lawed for term in effects):
            for term in effects:
                if _plain(term) and term.letter not in constrained:
                    found.setdefault(term.letter, term)
    return tuple(found.values())


def _plain(term: Symbol) -> bool:
    """Whether a letter is one that both fixed and random effects have."""
    return term.letter in GREEK_WORDS - _RANDOM


def _refuse_lawless(effects: Sequence[Symbol], lawed: Collection[str], source: Source) -> None:
    for term in effects:
        pieces = term.letter.split(_JOINT)
        if len(pieces) > 1 and not set(pieces) & set(lawed) and set(pieces) <= GREEK_WORDS:
            raise InterpretationError(refusals.effects_without_laws(source, term.span))


def index_marks(symbol: Symbol) -> Iterator[tuple[Mark, str]]:
    """Each index letter of an effect with the mark it stands in, of ``j(i)`` first the one in brackets."""
    for mark in sorted(symbol.below, key=lambda mark: mark.inner != "("):
        if mark.kind == "letters":
            yield from ((mark, letter) for letter in mark.text)


def _lone_terms(node: Node) -> tuple[Symbol, ...]:
    """The letters that are summands by themselves."""
    inner = bare(node)
    terms = inner.terms if isinstance(inner, Sum) else (inner,)
    return tuple(t for t in map(bare, terms) if isinstance(t, Symbol) and not t.word)


def _letters(symbol: Symbol) -> frozenset[str]:
    """The index letters of a symbol that has no other marks, ``j(i)`` among them; empty for all others."""
    if any(mark.kind not in ("letters", "comma") or mark.inner.strip("(") for mark in symbol.below):
        return frozenset()
    return frozenset(letter for _, letter in index_marks(symbol))
