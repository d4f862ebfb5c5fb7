"""What there is to say about a formula that is legal, but hardly means what was meant.

Warnings, where the model is most likely not the intended one; notes, where it is but a reader may be
surprised. Each says what R or lme4 makes of it.
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Block,
    Call,
    Constant,
    Expression,
    Name,
    Number,
    String,
    Unary,
)
from formula2eq.formula.unparse import spell_name
from formula2eq.source import Source, Span
from formula2eq.terms.complaints import edited


def _warning(
    rule: str, said: str, source: Source, *places: tuple[Span, str], repair: str | None = None
) -> Diagnostic:
    labels = tuple(Label(span, text, source) for span, text in places)
    return Diagnostic(rule, said, labels, repair, "warning")


def _note(rule: str, said: str, source: Source, *places: tuple[Span, str]) -> Diagnostic:
    labels = tuple(Label(span, text, source) for span, text in places)
    return Diagnostic(rule, said, labels, None, "note")


# Bars


def bar_without_parentheses(bar: Binary, source: Source) -> Diagnostic:
    """``y ~ x + 1 | g``: the bar binds more loosely than +."""
    left = bar.left
    effects = left.span
    if isinstance(left, Binary) and left.operator == "+" and isinstance(left.right, Number):
        effects = left.right.span
    text = source.text
    inside = text[effects.start : bar.span.end]
    return _warning(
        "bar-without-parentheses",
        f"a random term needs parentheses: without them all that stands left of {bar.operator}"
        " belongs to it, and the fixed part is only the intercept",
        source,
        (bar.operator_span, "this bar"),
        (left.span, "all of this varies by group"),
        repair=text[: effects.start] + f"({inside})" + text[bar.span.end :],
    )


def chained_bars(bar: Binary, inner: Binary, source: Source) -> Diagnostic:
    """``(z | g | h)``."""
    left, first, second = (source.slice(n.span) for n in (inner.left, inner.right, bar.right))
    flat = bar.left is inner
    return _warning(
        "chained-bars",
        "two bars in one random term: lme4 groups by the last factor alone and takes the rest as a"
        " condition",
        source,
        (bar.operator_span, "the second bar"),
        (inner.operator_span, "the first"),
        repair=edited(source, bar.span, f"{left} | {first}) + ({left} | {second}")
        if flat
        else None,
    )


def missing_operator(call: Call, source: Source) -> Diagnostic:
    """``x (1 | g)``: a forgotten plus makes a call of it."""
    text = source.text
    function = source.slice(call.function.span)
    opener = _opener(call, source)
    lost = f", and the term {function} is lost" if isinstance(call.function, Name) else ""
    return _warning(
        "missing-operator",
        f"no operator between {function} and the parenthesis: R reads a call of {function}{lost}",
        source,
        (Span(opener, call.span.end), "a new term starts here"),
        (call.function.span, "this term ends here"),
        repair=text[: call.function.span.end] + " + " + text[opener:],
    )


def _opener(call: Call, source: Source) -> int:
    """The place of a call's parenthesis."""
    return source.text.find("(", call.function.span.end, call.span.end)


def bar_inside_call(call: Expression, bar: Binary, source: Source) -> Diagnostic:
    """``I(a | b)``."""
    head = call.function if isinstance(call, Call) else call
    name = head.name if isinstance(head, Name) else "the call"
    advice = "make the condition a column of the data first" if name == "I" else "write it apart"
    return _warning(
        "bar-inside-call",
        f"lme4 takes the {bar.operator} inside {name}() for a random term and drops {name}():"
        f" {advice}",
        source,
        (call.span, "this call is dropped"),
        (bar.operator_span, "this is taken for the bar of a random term"),
    )


def structure_call(name: str, span: Span, source: Source) -> Diagnostic:
    """``diag(1 + x | g)``, which only glmmTMB knows."""
    return _note(
        "covariance-call",
        f"{name}() is a covariance structure of glmmTMB and is read as one; lme4 drops the call and"
        " fits an unstructured covariance",
        source,
        (span, "this call"),
    )


def unknown_structure(name: str, span: Span, source: Source) -> Diagnostic:
    """``toep(...)``: a structure of glmmTMB that cannot be written here."""
    return _warning(
        "unknown-structure",
        f"the covariance structure {name}() is not known here: it is read as unstructured, as lme4"
        " does",
        source,
        (span, "this call"),
    )


def operator_beside_bar(node: Binary, source: Source) -> Diagnostic:
    """``x * (1 | g)``."""
    return _warning(
        "operator-beside-random-term",
        f"a random term is added, nothing else: lme4 ignores the {node.operator} beside it and adds"
        " both sides",
        source,
        (node.operator_span, "this operator"),
        repair=edited(source, node.operator_span, "+" if _spaced(node) else " + "),
    )


def _spaced(node: Binary) -> bool:
    return node.left.span.end < node.operator_span.start


def removed_random_term(node: Binary, source: Source) -> Diagnostic:
    """``x - (1 | g)``."""
    return _warning(
        "removed-random-term",
        "a random term cannot be removed: lme4 adds it in spite of the -",
        source,
        (node.operator_span, "this operator"),
        (node.right.span, "is added"),
        repair=edited(source, Span(node.left.span.end, node.span.end), ""),
    )


def lost_removal(node: Binary, source: Source) -> Diagnostic:
    """``(1 | g) - 1``."""
    left, right = source.slice(node.left.span), source.slice(node.right.span)
    return _warning(
        "lost-removal",
        f"lme4 loses the - after a random term that stands first: {right} is added, not removed;"
        " put the random term last",
        source,
        (node.operator_span, "this operator"),
        repair=edited(source, node.span, f"-{right} + {left}"),
    )


def sign_before_bar(node: Unary, source: Source) -> Diagnostic:
    """``-(1 | g)``."""
    return _warning(
        "removed-random-term",
        f"a random term takes no {node.operator}: lme4 ignores it and adds the term",
        source,
        (node.operator_span, "this sign"),
        repair=edited(source, node.operator_span, ""),
    )


def slash_for_bar(node: Binary, source: Source) -> Diagnostic:
    """``(1 / g)``."""
    said = f"the bar of a random term is |, not {node.operator}; in R this loses the right side"
    return _warning(
        "slash-for-bar",
        said,
        source,
        (node.operator_span, "write |"),
        repair=edited(source, node.operator_span, "|"),
    )


def lost_by_one(node: Binary, source: Source) -> Diagnostic:
    """``1 * x``, ``1:x``."""
    return _warning(
        "lost-by-one",
        f"with 0 or 1 beside it {node.operator} loses the other side: R keeps no term of it",
        source,
        (node.operator_span, "this operator"),
    )


def constant_grouping(group: Expression, bar: Binary, source: Source) -> Diagnostic:
    """``(1 | 1)``, ``(1 | "g")``."""
    repair = None
    if isinstance(group, String):
        said = "the grouping factor is a string, the same for all rows: a name has no quotes"
        repair = edited(source, group.span, spell_name(group.value))
    else:
        said = f"the grouping factor is the constant {source.slice(group.span)}: one group only"
        left = source.slice(bar.left.span)
        if isinstance(bar.left, Name):
            repair = edited(source, bar.span, f"{source.slice(group.span)} {bar.operator} {left}")
    return _warning("constant-grouping", said, source, (group.span, "constant"), repair=repair)


def arithmetic_grouping(group: Expression, bar: Binary, source: Source) -> Diagnostic:
    """``(1 | a + b)``."""
    left = source.slice(bar.left.span)
    repair = None
    if isinstance(group, Binary) and group.operator in "+*":
        one, other = (source.slice(node.span) for node in (group.left, group.right))
        tail = f") + ({left} {bar.operator} {one}:{other}" if group.operator == "*" else ""
        both = f"{left} {bar.operator} {one}) + ({left} {bar.operator} {other}{tail}"
        repair = edited(source, bar.span, both)
    return _warning(
        "arithmetic-grouping",
        "a grouping factor is a name, a:b or a/b: lme4 evaluates anything else as arithmetic, which"
        " fails for factors",
        source,
        (group.span, "this is computed, not expanded"),
        repair=repair,
    )


def call_in_nesting(group: Expression, text: str, source: Source) -> Diagnostic:
    """``(1 | a:b/c)``."""
    return _warning(
        "call-in-nesting",
        "lme4 takes what stands left of the slash apart and makes nonsense groups of it; here it is"
        f" read as it was meant: {text}",
        source,
        (group.span, "write this out"),
    )


def duplicate_random_term(first: Span, second: Span, text: str, source: Source) -> Diagnostic:
    """The same random term twice."""
    return _warning(
        "duplicate-random-term",
        f"the random term {text} stands twice: lme4 keeps both, and they cannot be told apart",
        source,
        (first, "grouped once"),
        (second, "and again"),
    )


def no_effects(bar: Binary, source: Source) -> Diagnostic:
    """``(0 | g)``."""
    return _warning(
        "no-effects",
        "the random term has no effects: nothing varies by group",
        source,
        (bar.left.span, "no effect"),
    )


def offset_in_bar(offset: Expression, source: Source) -> Diagnostic:
    """``(offset(e) + x | g)``."""
    return _warning(
        "offset-in-random-term",
        "an offset in a random term is ignored by lme4: write it in the fixed part",
        source,
        (offset.span, "ignored"),
    )


def double_bar(bar: Binary, single: bool, source: Source) -> Diagnostic:
    """``(x || g)``."""
    return _note(
        "double-bar",
        "|| changes nothing where there is one effect; a factor's categories stay correlated"
        if single
        else "|| keeps the terms apart, not the columns: the categories of a factor, like the columns"
        " of poly(), stay correlated in lme4",
        source,
        (bar.operator_span, "this bar"),
    )


def nested_grouping(group: Expression, groups: str, source: Source) -> Diagnostic:
    """``(1 | a/b)``."""
    return _note(
        "nested-grouping", f"lme4 writes this grouping out as {groups}", source, (group.span, "")
    )


def dot_takes_grouping(span: Span, name: str, source: Source) -> Diagnostic:
    """``y ~ . + (1 | g)``."""
    text = source.text
    return _warning(
        "dot-includes-grouping",
        f"the dot includes the grouping factor {name}, which so becomes a fixed effect as well",
        source,
        (span, f"includes {name}"),
        repair=f"{text[: span.end]} - {spell_name(name)}{text[span.end :]}",
    )


# Fixed terms


def braces(node: Block, source: Source) -> Diagnostic:
    """``{z}``."""
    inside = source.slice(node.span)[1:-1].strip()
    return _warning(
        "braces",
        "braces do not group terms: R keeps this as one opaque term",
        source,
        (node.span, "write ( ) instead"),
        repair=edited(source, node.span, f"({inside})"),
    )


def null_term(node: Constant, parent: Binary | None, source: Source) -> Diagnostic:
    """``x + NULL``."""
    repair = None
    if parent is not None and parent.right is node:
        repair = edited(source, Span(parent.left.span.end, node.span.end), "")
    return _warning(
        "null-term",
        "NULL is no term and R ignores it",
        source,
        (node.span, "ignored"),
        repair=repair,
    )


def slot_access(node: Binary, source: Source) -> Diagnostic:
    """``x@z``."""
    return _warning(
        "slot-access",
        "@ looks into an object, it is no operator of formulas",
        source,
        (node.operator_span, "this operator"),
        repair=edited(source, node.operator_span, "+" if _spaced(node) else " + "),
    )


def percent_operator(node: Binary, source: Source) -> Diagnostic:
    """``a %foo% b``."""
    return _warning(
        "unknown-percent-operator",
        f"{node.operator} is no operator of formulas: R keeps this as one opaque term",
        source,
        (node.operator_span, "this operator"),
        repair=edited(source, node.operator_span, "%in%"),
    )


def empty_argument(call: Call, argument: Argument, source: Source) -> Diagnostic:
    """``f(x = )``."""
    place = argument.span.end
    while source.text[place : place + 1].isspace():
        place += 1
    named = f"the argument {argument.name}" if argument.name else "an argument"
    return _warning(
        "empty-argument",
        f"{named} of {source.slice(call.function.span)} has no value",
        source,
        (Span(place, place), "a value is missing"),
    )


def fractional_power(power: Number, source: Source) -> Diagnostic:
    """``(a + b)^2.5``."""
    return _warning(
        "fractional-power",
        f"a power of terms is a whole number: R cuts {power.text} to {int(power.value)}",
        source,
        (power.span, "this power"),
        repair=edited(source, power.span, str(int(power.value))),
    )


def power_of_one(node: Binary, source: Source) -> Diagnostic:
    """``x^2``."""
    written = source.slice(node.span)
    return _note(
        "power-of-one-variable",
        f"^ crosses terms, and a variable crossed with itself is itself: no power is taken;"
        f" for arithmetic write I({written})",
        source,
        (node.operator_span, "no power"),
    )


def response_on_the_right(places: tuple[Span, ...], name: str, source: Source) -> Diagnostic:
    """``y ~ y + x``."""
    return _warning(
        "response-on-the-right",
        f"the response {name} stands on the right as well: R keeps the term but drops its column",
        source,
        *((place, "the response") for place in places),
    )


def constant_response(node: Expression, source: Source) -> Diagnostic:
    """``1 ~ x``."""
    return _warning(
        "constant-response", "the response is a constant", source, (node.span, "no variable")
    )


def offset_stays(place: Span, source: Source) -> Diagnostic:
    """``x - offset(log(n))``."""
    return _warning(
        "offset-not-removed",
        "an offset cannot be removed: R keeps it in spite of the -",
        source,
        (place, "stays"),
    )


def offset_in_product(place: Span, source: Source) -> Diagnostic:
    """``offset(a)*b``."""
    return _warning(
        "offset-in-product",
        "an offset has no coefficient and no interactions: R drops the product's terms with it",
        source,
        (place, "add it with +"),
    )


def namespaced_offset(node: Call, source: Source) -> Diagnostic:
    """``stats::offset(e)``."""
    return _note(
        "namespaced-offset",
        "with a package before it this is no offset for R, but an ordinary term with a coefficient",
        source,
        (node.span, "an ordinary term"),
    )
