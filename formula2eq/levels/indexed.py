r"""One coefficient per factor, looked up by category, in place of one for each indicator column.

The columns of a term that differ in the category of a factor only become one column without a number
of its own: its coefficient is a list with an entry for each category, :math:`\beta_{[f_i]}`. With
treatment contrasts the reference's entry is 0, with sum contrasts the entries sum to 0. Source: Gelman &
Hill 2007, sec. 11.2, who keep such lists apart from random effects by their constraints, as is done here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Literal, TypeAlias

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import NotationError, ProofError, UsageError
from formula2eq.formula.names import names
from formula2eq.formula.unparse import unparse
from formula2eq.levels.closure import Closure
from formula2eq.levels.level_model import Columns
from formula2eq.variables.coding import CodedColumn, CodedTermColumn
from formula2eq.variables.contrasts import contrast

#: How a factor stands in equations; ``auto`` indexes those with more than `MOST_INDICATORS` categories.
FactorStyle: TypeAlias = Literal["indicators", "indexed", "auto"]
STYLES: tuple[FactorStyle, ...] = ("indicators", "indexed", "auto")

#: Of a factor with more categories than this, ``auto`` makes one indexed coefficient.
MOST_INDICATORS = 6

#: R's contrasts by which each category's entry is known: it is a coefficient, 0, or minus their sum.
_NAMES = {"treatment": "contr.treatment", "SAS": "contr.treatment", "sum": "contr.sum"}


def is_indexed(part: CodedColumn) -> bool:
    """Whether a part of a column stands for all categories of its factor."""
    return part.coding != "numeric" and not part.column and part.category is None


def indexed_columns(columns: Columns, factors: FactorStyle | Mapping[str, str]) -> Columns:
    """The columns, those of the chosen factors as one; the same columns when there is none.

    factors  a style for all factors, or styles by factor; in ``indexed`` for all, factors of two
             categories keep their one indicator

    Proven: expanded by category again, they are the columns they were made of. Raises `UsageError` for
    a name or style that is unknown, `NotationError` where a factor cannot be indexed, with the reason.
    """
    found = _factors(columns.fixed)
    chosen = {
        variable
        for variable, style in _styles(columns, found, factors).items()
        if style == "indexed"
        or (style == "auto" and len(found[variable].categories) > MOST_INDICATORS)
    }
    refused = {
        variable: reason for variable in sorted(chosen) if (reason := _reason(columns, variable))
    }
    forced = _forced(columns, factors)
    for variable, reason in refused.items():
        if forced[variable] == "indexed":
            raise NotationError(
                Diagnostic(
                    "factor-not-indexed",
                    f"{variable} cannot have one indexed coefficient: {reason}",
                    repair=f'factors={{"{variable}": "indicators"}}',
                )
            )
    return _grouped(columns, frozenset(chosen) - frozenset(refused))


def _factors(fixed: Sequence[CodedTermColumn]) -> dict[str, CodedColumn]:
    """Every factor of the fixed part, with one of its coded columns."""
    found: dict[str, CodedColumn] = {}
    for column in fixed:
        for part in column.parts:
            if part.coding != "numeric":
                found.setdefault(part.variable, part)
    return found


def _styles(
    columns: Columns, found: Mapping[str, CodedColumn], factors: FactorStyle | Mapping[str, str]
) -> dict[str, str]:
    """The style of each factor; those of two categories stay short unless they are named."""
    forced = _forced(columns, factors)
    if isinstance(factors, Mapping):
        return forced
    return {
        variable: style for variable, style in forced.items() if len(found[variable].categories) > 2
    }


def _forced(columns: Columns, factors: FactorStyle | Mapping[str, str]) -> dict[str, str]:
    """What was said about each factor, its name checked."""
    found = _factors(columns.fixed)
    asked = dict(factors) if isinstance(factors, Mapping) else dict.fromkeys(found, factors)
    for style in (*asked.values(), *([] if isinstance(factors, Mapping) else [factors])):
        if style not in STYLES:
            message = f"factors are printed as {', '.join(STYLES)}, not {style}"
            raise UsageError(Diagnostic("unknown-choice", message))
    said: dict[str, str] = {}
    for name, style in asked.items():
        labels = [v for v in found if v == name] or _called(columns, found, name)
        if not labels:
            message = f"{name} is no factor of the fixed part"
            raise UsageError(Diagnostic("unknown-variable", message))
        said.update(dict.fromkeys(labels, style))
    return said


def _called(columns: Columns, found: Mapping[str, CodedColumn], name: str) -> list[str]:
    """Calls that make a factor of a variable: ``factor(x)`` for ``x``."""
    factors = {unparse(f): f for column in columns.fixed for f in column.term.factors}
    return [label for label in found if names(factors[label]) == (name,)]


def _reason(columns: Columns, variable: str) -> str:
    """Why a factor cannot be indexed; empty when it can."""
    parts = [p for column in columns.fixed for p in column.parts if p.variable == variable]
    other = next((p.coding for p in parts if p.coding not in ("indicator", *_NAMES)), None)
    if other is not None:
        kind = {"helmert": "Helmert contrasts", "poly": "polynomials"}.get(
            other, "contrasts of its own"
        )
        return f"its columns are {kind}, whose coefficients belong to no category"
    for random, coded in columns.random:
        if any(part.variable == variable for column in coded for part in column.parts):
            return (
                f"its categories have random effects one by one in ({random.text}); "
                "they need an indicator each"
            )
    if not _complete(columns, variable):
        return "some of its columns are dropped for lack of rank, so that not every category has an entry"
    return ""


def _complete(columns: Columns, variable: str) -> bool:
    """Whether all columns of the factor's terms are there."""
    grouped = _grouped_fixed(columns.fixed, frozenset({variable}))
    return all(len(_expanded(made)) == count for made, count in grouped)


def _grouped(columns: Columns, chosen: frozenset[str]) -> Columns:
    if not chosen:
        return columns
    grouped = tuple(made for made, _ in _grouped_fixed(columns.fixed, chosen))
    prove_expansion(columns.fixed, grouped)
    return Columns(grouped, columns.random, columns.dropped)


def _grouped_fixed(
    fixed: Sequence[CodedTermColumn], chosen: frozenset[str]
) -> list[tuple[CodedTermColumn, int]]:
    """The columns with those of the chosen factors as one, and of how many each is made."""
    members: dict[tuple[object, ...], list[CodedTermColumn]] = {}
    for column in fixed:
        parts = tuple(_looked_up(p) if p.variable in chosen else p for p in column.parts)
        members.setdefault((column.assign, parts), []).append(column)
    made = []
    for listed in members.values():
        first = listed[0]
        parts = tuple(_looked_up(p) if p.variable in chosen else p for p in first.parts)
        name = first.name if len(listed) == 1 else f"{first.name} ... {listed[-1].name}"
        made.append((CodedTermColumn(name, first.term, first.assign, parts), len(listed)))
    return made


def _looked_up(part: CodedColumn) -> CodedColumn:
    """All categories of a factor at once; a numeric part as it is."""
    if part.coding == "numeric":
        return part
    return CodedColumn(part.variable, "", part.coding, None, part.reference, 0, part.categories)


def _expanded(column: CodedTermColumn) -> list[tuple[CodedColumn, ...]]:
    """The parts of the columns that an indexed column stands for, by the rules of its codings."""
    choices = [_entries(part) if is_indexed(part) else (part,) for part in column.parts]
    return [tuple(reversed(parts)) for parts in product(*reversed(choices))]


def _entries(part: CodedColumn) -> tuple[CodedColumn, ...]:
    """The columns of a factor that have a coefficient each."""
    if part.coding == "sum":
        columns = range(len(part.categories) - 1)
        return tuple(
            CodedColumn(part.variable, str(k + 1), "sum", None, None, k, part.categories)
            for k in columns
        )
    kept = [category for category in part.categories if category != part.reference]
    return tuple(
        CodedColumn(part.variable, c, part.coding, c, part.reference, k, part.categories)
        for k, c in enumerate(kept)
    )


def prove_expansion(fixed: Sequence[CodedTermColumn], grouped: Sequence[CodedTermColumn]) -> None:
    """Every indexed coefficient, written out by category, gives the columns of X, and the entries
    keep the constraints that are printed. Raises `ProofError` when they do not.
    """
    closure = Closure()
    written = [
        (":".join(part.name for part in parts) or column.name, parts)
        for column in grouped
        for parts in _expanded(column)
    ]
    if closure.sum(written) != closure.sum([(column.name, column.parts) for column in fixed]):
        raise _unproven("the indexed coefficients written out are not the columns of X")
    for column in grouped:
        for part in column.parts:
            if is_indexed(part) and not _constrained(part):
                raise _unproven(f"the entries of {part.variable} do not keep their constraint")


def _constrained(part: CodedColumn) -> bool:
    """Whether R's contrasts give the entries the constraint: the reference's is 0, or their sum is."""
    if part.coding == "indicator":
        return True
    base = None if part.reference is None else part.categories.index(part.reference)
    coded = contrast(_NAMES[part.coding], part.categories, base)
    weights = [coded.weights(column) for column in range(len(coded.columns))]
    if base is None:
        return all(sum(column) == 0 for column in weights)
    return all(column[base] == 0 and sum(column) == max(column) == 1 for column in weights)


def _unproven(what: str) -> ProofError:
    return ProofError(
        Diagnostic(
            "unproven-equation",
            f"{what}, so nothing is printed; this is a fault of the program: please report the formula",
        )
    )
