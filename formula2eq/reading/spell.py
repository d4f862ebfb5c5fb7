"""Terms to a formula in the shape people write: ``a*b`` where all its parts are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

#: A product of variables, by R's text of each, in the order in which they are to be written.
Product = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A random term: effects that covary, and the factors of its group, the inner one first.

    diagonal  whether the effects, columns of one factor, are independent: glmmTMB's ``diag()``
    """

    effects: tuple[Product, ...]
    grouping: tuple[str, ...]
    diagonal: bool = False


def spell_formula(
    response: str | None,
    fixed: Sequence[Product],
    bars: Sequence[Bar],
    offsets: Sequence[str] = (),
) -> str:
    """The formula.

    >>> spell_formula("y", [(), ("x",), ("w",), ("x", "w")], [Bar(((), ("x",)), ("g",))])
    'y ~ x*w + (1 + x | g)'
    """
    pieces = spell_sum(fixed, needs_one=not any(fixed) and not offsets)
    pieces += [f"offset({offset})" for offset in offsets]
    pieces += spell_bars(bars)
    left = "" if response is None else f"{response} "
    return f"{left}~ {' + '.join(pieces)}"


def spell_sum(terms: Sequence[Product], *, needs_one: bool) -> list[str]:
    """Summands of a sum of terms: a leading ``0`` without the constant, ``1`` alone or if asked."""
    distinct = list({frozenset(term): term for term in terms}.values())
    present = {frozenset(term) for term in distinct}
    constant = frozenset() in present
    stars = [
        term
        for term in distinct
        if len(term) > 1
        and all(
            frozenset(part) in present
            for n in range(1, len(term))
            for part in combinations(term, n)
        )
    ]
    stars = [s for s in stars if not any(set(s) < set(other) for other in stars)]
    covered = {
        frozenset(part) for s in stars for n in range(1, len(s) + 1) for part in combinations(s, n)
    }
    pieces = [] if constant else ["0"]
    if constant and needs_one:
        pieces.append("1")
    pieces += [
        ":".join(term)
        for term in distinct
        if term and len(term) == 1 and frozenset(term) not in covered
    ]
    pieces += [":".join(t) for t in distinct if len(t) > 1 and frozenset(t) not in covered]
    mains = len([p for p in pieces if ":" not in p])
    return [*pieces[:mains], *("*".join(star) for star in stars), *pieces[mains:]]


def spell_bars(bars: Sequence[Bar]) -> list[str]:
    """The random terms: ``||`` for a constant and independent slopes, ``a/b`` for equal nested ones."""
    groups: dict[frozenset[str], tuple[tuple[str, ...], list[Bar]]] = {}
    for bar in bars:
        groups.setdefault(frozenset(bar.grouping), (bar.grouping, []))[1].append(bar)
    shapes = {key: (grouping, _shapes(listed)) for key, (grouping, listed) in groups.items()}
    made: list[str] = []
    done: set[frozenset[str]] = set()
    for key, (grouping, texts) in shapes.items():
        if key in done:
            continue
        outer = next(
            (
                other
                for other, (_, shown) in shapes.items()
                if other < key
                and len(key) == len(other) + 1
                and shown == texts
                and other not in done
            ),
            None,
        )
        if outer is not None and len(outer) == 1:
            (inner,) = key - outer
            (top,) = outer
            made += [text.format(f"{top}/{inner}") for text in texts]
            done |= {key, outer}
            continue
        made += [text.format(":".join(grouping)) for text in texts]
        done.add(key)
    return made


def _shapes(bars: Sequence[Bar]) -> list[str]:
    """The random terms of one group, ``{}`` standing for the group."""
    constant = [b for b in bars if b.effects == ((),)]
    slopes = [b for b in bars if len(b.effects) == 1 and b.effects != ((),)]
    # R would take a term that stands twice behind one bar for one.
    distinct = len({frozenset(b.effects[0]) for b in slopes}) == len(slopes)
    plain = distinct and not any(b.diagonal for b in bars)
    if plain and len(constant) == 1 and slopes and len(constant) + len(slopes) == len(bars):
        inner = " + ".join(["1", *(":".join(b.effects[0]) for b in slopes)])
        return [f"({_braced(inner)} || {{}})"]
    made = []
    for bar in bars:
        inner = " + ".join(spell_sum(bar.effects, needs_one=True))
        text = f"{_braced(inner)} | {{}}"
        made.append(f"diag({text})" if bar.diagonal else f"({text})")
    return made


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
