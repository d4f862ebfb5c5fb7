"""The arguments of one call: family, link, data, weights, offset and what else bears on the model."""

from __future__ import annotations

from dataclasses import replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.argument_names import check_names, meant_argument
from formula2eq.formula.brms import additions, with_intercept, without_autocorrelation
from formula2eq.formula.call_formula import FormulaReader, states_formula
from formula2eq.formula.complaints import arguments as about_arguments
from formula2eq.formula.complaints import calls as complaints
from formula2eq.formula.families import stated_family
from formula2eq.formula.heads import called
from formula2eq.formula.mgcv import with_random_smooths
from formula2eq.formula.near import nearest
from formula2eq.formula.nlme import grouped_effects
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Call,
    Constant,
    Formula,
    Name,
    Number,
    String,
    Unary,
)
from formula2eq.formula.signatures import (
    BRMS,
    FAMILIES,
    NLME,
    OWN_FAMILIES,
    RANDOM_BARS,
    SIGNATURES,
    SMOOTHS,
    WRAPPERS,
    match,
)
from formula2eq.formula.specification import GroupedEffects, Specification
from formula2eq.source import Span

#: Arguments that change the residuals' law, and those that say more about the model otherwise: clm's
#: formulas of the scale and of thresholds that differ, brms' covariances between groups, fixed
#: parameters of glmmTMB.
_RESIDUALS = frozenset({"correlation", "autocor"})
_FURTHER = frozenset({"scale", "nominal", "threshold", "cov_ranef", "map"})
_TRUTH = {"TRUE": True, "FALSE": False, "T": True, "F": False}
#: What fits the generalized models of functions that have no family.
_GENERALIZED = {"lmer": "glmer", "lm": "glm", "blmer": "bglmer"}


class CallReader(FormulaReader):
    """Reads the arguments of one call; ``left_out`` are the names of those that a function has which is
    not known, None for one that is.
    """

    left_out: list[str] | None = None

    def read(self, call: Call) -> Specification:
        """What the call says."""
        source = self.source
        if called(call) in {"update", "update.formula"}:
            raise FormulaSyntaxError(complaints.update_call(call.span, source))
        function = called(call) or source.slice(call.function.span)
        found = self.arguments(function, call)
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
        offset = self.value(found.pop("offset", None))
        if function in BRMS:
            formula = without_autocorrelation(with_intercept(formula), self.notes)
            formula, rate = additions(formula, self.notes)
            offset = offset or rate
        if function in SMOOTHS:
            formula = with_random_smooths(formula)
        if function in RANDOM_BARS and "random" in found:
            formula = self.with_random(formula, found.pop("random"))
        found = self.beside | found
        stated = found.pop("family", None)
        if stated is not None and function in _GENERALIZED:
            head = call.function.right if isinstance(call.function, Binary) else call.function
            other = _GENERALIZED[function]
            self.notes.append(
                about_arguments.family_of_another(function, other, stated.span, head.span, source)
            )
        family, link = self.family(stated)
        if function in WRAPPERS and family is None:
            place = call.function.span
            self.notes.append(complaints.no_family_here(function, place, source))
        family = OWN_FAMILIES.get(function, {}).get(family or "", family)
        if link is None and function in {"clmm", "clm"}:
            link = self.text(found.pop("link", None))
        grouped: tuple[GroupedEffects, ...] = ()
        if function == "gls" and "weights" in found:
            self.not_shown("weights", found.pop("weights"))
        if function in NLME:
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
            offset,
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
        if self.left_out is not None:
            self.notes.insert(0, self.not_known(function, call.function.span))
        return replace(
            specification,
            ignored=tuple(self.ignored),
            diagnostics=tuple(self.notes),
            family_place=None if stated is None or stated.value is None else stated.value.span,
        )

    def not_known(self, function: str, place: Span) -> Diagnostic:
        """What there is to say of a function that is not known to fit models."""
        meant = nearest(function, SIGNATURES)
        if meant is not None:
            return complaints.misspelt_fitting_function(function, meant, place, self.source)
        return complaints.unknown_function(function, place, self.source, self.left_out or ())

    def arguments(self, function: str, call: Call) -> dict[str, Argument]:
        """The arguments by the names of their parameters; of a function that is not known, by name."""
        if function in SIGNATURES:
            check_names(function, call.arguments, self.source)
            return match(function, call.arguments)
        if function in WRAPPERS:
            return {"formula": Argument("formula", call, call.span)}
        self.left_out = []
        first = next((a for a in call.arguments if states_formula(a.value)), None)
        others = (a for a in call.arguments if a is not first)
        found = {a.name or str(number): a for number, a in enumerate(others)}
        if first is not None:
            found["formula"] = first
        return found

    def with_random(self, formula: Formula, argument: Argument) -> Formula:
        """gamm4's formula with the bars of its ``random = ~ (1 | g)``."""
        node = argument.value
        if not isinstance(node, Unary) or node.operator != "~":
            self.leave("random", argument)
            return formula
        place = node.span
        both = Binary("+", formula.predictors, node.operand, formula.span, place)
        return replace(formula, predictors=both)

    def family(self, argument: Argument | None) -> tuple[str | None, str | None]:
        """Family and link as written; what is computed when R runs is none, and said."""
        stated = stated_family(None if argument is None else argument.value)
        if stated.unread is not None:
            what = "family" if stated.name is None else "the link"
            self.notes.append(about_arguments.unreadable(what, stated.unread.span, self.source))
        return stated.name, stated.link

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

    def leave(self, name: str, argument: Argument) -> None:
        """Leave an argument that does not matter here, and say so."""
        if name in _RESIDUALS:
            self.not_shown(name, argument)
            return
        if name in _FURTHER and self.value(argument) is not None:
            self.ignored.append(argument)
            self.notes.append(complaints.more_than_shown(name, argument.span, self.source))
            return
        if name == "random":
            self.ignored.append(argument)
            self.notes.append(about_arguments.random_not_read(argument.span, self.source))
            return
        if self.left_out is not None:
            self.ignored.append(argument)
            self.left_out += [] if name.isdigit() or name == "data" else [name]
            return
        super().leave(name, argument)

    def not_shown(self, name: str, argument: Argument) -> None:
        """Leave an argument that would matter, and say so."""
        self.ignored.append(argument)
        self.notes.append(about_arguments.not_in_the_equations(name, argument.span, self.source))
