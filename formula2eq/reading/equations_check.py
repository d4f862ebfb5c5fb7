"""Slips inside and between the equations of coefficients, found where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading import slips
from formula2eq.reading.grouping import Indices
from formula2eq.reading.links import bare
from formula2eq.reading.multiply import Multiplier
from formula2eq.reading.nodes import Bracket, Node, Product, Sum, Symbol, symbols
from formula2eq.reading.parts import Part
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.stated import Definition, Stated
from formula2eq.source import Span


@dataclass(frozen=True, slots=True)
class _Line:
    """A coefficient and the parameters that stand in its equation, or in its bracket."""

    left: Quantity | None
    left_span: Span
    own: tuple[int, ...]
    parameters: tuple[Quantity, ...]


def definition_slips(
    found: Stated, multiplier: Multiplier, consumed: Sequence[Definition]
) -> Iterator[Diagnostic]:
    """Equations that nothing uses, and coefficients with two."""
    taken = {id(definition) for definition in consumed}
    first: dict[object, Definition] = {}
    letters = {q.letter for q in multiplier.used.values()}
    for number, definition in enumerate(found.definitions):
        if id(definition) in taken:
            continue
        earlier = first.get(definition.left.key)
        if earlier is not None:
            if earlier.right != definition.right:
                yield slips.defined_twice(found.source, definition.left.span, earlier.left.span)
            continue
        first[definition.left.key] = definition
        if number not in multiplier.used and definition.law is None:
            # a quantity with a letter of its own, as the ICC, is said about the model and not in it
            if symbols(definition.right) and definition.left.letter in letters:
                yield slips.unused_equation(found.source, definition.left.span)
    for quantity, definition in multiplier.mismatched:
        if set(quantity.indices) != set(definition.left.indices):
            yield slips.other_indices(found.source, quantity.span, definition.left.span)


def index_slips(
    found: Stated, consumed: Sequence[Definition], parts: Sequence[Part], indices: Indices
) -> Iterator[Diagnostic]:
    """What stands in a coefficient's equation and varies over what the coefficient does not."""
    taken = {id(definition) for definition in consumed}
    parameters = {p.parameter.base for p in parts if p.parameter is not None}
    for definition in found.definitions:
        left = definition.left
        if id(definition) in taken or not left.indices:
            continue
        for symbol in symbols(definition.right):
            quantity = found.letters.quantity(symbol)
            beyond = [i for i in quantity.indices if i not in left.indices and not quantity.lookups]
            outer = set(indices.inside.get(i, "") for i in left.indices)
            beyond = [i for i in beyond if i not in outer]
            if not beyond:
                continue
            if beyond[0] in indices.units and quantity.base not in parameters:
                yield slips.low_level_variable(found.source, quantity.span, left.span, beyond[0])
            else:
                yield slips.index_out_of_place(found.source, quantity.span, left.span, beyond[0])


def numbering_slips(
    found: Stated, roots: Sequence[Node], consumed: Sequence[Definition], parts: Sequence[Part]
) -> Iterator[Diagnostic]:
    """Subscripts that do not begin with the coefficient's own, in texts that number so."""
    variables = {f.base for p in parts for f in p.variables if isinstance(f, Quantity)}
    residuals = {
        p.parameter.base for p in parts if p.parameter is not None and not p.parameter.numbers
    }
    taken = {id(definition) for definition in consumed}
    lines = [
        _Line(d.left, d.left.span, d.left.numbers, _parameters(found, d.right, variables))
        for d in found.definitions
        if id(d) not in taken and d.left.numbers and d.law is None
    ]
    lines += [line for root in roots for line in _brackets(found, root, variables)]
    kept = [
        (line, [q for q in line.parameters if q.base not in residuals and q.numbers])
        for line in lines
    ]
    if any(number > 9 for _, listed in kept for q in listed for number in q.numbers):
        return
    good = sum(_begins(q, line.own) for line, listed in kept for q in listed)
    bad = sum(not _begins(q, line.own) for line, listed in kept for q in listed)
    if good <= bad or not good:
        return
    if any(len(q.numbers) < len(line.own) for line, listed in kept for q in listed):
        longer = [len(q.numbers) for line, listed in kept for q in listed if q.greek]
        if not longer or min(longer) < min(len(line.own) for line, _ in kept):
            return
    for line, listed in kept:
        fixed = [q for q in listed if not q.indices]
        usual = Counter(len(q.numbers) for q in fixed).most_common(1)
        for position, quantity in enumerate(listed):
            left = line.left.span if line.left else line.left_span
            right = _repaired(found, quantity, line.own)
            own = "".join(map(str, line.own))
            letters = {q.letter for q in fixed}
            if (
                quantity in fixed
                and usual
                and len(fixed) > 2
                and len(letters) == 1
                and (len(quantity.numbers) != usual[0][0] and usual[0][1] > 1)
            ):
                wanted = (*line.own, position)[: usual[0][0]]
                yield slips.wrong_number_of_subscripts(
                    found.source,
                    quantity.span,
                    left,
                    usual[0][0],
                    len(quantity.numbers),
                    _spelled(found, quantity, wanted),
                )
            elif not _begins(quantity, line.own):
                yield slips.foreign_subscript(found.source, quantity.span, left, own, right)


def _begins(quantity: Quantity, own: tuple[int, ...]) -> bool:
    return quantity.numbers[: len(own)] == own


def _repaired(found: Stated, quantity: Quantity, own: tuple[int, ...]) -> str | None:
    numbers = (*own, *quantity.numbers[len(own) :])
    return _spelled(found, quantity, numbers)


def _spelled(found: Stated, quantity: Quantity, numbers: tuple[int, ...]) -> str | None:
    """The symbol as written with other numbers in its subscript."""
    written = found.source.slice(quantity.span)
    old = "".join(map(str, quantity.numbers))
    if written.count(old) != 1:
        return None
    return written.replace(old, "".join(map(str, numbers)))


def _parameters(found: Stated, node: Node, variables: Set[object]) -> tuple[Quantity, ...]:
    """The parameters among the summands of a right side."""
    made: list[Quantity] = []
    inner = bare(node)
    terms = inner.terms if isinstance(inner, Sum) else (inner,)
    for term in terms:
        first = bare(term)
        factors = first.factors if isinstance(first, Product) else (first,)
        for factor in factors:
            if isinstance(factor, Symbol):
                quantity = found.letters.quantity(factor)
                if not quantity.word and quantity.base not in variables:
                    made.append(quantity)
                    break
    return tuple(made)


def _brackets(found: Stated, root: Node, variables: Set[object]) -> Iterator[_Line]:
    """The brackets of a substituted form: each stands for a coefficient."""
    inner = bare(root)
    for term in inner.terms if isinstance(inner, Sum) else (inner,):
        factors = term.factors if isinstance(term, Product) else (term,)
        for factor in factors:
            if not isinstance(factor, Bracket) or len(factor.items) != 1:
                continue
            listed = _parameters(found, factor, variables)
            firsts = Counter(q.numbers[:1] for q in listed if q.numbers and not q.indices)
            if len(listed) > 1 and firsts:
                own, votes = firsts.most_common(1)[0]
                if votes > 1:
                    yield _Line(None, listed[0].span, own, listed)


def repair_of_effect(
    found: Stated, roots: Sequence[Node], quantity: Quantity, parts: Sequence[Part]
) -> str | None:
    """What an effect that is used twice should be: with the number of the coefficient beside it."""
    variables = {f.base for p in parts for f in p.variables if isinstance(f, Quantity)}
    lines = [
        _Line(d.left, d.left.span, d.left.numbers, _parameters(found, d.right, variables))
        for d in found.definitions
    ]
    lines += [line for root in roots for line in _brackets(found, root, variables)]
    for line in lines:
        if any(q.span == quantity.span for q in line.parameters) and line.own:
            if not _begins(quantity, line.own):
                return _repaired(found, quantity, line.own)
    return None
