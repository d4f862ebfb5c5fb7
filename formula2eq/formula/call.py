"""A whole call, as people paste it, to what it says: ``fit <- lmer(y ~ x + (1 | g), data = d)``.

Calls of R are parsed by R's grammar; those of Julia and Python are only searched for their formula
(``foreign``). Text that is just a formula is a specification without a function.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula import foreign
from formula2eq.formula.complaints import calls as complaints
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
    Parentheses,
    String,
    Unary,
)
from formula2eq.formula.parse import as_formula, mended, parse_expression
from formula2eq.formula.signatures import FAMILIES, SIGNATURES, match
from formula2eq.formula.specification import GroupedEffects, Specification
from formula2eq.formula.walk import walk
from formula2eq.source import Source

#: brms' and nlme's wrappers around a formula; the formula is their first argument.
_WRAPPERS = frozenset({"bf", "brmsformula", "formula", "as.formula", "lf", "nlf"})
#: Arguments that change the residuals' law.
_RESIDUALS = frozenset({"correlation", "autocor"})
_ASSIGNS = frozenset({"<-", "<<-", "="})


def read_call(text: str, name: str = "formula", mendings: int = 4) -> Specification:
    """What a call or a bare formula says.

    Raises ``FormulaSyntaxError`` with a place in ``text``.

    >>> said = read_call('fit <- glmer(y ~ x + (1 | g), d, family = binomial("probit"))')
    >>> said.function, said.family, said.link
    ('glmer', 'binomial', 'probit')
    """
    source = Source(text, name)
    try:
        abroad = foreign.read(source)
        return abroad if abroad is not None else _read_r(source)
    except FormulaSyntaxError as error:
        raise mended(error, partial(read_call, mendings=mendings - 1), mendings) from None


def read_formula(text: str, name: str = "formula") -> Formula:
    """The formula in a text that is a formula or a whole call."""
    return read_call(text, name).formula


def _read_r(source: Source) -> Specification:
    tree = parse_expression(source)
    target = None
    inside = tree
    if isinstance(inside, Binary) and inside.operator == "->":
        target, inside = inside.right, inside.left
    elif isinstance(inside, Binary) and _assigns(inside):
        target, inside = inside.left, inside.right
    named = target.name if isinstance(target, Name) else None
    if isinstance(inside, Call) and (call := _model_call(inside)) is not None:
        return _Reader(source, named).read(call)
    if isinstance(inside, Call):
        raise FormulaSyntaxError(complaints.no_model_call(inside.span, source))
    return Specification(source, as_formula(inside if named else tree, source), target=named)


def _assigns(node: Binary) -> bool:
    """Whether a formula or a call is assigned: ``y = x`` assigns none, ``y =~ x`` is a slip."""
    right = node.right
    while isinstance(right, Parentheses):
        right = right.inner
    slip = isinstance(right, Unary) and node.operator_span.end == right.span.start
    return (
        node.operator in _ASSIGNS and not slip and (isinstance(right, Call) or _is_formula(right))
    )


def _is_formula(node: Expression | None) -> bool:
    return isinstance(node, (Binary, Unary)) and node.operator == "~"


def _function(call: Call) -> str | None:
    """The name of what is called, without its package."""
    head = call.function
    if isinstance(head, Binary) and head.operator in {"::", ":::"}:
        head = head.right
    return head.name if isinstance(head, Name) else None


def _model_call(outer: Call) -> Call | None:
    """The call that fits a model: the text's own, or one inside ``summary(...)``."""
    calls = [node for node in walk(outer) if isinstance(node, Call)]
    for call in calls:
        if _function(call) in SIGNATURES:
            return call
    return next((call for call in calls if any(_is_formula(a.value) for a in call.arguments)), None)


class _Reader:
    """Reads the arguments of one call."""

    def __init__(self, source: Source, target: str | None) -> None:
        self.source = source
        self.target = target
        self.notes: list[Diagnostic] = []
        self.ignored: list[Argument] = []

    def read(self, call: Call) -> Specification:
        source = self.source
        function = _function(call) or source.slice(call.function.span)
        if function in SIGNATURES:
            found = match(function, call.arguments)
        else:
            place = call.function.span
            self.notes.append(complaints.unknown_function(function, place, source))
            first = next((a for a in call.arguments if _is_formula(a.value)), None)
            others = (a for a in call.arguments if a is not first)
            found = {a.name or str(number): a for number, a in enumerate(others)}
            if first is not None:
                found["formula"] = first
        fixed = found.pop("fixed", None) or found.pop("formula", None)
        if fixed is None or fixed.value is None:
            raise FormulaSyntaxError(complaints.no_formula_argument(function, call.span, source))
        formula = self.formula(fixed.value)
        family, link = self.family(found.pop("family", None))
        if link is None and function in {"clmm", "clm"}:
            link = self.text(found.pop("link", None))
        grouped: tuple[GroupedEffects, ...] = ()
        if function in {"lme", "glmmPQL"}:
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
            self.leave(name, argument)
        return replace(specification, ignored=tuple(self.ignored), diagnostics=tuple(self.notes))

    def formula(self, node: Expression) -> Formula:
        while isinstance(node, Call) and _function(node) in _WRAPPERS and node.arguments:
            for further in node.arguments[1:]:
                self.leave(further.name or "a further formula", further)
            first = node.arguments[0].value
            if first is None:
                break
            node = first
        if isinstance(node, String):
            return foreign.formula_in_string(self.source, node.span)
        if isinstance(node, Name):
            raise FormulaSyntaxError(complaints.formula_by_name(node.name, node.span, self.source))
        return as_formula(node, self.source)

    def side_formula(self, argument: Argument | None, main: Formula) -> Formula | None:
        """A formula beside the main one: ``~ 0`` is none, ``~ .`` the right side of the main one."""
        node = self.value(argument)
        if node is None:
            return None
        if not _is_formula(node):
            self.notes.append(complaints.unreadable("the formula", node.span, self.source))
            return None
        formula = as_formula(node, self.source)
        match formula.predictors:
            case Number(0):
                return None
            case Name("."):
                return Formula(None, main.predictors, self.source, formula.span)
        return formula

    def family(self, argument: Argument | None) -> tuple[str | None, str | None]:
        node = self.value(argument)
        link = None
        if isinstance(node, Call):
            given = {a.name or str(n): a for n, a in enumerate(node.arguments)}
            of_size = _function(node) == "negative.binomial"
            link = self.text(given.get("link") or given.get("1" if of_size else "0"))
            name = _function(node)
        elif isinstance(node, Binary) and isinstance(node.right, Name):
            name = node.right.name
        elif isinstance(node, (Name, String)):
            name = node.name if isinstance(node, Name) else node.value
        else:
            name = None
            if node is not None:
                self.notes.append(complaints.unreadable("family", node.span, self.source))
        return name, link

    def text(self, argument: Argument | None) -> str | None:
        """A word given as a string or as a name."""
        node = self.value(argument)
        if isinstance(node, String):
            return node.value
        return node.name if isinstance(node, Name) else None

    def reml(self, found: dict[str, Argument]) -> bool | None:
        node = self.value(found.pop("REML", None))
        if isinstance(node, (Constant, Name)):
            return node.name in {"TRUE", "T"}
        method = found.get("method")
        if method is not None and isinstance(method.value, String):
            if method.value.value in {"REML", "ML"}:
                del found["method"]
                return method.value.value == "REML"
        return None

    def value(self, argument: Argument | None) -> Expression | None:
        if argument is None or (
            isinstance(argument.value, Constant) and argument.value.name == "NULL"
        ):
            return None
        return argument.value

    def leave(self, name: str, argument: Argument) -> None:
        if name in _RESIDUALS:
            self.not_shown(name, argument)
            return
        self.ignored.append(argument)
        said = "this argument" if name.isdigit() else name
        self.notes.append(complaints.ignored(said, argument.span, self.source))

    def not_shown(self, name: str, argument: Argument) -> None:
        self.ignored.append(argument)
        self.notes.append(complaints.not_in_the_equations(name, argument.span, self.source))
