"""The random terms of two models, group by group: what is missing, extra or other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from formula2eq.checking.difference import Difference, term_text
from formula2eq.checking.side import Key, Side, key_of
from formula2eq.terms.term import RandomTerm, Term

#: A group by its factors' labels.
Group = frozenset[str]


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


def random_differences(
    first: Side, second: Side, pairs: Sequence[tuple[Group | None, Group | None]]
) -> Iterator[Difference]:
    """The differences of each pair of groups; None where one side lacks the group."""
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
        text = f"{term_text(terms[key])} | {group}"
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
