"""The arguments of one call: family, link, data, weights, offset and what else bears on the model."""

from __future__ import annotations

from dataclasses import replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula import foreign
from formula2eq.formula.argument_names import check_names, is_formula, meant_argument
from formula2eq.formula.complaints import arguments as about_arguments
from formula2eq.formula.complaints import calls as complaints
from formula2eq.formula.model_calls import called_function
from formula2eq.formula.near import nearest
from formula2eq.formula.nlme import grouped_effects
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Call,
    Constant,
    Expression,
    Formula,
    Name,
    Number,
    String,
    Unary,
)
from formula2eq.formula.parse import as_formula
from formula2eq.formula.signatures import FAMILIES, SIGNATURES, match
from formula2eq.formula.specification import GroupedEffects, Specification
from formula2eq.source import Source

#: brms' and nlme's wrappers around a formula; the formula is their first argument.
_WRAPPERS = frozenset({"bf", "brmsformula", "formula", "as.formula", "lf", "nlf"})
#: brms' formulas beside the main one that state what an argument of glmmTMB states. That of sigma is
#: none: glmmTMB's is about the variance.
_BESIDE = {"phi": "dispformula", "zi": "ziformula"}
#: Functions that put a formula together.
_COMPUTING = frozenset("paste paste0 sprintf reformulate glue parse eval bquote substitute".split())
#: Arguments that change the residuals' law.
_RESIDUALS = frozenset({"correlation", "autocor"})
_TRUTH = {"TRUE": True, "FALSE": False, "T": True, "F": False}
#: What fits the generalized models of functions that have no family.
_GENERALIZED = {"lmer": "glmer", "lm": "glm", "blmer": "bglmer"}


class CallReader:
    """Reads the arguments of one call; ``used`` are the definitions that it took."""

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

    def read(self, call: Call) -> Specification:
        """What the call says."""
        source = self.source
        if called_function(call) in {"update", "update.formula"}:
            raise FormulaSyntaxError(complaints.update_call(call.span, source))
        function = called_function(call) or source.slice(call.function.span)
        if function in SIGNATURES:
            check_names(function, call.arguments, source)
            found = match(function, call.arguments)
        else:
            place = call.function.span
            meant = nearest(function, SIGNATURES)
            self.notes.append(
                complaints.unknown_function(function, place, source)
                if meant is None
                else complaints.misspelt_fitting_function(function, meant, place, source)
            )
            first = next((a for a in call.arguments if is_formula(a.value)), None)
            others = (a for a in call.arguments if a is not first)
            found = {a.name or str(number): a for number, a in enumerate(others)}
            if first is not None:
                found["formula"] = first
        if function == "gls" and "model" in found:
            found["formula"] = found.pop("model")
        fixed = found.pop("fixed", None) or found.pop("formula", None)
        if fixed is None and function in SIGNATURES and call.arguments:
            first = call.arguments[0]
            if first.name and first.name in found and first.name not in SIGNATURES[function]:
                raise FormulaSyntaxError(about_arguments.equals_for_tilde(first.span, source))
        if fixed is None or fixed.value is None:
            raise FormulaSyntaxError(complaints.no_formula_argument(function, call.span, source))
        formula = self.formula(fixed.value)
        found |= self.beside
        stated = found.pop("family", None)
        if stated is not None and function in _GENERALIZED:
            head = call.function.right if isinstance(call.function, Binary) else call.function
            other = _GENERALIZED[function]
            self.notes.append(
                about_arguments.family_of_another(function, other, stated.span, head.span, source)
            )
        family, link = self.family(stated)
        if link is None and function in {"clmm", "clm"}:
            link = self.text(found.pop("link", None))
        grouped: tuple[GroupedEffects, ...] = ()
        if function == "gls" and "weights" in found:
            self.not_shown("weights", found.pop("weights"))
        if function in {"lme", "glmmPQL", "gamm"}:
            grouped = grouped_effects(found.pop("random", None), source, self.notes)
            variance = found.pop("weights", None) if function == "lme" else None
            if variance is not None:
                self.not_shown("weights", variance)
        specification = Specification(
            source,
            formula,
            function,
            "R",
            self.target,
            family or FAMILIES.get(function),
            link,
            self.value(found.pop("data", None)),
            self.value(found.pop("weights", None)),
            self.value(found.pop("offset", None)),
            self.reml(found),
            self.value(found.pop("contrasts", None)),
            grouped,
            self.side_formula(found.pop("ziformula", None), formula),
            self.side_formula(found.pop("dispformula", None), formula),
        )
        for name, argument in found.items():
            meant = meant_argument(function, name)
            if meant is None:
                self.leave(name, argument)
            else:
                self.ignored.append(argument)
                place = argument.span
                self.notes.append(
                    about_arguments.misspelt_argument(name, meant, function, place, source)
                )
        return replace(
            specification,
            ignored=tuple(self.ignored),
            diagnostics=tuple(self.notes),
            family_place=None if stated is None or stated.value is None else stated.value.span,
        )

    def formula(self, node: Expression) -> Formula:
        """The formula, out of its wrappers."""
        while isinstance(node, Call) and called_function(node) in _WRAPPERS and node.arguments:
            for further in node.arguments[1:]:
                self.further(further)
            first = node.arguments[0].value
            if first is None:
                break
            node = first
        if isinstance(node, String):
            return foreign.formula_in_string(self.source, node.span)
        if isinstance(node, Name):
            if node.name in self.definitions:
                self.used.add(node.name)
                return as_formula(self.definitions[node.name], self.source)
            raise FormulaSyntaxError(complaints.formula_by_name(node.name, node.span, self.source))
        if isinstance(node, Call) and (name := called_function(node)) in _COMPUTING:
            raise FormulaSyntaxError(complaints.computed_formula(name, node.span, self.source))
        return as_formula(node, self.source)

    def further(self, argument: Argument) -> None:
        """A formula after the first in brms' ``bf()``: ``sigma ~ z``, or ``zi = ~ z``."""
        node, name = argument.value, argument.name
        if isinstance(node, Binary) and is_formula(node) and isinstance(node.left, Name):
            name = node.left.name
            right = Unary("~", node.right, node.span, node.operator_span)
            argument = Argument(name, right, argument.span)
        if name in _BESIDE:
            self.beside[_BESIDE[name]] = argument
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
                return None
            case Name("."):
                return Formula(None, main.predictors, self.source, formula.span)
        return formula

    def family(self, argument: Argument | None) -> tuple[str | None, str | None]:
        """Family and link as written."""
        node = self.value(argument)
        link = None
        if isinstance(node, Call):
            given = {a.name or str(n): a for n, a in enumerate(node.arguments)}
            of_size = called_function(node) == "negative.binomial"
            link = self.text(given.get("link") or given.get("1" if of_size else "0"))
            name = called_function(node)
        elif isinstance(node, Binary) and isinstance(node.right, Name):
            name = node.right.name
        elif isinstance(node, (Name, String)):
            name = node.name if isinstance(node, Name) else node.value
        else:
            name = None
            if node is not None:
                self.notes.append(about_arguments.unreadable("family", node.span, self.source))
        return name, link

    def text(self, argument: Argument | None) -> str | None:
        """A word given as a string or as a name."""
        node = self.value(argument)
        if isinstance(node, String):
            return node.value
        return node.name if isinstance(node, Name) else None

    def reml(self, found: dict[str, Argument]) -> bool | None:
        """Whether REML is asked for."""
        node = self.value(found.pop("REML", None))
        if isinstance(node, (Constant, Name)) and node.name in _TRUTH:
            return _TRUTH[node.name]
        if isinstance(node, Number) and node.value in {0, 1}:
            return node.value == 1
        if node is not None:
            meant = nearest(node.name, _TRUTH) if isinstance(node, Name) else None
            if isinstance(node, String) and node.value in {"REML", "ML"}:
                meant = "TRUE" if node.value == "REML" else "FALSE"
            self.notes.append(about_arguments.no_truth_value("REML", meant, node.span, self.source))
            return None
        method = found.get("method")
        if method is not None and isinstance(method.value, String):
            if method.value.value in {"REML", "ML"}:
                del found["method"]
                return method.value.value == "REML"
        return None

    def value(self, argument: Argument | None) -> Expression | None:
        """The value of an argument; NULL is none."""
        if argument is None or (
            isinstance(argument.value, Constant) and argument.value.name == "NULL"
        ):
            return None
        return argument.value

    def leave(self, name: str, argument: Argument) -> None:
        """Leave an argument that does not matter here, and say so."""
        if name in _RESIDUALS:
            self.not_shown(name, argument)
            return
        if name == "random":
            self.ignored.append(argument)
            self.notes.append(about_arguments.random_not_read(argument.span, self.source))
            return
        self.ignored.append(argument)
        said = "this argument" if name.isdigit() else name
        self.notes.append(about_arguments.ignored(said, argument.span, self.source))

    def not_shown(self, name: str, argument: Argument) -> None:
        """Leave an argument that would matter, and say so."""
        self.ignored.append(argument)
        self.notes.append(about_arguments.not_in_the_equations(name, argument.span, self.source))
