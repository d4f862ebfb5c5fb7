r"""Words that count as indices letters do: ``score_{\text{student}}``, ``u_{\text{school}}``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from formula2eq.reading.laws_as_written import distribution
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Node, Number, Sum, Symbol, symbols
from formula2eq.reading.statements import Statement

RESIDUAL_WORDS = frozenset("error residual resid err noise errors epsilon".split())
CONSTANTS = frozenset("cons const constant intercept intrcpt1 intrcpt one".split())
#: Words that are random effects where they have an index, ``\mathrm{effect}_{\mathrm{student}}``.
EFFECT_WORDS = frozenset("effect effects deviation".split())
#: Letters of random effects and residuals.
_EFFECTS = frozenset("u v w b r e U V R E epsilon zeta eta nu".split())


def index_words(stated: Sequence[Statement]) -> set[str]:
    """All words that are indices in a text."""
    every = [symbol for s in stated for side in (s.left, s.right) for symbol in symbols(side)]
    effects = [symbol for symbol in every if symbol.below and _is_effect(symbol)]
    found = _classifications(effects)
    outcome = [mark for s in stated[:1] for q in symbols(s.left) for mark in q.below]
    if {mark.kind for mark in outcome} == {"text"}:
        # ``score_{\text{student}}``: its effects have words too
        found |= {mark.text for mark in outcome}
        return found | {m.text for e in effects for m in e.below if m.kind == "text"}
    told = _of_laws(stated) | _of_lone_effects(stated, effects)
    names = {symbol.letter.lower() for symbol in every if symbol.word} if told else set()
    return found | {word for word in told if word.lower() not in names and not word.isdigit()}


def _classifications(effects: Sequence[Symbol]) -> set[str]:
    r"""Words that effects carry as ``u_{\text{school}(i)}``: the school of observation i."""
    return {
        outer.text
        for symbol in effects
        for outer, inner in pairwise(symbol.below)
        if inner.inner and inner.kind == "letters" and outer.kind == "text" and len(outer.text) > 2
    }


def _of_laws(stated: Sequence[Statement]) -> set[str]:
    r"""Words that effects with a law around zero carry, ``u_{\text{Subject}} ~ N(0, tau^2)``."""
    found: set[str] = set()
    for statement in stated:
        if statement.relation != "~":
            continue
        family, given = distribution(bare(statement.right))
        centred = len(given) > 1 and isinstance(bare(given[0]), Number)
        if family != "normal" or not centred or not symbols(given[1]):
            continue
        marks = [mark for symbol in symbols(statement.left) for mark in symbol.below]
        if all(mark.kind in ("text", "number", "comma") or mark.inner for mark in marks):
            found |= {mark.text for mark in marks if mark.kind == "text" and len(mark.text) > 2}
    return found


def _of_lone_effects(stated: Sequence[Statement], effects: Sequence[Symbol]) -> set[str]:
    r"""Words that effects without a law carry, ``\beta_0 + u_{\text{school}} + \varepsilon``.

    A letter whose subscripts are all such words, and which stands alone as a summand, is an effect: what
    multiplies it would tell a coefficient with a label.
    """
    marked: dict[str, list[set[str]]] = {}
    for symbol in effects:
        marked.setdefault(symbol.letter, []).append(_marked_words(symbol))
    whole = {letter for letter, found in marked.items() if all(found)}
    if not whole:
        return set()
    lone = [term for s in stated if s.relation == "=" for term in _lone(s.right)]
    found = {
        word
        for term in lone
        if term.letter in whole and _is_effect(term)
        for word in _marked_words(term)
    }
    return {word for word in found if word.lower() not in CONSTANTS | RESIDUAL_WORDS}


def _is_effect(symbol: Symbol) -> bool:
    return symbol.letter in (EFFECT_WORDS if symbol.word else _EFFECTS)


def _marked_words(symbol: Symbol) -> set[str]:
    """The words of a subscript that has nothing else but numbers, commas and bars; empty for another."""
    found: set[str] = set()
    for mark in symbol.below:
        if mark.kind in ("text", "letters") and _is_word(mark.text) and not mark.inner:
            found.add(mark.text)
        elif mark.kind not in ("number", "comma") and mark.text != "|":
            return set()
    return found


def _is_word(text: str) -> bool:
    """Whether a run of letters is a word and no run of indices: it has a vowel that no index has."""
    return len(text) > 2 and not text.isdigit() and bool(set(text.lower()) & set("aeou"))


def _lone(node: Node) -> tuple[Symbol, ...]:
    """The symbols that are summands by themselves, in brackets or not."""
    inner = bare(node)
    if isinstance(inner, Symbol):
        return (inner,)
    return tuple(s for term in inner.terms for s in _lone(term)) if isinstance(inner, Sum) else ()
