"""Roles without data: nesting from the syntax and from declarations, levels from declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.errors import HierarchyError
from formula2eq.formula.averages import averages, deciding_names
from formula2eq.formula.names import names
from formula2eq.formula.nodes import Expression, Name
from formula2eq.formula.unparse import unparse
from formula2eq.source import Source
from formula2eq.terms.term import ModelTerms, Term
from formula2eq.variables.hierarchy import Hierarchy, Relations, hierarchy
from formula2eq.variables.roles import Roles, coarsest, grouping_terms, predictors

#: Level by grouping factor (or 1, the observations) of the variables declared there.
Levels = Mapping[str | int, Sequence[str]]


def declared_roles(
    terms: ModelTerms,
    levels: Levels | None = None,
    within: Mapping[str, str] | None = None,
    crossed: Iterable[Sequence[str]] = (),
    source: Source | None = None,
) -> Roles:
    """Roles as the syntax and the declarations give them; what is not declared is at level 1.

    Raises `HierarchyError` for a declaration that names no grouping factor or contradicts another.
    """
    groupings = grouping_terms(terms)
    relations = syntactic_relations(groupings, within or {}, crossed)
    units = hierarchy(relations)
    declared, notes = declared_levels(levels or {}, terms, units, groupings)
    found = {
        unparse(expression): level_without_data(expression, declared, units, groupings)
        for expression in predictors(terms)
    }
    found |= _inner_levels(terms, found, declared, units, groupings)
    return Roles(units, found, notes)


def _inner_levels(
    terms: ModelTerms,
    found: Mapping[str, str | None],
    declared: Mapping[str, str | None],
    units: Hierarchy,
    groupings: Sequence[Term],
) -> dict[str, str | None]:
    """The levels of variables that stand inside calls only, such as x in ``I(x^2)``: declared, those of
    a grouping factor that they are part of, or of the call where that has no other variable. Means by
    group have that of their groups.
    """
    inner: dict[str, str | None] = {}
    for expression in predictors(terms):
        own = () if isinstance(expression, Name) else names(expression)
        for name in own:
            level = declared.get(name) or _part_of_grouping(name, units, groupings)
            if level is None and len(own) == 1:
                level = found[unparse(expression)]
            if level is not None and name not in found:
                inner.setdefault(name, level)
        for call, _ in averages(expression):
            inner[unparse(call)] = level_without_data(call, declared, units, groupings)
    return {label: level for label, level in inner.items() if label not in found}


def syntactic_relations(
    groupings: Sequence[Term], within: Mapping[str, str], crossed: Iterable[Sequence[str]]
) -> Relations:
    """What is nested in what by syntax and declaration.

    ``a:b`` beside ``a`` lies within ``a``; ``a:b`` beside ``a`` and ``b`` is a cell of the two,
    unless one lies within the other, which makes it that one's twin. ``b:a`` is the twin of ``a:b``.
    """
    sets = {term.label: frozenset(term.factors) for term in groupings}
    apart = {frozenset(resolve(name, groupings) for name in pair) for pair in crossed}
    nested = {(resolve(a, groupings), resolve(b, groupings)) for a, b in within.items()}
    for inner, outer in nested:
        if inner == outer or frozenset((inner, outer)) in apart:
            raise HierarchyError(
                Diagnostic(
                    "contradicting-declarations",
                    f"{inner} is declared both within and crossed with {outer}"
                    if inner != outer
                    else f"{inner} is declared within itself",
                )
            )
    nested |= {(a, b) for a in sets for b in sets if sets[b] < sets[a]}
    nested = closure(nested)
    for inner, outer in nested:
        if (outer, inner) in nested:
            raise HierarchyError(
                Diagnostic(
                    "contradicting-declarations",
                    f"{inner} is within {outer} and {outer} within {inner}",
                )
            )
    same: list[tuple[str, str]] = []
    cells: list[tuple[str, tuple[str, ...]]] = []
    first: dict[frozenset[Expression], str] = {}
    for label, factors in sets.items():
        if first.setdefault(factors, label) != label:
            same.append((label, first[factors]))
            continue
        parts = [other for other in sets if sets[other] < factors]
        largest = [p for p in parts if not any(sets[p] < sets[q] for q in parts)]
        finest = [p for p in largest if not any((q, p) in nested for q in largest)]
        if len(largest) > 1 and frozenset().union(*(sets[p] for p in largest)) == factors:
            if len(finest) == 1:
                same.append((label, finest[0]))
            else:
                cells.append((label, tuple(finest)))
    return Relations(tuple(sets), frozenset(nested), tuple(same), tuple(cells))


def closure(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The transitive closure of a relation."""
    found = set(pairs)
    while True:
        more = {(a, d) for a, b in found for c, d in found if b == c} - found
        if not more:
            return found
        found |= more


def resolve(name: str, groupings: Sequence[Term]) -> str:
    """The grouping factor that a declaration names: by its label, or by the factor that is its own.

    ``childid`` names ``childid:schoolid`` when no grouping factor with fewer variables has it.
    Spaces and backticks do not count.
    """
    wanted = _squeezed(name)
    parts = {term.label: {_squeezed(unparse(f)) for f in term.factors} for term in groupings}
    for label, factors in parts.items():
        if factors == set(wanted.split(":")) or _squeezed(label) == wanted:
            return label
    holding = [term for term in groupings if wanted in parts[term.label]]
    if not holding:  # g of factor(g)
        alone = {t.label: {names(f) for f in t.factors} for t in groupings}
        holding = [term for term in groupings if (name.strip("`"),) in alone[term.label]]
    if holding:
        return min(holding, key=lambda term: len(term.factors)).label
    known = [term.label for term in groupings]
    near = get_close_matches(name, known, n=1)
    listed = ", ".join(known) or "none: it has no random terms"
    raise HierarchyError(
        Diagnostic(
            "unknown-grouping-factor",
            f"{name} is no grouping factor of this model; its grouping factors: {listed}",
            repair=near[0] if near else None,
        )
    )


def declared_levels(
    levels: Levels, terms: ModelTerms, units: Hierarchy, groupings: Sequence[Term]
) -> tuple[dict[str, str | None], tuple[Diagnostic, ...]]:
    """The declared level of each declared variable or call, by its label, and notes."""
    declared: dict[str, str | None] = {}
    # A variable's label, which may have backticks, comes before its bare name.
    known = dict.fromkeys(unparse(e) for e in predictors(terms))
    known |= dict.fromkeys(name for e in predictors(terms) for name in names(e))
    notes: list[Diagnostic] = []
    for key, variables in levels.items():
        grouping = None if str(key) == "1" else resolve(str(key), groupings)
        for written in [variables] if isinstance(variables, str) else variables:
            label = _normalized(written, known)
            if label in declared and declared[label] != grouping:
                raise HierarchyError(
                    Diagnostic("contradicting-declarations", f"{label} is declared at two levels")
                )
            declared[label] = grouping
            if label not in known:
                near = get_close_matches(label, sorted(known), n=1)
                notes.append(
                    Diagnostic(
                        "undeclared-name",
                        f"{written} has a declared level, but does not occur in the formula",
                        repair=near[0] if near else None,
                        severity="warning" if near else "note",
                    )
                )
    return declared, tuple(notes)


def level_without_data(
    expression: Expression,
    declared: Mapping[str, str | None],
    units: Hierarchy,
    groupings: Sequence[Term],
) -> str | None:
    """The level of a variable or call: declared, or the finest unit that holds all its variables."""
    label = unparse(expression)
    if label in declared:
        return declared[label]
    parts = [
        declared[name] if name in declared else _part_of_grouping(name, units, groupings)
        for name in deciding_names(expression)
    ]
    if not parts or None in parts:
        return None
    finest = {part for part in parts if part is not None}
    if len(finest) > 1:
        finest = {a for a in finest if not any(a in units.unit(b).within for b in finest)}
    if len(finest) == 1:
        return finest.pop()
    cells = [u.grouping for u in units.units if u.kind == "cell" and finest <= set(u.within)]
    return cells[0] if cells else None


def _part_of_grouping(name: str, units: Hierarchy, groupings: Sequence[Term]) -> str | None:
    """A variable that is part of a grouping factor is constant within it."""
    holding = [t.label for t in groupings if name in {unparse(f) for f in t.factors}]
    return next(iter(coarsest(holding, units)), None)


def _normalized(written: str, known: Iterable[str]) -> str:
    """A declared name or call as its label: spaces and backticks do not count."""
    squeezed = _squeezed(written)
    return next((k for k in known if _squeezed(k) == squeezed), written)


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace("`", "")


def place(terms: ModelTerms, label: str, source: Source | None) -> tuple[Label, ...]:
    """Where a variable stands in the formula, for messages."""
    if source is None:
        return ()
    for expression in predictors(terms):
        if unparse(expression) == label:
            return (Label(expression.span, "", source),)
    return ()
