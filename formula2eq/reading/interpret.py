"""Equations to a model: substitute, multiply out, sort, group; slips are said where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading import assumptions, slips, slips_of_residuals
from formula2eq.reading.analysis_of_variance import with_interactions
from formula2eq.reading.assemble import assemble
from formula2eq.reading.assembly import Assembly
from formula2eq.reading.beside import parts_beside
from formula2eq.reading.coefficient_laws import coefficient_laws
from formula2eq.reading.columns import Columns
from formula2eq.reading.equations_check import (
    definition_slips,
    index_slips,
    numbering_slips,
)
from formula2eq.reading.factor_constraints import (
    coding_of_factors,
    constraint_slips,
    looked_up_terms,
)
from formula2eq.reading.factor_lookups import Constraint, with_factors
from formula2eq.reading.forms import finished_first
from formula2eq.reading.functions_of import without_arguments
from formula2eq.reading.grouping import Indices, find_indices
from formula2eq.reading.joined_letters import split_letters
from formula2eq.reading.laws_for_all import with_laws_for_all
from formula2eq.reading.listed_vectors import with_listed
from formula2eq.reading.log_laws import with_logs
from formula2eq.reading.matrix_products import refuse_unprinted
from formula2eq.reading.matrix_rows import with_rows
from formula2eq.reading.multiply import Multiplier
from formula2eq.reading.outcome import (
    left_over,
    means,
    other_spelling,
    response_of,
    spelling,
    symbol_of_outcome,
)
from formula2eq.reading.part_readings import assembled, shared, sorted_parts
from formula2eq.reading.parts import Part, Sorter
from formula2eq.reading.priors import without_priors
from formula2eq.reading.quantities import Alphabet, Quantity, alphabet
from formula2eq.reading.root import Root, find_root, root_of
from formula2eq.reading.said_groups import looked_up_groups, said_groups, with_named_laws
from formula2eq.reading.standard_effects import with_scales
from formula2eq.reading.stated import state
from formula2eq.reading.statements import statements
from formula2eq.reading.symbols_twice import distinct, repeated, two_meanings_of
from formula2eq.reading.thresholds import thresholded
from formula2eq.reading.unread import refuse_unread
from formula2eq.reading.word_effects import groups_by_name, with_word_effects
from formula2eq.source import Source, Span


@dataclass(slots=True)
class Interpreted:
    """A text of equations understood, before it becomes a formula."""

    source: Source
    root: Root
    assembly: Assembly
    response: str | None
    weights: str | None
    response_span: Span | None
    columns: Columns
    indices: Indices
    diagnostics: list[Diagnostic] = field(default_factory=list)
    factors: Mapping[str, Constraint | None] = field(default_factory=dict)
    beside: Mapping[str, Assembly] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)


def interpret(
    source: Source,
    groups: Mapping[str, str],
    names: Mapping[str, str],
    within: Mapping[str, str],
    columns: Iterable[str] = (),
    outcome: str | None = None,
    guess: bool = False,
    computed: Mapping[str, str] | None = None,
) -> Interpreted:
    """What the equations of a text say.

    Raises ``EquationSyntaxError`` for a text that cannot be read and ``InterpretationError`` for
    equations that state no model.
    """
    groups = {**groups, **said_groups(source.text, groups)}
    said = with_named_laws(statements(source))
    said, cut = thresholded(said, source)
    said = with_logs(without_arguments(said))
    refuse_unread(said, source)
    spelled = Columns(names, columns, Alphabet(frozenset()))
    said = split_letters(said, lambda run: spelled.named(run) is not None, source)
    groups = {**groups, **looked_up_groups(said, groups)}
    groups = {**groups, **groups_by_name(said, groups)}
    said = with_laws_for_all(with_word_effects(said))
    said, lookups = with_factors(with_interactions(said), groups, source)
    said = with_listed(with_rows(said, names, source), source)
    rows = refuse_unprinted(said, lambda letter: spelled.named(letter) is not None, source)
    letters = alphabet(said, groups)
    said, priors = without_priors(said, letters, source)
    found = state(with_scales(said, letters), letters, source)
    free = [assumptions.effect_without_law(source, span) for span in lookups.free.values()]
    free += [assumptions.undecided_effect(source, span) for span in lookups.undecided]
    diagnostics = [*priors, *rows, *free, *(cut.diagnostics if cut is not None else ())]
    diagnostics += [slips.doubled_plus(source, span) for s in said for span in s.doubled]
    beside, turned = parts_beside(found)
    diagnostics += turned
    coefficient_laws(found)
    root = find_root(found) if cut is None else root_of(cut, said)
    root, respelled = other_spelling(found, root)
    diagnostics += respelled
    outcome_quantity = symbol_of_outcome(found, root)
    known = Columns(names, columns, letters, computed)
    multiplier = Multiplier(found, root.used)
    predictors = [multiplier.expand(node) for node, _ in root.predictors]
    sorter = Sorter(found, outcome_quantity, _variable_names(known))
    every = [sorter.sort(summands) for summands in predictors]
    order = finished_first(every, source)
    every = [every[number] for number in order]
    root = replace(root, predictors=tuple(root.predictors[number] for number in order))
    mean = _with_equations(every[0], sorter, diagnostics)
    listed = sorted_parts(beside, multiplier, sorter)
    listed = tuple(
        replace(one, forms=tuple(_with_equations(f, sorter, diagnostics) for f in one.forms))
        for one in listed
    )
    parts = (*mean, *(part for one in listed for part in one.forms[0]))
    diagnostics += [*sorter.diagnostics, *shared(found, mean, listed)]
    first = [q for q in (outcome_quantity, *means(found, root)) if q is not None]
    indices = find_indices(found, first, parts, groups, within, guess)
    assembly = assemble(found, root, mean, indices, known, sorter.indexed)
    others_read, said_of_others = assembled(found, root, listed, indices, known, sorter)
    diagnostics += said_of_others
    roots = [root.predictors[0][0], *found.beside]
    diagnostics += definition_slips(found, multiplier, root.used)
    diagnostics += numbering_slips(found, roots, root.used, parts)
    diagnostics += index_slips(found, root.used, parts, indices)
    for form, (node, _) in zip(every, root.predictors, strict=True):
        diagnostics += repeated(found, [node], form)
    for one in listed:
        for form, (node, _) in zip(one.forms, one.beside.predictors, strict=True):
            diagnostics += repeated(found, [node], form)
    diagnostics += two_meanings_of(found, outcome_quantity, parts)
    diagnostics += assembly.diagnostics
    looked_up = looked_up_terms(lookups, parts, known)
    diagnostics += constraint_slips(source, lookups, looked_up, assembly.fixed)
    indices.settle()
    diagnostics += indices.diagnostics
    for number, others in enumerate(every[1:], start=1):
        again = assemble(found, root, others, indices, known, sorter.indexed)
        what = assembly.differs(again)
        if what is not None:
            diagnostics.append(
                slips.forms_differ(source, root.predictors[number][1], root.predictors[0][1], what)
            )
    response, weights, span = response_of(root, known, outcome, letters)
    if root.residual and not assembly.residuals and sorter.indexed:
        diagnostics.append(
            slips_of_residuals.missing_residual(source, span or root.predictors[0][1])
        )
    if response is None:
        place = first[0].span if first else root.predictors[0][1]
        response = left_over(names, assembly)
        diagnostics.append(assumptions.outcome_unnamed(source, place, response))
    if root.family != "gaussian" and not root.stated:
        diagnostics.append(
            assumptions.family_from_link(
                source, root.predictors[0][1], f"{root.family} ({root.link})"
            )
        )
    if outcome_quantity is not None and outcome_quantity.letter in known.matched:
        diagnostics += spelling(known, names, outcome_quantity, source)
    codings = coding_of_factors(lookups, looked_up)
    return Interpreted(
        source,
        root,
        assembly,
        response,
        weights,
        span,
        known,
        indices,
        distinct(diagnostics),
        codings,
        others_read,
        {one.beside.name: one.beside.place for one in listed},
    )


def _variable_names(known: Columns) -> list[str]:
    """Short names that are variables for certain: display names of one letter, with a number or not."""
    shown = [*known.names.values(), *known.names.keys(), *known.columns]
    return [name.replace("_", "") for name in shown if len(name) <= 4]


def _with_equations(
    parts: Sequence[Part], sorter: Sorter, diagnostics: list[Diagnostic]
) -> tuple[Part, ...]:
    """Coefficients that vary without an equation get the plainest one: a constant and an effect."""
    made: list[Part] = []
    constants = {_place(p) for p in parts if p.kind == "fixed" and p.parameter is not None}
    for part in parts:
        quantity = part.parameter
        if part.kind != "random" or quantity is None or not sorter.wants_equation(quantity):
            made.append(part)
            continue
        if _place(part) in constants:
            if any(len(name) > 2 for name, _ in quantity.lookups):
                said = assumptions.lookup_without_law(sorter.found.source, quantity.span)
                diagnostics.append(said)
            made.append(part)
            continue
        others = [
            d.left
            for d in sorter.found.definitions
            if d.left.letter == quantity.letter and d.law is None
        ]
        source = sorter.found.source
        if others:
            diagnostics.append(slips.undefined_coefficient(source, quantity.span, others[0].span))
        else:
            diagnostics.append(slips.varying_coefficient(source, quantity.span))
        made.append(Part("fixed", quantity, part.variables, part.summand))
        made.append(part)
    return tuple(made)


def _place(part: Part) -> frozenset[object]:
    """What a part is multiplied by."""
    return frozenset(f.base if isinstance(f, Quantity) else f.node for f in part.variables)
