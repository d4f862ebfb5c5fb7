"""Operators and brackets that stand where a term must stand."""

from __future__ import annotations

import re

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula.complaints.brackets import close_for_operator, closing, unclosed
from formula2eq.formula.complaints.slip import CLOSERS, INFIX, OPENERS, Slip
from formula2eq.source import Span


def missing_term(slip: Slip) -> Diagnostic:
    """An operator or a closing bracket where a term must stand."""
    met, before = slip.met, slip.before
    foreign = _foreign_comment(slip)
    if foreign is not None:
        return foreign
    if before is None and met.text == ">":
        return Diagnostic(
            "console-prompt",
            "the > is the prompt of R's console: leave it out, and the + before each further line",
            (slip.label(met, "the prompt"),),
            re.sub(r"(?m)^[>+] ?", "", slip.source.text),
        )
    if before is None or before.type == "TILDE":
        what = f"a term is missing before {met.text}"
        return Diagnostic(
            "dangling-operator",
            what,
            (slip.label(met, "a term must stand before this"),),
            slip.edited(met.start, slip.after.start if slip.after else met.end, ""),
        )
    if met.type in {"OPEN_BRACKET", "OPEN_DOUBLE"}:
        return _square_brackets(slip)
    first = slip.number - 1
    while first and slip.tokens[first - 1].type in INFIX and slip.tokens[first].type in INFIX:
        first -= 1
    run = slip.tokens[first : slip.number]
    labels = [slip.label(met, "a term must stand before this")]
    for_run = slip.label(run[0], "and after this")
    several = len(run) > 1 and met.type in INFIX
    return Diagnostic(
        "dangling-operator",
        f"a term is missing between {before.text} and {met.text}",
        (for_run, *labels) if several else (*labels, for_run),
        slip.edited(met.start, met.end, "")
        if before.type == "BAR" and met.type in INFIX - {"BAR"}
        else _without(slip, run[0].start, met.start),
    )


def _foreign_comment(slip: Slip) -> Diagnostic | None:
    """``y ~ x // why``, ``y ~ x /* why */``: comments of other languages."""
    met, before, text = slip.met, slip.before, slip.source.text
    sign = "" if before is None or before.end != met.start else before.text + met.text
    if before is None or sign not in {"//", "/*"} or not text[: before.start][-1:].isspace():
        return None
    end = text.find("*/", met.end)
    if sign == "/*":
        if end < 0:
            return None
        repair = text[: before.start].rstrip() + text[end + 2 :]
    elif not text[met.end : met.end + 1].isspace():
        return None
    else:
        repair = slip.edited(before.start, met.end, "#")
    return Diagnostic(
        "foreign-comment",
        f"{sign} starts no comment in R: # does",
        (Label(Span(before.start, met.end), "this is two operators", slip.source),),
        repair,
    )


def _square_brackets(slip: Slip) -> Diagnostic:
    """``y ~ x + [1 | g]``."""
    met, text = slip.met, slip.source.text
    depth, repair = 0, None
    for token in slip.tokens[slip.number :]:
        depth += (token.type in OPENERS) * len(token.text) - (token.type in CLOSERS)
        if depth == 0 and token.text == "]" and met.text == "[":
            inside = text[met.end : token.start]
            repair = f"{text[: met.start]}({inside}){text[token.end :]}"
            break
    return Diagnostic(
        "square-brackets",
        "[ ] pick values out of a variable: terms are put together with ( )",
        (slip.label(met, "nothing stands before this"),),
        repair,
    )


def _without(slip: Slip, start: int, end: int) -> str:
    """The text without a stretch, and without the blanks before it where a bracket follows."""
    kept = slip.source.text[:start]
    return (kept if slip.met.type in INFIX else kept.rstrip()) + slip.source.text[end:]


def end_for_term(slip: Slip) -> Diagnostic:
    """The text ends where a term must stand."""
    before = slip.before
    assert before is not None
    here = Label(Span(slip.end, slip.end), "a term must follow here", slip.source)
    opened = slip.open_brackets()
    if before.type in OPENERS:
        return unclosed(slip)
    if before.type == "TILDE":
        return Diagnostic(
            "missing-right-side",
            "the right side is missing: what stands after ~ ?",
            (here,),
        )
    if before.type == "BAR":
        return Diagnostic(
            "missing-grouping", f"the grouping factor after {before.text} is missing", (here,)
        )
    labels = [here, slip.label(before, "nothing follows this")]
    said = f"the formula ends after {before.text}: a term is missing"
    if opened:
        opener = slip.tokens[opened[-1]]
        labels[1:] = [slip.label(opener, "and this is never closed")]
        said += f", and the {opener.text} is never closed"
    return Diagnostic(
        "dangling-operator",
        said,
        tuple(labels),
        slip.edited(before.start, before.end, closing(slip)).rstrip(),
    )


def close_for_term(slip: Slip) -> Diagnostic:
    """``()``, ``(1 |)``."""
    met, before = slip.met, slip.before
    if before is None:
        return close_for_operator(slip)
    if before.type == "BAR":
        return Diagnostic(
            "missing-grouping",
            f"the grouping factor after {before.text} is missing",
            (slip.label(met, "a grouping factor must stand before this"),),
        )
    if before.type in OPENERS:
        span = Span(before.start, met.end)
        first = slip.number - 1
        if first and slip.tokens[first - 1].type in INFIX:
            first -= 1
        return Diagnostic(
            "empty-parentheses",
            f"nothing stands between {before.text} and {met.text}: a term is missing",
            (Label(span, "empty", slip.source),),
            (slip.source.text[: slip.tokens[first].start].rstrip() + slip.source.text[met.end :]),
        )
    return missing_term(slip)


def bar_for_term(slip: Slip) -> Diagnostic:
    """``(| g)``."""
    met = slip.met
    if slip.before and slip.before.type == "OPEN_PARENTHESIS":
        return Diagnostic(
            "missing-effects",
            f"nothing stands left of {met.text}: for an intercept per group write (1 | group)",
            (slip.label(met, "the effects must stand before this"),),
            slip.edited(met.start, met.end, "1 |"),
        )
    return missing_term(slip)


def equal_for_term(slip: Slip) -> Diagnostic:
    """``y ~ = x``."""
    met = slip.met
    before = slip.before
    if before and before.type == "TILDE":
        return Diagnostic(
            "unknown-operator",
            "between response and predictors stands ~ alone",
            (slip.label(met, "leave this out"),),
            slip.edited(met.start, met.end, ""),
        )
    return missing_term(slip)
