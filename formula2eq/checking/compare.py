"""Two models term by term: what is missing, extra or other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from formula2eq.checking.compare_random import match_groups, random_differences
from formula2eq.checking.difference import Difference, term_text
from formula2eq.checking.parts import one_sided
from formula2eq.checking.side import Side, key_of
from formula2eq.formula.unparse import unparse
from formula2eq.source import Span
from formula2eq.terms.term import Term


def compare(
    first: Side, second: Side, *, response: bool = True
) -> tuple[list[Difference], list[tuple[str, str]]]:
    """All differences, and pairs of groups that count as one because their labels are unique."""
    found: list[Difference] = []
    if response:
        found += _response(first, second)
    found += _family(first, second)
    own, nested = _terms(first, second)
    found += own
    for name in dict.fromkeys((*first.parts, *second.parts)):
        mine, theirs = first.parts.get(name), second.parts.get(name)
        if mine is None or theirs is None:
            found.append(one_sided(name, mine, theirs, first if mine is None else second))
            continue
        inside, more = _terms(mine, theirs)
        found += [replace(difference, part=name) for difference in inside]
        nested += [pair for pair in more if pair not in nested]
    return found, nested


def _terms(first: Side, second: Side) -> tuple[list[Difference], list[tuple[str, str]]]:
    """The differences in fixed terms, offsets and random terms."""
    matched, nested = match_groups(first, second)
    found = [
        *_fixed(first, second),
        *_offsets(first, second),
        *random_differences(first, second, matched),
    ]
    return found, nested


def _fixed(first: Side, second: Side) -> Iterator[Difference]:
    mine = {key_of(t): t for t in first.terms.fixed}
    theirs = {key_of(t): t for t in second.terms.fixed}
    if first.family == second.family == "ordinal":  # its constants are the thresholds
        mine.pop(frozenset(), None)
        theirs.pop(frozenset(), None)
    for key, term in theirs.items():
        if key not in mine:
            text = term_text(term)
            yield Difference(
                "missing-fixed-term",
                text,
                text,
                None,
                _near(first, term),
                second.fixed_place(term),
                "+ 1 in place of 0" if text == "1" else f"+ {text}",
            )
    for key, term in mine.items():
        if key not in theirs:
            text = term_text(term)
            yield Difference(
                "extra-fixed-term",
                text,
                None,
                text,
                first.fixed_place(term) or first.whole(),
                _near(second, term),
                "0 +" if text == "1" else f"without {text}",
            )


def _near(side: Side, term: Term) -> tuple[Span, ...]:
    """Where a term that is not there would belong: beside its parts, else in the model as a whole."""
    parts = [t for t in side.terms.fixed if t.factors and key_of(t) < key_of(term)]
    spans = [span for part in parts for span in side.fixed_place(part)]
    return tuple(dict.fromkeys(spans)) or side.whole()


def _family(first: Side, second: Side) -> Iterator[Difference]:
    if first.family != second.family:
        yield Difference(
            "family",
            first.family,
            second.family,
            first.family,
            first.family_place(),
            second.family_place(),
            "clmm()" if second.family == "ordinal" else f"family = {second.family}",
        )
    elif first.link != second.link:
        yield Difference(
            "link",
            first.link,
            second.link,
            first.link,
            first.family_place(),
            second.family_place(),
            f'link = "{second.link}"'
            if second.family == "ordinal"
            else f'family = {second.family}("{second.link}")',
        )


def _response(first: Side, second: Side) -> Iterator[Difference]:
    mine, theirs = first.terms.response, second.terms.response
    if mine is None or theirs is None or mine == theirs:
        return
    a, b = unparse(mine), unparse(theirs)
    if _counts(a, first) == _counts(b, second):
        return
    yield Difference("response", a, b, a, first.response_place(), second.response_place(), b)


def _counts(text: str, side: Side) -> str:
    """A proportion with its trials as the counts that it is."""
    numerator, slash, denominator = text.partition("/")
    if slash and side.weights == denominator and side.family == "binomial":
        return f"cbind({numerator}, {denominator} - {numerator})"
    return text


def _offsets(first: Side, second: Side) -> Iterator[Difference]:
    mine = Counter(unparse(o) for o in first.terms.offsets)
    theirs = Counter(unparse(o) for o in second.terms.offsets)
    for text in (theirs - mine).elements():
        yield Difference(
            "offset", text, text, None, first.whole(), second.offset_place(text), f"+ {text}"
        )
    for text in (mine - theirs).elements():
        yield Difference(
            "offset",
            text,
            None,
            text,
            first.offset_place(text),
            second.whole(),
            f"without {text}",
        )
