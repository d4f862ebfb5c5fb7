"""How variables and calls are displayed: names as text, arithmetic as mathematics, calls by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from formula2eq.formula.names import names as variables
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Call,
    Constant,
    Expression,
    Name,
    Parentheses,
    String,
    Unary,
)
from formula2eq.formula.nodes import Number as Literal
from formula2eq.formula.unparse import unparse
from formula2eq.notation.calls import TRANSPARENT, called_name, first_argument, inside
from formula2eq.notation.math import (
    Apply,
    Bracket,
    Fraction,
    Indicator,
    Infix,
    Mark,
    Negative,
    Node,
    Number,
    Power,
    Root,
    Symbol,
    Text,
    Times,
)
from formula2eq.notation.products import factors_of, product_of
from formula2eq.notation.spelling import greek_name, plain_number, spelled_name
from formula2eq.variables.contrasts import Coding, contrast_name

#: R's functions that have a sign of their own in mathematics.
_OPERATORS = {"log": "log", "exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan"}
_CONDITIONS = {"==", "!=", "<", ">", "<=", ">=", "&", "&&", "|", "||", "%in%"}


#: Gives the indices that a variable carries.
Indices = Callable[[str], tuple[Mark, ...]]


def _chosen_by(call: Call) -> Expression | None:
    """The condition of ``ifelse(x > 2, 1, 0)``."""
    match call:
        case Call(Name("ifelse" | "if_else"), (condition, one, zero)):
            values = [one.value, zero.value]
            if [v.value for v in values if isinstance(v, Literal)] == [1.0, 0.0]:
                inner = condition.value
                if isinstance(inner, Binary) and inner.operator in _CONDITIONS:
                    return inner
    return None


@dataclass(frozen=True, slots=True)
class Display:
    """Displays variables.

    names    display names by column name or by a call's label
    indices  the indices of a variable, by its name or label
    taken    letters that mean something else in this notation: variables of that name are set upright
    letters  letter and number by label and column, where variables are shown by letters
    opaque   labels of calls that are shown as calls, since what is inside them stands for another column
    columns  the variables that are columns, though R has a constant of that name (``pi``)
    code     inside a call that is shown as a call: text has its quotation marks
    """

    names: Mapping[str, str]
    indices: Indices
    taken: frozenset[str] = frozenset()
    letters: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    opaque: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    code: bool = False

    def named(self, name: str, marks: tuple[Mark, ...] = ()) -> Node:
        """A variable by its display name; a lone Greek letter is spelled, since parameters are Greek."""
        shown = self.names.get(name) or spelled_name(name)
        if len(shown) == 1 and shown.isalpha():
            letter = shown if shown.isascii() else greek_name(shown)
            if letter.isascii() and letter not in self.taken:
                return Symbol(letter, marks)
        return Text(shown, marks)

    def column(
        self,
        expression: Expression,
        column: str,
        category: str | None,
        coding: Coding = "numeric",
    ) -> Node:
        """One coded column of a variable or call.

        A contrast is named as one, ``sum 1`` or ``linear``, so that it is not read as a category.
        """
        label = unparse(expression)
        marks = self.indices(label)
        if (label, column) in self.letters:
            letter, number = self.letters[label, column]
            return Symbol(letter, (Mark("number", str(number)), *marks))
        logical = category == "TRUE" and column == "TRUE"
        if logical and not isinstance(expression, Name):
            return self.expression(expression)
        contrast = contrast_name(coding, column)
        if column and not logical and not (category or contrast) and isinstance(expression, Call):
            marks = (Mark("number", column), Mark("letter", ","), *marks)
        elif column and not logical:
            shown = category or contrast or column
            marks = (Mark("text", self.names.get(f"{label}{column}", shown)), *marks)
        if label in self.names:
            return self.named(label, marks)
        if label not in self.opaque:
            expression = inside(expression, TRANSPARENT - {"I"})
        match expression:
            case Name(name):
                return self.named(name, marks)
            case Call() if column:
                return self._named_call(expression, marks)
            case _ if column:
                return Apply("", (self.expression(expression),), marks)
            case _:
                # It is multiplied by a coefficient: a sum needs brackets.
                made = self.expression(expression)
                return Bracket(made) if isinstance(made, (Infix, Negative)) else made

    def expression(self, expression: Expression) -> Node:
        """An expression as mathematics, every variable with its indices."""
        label = unparse(expression)
        if (label, "") in self.letters:
            letter, number = self.letters[label, ""]
            return Symbol(letter, (Mark("number", str(number)), *self.indices(label)))
        if label in self.names and not isinstance(expression, Name):
            return self.named(label, self.indices(label))
        match expression:
            case Name("pi") if "pi" not in self.names and "pi" not in self.columns:
                return Symbol("pi")
            case Name(name):
                return self.named(name, self.indices(name))
            case Literal(_, _, text):
                return plain_number(text)
            case String(value):
                return Text(f"“{value}”" if self.code else value)
            case Constant(name):
                return Text(name)
            case Parentheses(inner):
                shown = self.expression(inner)
                return (
                    shown
                    if isinstance(shown, (Symbol, Text, Number, Indicator))
                    else Bracket(shown)
                )
            case Unary("-", operand):
                return Negative(self.expression(operand))
            case Unary("+", operand):
                return self.expression(operand)
            case Unary("!", operand):
                return Indicator(Apply("not", (self.condition(operand),)))
            case Binary(operator, _, _) if operator in _CONDITIONS:
                shown = self.condition(expression)
                return shown if self.code else Indicator(shown)
            case Binary("^", left, right):
                return Power(self._operand(left), self.expression(right))
            case Binary("/", left, right):
                return Fraction(self._bare(left), self._bare(right))
            case Binary("*", _, _):
                return product_of(tuple(map(self._operand, factors_of(expression))))
            case Binary("+" | "-" as operator, left, right):
                second = self.expression(right)
                if operator == "-" and isinstance(right, Binary) and right.operator in "+-":
                    second = Bracket(second)
                return Infix(operator, self.expression(left), second)
            case Binary("$" | "@" | "::", _, right):
                return self.expression(right)
            case Call(Name() | Binary("::" | ":::", _, Name())):
                return self._call(expression)
            case _:
                # R code that mathematics has no sign for stands as it is, and is one variable.
                return Text(label, self.indices(label))

    def condition(self, expression: Expression) -> Node:
        """A condition inside an indicator."""
        match expression:
            case Binary("&" | "&&", left, right):
                return Infix("and", self.condition(left), self.condition(right))
            case Binary("|" | "||", left, right):
                return Infix("or", self.condition(left), self.condition(right))
            case Binary("%in%", left, right):
                return Infix("in", self.expression(left), self.expression(right))
            case Binary(operator, left, right) if operator in _CONDITIONS:
                return Infix(
                    {"==": "=", "!=": "!="}.get(operator, operator),
                    self.expression(left),
                    self.expression(right),
                )
            case Parentheses(inner):
                return Bracket(self.condition(inner))
            case Unary("!", operand):
                return Apply("not", (self.condition(operand),))
            case _:
                return self.expression(expression)

    def _call(self, call: Call) -> Node:
        function = called_name(call)
        first = first_argument(call)
        condition = _chosen_by(call)
        if condition is not None and not self.code:
            return Indicator(self.condition(condition))
        if unparse(call) in self.opaque:
            return self._named_call(call, self.indices(unparse(call)))
        if first is not None and len(call.arguments) == 1:
            if function in TRANSPARENT:
                return self.expression(first)
            if function == "sqrt":
                return Root(self._bare(first))
            if function == "abs":
                return Apply("abs", (self.expression(first),))
            if function in _OPERATORS:
                return Apply(function, (self.expression(first),))
        if first is not None and function in TRANSPARENT and function != "I":
            return self.expression(first)
        # What is computed from no variable, ``c(1, 2)``, is the same for every row.
        marks = self.indices(unparse(call)) if variables(call) else ()
        return self._named_call(call, marks)

    def _named_call(self, call: Call, marks: tuple[Mark, ...]) -> Node:
        """A call by its name; its indices stand behind it, not on the variables inside."""
        bare = Display(self.names, lambda _: (), self.taken, columns=self.columns, code=True)
        package = unparse(call) in self.opaque and isinstance(call.function, Binary)
        called = unparse(call.function) if package else called_name(call)
        return Apply(called, bare._arguments(call), marks)

    def _arguments(self, call: Call) -> tuple[Node, ...]:
        return tuple(self._argument(argument) for argument in call.arguments)

    def _argument(self, argument: Argument) -> Node:
        if argument.value is None:
            return Text(argument.name or "")
        value = self.expression(argument.value)
        return value if argument.name is None else Infix("=", Text(argument.name), value)

    def _operand(self, expression: Expression) -> Node:
        """An operand of a product or base of a power: bracketed if it is a sum or a quotient."""
        shown = self.expression(expression)
        return Bracket(shown) if isinstance(shown, (Infix, Negative, Fraction, Times)) else shown

    def _bare(self, expression: Expression) -> Node:
        """Numerator, denominator or radicand: needs no brackets of its own."""
        while isinstance(expression, Parentheses):
            expression = expression.inner
        return self.expression(expression)
