"""Which sentence speaks of which slip: tables by the token that was met."""

from __future__ import annotations

from collections.abc import Callable

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.complaints.brackets import close_for_operator, unclosed
from formula2eq.formula.complaints.missing_operator import missing_operator
from formula2eq.formula.complaints.missing_term import (
    bar_for_term,
    close_for_term,
    end_for_term,
    equal_for_term,
    missing_term,
)
from formula2eq.formula.complaints.separators import comma, comparison, equal, semicolon
from formula2eq.formula.complaints.slip import Slip
from formula2eq.formula.complaints.wrong_anywhere import (
    bad_character,
    bad_name,
    bad_number,
    bad_operator,
    empty,
    missing_field,
    reserved,
    unclosed_name,
    unclosed_special,
    unclosed_string,
    unfinished_function,
)

_Rule = Callable[[Slip], Diagnostic]


_ANYWHERE: dict[str, _Rule] = {
    "BAD_CHARACTER": bad_character,
    "BAD_OPERATOR": bad_operator,
    "BAD_BAR": bad_operator,
    "BAD_NAME": bad_name,
    "BAD_NUMBER": bad_number,
    "UNCLOSED_NAME": unclosed_name,
    "UNCLOSED_STRING": unclosed_string,
    "UNCLOSED_SPECIAL": unclosed_special,
    "RESERVED": reserved,
    "PARENTHESIS_ON_NEW_LINE": missing_operator,
}


_WHERE_A_TERM_STANDS: dict[str, _Rule] = {
    "END": end_for_term,
    "CLOSE_PARENTHESIS": close_for_term,
    "CLOSE_BRACKET": close_for_term,
    "CLOSE_BRACE": close_for_term,
    "BAR": bar_for_term,
    "EQUAL": equal_for_term,
}


_WHERE_AN_OPERATOR_STANDS: dict[str, _Rule] = {
    "END": unclosed,
    "CLOSE_PARENTHESIS": close_for_operator,
    "CLOSE_BRACKET": close_for_operator,
    "CLOSE_BRACE": close_for_operator,
    "COMMA": comma,
    "SEPARATOR": semicolon,
    "EQUAL": equal,
    "ASSIGN": equal,
    "RIGHT_ASSIGN": equal,
    "COMPARISON": comparison,
}


def syntax(slip: Slip) -> Diagnostic:
    """The sentence about a slip."""
    kind = slip.met.type
    rule = _ANYWHERE.get(kind)
    if rule is None and not slip.tokens:
        rule = empty
    if rule is None and slip.before and slip.before.type in {"DOLLAR", "AT", "NAMESPACE"}:
        rule = missing_field
    if rule is None and slip.before and slip.before.type == "FUNCTION":
        rule = unfinished_function
    if rule is None and "NUMBER" in slip.accepted:
        rule = _WHERE_A_TERM_STANDS.get(kind, missing_term)
    return (rule or _WHERE_AN_OPERATOR_STANDS.get(kind, missing_operator))(slip)
