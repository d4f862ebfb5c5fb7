"""Two models term by term: what is missing, extra or other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from formula2eq.checking.difference import Difference
from formula2eq.checking.parts import one_sided
from formula2eq.checking.side import Key, Side, key_of
from formula2eq.formula.unparse import unparse
from formula2eq.source import Span
from formula2eq.terms.term import RandomTerm, Term

#: A group by its factors' labels.
Group = frozenset[str]


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
    found = [*_fixed(first, second), *_offsets(first, second), *_random(first, second, matched)]
    return found, nested


def _text(term: Term) -> str:
    return ":".join(unparse(f, label=True) for f in term.factors) or "1"


def _fixed(first: Side, second: Side) -> Iterator[Difference]:
    mine = {key_of(t): t for t in first.terms.fixed}
    theirs = {key_of(t): t for t in second.terms.fixed}
    if first.family == second.family == "ordinal":  # its constants are the thresholds
        mine.pop(frozenset(), None)
        theirs.pop(frozenset(), None)
    for key, term in theirs.items():
        if key not in mine:
            text = _text(term)
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
            text = _text(term)
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


def groups_of(side: Side) -> dict[Group, list[RandomTerm]]:
    """The random terms by their group."""
    found: dict[Group, list[RandomTerm]] = {}
    for random in side.terms.random:
        found.setdefault(key_of(random.grouping), []).append(random)
    return found


def match_groups(
    first: Side, second: Side
) -> tuple[list[tuple[Group | None, Group | None]], list[tuple[str, str]]]:
    """The groups of both sides in pairs.

    A group ``child`` beside ``school`` is ``child:school`` when nothing else is: labels of children are
    then taken to be unique, which is returned to be said.
    """
    mine, theirs = list(groups_of(first)), list(groups_of(second))
    pairs: list[tuple[Group | None, Group | None]] = [(g, g) for g in mine if g in theirs]
    left = [g for g in mine if g not in theirs]
    right = [g for g in theirs if g not in mine]
    nested: list[tuple[str, str]] = []
    for own in list(left):
        for other in list(right):
            small, large = (own, other) if own < other else (other, own)
            if small < large and any(
                (large - small) <= set(g) for g in (*mine, *theirs) if g not in (small, large)
            ):
                pairs.append((own, other))
                left.remove(own)
                right.remove(other)
                nested.append((":".join(sorted(small)), ":".join(sorted(large - small))))
                break
    pairs += [(g, None) for g in left] + [(None, g) for g in right]
    return pairs, nested


def label(group: Group, side: Side) -> str:
    """A group as its formula writes it."""
    for random in side.terms.random:
        if key_of(random.grouping) == group:
            return random.grouping.label
    return ":".join(sorted(group))


def _random(
    first: Side, second: Side, pairs: Sequence[tuple[Group | None, Group | None]]
) -> Iterator[Difference]:
    mine, theirs = groups_of(first), groups_of(second)
    for own, other in pairs:
        if own is None and other is not None:
            text = label(other, second)
            listed = theirs[other]
            yield Difference(
                "missing-grouping",
                text,
                _bars(listed),
                None,
                first.whole(),
                second.random_place(listed),
                f"+ {_bars(listed)}",
            )
        elif other is None and own is not None:
            listed = mine[own]
            yield Difference(
                "extra-grouping",
                label(own, first),
                None,
                _bars(listed),
                first.random_place(listed),
                second.whole(),
                f"without {_bars(listed)}",
            )
        elif own is not None and other is not None:
            yield from _effects(first, second, mine[own], theirs[other], label(own, first))


def _effects(
    first: Side, second: Side, mine: Sequence[RandomTerm], theirs: Sequence[RandomTerm], group: str
) -> Iterator[Difference]:
    """The effects of one group, then how they covary."""
    own = Counter(key_of(e) for r in mine for e in r.effects)
    other = Counter(key_of(e) for r in theirs for e in r.effects)
    terms: Mapping[Key, Term] = {key_of(e): e for r in (*theirs, *mine) for e in r.effects}
    differ = False
    for key in terms:
        text = f"{_text(terms[key])} | {group}"
        if other[key] > own[key]:
            differ = True
            yield Difference(
                "missing-random-effect",
                text,
                _bars(theirs),
                _bars(mine),
                first.random_place(mine),
                second.random_place(theirs, terms[key]) or second.random_place(theirs),
                _bars(theirs),
            )
        elif own[key] > other[key]:
            differ = True
            yield Difference(
                "extra-random-effect",
                text,
                _bars(theirs),
                _bars(mine),
                first.random_place(mine, terms[key]),
                second.random_place(theirs),
                _bars(theirs),
            )
    if not differ and _shape(mine) != _shape(theirs):
        yield Difference(
            "covariance",
            group,
            _bars(theirs),
            _bars(mine),
            first.random_place(mine),
            second.random_place(theirs),
            _bars(theirs),
        )


def _shape(randoms: Sequence[RandomTerm]) -> Counter[object]:
    """The blocks; a diagonal block of plain effects is as many blocks of one."""
    found: Counter[object] = Counter()
    for random in randoms:
        keys = frozenset(key_of(e) for e in random.effects)
        if len(keys) == 1 and random.covariance == "unstructured":
            found[keys, "unstructured"] += 1
        elif random.covariance == "diagonal":
            for key in keys:
                found[frozenset((key,)), "unstructured"] += 1
        else:
            found[keys, random.covariance] += 1
    return found


def _bars(randoms: Sequence[RandomTerm]) -> str:
    return " + ".join(f"({random.text})" for random in randoms)


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
