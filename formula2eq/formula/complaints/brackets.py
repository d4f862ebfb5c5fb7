"""Brackets that are never closed, never opened, or closed by another one."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula.complaints.left_open import LeftOpen, left_open
from formula2eq.formula.complaints.missing_operator import missing_operator
from formula2eq.formula.complaints.slip import CLOSERS, OPENERS, Slip
from formula2eq.formula.glued_comment import glued_comment
from formula2eq.source import Span


def close_for_operator(slip: Slip) -> Diagnostic:
    """``y ~ x)``, ``(1 | g]``."""
    met = slip.met
    opened = slip.open_brackets()
    if not opened:
        return Diagnostic(
            f"unopened-{'parenthesis' if met.text == ')' else 'bracket'}",
            f"this {met.text} closes nothing: no bracket is open",
            (slip.label(met, "no opening bracket"),),
            slip.edited(met.start, met.end, ""),
        )
    opener = slip.tokens[opened[-1]]
    wanted = OPENERS[opener.type]
    return Diagnostic(
        "mismatched-bracket",
        f"what was opened with {opener.text} is closed with {met.text}",
        (slip.label(met, f"{wanted} must stand here"), slip.label(opener, "opened here")),
        slip.edited(met.start, met.end, wanted),
    )


def unclosed(slip: Slip) -> Diagnostic:
    """The text ends and a bracket is still open."""
    opened = slip.open_brackets()
    if not opened:
        return missing_operator(slip)
    glued = glued_comment(slip.source)
    if glued is not None:
        return Diagnostic(
            "comment-in-term",
            "from # on R reads a comment, which takes the closing bracket with it: an interaction is"
            " written x:z, and x*z with both variables themselves",
            (Label(glued[0], "the comment starts here", slip.source),),
            glued[1],
        )
    earlier = left_open(slip)
    if earlier is not None:
        return _left_open(slip, earlier)
    swallowed = _behind_the_group(slip, opened[-1])
    opener = slip.tokens[opened[-1]]
    whose = f" of {slip.tokens[opened[-1] - 1].text}" if slip.is_call(opened[-1]) else ""
    return Diagnostic(
        "unclosed-parenthesis" if opener.text == "(" else "unclosed-bracket",
        f"the {opener.text}{whose} is never closed",
        (
            slip.label(opener, "opened here"),
            Label(Span(slip.end, slip.end), "the text ends here", slip.source),
        ),
        slip.edited(slip.end, slip.end, closing(slip))
        if swallowed is None
        else f"{slip.source.text[:swallowed]}){slip.source.text[swallowed : slip.end]}{closing(slip)[1:]}",
    )


def _behind_the_group(slip: Slip, opener: int) -> int | None:
    """Where a random term ends that has swallowed the next one: ``(1 | g + z``.

    A sum is no grouping factor.
    """
    if slip.is_call(opener):
        return None
    depth, bar = 0, False
    for number, token in enumerate(slip.tokens[opener + 1 :], opener + 1):
        depth += (token.type in OPENERS) - (token.type in CLOSERS)
        bar = bar or (depth == 0 and token.type == "BAR")
        if bar and depth == 0 and token.type in {"PLUS", "MINUS"}:
            behind = slip.tokens[number - 1]
            return None if behind.type == "BAR" else behind.end
    return None


def _left_open(slip: Slip, found: LeftOpen) -> Diagnostic:
    """``lmer(y ~ log(x + (1 | g), data = d)``: not the last bracket that is open, but log's."""
    place, end = slip.tokens[found.place], slip.tokens[found.place - 1].end
    calls = [slip.tokens[opener - 1].text for opener in found.openers]
    whose = (
        f"the ( of {calls[0]} is"
        if len(calls) == 1
        else f"the ( of {' and the ( of '.join(calls)} are"
    )
    opened = [slip.label(slip.tokens[opener], "opened here") for opener in found.openers]
    text, count = slip.source.text, len(calls)
    return Diagnostic(
        "unclosed-parenthesis",
        f"{whose} not closed",
        (*opened, slip.label(place, found.follows)),
        f"{text[:end]}{')' * count}{text[end : slip.end]}{closing(slip)[count:]}",
    )


def closing(slip: Slip) -> str:
    """What closes all brackets that are open."""
    return "".join(OPENERS[slip.tokens[number].type] for number in reversed(slip.open_brackets()))
