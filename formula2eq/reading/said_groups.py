r"""Grouping factors that a text names beside their index: ``\text{, for county j = 1,}``.

So do the equations of the R package equatiomatic, which also give a coefficient the superscript of the
one in whose mean it stands, and leave it out where its own law is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from formula2eq.reading.commands import TEXTS
from formula2eq.reading.nodes import Node, Symbol, mapped, symbols
from formula2eq.reading.quantities import Alphabet
from formula2eq.reading.scripts import unescape
from formula2eq.reading.statements import Statement

_SAID = re.compile(
    rf"\\(?:{'|'.join(sorted(TEXTS))})\{{[\s,]*for\s+(?P<group>[^{{}}=\s]+)\s+(?P<letter>[a-z])\s*=\s*1[\s,]*\}}"
)
_QUANTIFIERS = frozenset({"all", "each", "every", "any", "index", "indices"})


def said_groups(text: str, given: Mapping[str, str]) -> dict[str, str]:
    r"""Grouping factors by index letter, without those that are given.

    ``school.1`` is lme4's name of the second random term of ``school``.

    >>> said_groups(r"\\alpha_j \\sim N(0, 1) \\text{, for sid j = 1,} \\dots \\text{,J}", {})
    {'j': 'sid'}
    """
    found = {match["letter"]: unescape(match["group"]) for match in _SAID.finditer(text)}
    names = set(found.values())
    for letter, group in found.items():
        base, dot, number = group.rpartition(".")
        if dot and number.isdigit() and base in names:
            found[letter] = base
    return {
        letter: group
        for letter, group in found.items()
        if letter not in given and group.lower() not in _QUANTIFIERS
    }


def looked_up_groups(said: Sequence[Statement], given: Mapping[str, str]) -> dict[str, str]:
    r"""The groups of laws by lookups: ``\alpha_j`` has a law and ``\alpha_{tank[i]}`` is used, so j is tank.

    Only letters that are not given, whose laws belong to lookups by one whole name.
    """
    plain = Alphabet(frozenset())

    def key(symbol: Symbol) -> tuple[object, ...]:
        quantity = plain.quantity(symbol)
        return (quantity.letter, quantity.numbers, quantity.above)

    lawed: dict[tuple[object, ...], str] = {}
    for statement in said:
        for symbol in symbols(statement.left) if statement.relation == "~" else ():
            letters = [m.text for m in symbol.below if m.kind in ("letters", "text", "lookup")]
            if len(letters) == 1 and len(letters[0]) == 1:
                lawed[key(symbol)] = letters[0]
    found: dict[str, set[str]] = {}
    for statement in said:
        for symbol in symbols(statement.right):
            names = [mark.text for mark in symbol.below if mark.kind == "lookup"]
            letter = lawed.get(key(symbol))
            if names and letter is not None:
                found.setdefault(letter, set()).update(names)
    return {
        letter: next(iter(names))
        for letter, names in found.items()
        if letter not in given and len(names) == 1 and all(len(name) > 2 for name in names)
    }


def with_named_laws(said: Sequence[Statement]) -> tuple[Statement, ...]:
    r"""The equations, ``\gamma_{1k[i]}^{\alpha}`` without its superscript where gamma_{1k} has a law."""
    plain = Alphabet(frozenset())
    lawed: dict[tuple[str, tuple[int, ...]], set[str]] = {}
    marked: set[tuple[str, tuple[str, ...]]] = set()
    for statement in said:
        for symbol in symbols(statement.left) if statement.relation == "~" else ():
            marked.add((symbol.letter, tuple(mark.text for mark in symbol.above)))
            if not symbol.above:
                letters = {mark.text for mark in symbol.below if mark.kind == "letters"}
                key = (symbol.letter, plain.quantity(symbol).numbers)
                lawed.setdefault(key, set()).update(letters)

    def change(symbol: Symbol) -> Node:
        if (symbol.letter, tuple(mark.text for mark in symbol.above)) in marked:
            return symbol
        own = {mark.text for mark in symbol.below if mark.kind == "lookup"}
        known = lawed.get((symbol.letter, plain.quantity(symbol).numbers), set())
        return replace(symbol, above=()) if symbol.above and own and own <= known else symbol

    return tuple(replace(s, right=mapped(s.right, change)) for s in said)
