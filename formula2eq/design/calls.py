"""Calling R functions: the white list, and R's rules for matching arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from formula2eq.design import complaints
from formula2eq.design.values import Value
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import DataError
from formula2eq.formula.nodes import Expression
from formula2eq.source import Source, Span


@dataclass(frozen=True, slots=True)
class Given:
    """An argument as it came: its value (None for ``NULL``), its place, what stood there."""

    value: Value | None
    span: Span
    expression: Expression | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A call whose arguments are matched to its function's parameters.

    arguments  by parameter; those that were not given are absent
    rest       what ``...`` took, in order
    notes      where warnings are collected
    """

    function: str
    arguments: Mapping[str, Given]
    rest: tuple[Given, ...]
    span: Span
    source: Source
    notes: list[Diagnostic] = field(default_factory=list)

    def given(self, name: str) -> bool:
        """Whether an argument was given and is not ``NULL``."""
        return name in self.arguments and self.arguments[name].value is not None

    def value(self, name: str) -> Value:
        """An argument's value; an error when it is absent."""
        found = self.arguments.get(name)
        if found is None or found.value is None:
            raise complaints.bad_argument(
                self.function, f"the argument {name} is missing", self.span, self.source
            )
        return found.value

    def numbers(self, name: str) -> Value:
        """An argument that must be logical, integer or numeric."""
        found = self.value(name)
        if not found.is_number:
            raise complaints.not_meaningful(
                f"{self.function}()", found.kind, self.arguments[name].span, self.source
            )
        return found

    def amounts(self, name: str) -> Value:
        """Numbers, or what dates and times count, see ``calendar``."""
        found = self.value(name)
        return replace(found, kind="numeric") if found.is_calendar else self.numbers(name)

    def number(self, name: str, default: float) -> float:
        """An argument that must be one number."""
        if not self.given(name):
            return default
        found = self.numbers(name)
        if found.data.size != 1 or np.isnan(found.data).any():
            raise self.wrong(name, f"{name} must be one number")
        return float(found.data.flat[0])

    def flag(self, name: str, default: bool) -> bool:
        """An argument that must be ``TRUE`` or ``FALSE``."""
        return bool(self.number(name, default))

    def text(self, name: str, default: str) -> str:
        """An argument that must be one string."""
        if not self.given(name):
            return default
        found = self.value(name)
        if found.kind != "character" or len(found) != 1 or found.data[0] is None:
            raise self.wrong(name, f"{name} must be one string")
        return str(found.data[0])

    def wrong(self, name: str, message: str) -> DataError:
        """An error about one argument."""
        found = self.arguments.get(name)
        span = self.span if found is None else found.span
        return complaints.bad_argument(self.function, message, span, self.source)


Implementation = Callable[[Bound], Value]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the white list: its name, its parameters in order, and what it does."""

    name: str
    parameters: tuple[str, ...]
    implementation: Implementation


#: The white list. The files of functions fill it when ``interpret`` imports them.
FUNCTIONS: dict[str, Function] = {}


def known(names: str, parameters: str) -> Callable[[Implementation], Implementation]:
    """Put a function on the white list under one or more names, with R's parameters."""

    def enlist(implementation: Implementation) -> Implementation:
        listed = tuple(part.strip() for part in parameters.split(",") if part.strip())
        for name in names.split():
            FUNCTIONS[name] = Function(name, listed, implementation)
        return implementation

    return enlist


def bind(
    function: Function,
    given: list[Given],
    span: Span,
    source: Source,
    notes: list[Diagnostic],
) -> Bound:
    """Match arguments as R does: exact names, then unambiguous beginnings of names, then places.

    Parameters after ``...`` need their whole name.
    """
    parameters = function.parameters
    dots = parameters.index("...") if "..." in parameters else len(parameters)
    matched: dict[str, Given] = {}
    unnamed: list[Given] = []
    for argument in given:
        name = argument.name
        if name is None:
            unnamed.append(argument)
            continue
        target = name if name in parameters else None
        if target is None:
            starts = [p for p in parameters[:dots] if p.startswith(name)]
            target = starts[0] if len(starts) == 1 else None
        if target is None or target == "...":
            if "..." in parameters:
                unnamed.append(argument)
                continue
            allowed = ", ".join(parameters)
            message = f"there is no argument named {name}; there are {allowed}"
            raise complaints.bad_argument(function.name, message, argument.span, source)
        if target in matched:
            message = f"the argument {target} is given twice"
            raise complaints.bad_argument(function.name, message, argument.span, source)
        matched[target] = argument
    rest: list[Given] = []
    free = [parameter for parameter in parameters[:dots] if parameter not in matched]
    for argument in unnamed:
        if free and argument.name is None:
            matched[free.pop(0)] = argument
        elif "..." in parameters:
            rest.append(argument)
        else:
            message = f"too many arguments; there are {', '.join(parameters) or 'none'}"
            raise complaints.bad_argument(function.name, message, argument.span, source)
    return Bound(function.name, matched, tuple(rest), span, source, notes)
