"""Nothing is printed unproven: what the equations say must be what the columns of the model say."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.equation import Equation, Summand
from formula2eq.errors import NotationError, ProofError
from formula2eq.levels.build import quantity
from formula2eq.levels.closure import Closure, Monomial
from formula2eq.notation.math import Apply, Node, Number
from formula2eq.notation.notation import Notation
from formula2eq.notation.opaque import flat
from formula2eq.variables.coding import CodedTermColumn


def prove_levels(notation: Notation, equations: Sequence[Equation]) -> None:
    """The level equations multiply out to the model's columns, and every symbol means one thing."""
    _distinct_symbols(notation)
    closure = Closure()
    definitions: dict[Hashable, list[Monomial]] = {
        equation.left: _monomials(equation.summands) for equation in equations
    }
    if any(notation.fixed(effect) in definitions for effect in notation.model.fixed):
        raise ProofError(_differ("an equation defines a fixed effect"))
    if len(definitions) < len(equations):
        raise ProofError(_differ("two equations define one coefficient"))
    printed = closure.expand(definitions, equations[0].left)
    if printed != closure.sum(
        direct(notation, residual=any(_ends_in_residual(e.summands) for e in equations))
    ):
        raise ProofError(_differ("the level equations do not multiply out to the model's terms"))


def prove_line(notation: Notation, equations: Sequence[Equation], line: Sequence[Summand]) -> None:
    """One line is what the level equations multiply out to, and what the columns say."""
    _distinct_symbols(notation)
    closure = Closure()
    definitions = _definitions(equations)
    printed = closure.sum(_monomials(line))
    levels = closure.expand(definitions, equations[0].left)
    if not (printed == levels == closure.sum(direct(notation, residual=False))):
        raise ProofError(_differ("the line is not what the level equations multiply out to"))


def prove_combined(
    notation: Notation, equations: Sequence[Equation], combined: Sequence[Summand]
) -> None:
    """SymPy's expansion of the level equations is the combined form that will be printed."""
    from formula2eq.levels.combine import Alphabet, substituted, summed

    _distinct_symbols(notation)
    alphabet = Alphabet()
    definitions = _definitions(equations)
    printed = summed(_monomials(combined), alphabet)
    columns = summed(direct(notation, residual=False), alphabet)
    levels = substituted(definitions, equations[0].left, alphabet)
    if not (levels == printed == columns):
        raise ProofError(
            _differ("the combined form is not what the level equations multiply out to")
        )


def prove_definitions(
    notation: Notation,
    definitions: Mapping[Hashable, Sequence[Monomial]],
    renamed: Mapping[Node, Hashable],
    plain: Callable[[Node], Node],
) -> None:
    """Definitions of coefficients, put into the one of None, give the model's columns.

    renamed  what each random effect's own part is called in the definitions
    plain    how a node is read there
    """
    _distinct_symbols(notation)
    closure = Closure()
    columns: list[Monomial] = [
        (
            ("offset",) if parameter is None else renamed.get(parameter, plain(parameter)),
            tuple(plain(variable) for variable in variables),
        )
        for parameter, variables in _nodes(direct(notation, residual=False))
    ]
    if closure.expand(definitions, None) != closure.sum(columns):
        raise ProofError(_differ("the means put in do not give the model's terms"))


def prove_rows(notation: Notation, written: Sequence[tuple[Node, Node]]) -> None:
    """Rows and vectors written out, in turns, multiply to the columns of X and Z."""
    model = notation.model
    closure = Closure()
    rows = [right.arguments for _, right in written if isinstance(right, Apply)]
    wanted = [
        (parameter, tuple(factor for variable in variables for factor in flat(variable)))
        for parameter, variables in direct(notation, residual=False)
        if parameter is not None
    ]
    found: list[Monomial] = []
    if not model.fixed:
        rows = rows[1:]
    for columns, entries in zip(rows[::2], rows[1::2], strict=True):
        for column, entry in zip(columns, entries, strict=True):
            found.append((entry, tuple(f for f in flat(column) if f != Number("1"))))
    if len(found) != len(wanted) or closure.sum(found) != closure.sum(wanted):
        raise ProofError(_differ("the rows written out are not the columns of X and Z"))


def _nodes(monomials: Sequence[Monomial]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    yield from monomials


def direct(notation: Notation, *, residual: bool) -> list[Monomial]:
    """Parameters and their variables straight from the columns of X and Z."""
    model = notation.model
    found: list[Monomial] = [(None, (notation.offset(e),)) for e in model.offsets]
    columns = model.columns
    for fixed, column in zip(model.fixed, columns.fixed, strict=True):
        found.append((notation.fixed(fixed), _shown(notation, column)))
    effects = {(effect.bar, effect.name): effect for effect in model.effects()}
    for bar, (_, coded) in enumerate(columns.random):
        for column in coded:
            effect = effects.pop((bar, column.name))
            found.append((notation.random(effect), _shown(notation, column)))
    if residual:
        found.append((notation.residual(), ()))
    return found


def _shown(notation: Notation, column: CodedTermColumn) -> tuple[Node, ...]:
    return notation.variables(tuple(quantity(part) for part in column.parts))


def _definitions(equations: Sequence[Equation]) -> dict[Hashable, list[Monomial]]:
    """The right side of each left side, without the residual."""
    return {
        equation.left: _monomials([s for s in equation.summands if s.part != "residual"])
        for equation in equations
    }


def _monomials(summands: Sequence[Summand]) -> list[Monomial]:
    return [(summand.parameter, summand.variables) for summand in summands]


def _ends_in_residual(summands: Sequence[Summand]) -> bool:
    return bool(summands) and summands[-1].part == "residual"


def _distinct_symbols(notation: Notation) -> None:
    """Different effects, columns and coefficients have different symbols."""
    model = notation.model
    meanings: dict[Node, str] = {}
    paths = [e.path for e in model.fixed] + [e.path for e in model.effects()]
    columns = {column for path in paths for product in path for column in product}
    shown = [
        (node, column.name)
        for column in sorted(columns, key=str)
        for node in notation.variables((column,))
    ]
    shown += [
        (notation.fixed(effect), f"the coefficient of {effect.name}") for effect in model.fixed
    ]
    shown += [
        (notation.random(e), f"the effect of {e.name} by {e.grouping}") for e in model.effects()
    ]
    for equation in model.equations:
        if equation.coefficient is not None:
            symbol = notation.coefficient(equation.coefficient)
            shown.append((symbol, f"the coefficient {equation.coefficient.path}"))
    for node, meaning in shown:
        if meanings.setdefault(node, meaning) != meaning:
            raise NotationError(
                Diagnostic(
                    "symbol-with-two-meanings",
                    f"{meanings[node]} and {meaning} would be printed as one symbol in the notation "
                    f"{notation.name}; give one of them another name, or choose another notation",
                )
            )


def _differ(what: str) -> Diagnostic:
    return Diagnostic(
        "unproven-equation",
        f"{what}, so nothing is printed; this is a fault of the program: please report the formula",
    )
