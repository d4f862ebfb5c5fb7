"""``ave(x, g)``, the mean of x in each group: it is constant within the groups, whatever x is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formula2eq.formula.names import names
from formula2eq.formula.nodes import Argument, Binary, Call, Expression, Name
from formula2eq.formula.unparse import unparse
from formula2eq.formula.walk import walk

#: What ``FUN`` may be for a value to be one for the whole group, in words.
GROUP_SUMMARIES = {
    "mean": "mean",
    "median": "median",
    "sd": "standard deviation",
    "var": "variance",
    "min": "minimum",
    "max": "maximum",
    "sum": "sum",
    "prod": "product",
    "length": "number of values",
}


@dataclass(frozen=True, slots=True)
class Average:
    """A call of ``ave`` taken apart.

    of       what is averaged
    groups   within what; none for all rows
    summary  the mean or another of `GROUP_SUMMARIES`
    """

    of: Expression
    groups: tuple[Argument, ...]
    summary: str

    def words(self) -> str:
        """What it is: ``mean of x in each g``."""
        said = f"{GROUP_SUMMARIES[self.summary]} of {unparse(self.of)}"
        groups = " and ".join(unparse(a.value) for a in self.groups if a.value is not None)
        return f"{said} in each {groups}" if groups else said


def average(node: Expression) -> Average | None:
    """A call of ``ave`` that gives every row of a group one value; None for anything else.

    >>> from formula2eq.formula.parse import parse
    >>> average(parse("~ ave(ses, school, FUN = median)").predictors).words()
    'median of ses in each school'
    """
    match node:
        case Call(Name("ave") | Binary("::" | ":::", _, Name("ave")), arguments):
            pass
        case _:
            return None
    summary, of, groups = "mean", None, []
    for argument in sorted(arguments, key=lambda a: a.name != "x"):
        if argument.name == "FUN":
            summary = argument.value.name if isinstance(argument.value, Name) else ""
        elif of is None and argument.name in ("x", None):
            of = argument.value
        else:
            groups.append(argument)
    if of is None or summary not in GROUP_SUMMARIES:
        return None
    return Average(of, tuple(groups), summary)


def averages(expression: Expression) -> Iterator[tuple[Call, Average]]:
    """The calls of ``ave`` in an expression, outermost first."""
    for node in walk(expression):
        found = average(node)
        if found is not None and isinstance(node, Call):
            yield node, found


def deciding_names(expression: Expression) -> tuple[str, ...]:
    """The variables within whose categories an expression is constant: all, but x of ``ave(x, g)``.

    >>> from formula2eq.formula.parse import parse
    >>> deciding_names(parse("~ I(w - ave(x, g))").predictors)
    ('w', 'g')
    """
    return names(expression, _deciding)


def _deciding(call: Call) -> tuple[Argument, ...]:
    found = average(call)
    return call.arguments if found is None else found.groups
