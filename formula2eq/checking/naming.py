"""Names that equations leave open, found by comparing: ``X_ij`` is ``ses`` if only that fits.

Only bare letters are ever matched so, never whole names, and what was matched is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, permutations

from formula2eq.checking.compare import compare
from formula2eq.checking.side import Side, read_side
from formula2eq.errors import InterpretationError
from formula2eq.formula.averages import averages
from formula2eq.formula.names import names
from formula2eq.formula.nodes import Name
from formula2eq.formula.unparse import unparse
from formula2eq.reading.read import read
from formula2eq.reading.read_model import ReadModel

_LETTER = re.compile(r"[A-Za-z]_?\d{0,2}")
#: At most this many ways of matching names are tried.
MOST = 720


def read_beside(
    text: str,
    other: Side,
    groups: Mapping[str, str] | None,
    names: Mapping[str, str] | None,
    within: Mapping[str, str],
    family: str | None,
    link: str | None,
    name: str,
) -> tuple[Side, dict[str, str], dict[str, str]]:
    """Equations read for a comparison with ``other``; what was matched of groups and of names.

    The letters of groups that are not given are matched to the other side's grouping factors,
    letters of variables to its variables: the match with the fewest differences is taken.
    """
    given = dict(groups or {})
    known = _means(other, names or {}) | dict(names or {})
    columns = [v for v in other.variables if v not in known]

    def attempt(more: Mapping[str, str], called: Mapping[str, str]) -> ReadModel:
        return read(
            text,
            {**given, **more},
            {**known, **called},
            within=within,
            columns=columns,
            family=family,
            link=link,
            guess_groups=True,
            name=name,
        )

    first = attempt({}, {})
    letters = [
        d.repair.split("=")[0].removeprefix("--group ")
        for d in first.diagnostics
        if d.rule == "guessed-group" and d.repair
    ]
    words = {g: g for g in read_side(first).grouping_names if not g.startswith("g_") and len(g) > 2}
    factors = [g for g in other.grouping_names if g not in given.values()]
    loose = _loose(words, factors)
    free = [g for g in factors if g not in loose.values()]
    if len(letters) > len(free):  # the rest may count the categories of fixed effects
        free += [v for v in columns if v not in factors]
    best: tuple[ReadModel, dict[str, str], dict[str, str]] = (first, dict(loose), {})
    if loose:
        best = (attempt(loose, {}), dict(loose), {})
    if letters:
        best = (
            _best(
                ({**loose, **more} for more in _matches(letters, free)),
                lambda more: attempt(more, {}),
                other,
            )
            or best
        )
        if not best[1]:
            raise attempt_plain(text, given, known, within, columns, name)
    model, chosen, _ = best
    open_names = _open(read_side(model), other, known)
    spare = [v for v in columns if v not in read_side(model).variables]
    if open_names and spare:
        named = _best(
            _matches(open_names, spare),
            lambda called: attempt(chosen, {column: shown for shown, column in called.items()}),
            other,
        )
        if named is not None and len(_differences(named[0], other)) < len(
            _differences(model, other)
        ):
            return read_side(named[0]), chosen, dict(named[1])
    return read_side(model), chosen, {}


def attempt_plain(
    text: str,
    given: Mapping[str, str],
    known: Mapping[str, str],
    within: Mapping[str, str],
    columns: Sequence[str],
    name: str,
) -> InterpretationError:
    """The error that asks for the groups by name."""
    try:
        read(text, given, known, within=within, columns=columns, name=name)
    except InterpretationError as error:
        return error
    raise AssertionError("the groups were missing a moment ago")


def _means(other: Side, names: Mapping[str, str]) -> dict[str, str]:
    r"""How means by group are displayed, a bar above the variable: ``ave(x, g)`` as ``mean_x``.

    Only beside one grouping factor: of several, a bar does not tell which it averages over.
    """
    found: dict[str, str] = {}
    if len(other.grouping_names) != 1:
        return found
    for factor in (factor for term in other.every_term() for factor in term.factors):
        for call, average in averages(factor):
            groups = tuple(unparse(group.value) for group in average.groups if group.value)
            if average.summary == "mean" and isinstance(average.of, Name):
                if groups == other.grouping_names:
                    shown = names.get(average.of.name, average.of.name)
                    found[unparse(call)] = f"mean_{shown}"
    return found


def _loose(words: Mapping[str, str], factors: Sequence[str]) -> dict[str, str]:
    """Group names written in the equations, ``county[i]``, that differ from the column in case only."""
    found = {}
    for word in words:
        near = [
            f
            for f in factors
            if re.sub(r"[\W_]", "", f).lower() == re.sub(r"[\W_]", "", word).lower()
        ]
        if len(near) == 1 and near[0] != word:
            found[word] = near[0]
    return found


def _open(side: Side, other: Side, known: Mapping[str, str]) -> list[str]:
    """Bare letters among the variables that neither the other side nor a mapping knows."""
    predictors = {n for t in side.every_term() for f in t.factors for n in names(f)}
    return [
        v
        for v in side.variables
        if _LETTER.fullmatch(v) and v not in other.variables and v not in known and v in predictors
    ]


def _matches(first: Sequence[str], second: Sequence[str]) -> Iterator[dict[str, str]]:
    """Every way of giving each of the first one of the second."""
    if not second:
        return
    size = min(len(first), len(second))
    for chosen in islice(permutations(second, size), MOST):
        yield dict(zip(first, chosen, strict=False))


def _differences(model: ReadModel, other: Side) -> list[object]:
    found, _ = compare(other, read_side(model), response=False)
    return list(found)


def _best(
    candidates: Iterator[dict[str, str]],
    attempt: Callable[[dict[str, str]], ReadModel],
    other: Side,
) -> tuple[ReadModel, dict[str, str], dict[str, str]] | None:
    best: tuple[ReadModel, dict[str, str], dict[str, str]] | None = None
    least = 10**9
    for candidate in candidates:
        model = attempt(candidate)
        count = len(_differences(model, other))
        if count < least:
            best, least = (model, candidate, {}), count
        if count == 0:
            break
    return best
