"""Equations to a model: substitute, multiply out, sort, group; slips are said where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading import assumptions, slips
from formula2eq.reading.assemble import Assembly, assemble, summed
from formula2eq.reading.beside import parts_beside
from formula2eq.reading.columns import Columns
from formula2eq.reading.equations_check import (
    definition_slips,
    index_slips,
    numbering_slips,
    repair_of_effect,
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
from formula2eq.reading.listed_vectors import with_listed
from formula2eq.reading.matrix_products import refuse_unprinted
from formula2eq.reading.matrix_rows import with_rows
from formula2eq.reading.multiply import Multiplier
from formula2eq.reading.nodes import Node, Symbol, symbols
from formula2eq.reading.part_readings import assembled, shared, sorted_parts
from formula2eq.reading.parts import Part, Sorter
from formula2eq.reading.priors import without_priors
from formula2eq.reading.quantities import Alphabet, Base, Quantity, alphabet
from formula2eq.reading.root import Root, find_root, root_of
from formula2eq.reading.said_groups import looked_up_groups, said_groups, with_named_laws
from formula2eq.reading.stated import Definition, Stated, state
from formula2eq.reading.statements import statements
from formula2eq.reading.thresholds import thresholded
from formula2eq.reading.unread import refuse_unread
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
    said = without_arguments(said)
    refuse_unread(said, source)
    spelled = Columns(names, columns, Alphabet(frozenset()))
    said = split_letters(said, lambda run: spelled.named(run) is not None, source)
    groups = {**groups, **looked_up_groups(said, groups)}
    said, lookups = with_factors(said, groups, source)
    said = with_listed(with_rows(said, names, source), source)
    rows = refuse_unprinted(said, lambda letter: spelled.named(letter) is not None, source)
    letters = alphabet(said, groups)
    said, priors = without_priors(said, letters, source)
    found = state(said, letters, source)
    diagnostics = [*priors, *rows, *(cut.diagnostics if cut is not None else ())]
    diagnostics += [slips.doubled_plus(source, span) for s in said for span in s.doubled]
    beside, turned = parts_beside(found)
    diagnostics += turned
    _coefficient_laws(found)
    root = find_root(found) if cut is None else root_of(cut, said)
    root, respelled = _other_spelling(found, root)
    diagnostics += respelled
    outcome_quantity = _outcome_quantity(found, root)
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
    first = [q for q in (outcome_quantity, *_means(found, root)) if q is not None]
    indices = find_indices(found, first, parts, groups, within, guess)
    assembly = assemble(found, root, mean, indices, known, sorter.indexed)
    others_read, said_of_others = assembled(found, root, listed, indices, known, sorter)
    diagnostics += said_of_others
    roots = [root.predictors[0][0], *found.beside]
    diagnostics += definition_slips(found, multiplier, root.used)
    diagnostics += numbering_slips(found, roots, root.used, parts)
    diagnostics += index_slips(found, root.used, parts, indices)
    for form, (node, _) in zip(every, root.predictors, strict=True):
        diagnostics += _repeated(found, [node], form)
    for one in listed:
        for form, (node, _) in zip(one.forms, one.beside.predictors, strict=True):
            diagnostics += _repeated(found, [node], form)
    diagnostics += _two_meanings(found, outcome_quantity, parts)
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
    response, weights, span = _response(root, known, outcome, letters)
    if root.residual and not assembly.residuals and sorter.indexed:
        diagnostics.append(slips.missing_residual(source, span or root.predictors[0][1]))
    if response is None:
        place = first[0].span if first else root.predictors[0][1]
        response = _left_over(names, assembly)
        diagnostics.append(assumptions.outcome_unnamed(source, place, response))
    if root.family != "gaussian" and not root.stated:
        diagnostics.append(
            assumptions.family_from_link(
                source, root.predictors[0][1], f"{root.family} ({root.link})"
            )
        )
    if outcome_quantity is not None and outcome_quantity.letter in known.matched:
        diagnostics += _spelling(known, names, outcome_quantity, source)
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
        _distinct(diagnostics),
        codings,
        others_read,
        {one.beside.name: one.beside.place for one in listed},
    )


def _coefficient_laws(found: Stated) -> None:
    """A law with a mean, ``alpha_j ~ N(gamma_0 + gamma_1 w_j, sigma^2)``, is an equation too."""
    from formula2eq.reading.links import bare
    from formula2eq.reading.nodes import Number
    from formula2eq.reading.root import is_outcome_law, used_bases
    from formula2eq.reading.stated import entries

    used = used_bases(found)
    summed = _summed(found)
    for law in found.laws:
        if law.family != "normal" or not law.arguments or is_outcome_law(law, used):
            continue
        means = entries(law.arguments[0])
        if len(means) != len(law.left):
            continue
        for quantity, mean in zip(law.left, means, strict=True):
            inner = bare(mean)
            zero = isinstance(inner, Number) and inner.text.strip("0.") == ""
            zero = (
                zero or isinstance(inner, Symbol) and inner.accent == "bold" and inner.letter == "0"
            )
            defined = any(
                d.left.base == quantity.base and (d.law is None or d.left.key == quantity.key)
                for d in found.definitions
            )
            if (not zero or quantity.base in summed) and not defined:
                found.definitions.append(Definition(quantity, mean, law.span, law))


def _summed(found: Stated) -> set[Base]:
    """Symbols such as ``alpha_{j[i],k[i]}``, which stand for the sum of alpha_j and alpha_k."""
    sides = [d.right for d in found.definitions]
    sides += [linked.predictor for linked in found.links if linked.predictor is not None]
    sides += found.beside
    sides += [law.arguments[0] for law in found.laws if law.arguments]
    stated = [quantity for law in found.laws for quantity in law.left]
    keys = {quantity.key for quantity in stated}
    made = set()
    for quantity in (found.letters.quantity(s) for side in sides for s in symbols(side)):
        parts = [
            q for q in stated if q.base == quantity.base and set(q.indices) < set(quantity.indices)
        ]
        held = {index for q in parts for index in q.indices}
        if quantity.key not in keys and len(parts) > 1 and held == set(quantity.indices):
            made.add(quantity.base)
    return made


def _other_spelling(found: Stated, root: Root) -> tuple[Root, list[Diagnostic]]:
    """Equations for the outcome in another spelling, ``s`` and ``S``, belong to it all the same."""
    if not isinstance(root.outcome, Symbol):
        return root, []
    letter = root.outcome.letter
    said: list[Diagnostic] = []
    predictors = list(root.predictors)
    used = list(root.used)
    for definition in found.definitions:
        other = definition.left.letter
        if definition in used or other == letter or other.lower() != letter.lower():
            continue
        if any(
            q.letter == other
            for d in found.definitions
            for q in map(found.letters.quantity, symbols(d.right))
        ):
            continue
        predictors.append((definition.right, definition.span))
        used.append(definition)
        said.append(
            slips.outcome_spelled(found.source, definition.left.span, letter, root.outcome.span)
        )
    return replace(root, predictors=tuple(predictors), used=tuple(used)), said


def _outcome_quantity(found: Stated, root: Root) -> Quantity | None:
    if root.outcome is None:
        return None
    inside = symbols(root.outcome)
    return found.letters.quantity(inside[0]) if inside else None


def _means(found: Stated, root: Root) -> list[Quantity]:
    """The mean and its like, whose indices count everything."""
    made = [definition.left for definition in root.used]
    for linked in found.links:
        made += [found.letters.quantity(s) for s in symbols(linked.parameter)[:1]]
    for law in found.laws:
        if law.outcome is root.outcome and law.arguments:
            for argument in law.arguments[:2]:
                if isinstance(argument, Symbol):
                    quantity = found.letters.quantity(argument)
                    made += (
                        [quantity]
                        if quantity.indices and quantity.letter in "mu p lambda pi phi"
                        else []
                    )
    return made


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


def _repeated(found: Stated, roots: Sequence[Node], parts: Sequence[Part]) -> list[Diagnostic]:
    """Parameters that stand at two terms."""
    first: dict[object, tuple[Part, Quantity]] = {}
    said: list[Diagnostic] = []
    for part in parts:
        quantity = part.parameter
        if quantity is None:
            continue
        key = (part.kind, quantity.key)
        if key not in first:
            first[key] = (part, quantity)
            continue
        before, earlier = first[key]
        if quantity.span == earlier.span:
            continue
        repair = repair_of_effect(found, roots, quantity, parts)
        if part.kind == "fixed" and summed(before, part):
            if frozenset(part.variables) != frozenset(before.variables):
                said.append(slips.numbered_anew(found.source, quantity.span, earlier.span))
        elif part.kind == "random":
            said.append(slips.effect_used_twice(found.source, quantity.span, earlier.span, repair))
        else:
            said.append(
                slips.coefficient_used_twice(found.source, quantity.span, earlier.span, repair)
            )
    return said


def _two_meanings(
    found: Stated, outcome: Quantity | None, parts: Sequence[Part]
) -> list[Diagnostic]:
    """A symbol that is a parameter here and a variable there, or a variable and the outcome."""
    meanings: dict[object, tuple[str, Span]] = {}
    if outcome is not None:
        meanings[outcome.base] = ("the outcome", outcome.span)
    for part in parts:
        if part.parameter is not None:
            meanings.setdefault(part.parameter.base, ("a parameter", part.parameter.span))
    return [
        slips.two_meanings(found.source, f.span, place, (meaning, "a variable"))
        for part in parts
        for f in part.variables
        if isinstance(f, Quantity) and f.base in meanings
        for meaning, place in [meanings[f.base]]
    ]


def _response(
    root: Root, known: Columns, outcome: str | None, letters: object
) -> tuple[str | None, str | None, Span | None]:
    """R's left side, the prior weights, and the outcome's place."""
    if root.outcome is None:
        return outcome, None, None
    span = root.outcome.span
    if isinstance(root.outcome, Symbol):
        name = known.expression(root.outcome)
    else:
        name = known.computed(root.outcome)[0]
        if name.startswith("I(") and not known.is_code(name):
            name = name[2:-1]
        elif known.is_code(name[1:-1]):
            name = name[1:-1]
    name = outcome or name
    if root.trials is None:
        return name, None, span
    trials = known.expression(root.trials)
    if root.proportion:
        return name, trials, span
    if trials.isdigit():
        return f"cbind({name}, {trials} - {name})", None, span
    from formula2eq.reading.nodes import Sum

    if isinstance(root.trials, Sum) and len(root.trials.terms) == 2:
        other = known.expression(root.trials.terms[1])
        if known.expression(root.trials.terms[0]) == name:
            return f"cbind({name}, {other})", None, span
    return f"cbind({name}, {trials} - {name})", None, span


def _left_over(names: Mapping[str, str], assembly: Assembly) -> str | None:
    """The one column among the display names that is no predictor: it can only be the outcome."""
    from formula2eq.formula.unparse import spell_name

    used = {
        text
        for products in (
            [p for p, _ in assembly.fixed.values()],
            *(b.effects for b in assembly.bars),
        )
        for product in products
        for text in product
    }
    left = [column for column in names if spell_name(column) not in used and column not in used]
    return spell_name(left[0]) if len(left) == 1 else None


def _spelling(
    known: Columns, names: Mapping[str, str], quantity: Quantity, source: Source
) -> list[Diagnostic]:
    """The outcome in another case than its display name."""
    column = known.matched[quantity.letter]
    shown = names.get(column)
    if shown is None or shown == quantity.letter or shown.lower() != quantity.letter.lower():
        return []
    return [slips.outcome_spelled(source, quantity.span, shown, None)]


def _distinct(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Each once, in the order of their places; a second finding at a place adds nothing new."""
    seen: set[tuple[str, int]] = set()
    made: list[Diagnostic] = []
    for diagnostic in diagnostics:
        start = diagnostic.labels[0].span.start if diagnostic.labels else -1
        if (diagnostic.rule, start) not in seen:
            seen.add((diagnostic.rule, start))
            made.append(diagnostic)
    twice = {
        d.labels[0].span.start
        for d in made
        if d.rule in ("effect-used-twice", "coefficient-used-twice")
    }
    made = [
        d for d in made if not (d.rule == "foreign-subscript" and d.labels[0].span.start in twice)
    ]
    made.sort(key=lambda d: d.labels[0].span.start if d.labels else -1)
    return made
