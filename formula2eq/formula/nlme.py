"""nlme's random formulas: ``~ x | a/b``, ``list(g = pdDiag(~ x))``, blocks of ``pdBlocked``."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.complaints import calls as complaints
from formula2eq.formula.heads import called
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
    """The random effects of nlme's ``random`` argument, the outermost group first.

    The entries of a list are nested in its order, with names or without: ``list(~ 1 | a, ~ 1 | b)``.
    """
    if argument is None or argument.value is None:
        return ()
    node = argument.value
    if not (isinstance(node, Call) and node.function == Name("list", node.span)):
        return tuple(_grouped(node, (), source, notes))
    found: list[GroupedEffects] = []
    outer: tuple[Expression, ...] = ()
    for entry in node.arguments:
        if entry.value is None:
            continue
        if entry.name is None:
            made = _grouped(entry.value, outer, source, notes)
            outer = made[-1].groups
        else:
            start = entry.span.start
            outer = (*outer, Name(entry.name, Span(start, start + len(entry.name))))
            made = [
                GroupedEffects(effects, outer, structure, entry.span)
                for effects, structure in _structured(entry.value, source, notes)
            ]
        found += made
    return tuple(found)


def _grouped(
    node: Expression, outer: tuple[Expression, ...], source: Source, notes: list[Diagnostic]
) -> list[GroupedEffects]:
    """``~ x | a/b``: the same effects by a, and by b within a; all within the ``outer`` groups."""
    if isinstance(node, Binary) and node.operator == "|":
        written = f"~ {source.slice(node.span)}"
        raise FormulaSyntaxError(complaints.no_groups(node.span, source, written))
    if isinstance(node, (Name, String)):
        name = node.name if isinstance(node, Name) else node.value
        raise FormulaSyntaxError(complaints.no_groups(node.span, source, f"~ 1 | {name}"))
    found: list[GroupedEffects] = []
    for right, structure in _structured(node, source, notes):
        if not (isinstance(right, Binary) and right.operator == "|"):
            raise FormulaSyntaxError(complaints.no_groups(node.span, source, _bare(right, source)))
        groups: list[Expression] = []
        inner = right.right
        while isinstance(inner, Binary) and inner.operator == "/":
            groups.insert(0, inner.right)
            inner = inner.left
        groups.insert(0, inner)
        found += [
            GroupedEffects(right.left, (*outer, *groups[: number + 1]), structure, node.span)
            for number in range(len(groups))
        ]
    return found


def _bare(right: Expression, source: Source) -> str | None:
    """``~ (x | g)`` without its parentheses; None where there is no bar inside."""
    inner = right
    while isinstance(inner, Parentheses):
        inner = inner.inner
    barred = inner is not right and isinstance(inner, Binary) and inner.operator == "|"
    return f"~ {source.slice(inner.span)}" if barred else None


def _structured(
    node: Expression, source: Source, notes: list[Diagnostic]
) -> list[tuple[Expression, str | None]]:
    """The right sides of ``~ x`` or ``pdDiag(~ x)``, each with the name of its structure: one, or as
    many as ``pdBlocked(list(...))`` has independent blocks, the last first.
    """
    structure = None
    name = called(node) if isinstance(node, Call) else None
    if isinstance(node, Call) and name is not None:
        values = [a.value for a in node.arguments if a.value is not None]
        if name == "pdBlocked" and values and isinstance(values[0], Call):
            blocks = [a.value for a in values[0].arguments if a.value is not None]
            return [
                part for block in reversed(blocks) for part in _structured(block, source, notes)
            ]
        structure = name
        if structure not in _STRUCTURES:
            notes.append(complaints.unknown_structure(structure, node.span, source))
            structure = None
        formula = next((v for v in values if isinstance(v, Unary) and v.operator == "~"), None)
        if formula is None:
            raise FormulaSyntaxError(complaints.no_groups(node.span, source))
        node = formula
    if isinstance(node, (Unary, Binary)) and node.operator == "~":
        return [(node.operand if isinstance(node, Unary) else node.right, structure)]
    if isinstance(node, Number):
        return [(node, structure)]
    raise FormulaSyntaxError(complaints.no_groups(node.span, source))
