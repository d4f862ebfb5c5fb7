from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.errors import TermsError
from formula2eq.formula.nodes import Number


def _d(rule, span, source):
    return Diagnostic(rule, rule, (Label(span, "", source),))


def check_power(node, power, source):
    if not isinstance(power, Number) or not 2 <= power.value < 2**31:
        raise TermsError(_d("invalid-power", power.span, source))


def second_tilde(node, source):
    return _d("second-tilde", node.span, source)


def no_term(node, parent, source):
    return _d("no-term", node.span, source)


def dot_without_data(span, source):
    return _d("dot-without-data", span, source)


def empty_call(function, span, source):
    return _d("empty-call", span, source)


def too_many_terms(operation, count, most, source):
    return _d("too-many-terms", operation.span, source)


def empty_double_bar(bar, intercept, source):
    return _d("empty-double-bar", bar.operator_span, source)


def nesting_in_parentheses(group, source):
    return _d("nesting-in-parentheses", group.span, source)
