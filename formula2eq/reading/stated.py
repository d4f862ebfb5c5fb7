"""What each equation states: the outcome's law, a link, a coefficient's equation, a law of effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from formula2eq.errors import InterpretationError
from formula2eq.reading import refusals
from formula2eq.reading.laws_as_written import distribution, entries, vector
from formula2eq.reading.linear_variance import by_variance
from formula2eq.reading.links import bare, expected, inverse_of, is_expectation, link_of
from formula2eq.reading.mixtures import inflated
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Conditional,
    Fraction,
    Listing,
    Matrix,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Transpose,
    symbols,
)
from formula2eq.reading.quantities import Alphabet, Quantity, quantities
from formula2eq.reading.said_covariances import Covariance, covariances, with_values
from formula2eq.reading.statements import Statement
from formula2eq.reading.variances_told import without_told_variances
from formula2eq.source import Source, Span


@dataclass(frozen=True, slots=True)
class Law:
    """``left ~ family(arguments)``; several quantities on the left are one vector.

    inflated  whether it has extra zeros, whose probability is ``zero``, or one of the arguments
    """

    left: tuple[Quantity, ...]
    family: str
    arguments: tuple[Node, ...]
    span: Span
    outcome: Node | None = None
    inflated: bool = False
    zero: Node | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """``left = right`` for a quantity; ``law`` when the right side is the mean of its law.

    computed  the left side where it is computed from that quantity, ``y / n``
    """

    left: Quantity
    right: Node
    span: Span
    law: Law | None = None
    computed: Node | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """``link(parameter) = predictor``, either side of which may be missing."""

    link: str
    parameter: Node
    predictor: Node | None
    alias: Quantity | None
    span: Span


@dataclass(slots=True)
class Stated:
    """All that a text states; ``beside`` are the linear predictors of parts beside the mean."""

    source: Source
    letters: Alphabet
    definitions: list[Definition] = field(default_factory=list)
    laws: list[Law] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)
    expectations: list[tuple[Node, Node, Span]] = field(default_factory=list)
    covariances: list[Covariance] = field(default_factory=list)
    matrices: dict[str, Node] = field(default_factory=dict)
    beside: list[Node] = field(default_factory=list)


def state(stated: Sequence[Statement], letters: Alphabet, source: Source) -> Stated:
    """What a text's equations state."""
    found = Stated(source, letters)
    for statement in with_values(without_told_variances(stated, letters)):
        if statement.relation == "~":
            _law(found, statement)
        elif statement.relation == "=":
            _equation(found, statement)
        elif statement.relation == "perp":
            sides = (statement.left, statement.right)
            zero = Number("0", statement.span)
            found.covariances += covariances(sides, zero, statement.span, letters)
    _covariance_matrices(found)
    _listed_vectors(found, stated)
    return found


def _listed_vectors(found: Stated, stated: Sequence[Statement]) -> None:
    """A law of a vector that an equation lists, ``u_j = (u_0j, u_1j)' ~ N(0, G)``, is its entries'."""
    listed = {}
    for statement in stated:
        name, items = bare(statement.left), vector(statement.right)
        if statement.relation == "=" and isinstance(name, Symbol) and items and len(items) > 1:
            listed[found.letters.quantity(name).key] = items
    for number, law in enumerate(found.laws):
        items = listed.get(law.left[0].key) if len(law.left) == 1 else None
        if items is not None and law.family == "normal":
            own = tuple(found.letters.quantity(s) for s in items)
            found.laws[number] = replace(law, left=own, outcome=None)


def _covariance_matrices(found: Stated) -> None:
    """Definitions of what laws have as their spread are no coefficients' equations."""
    wanted = {
        found.letters.quantity(s).base
        for law in found.laws
        for argument in law.arguments[1:]
        for s in symbols(argument)
        if law.family == "normal" and not law.inflated
    }
    while True:
        moved = [d for d in found.definitions if d.left.base in wanted]
        if not moved:
            return
        for definition in moved:
            found.definitions.remove(definition)
            found.matrices[matrix_name(definition.left)] = definition.right
            wanted |= {found.letters.quantity(s).base for s in symbols(definition.right)}


def matrix_name(quantity: Quantity) -> str:
    """The name of a covariance matrix."""
    numbers = map(str, quantity.numbers)
    marks = (*quantity.texts, *quantity.indices, *quantity.above)
    return "|".join((quantity.letter, *numbers, *marks))


def _law(found: Stated, statement: Statement) -> None:
    right = bare(statement.right)
    family, arguments = distribution(right)
    mixed = inflated(right)
    if mixed is not None:
        family, arguments, zero = mixed
    if family is None:
        raise InterpretationError(refusals.unknown_distribution(found.source, statement.right.span))
    family, arguments = by_variance(family, arguments)
    left = bare(statement.left)
    if isinstance(left, Conditional):
        left = bare(left.left)
    items = vector(left)
    if items is None:
        outcome: Node | None = left
        own = quantities(left, found.letters)[:1]
    else:
        outcome = items[0] if len(items) == 1 else None
        own = tuple(found.letters.quantity(s) for s in items)
    made = Law(own, family, arguments, statement.span, outcome)
    found.laws.append(made if mixed is None else replace(made, inflated=True, zero=zero))


def _equation(found: Stated, statement: Statement) -> None:
    left, right = bare(statement.left), bare(statement.right)
    if isinstance(left, Apply) and left.function.lower() in (
        "var",
        "cov",
        "variance",
        "sd",
        "corr",
        "cor",
    ):
        own = tuple(q for argument in left.arguments for q in quantities(argument, found.letters))
        kind = left.function.lower()
        if len(own) > 1 and (isinstance(right, Matrix) or kind.startswith("var")):
            zero = Number("0", right.span)
            found.laws.append(Law(own, "normal", (zero, right), statement.span))
        elif len(own) > 1 or kind.startswith("co"):
            found.covariances += covariances(left.arguments, right, statement.span, found.letters)
        else:
            found.laws.append(Law(own, "normal", (Number("0", right.span), right), statement.span))
        return
    match left:
        case Apply("rho" | "sigma", (Symbol() as one, Symbol() as other)):
            pair = (found.letters.quantity(one), found.letters.quantity(other))
            found.covariances.append((pair, right, statement.span))
            return
    linked = link_of(left)
    if is_expectation(left):
        inverse = inverse_of(right)
        if inverse is not None:
            found.links.append(Linked(inverse[0], left, inverse[1], None, statement.span))
        elif symbols(right) and not is_expectation(right):
            # ``E(u_0j) = 0`` and ``E(u_0j) = E(u_1j) = 0`` are no predictors
            found.expectations.append((expected(left), right, statement.span))
        return
    if linked is not None:
        found.links.append(Linked(linked[0], linked[1], right, None, statement.span))
        return
    spread = bare(left.base) if isinstance(left, Power) else left
    behind = inverse_of(right)
    if isinstance(spread, Symbol) and behind is not None:
        if _is_covariance_letter(found.letters.quantity(spread)):
            found.links.append(Linked(behind[0], left, behind[1], None, statement.span))
            return
    items = vector(left)
    if items is None:
        own = quantities(left, found.letters)
        if own and isinstance(left, (Product, Sum, Fraction, Power, Apply)):
            whole = not isinstance(left, Product) or any(
                isinstance(f, Number) for f in left.factors
            )
            computed = left if whole else None
            found.definitions.append(Definition(own[0], right, statement.span, computed=computed))
            return
        if not own or not symbols(right):
            # ``t(39) = 2.4`` is a result and no equation of the model
            return
        raise InterpretationError(refusals.unclear_left_side(found.source, statement.left.span))
    if len(items) > 1:
        _vector_equation(found, items, statement)
        return
    quantity = found.letters.quantity(items[0])
    named = quantity.letter.isupper() or quantity.greek
    if (
        isinstance(right, Matrix)
        and (len(right.rows) > 1 or named)
        or _is_covariance_letter(quantity)
    ):
        found.matrices[matrix_name(quantity)] = right
        return
    if isinstance(right, Number) and not (quantity.greek and quantity.indices):
        return  # a value, of a dummy or a parameter
    if (
        isinstance(right, (Transpose, Listing))
        or isinstance(right, Bracket)
        and len(right.items) > 1
    ):
        return
    inverse = inverse_of(right)
    alias = link_of(right)
    if inverse is not None:
        found.links.append(Linked(inverse[0], items[0], inverse[1], None, statement.span))
    elif alias is not None and isinstance(expected(alias[1]), Symbol) and quantity.greek:
        found.links.append(Linked(alias[0], alias[1], None, quantity, statement.span))
    else:
        found.definitions.append(Definition(quantity, right, statement.span))


def _is_covariance_letter(quantity: Quantity) -> bool:
    return quantity.letter in ("sigma", "tau", "Sigma", "Omega", "rho", "Psi") and not quantity.word


def _vector_equation(found: Stated, items: tuple[Symbol, ...], statement: Statement) -> None:
    """``(b0, b1)' = (g00, g10)' + (u0, u1)'``: one equation per row."""
    right = bare(statement.right)
    terms = right.terms if isinstance(right, Sum) else (right,)
    signs = right.signs if isinstance(right, Sum) else ("+",)
    columns = [entries(term) for term in terms]
    if any(len(column) != len(items) for column in columns):
        raise InterpretationError(refusals.matrix_form(found.source, statement.span))
    for row, symbol in enumerate(items):
        parts = tuple(column[row] for column in columns)
        span = Span.around(part.span for part in parts)
        one = Sum(signs, parts, span)
        found.definitions.append(Definition(found.letters.quantity(symbol), one, statement.span))
