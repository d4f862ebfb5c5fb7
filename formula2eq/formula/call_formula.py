"""The formulas of one call: the main one, out of its wrappers and names, and those beside it."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula import foreign
from formula2eq.formula.argument_names import is_formula
from formula2eq.formula.complaints import arguments as about_arguments
from formula2eq.formula.complaints import brms as brms_complaints
from formula2eq.formula.complaints import calls as complaints
from formula2eq.formula.heads import called
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Call,
    Constant,
    Expression,
    Formula,
    Name,
    Number,
    Parentheses,
    String,
    Unary,
)
from formula2eq.formula.parse import as_formula
from formula2eq.formula.signatures import WRAPPERS
from formula2eq.source import Source

#: brms' formulas beside the main one that state what an argument of glmmTMB states.
_BESIDE = {
    **dict.fromkeys(("phi", "sigma", "shape"), "dispformula"),
    **dict.fromkeys(("zi", "hu"), "ziformula"),
}
#: Functions that put a formula together.
_COMPUTING = frozenset("paste paste0 sprintf reformulate glue parse eval bquote substitute".split())


def states_formula(node: Expression | None) -> bool:
    """Whether a formula stands there: itself, in quotes, or inside a wrapper."""
    while isinstance(node, Parentheses):
        node = node.inner
    if isinstance(node, Call) and called(node) in WRAPPERS and node.arguments:
        return states_formula(node.arguments[0].value)
    return is_formula(node) or isinstance(node, String) and "~" in node.value


class FormulaReader:
    """Reads the formulas of one call; ``used`` are the definitions that it took."""

    def __init__(
        self, source: Source, target: str | None, definitions: dict[str, Expression]
    ) -> None:
        self.source = source
        self.target = target
        self.definitions = definitions
        self.notes: list[Diagnostic] = []
        self.ignored: list[Argument] = []
        self.used: set[str] = set()
        self.beside: dict[str, Argument] = {}

    def formula(self, node: Expression) -> Formula:
        """The formula, out of its wrappers and by its name."""
        while True:
            match node:
                case Parentheses(inner):
                    node = inner
                case Call(_, (Argument(value=first), *more)) if called(node) in WRAPPERS and first:
                    for argument in more:
                        self.further(argument)
                    node = first
                case Name(name) if name in self.definitions and name not in self.used:
                    self.used.add(name)
                    node = self.definitions[name]
                case _:
                    break
        if isinstance(node, String):
            return foreign.formula_in_string(self.source, node.span)
        if isinstance(node, Name):
            raise FormulaSyntaxError(complaints.formula_by_name(node.name, node.span, self.source))
        function = called(node) if isinstance(node, Call) else None
        if function in _COMPUTING:
            what = complaints.computed_formula(function, node.span, self.source)
            raise FormulaSyntaxError(what)
        return as_formula(node, self.source)

    def further(self, argument: Argument) -> None:
        """What stands behind the first formula in brms' ``bf()``: ``sigma ~ z``, ``zi = ~ z``, ``nl``."""
        node, name = argument.value, argument.name
        if isinstance(node, Binary) and is_formula(node) and isinstance(node.left, Name):
            name = node.left.name
            right = Unary("~", node.right, node.span, node.operator_span)
            argument = Argument(name, right, argument.span)
        if name == "nl" and isinstance(node, (Constant, Name)) and node.name in {"TRUE", "T"}:
            raise FormulaSyntaxError(brms_complaints.nonlinear(argument.span, self.source))
        if name == "family":
            self.beside[name] = argument
        elif name in _BESIDE:
            self.beside[_BESIDE[name]] = argument
            if name == "sigma":
                self.notes.append(about_arguments.sigma_formula(argument.span, self.source))
        elif is_formula(node):
            self.ignored.append(argument)
            span = argument.span
            self.notes.append(about_arguments.further_formula(name or "more", span, self.source))
        else:
            self.leave(name or "a further formula", argument)

    def side_formula(self, argument: Argument | None, main: Formula) -> Formula | None:
        """A formula beside the main one: ``~ 0`` is none, ``~ .`` the right side of the main one."""
        node = self.value(argument)
        if node is None:
            return None
        if not is_formula(node):
            self.notes.append(about_arguments.unreadable("the formula", node.span, self.source))
            return None
        formula = as_formula(node, self.source)
        match formula.predictors:
            case Number(0):
                if argument is not None and argument.name == "dispformula":
                    self.notes.append(complaints.fixed_dispersion(node.span, self.source))
                return None
            case Name("."):
                return Formula(None, main.predictors, self.source, formula.span)
        return formula

    def value(self, argument: Argument | None) -> Expression | None:
        """The value of an argument; NULL is none."""
        if argument is None or (
            isinstance(argument.value, Constant) and argument.value.name == "NULL"
        ):
            return None
        return argument.value

    def leave(self, name: str, argument: Argument) -> None:
        """Leave an argument that does not matter here, and say so."""
        self.ignored.append(argument)
        said = "this argument" if name.isdigit() else name
        self.notes.append(about_arguments.ignored(said, argument.span, self.source))
