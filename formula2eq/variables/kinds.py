"""What each variable is to coding when there is no model frame: from declarations, or column types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.formula.names import names
from formula2eq.formula.nodes import Argument, Binary, Call, Expression, Name, Number
from formula2eq.formula.unparse import unparse
from formula2eq.terms.term import ModelTerms
from formula2eq.variables.coding import VariableCoding
from formula2eq.variables.contrasts import DEFAULT_OPTION
from formula2eq.variables.roles import predictors

#: Calls that make a factor of a variable.
_FACTORS = {"factor", "as.factor", "ordered", "as.ordered"}
#: Operators whose value is logical, which R codes as a factor.
_CONDITIONS = {"==", "!=", "<", ">", "<=", ">=", "&", "|", "%in%"}
#: Bases: the argument that says how many columns, its position, and R's default.
_BASES = {"poly": ("degree", 1, 1), "ns": ("df", 1, 1), "bs": ("df", 1, 3)}
#: A basis or matrix has no more columns than this in equations.
_MOST_COLUMNS = 100


def declared_kinds(
    terms: ModelTerms,
    categories: Mapping[str, Sequence[str]],
    contrasts: Mapping[str, str] | None = None,
) -> dict[str, VariableCoding]:
    """Kinds from declared categories; a variable without is numeric, a basis has its columns.

    Raises `UsageError` for categories of a variable that the formula does not have.
    """
    found: dict[str, VariableCoding] = {}
    expressions = predictors(terms)
    known = {name for e in expressions for name in (unparse(e), *names(e))}
    for name in categories:
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            message = f"{name} has declared categories, but does not occur in the formula"
            raise UsageError(
                Diagnostic("unknown-variable", message, repair=near[0] if near else None)
            )
    for expression in expressions:
        label = unparse(expression)
        listed = categories.get(label)
        if (
            listed is None
            and isinstance(expression, Call)
            and function_name(expression) in _FACTORS
        ):
            listed = categories.get(next(iter(names(expression)), ""))
        if listed is not None:
            ordered = isinstance(expression, Call) and "ordered" in function_name(expression)
            contrast = (contrasts or {}).get(label, DEFAULT_OPTION[ordered])
            found[label] = VariableCoding.factor(tuple(listed), contrast)
        else:
            columns = basis_columns(expression)
            if columns > 1:
                found[label] = VariableCoding(tuple(str(k + 1) for k in range(columns)))
    return found


def column_names(frame: Any) -> tuple[str, ...]:
    """The columns of any frame that narwhals knows."""
    from formula2eq.variables.observed import known_frame

    return tuple(known_frame(frame).collect_schema().names())


def frame_kinds(
    terms: ModelTerms,
    frame: Any,
    contrasts: Mapping[str, str] | None = None,
    option: tuple[str, str] = DEFAULT_OPTION,
) -> dict[str, VariableCoding]:
    """Kinds from the column types of any frame that narwhals knows, without loading it.

    Contrasts as `declared_kinds` takes them; ``option`` are those of unordered and ordered factors.
    """
    import narwhals as nw

    from formula2eq.variables.observed import categories, known_frame

    schema = known_frame(frame).collect_schema()
    given = contrasts or {}
    found = declared_kinds(terms, {})
    for expression in predictors(terms):
        label = unparse(expression)
        inner = expression
        if isinstance(expression, Binary) and expression.operator in _CONDITIONS:
            found[label] = VariableCoding.logical(given.get(label, option[0]))
            continue
        if isinstance(inner, Call) and function_name(inner) in _FACTORS and inner.arguments:
            inner = inner.arguments[0].value or inner
        if not isinstance(inner, Name) or inner.name not in schema:
            continue
        kind = schema[inner.name]
        ordered = isinstance(expression, Call) and "ordered" in function_name(expression)
        name = given.get(label, option[ordered or is_ordered(frame, inner.name)])
        if kind == nw.Boolean:
            found[label] = VariableCoding.logical(given.get(label, option[0]))
        elif inner is not expression or kind in (nw.String, nw.Categorical, nw.Enum):
            found[label] = VariableCoding.factor(categories(frame, inner.name), name)
    return found


def is_ordered(frame: Any, name: str) -> bool:
    """Whether a column is an ordered factor; of the frames not in memory only Dask's can say so."""
    described = getattr(frame, "_meta", None)
    return described is not None and bool(getattr(described[name].dtype, "ordered", False))


def basis_columns(expression: Expression) -> int:
    """How many columns a call makes, as far as its text tells; 1 for what is no basis."""
    if not isinstance(expression, Call) or function_name(expression) not in _BASES:
        return 1
    argument, position, default = _BASES[function_name(expression)]
    value = _argument(expression.arguments, argument, position)
    if isinstance(value, Number) and 1 <= value.value <= _MOST_COLUMNS:
        return int(value.value)
    return default if value is None else 1


def _argument(arguments: Sequence[Argument], name: str, position: int) -> Expression | None:
    for argument in arguments:
        if argument.name == name:
            return argument.value
    unnamed = [argument for argument in arguments if argument.name is None]
    return unnamed[position].value if position < len(unnamed) else None


def function_name(call: Call) -> str:
    """The name of a called function without its package; empty for anything else."""
    match call.function:
        case Name(name):
            return name
        case Binary("::" | ":::", _, Name(name)):
            return name
        case _:
            return ""
