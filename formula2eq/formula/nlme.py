"""nlme's random formulas: ``~ x | a/b``, ``list(g = pdDiag(~ x))``."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.complaints import calls as complaints
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Call,
    Expression,
    Name,
    Number,
    Parentheses,
    String,
    Unary,
)
from formula2eq.formula.specification import GroupedEffects
from formula2eq.source import Source, Span

_STRUCTURES = frozenset({"pdDiag", "pdIdent", "pdSymm", "pdLogChol", "pdCompSymm", "pdNatural"})


def grouped_effects(
    argument: Argument | None, source: Source, notes: list[Diagnostic]
) -> tuple[GroupedEffects, ...]:
    """The random effects of nlme's ``random`` argument, the outermost group first."""
    if argument is None or argument.value is None:
        return ()
    node = argument.value
    if isinstance(node, Call) and node.function == Name("list", node.span):
        found: list[GroupedEffects] = []
        outer: tuple[Expression, ...] = ()
        for entry in node.arguments:
            if entry.value is None:
                continue
            if entry.name is None:
                found += _grouped(entry.value, source, notes)
                continue
            start = entry.span.start
            group = Name(entry.name, Span(start, start + len(entry.name)))
            outer = (*outer, group)
            effects, structure = _structured(entry.value, source, notes)
            found.append(GroupedEffects(effects, outer, structure, entry.span))
        return tuple(found)
    return tuple(_grouped(node, source, notes))


def _grouped(node: Expression, source: Source, notes: list[Diagnostic]) -> list[GroupedEffects]:
    """``~ x | a/b``: the same effects by a, and by b within a."""
    if isinstance(node, Binary) and node.operator == "|":
        raise FormulaSyntaxError(
            complaints.no_groups(node.span, source, f"~ {source.slice(node.span)}")
        )
    if isinstance(node, (Name, String)):
        name = node.name if isinstance(node, Name) else node.value
        raise FormulaSyntaxError(complaints.no_groups(node.span, source, f"~ 1 | {name}"))
    right, structure = _structured(node, source, notes)
    inner = right
    while isinstance(inner, Parentheses):
        inner = inner.inner
    if inner is not right and isinstance(inner, Binary) and inner.operator == "|":
        written = f"~ {source.slice(inner.span)}"
        raise FormulaSyntaxError(complaints.no_groups(node.span, source, written))
    if not (isinstance(right, Binary) and right.operator == "|"):
        raise FormulaSyntaxError(complaints.no_groups(node.span, source))
    groups: list[Expression] = []
    outer = right.right
    while isinstance(outer, Binary) and outer.operator == "/":
        groups.insert(0, outer.right)
        outer = outer.left
    groups.insert(0, outer)
    return [
        GroupedEffects(right.left, tuple(groups[: number + 1]), structure, node.span)
        for number in range(len(groups))
    ]


def _structured(
    node: Expression, source: Source, notes: list[Diagnostic]
) -> tuple[Expression, str | None]:
    """The right side of ``~ x`` or ``pdDiag(~ x)``, and the name of the structure."""
    structure = None
    if isinstance(node, Call) and isinstance(node.function, Name):
        structure = node.function.name
        if structure not in _STRUCTURES:
            notes.append(complaints.unknown_structure(structure, node.span, source))
            structure = None
        values = [a.value for a in node.arguments if a.value is not None]
        formula = next((v for v in values if isinstance(v, Unary) and v.operator == "~"), None)
        if formula is None:
            raise FormulaSyntaxError(complaints.no_groups(node.span, source))
        node = formula
    if isinstance(node, (Unary, Binary)) and node.operator == "~":
        return (node.operand if isinstance(node, Unary) else node.right), structure
    if isinstance(node, Number):
        return node, structure
    raise FormulaSyntaxError(complaints.no_groups(node.span, source))
