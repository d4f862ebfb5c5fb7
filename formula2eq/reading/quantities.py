"""Symbols as quantities: a letter with numbers, names and indices told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from formula2eq.reading.commands import GREEK_WORDS
from formula2eq.reading.label_letters import label_letters
from formula2eq.reading.nodes import Mark, Node, Symbol, symbols
from formula2eq.reading.statements import Statement
from formula2eq.reading.word_indices import index_words
from formula2eq.source import Span

#: What makes a quantity itself, indices aside: letter, numbers, names, superscripts, accent.
Base: TypeAlias = tuple[str, tuple[int, ...], tuple[str, ...], tuple[str, ...], str | None]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A symbol understood.

    letter   Greek name, Latin letter or whole name
    word     whether it is a whole name
    numbers  of its subscript, digit by digit unless commas stand between them
    texts    names in its subscript, ``Catholic``
    indices  index letters, of a lookup ``j[i]`` the outer one; a whole word may be an index
    lookups  pairs (outer, inner)
    above    superscripts
    accent   ``hat``, ``bar``, ``bold`` or None
    effect   whether it stands for the random deviation of a coefficient that has a law
    """

    letter: str
    word: bool
    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    indices: tuple[str, ...]
    above: tuple[str, ...] = ()
    accent: str | None = None
    effect: bool = False
    lookups: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    span: Span = field(default=Span(0, 0), compare=False)

    @property
    def base(self) -> Base:
        """What it is without its indices."""
        accent = None if self.accent == "bold" else self.accent
        letter = (
            f"{self.letter} set upright" if self.word and len(self.letter) == 1 else self.letter
        )
        return (letter, self.numbers, self.texts, self.above, accent)

    @property
    def greek(self) -> bool:
        """Whether it is a Greek letter."""
        return not self.word and self.letter in GREEK_WORDS

    @property
    def key(self) -> tuple[Base, frozenset[str], bool]:
        """What it is with its indices, whatever their order."""
        return (self.base, frozenset(self.indices), self.effect)

    @property
    def name(self) -> str:
        """As plain text without indices: ``x1``, ``Age``."""
        joined = "".join(map(str, self.numbers))
        return self.letter + joined


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Which letters are indices in a text.

    given  indices that groups were given for; one of several letters is no run of single ones
    """

    letters: frozenset[str]
    given: frozenset[str] = frozenset()

    def quantity(self, symbol: Symbol) -> Quantity:
        """A symbol as a quantity."""
        numbers: list[int] = []
        texts: list[str] = []
        indices: list[str] = []
        lookups: list[tuple[str, str]] = []
        commas = self._comma_between_numbers(symbol)
        for position, mark in enumerate(symbol.below):
            match mark.kind:
                case "letters" if mark.inner and self._belongs(symbol.below[position - 1], mark):
                    lookups.append((symbol.below[position - 1].text, mark.text))
                case "number" if commas:
                    numbers.append(int(mark.text[:9]))
                case "number":
                    numbers += map(int, mark.text[:40])
                case "letters":
                    found = self._indices(mark.text)
                    if found is None:
                        texts.append(mark.text)
                    else:
                        indices += found
                case "text":
                    if re.fullmatch(r"[a-z]_?\d", mark.text) and mark.text[0] in self.letters:
                        indices.append(mark.text)
                    elif mark.text in self.letters:
                        indices.append(mark.text)
                    else:
                        texts.append(mark.text)
                case "lookup":
                    indices.append(mark.text)
                    lookups.append((mark.text, mark.inner))
                case "greek":
                    texts.append(mark.text)
        above = tuple(
            "plus" if m.text == "+" else m.text
            for m in symbol.above
            if m.kind in ("number", "letters", "text", "greek") or m.text == "+"
        )
        if len(symbol.below) > 2:
            lookups += self._nested(symbol)
        return Quantity(
            symbol.letter,
            symbol.word,
            tuple(numbers),
            tuple(texts),
            tuple(dict.fromkeys(indices)),
            above,
            symbol.accent,
            False,
            tuple(lookups),
            symbol.span,
        )

    def _nested(self, symbol: Symbol) -> list[tuple[str, str]]:
        r"""Words within words, ``u_{\text{session}|\text{subject}}``: outer and inner."""
        found = zip(symbol.below, symbol.below[1:], symbol.below[2:], strict=False)
        return [
            (outer.text, inner.text)
            for inner, bar, outer in found
            if bar.text == "|" and {inner.text, outer.text} <= self.letters and len(inner.text) > 2
        ]

    def _indices(self, run: str) -> list[str] | None:
        if len(run) > 1 and run in self.given:
            return [run]
        if all(letter in self.letters for letter in run):
            return list(run)
        return [run] if run in self.letters else None

    def _belongs(self, outer: Mark, inner: Mark) -> bool:
        """Whether ``school(i)`` is the school of observation i, and not an index within another."""
        word = len(outer.text) > 2 and outer.text in self.letters
        return (word or outer.text in self.given) and inner.text not in self.given

    @staticmethod
    def _comma_between_numbers(symbol: Symbol) -> bool:
        kinds = [mark.kind for mark in symbol.below]
        return any(
            a == "number" and b == "comma" and c == "number"
            for a, b, c in zip(kinds, kinds[1:], kinds[2:], strict=False)
        )


def alphabet(stated: Sequence[Statement], groups: Iterable[str]) -> Alphabet:
    """The index letters of a text: those that stand alone in a subscript, in lookups, on the left
    side of the first equation, and those that are asked for.
    """
    letters = set(groups)
    given = frozenset(letters)
    for number, statement in enumerate(stated):
        for side, node in enumerate((statement.left, statement.right)):
            for symbol in symbols(node):
                named = symbol.word or symbol.letter not in GREEK_WORDS
                first = side == 0 and (named or number == 0)
                letters |= _letters(symbol, given, first=first)
    letters |= index_words(stated)
    letters -= label_letters(stated, given)
    return Alphabet(frozenset(letters), given)


#: Letters that are indices wherever they stand alone, and those of which a run is one.
_USUAL = set("ghijklmnpqrst")
_FIRST = set("ijklmt")


def _letters(symbol: Symbol, given: frozenset[str], *, first: bool) -> set[str]:
    found: set[str] = set()
    if symbol.letter in ("sigma", "tau", "Sigma", "Tau", "rho", "Omega", "T") or (
        symbol.accent == "bold" and symbol.letter.isupper()
    ):
        return found
    for mark in symbol.below:
        if mark.kind == "letters" and not (len(mark.text) > 1 and mark.text in given):
            run = set(mark.text)
            long = run <= _USUAL | given and list(mark.text) == sorted(run)  # ijklmn, no word
            if (
                first
                and (len(run) <= 4 or long)
                or len(run) == 1
                and run <= _USUAL
                or run <= _FIRST
            ):
                found |= run
        elif mark.kind == "lookup":
            found.add(mark.text)
            found |= {mark.inner} if len(mark.inner) == 1 else set()
    return found


def quantities(node: Node, letters: Alphabet) -> tuple[Quantity, ...]:
    """The quantities inside a node, in reading order."""
    return tuple(letters.quantity(symbol) for symbol in symbols(node))
