"""The effects and the grouping of a random term."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import Binary, Call, Expression, Name, String, Unary
from formula2eq.formula.unparse import spell_name
from formula2eq.source import Source, Span
from formula2eq.terms.cautions.caution import note, warning
from formula2eq.terms.complaints import edited


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
    return warning("constant-grouping", said, source, (group.span, "constant"), repair=repair)


def arithmetic_grouping(group: Expression, bar: Binary, source: Source) -> Diagnostic:
    """``(1 | a + b)``."""
    left = source.slice(bar.left.span)
    groups: list[str] = []
    match group:
        case Binary("+" | "*" | "&" | "::" | "%in%", one, other):
            first, second = source.slice(one.span), source.slice(other.span)
            groups = [first, second]
            if group.operator == "*":
                groups.append(f"{first}:{second}")
            elif group.operator == "%in%":
                groups = [f"{second}/{first}"]
            elif group.operator != "+":
                groups = [f"{first}:{second}"]
        case Unary("+" | "~", inner):
            groups = [source.slice(inner.span)]
        case Call(Name("c" | "list"), arguments):
            groups = [source.slice(a.value.span) for a in arguments if a.value is not None]
    repair = (
        edited(source, bar.span, ") + (".join(f"{left} {bar.operator} {one}" for one in groups))
        if groups
        else None
    )
    return warning(
        "arithmetic-grouping",
        "a grouping factor is a name, a:b or a/b: lme4 evaluates anything else as arithmetic, which"
        " fails for factors",
        source,
        (group.span, "this is computed, not expanded"),
        repair=repair,
    )


def call_in_nesting(group: Expression, text: str, source: Source) -> Diagnostic:
    """``(1 | a:b/c)``."""
    return warning(
        "call-in-nesting",
        "lme4 takes what stands left of the slash apart and makes nonsense groups of it; here it is"
        f" read as it was meant: {text}",
        source,
        (group.span, "write this out"),
    )


def duplicate_random_term(
    first: Span, second: Span, text: str, source: Source, bar: Span | None
) -> Diagnostic:
    """The same random term twice; ``bar`` is the second if it can be taken out whole."""
    repair = None
    if bar is not None and source.text[: bar.start].rstrip().endswith("+"):
        repair = source.text[: bar.start].rstrip()[:-1].rstrip() + source.text[bar.end :]
    return warning(
        "duplicate-random-term",
        f"the random term {text} stands twice: lme4 keeps both, and they cannot be told apart",
        source,
        (first, "grouped once"),
        (second, "and again"),
        repair=repair,
    )


def no_effects(bar: Binary, source: Source) -> Diagnostic:
    """``(0 | g)``."""
    return warning(
        "no-effects",
        "the random term has no effects: nothing varies by group",
        source,
        (bar.left.span, "no effect"),
        repair=edited(source, bar.left.span, "1"),
    )


def shared_label(first: Binary, second: Binary, label: str, source: Source) -> Diagnostic:
    """``(1 |p| g) + (0 + x |p| g)`` in ``brm()``."""
    return warning(
        "shared-label",
        f"effects with the label {label} are correlated in brms; here only those of one bar are:"
        " write one bar",
        source,
        (second.span, f"the label {label} again"),
        (first.span, "the first"),
    )


def offset_in_bar(offset: Expression, source: Source) -> Diagnostic:
    """``(offset(e) + x | g)``."""
    return warning(
        "offset-in-random-term",
        "an offset in a random term is ignored by lme4: write it in the fixed part",
        source,
        (offset.span, "ignored"),
    )


def double_bar(bar: Binary, single: bool, source: Source) -> Diagnostic:
    """``(x || g)``."""
    return note(
        "double-bar",
        "|| changes nothing where there is one effect; a factor's categories stay correlated"
        if single
        else "|| keeps the terms apart, not the columns: the categories of a factor, like the columns"
        " of poly(), stay correlated in lme4",
        source,
        (bar.operator_span, "this bar"),
    )


def condition_in_double_bar(node: Binary, source: Source) -> Diagnostic:
    """``(x > 3 || g)``."""
    written = source.slice(node.span)
    return warning(
        "condition-in-double-bar",
        f"lme4 writes 0 + before an effect of || and reads (0 + {source.slice(node.left.span)})"
        f" {node.operator} ...: write I({written})",
        source,
        (node.span, "this condition"),
        repair=edited(source, node.span, f"I({written})"),
    )


def nested_grouping(group: Expression, groups: str, source: Source) -> Diagnostic:
    """``(1 | a/b)``."""
    return note(
        "nested-grouping", f"lme4 writes this grouping out as {groups}", source, (group.span, "")
    )


def dot_takes_grouping(span: Span, name: str, source: Source) -> Diagnostic:
    """``y ~ . + (1 | g)``."""
    text = source.text
    return warning(
        "dot-includes-grouping",
        f"the dot includes the grouping factor {name}, which so becomes a fixed effect as well",
        source,
        (span, f"includes {name}"),
        repair=f"{text[: span.end]} - {spell_name(name)}{text[span.end :]}",
    )
