"""Brackets that are never closed, never opened, or closed by another one."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula.complaints.missing_operator import missing_operator
from formula2eq.formula.complaints.slip import OPENERS, Slip
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
    opener = slip.tokens[opened[-1]]
    whose = f" of {slip.tokens[opened[-1] - 1].text}" if slip.is_call(opened[-1]) else ""
    return Diagnostic(
        "unclosed-parenthesis" if opener.text == "(" else "unclosed-bracket",
        f"the {opener.text}{whose} is never closed",
        (
            slip.label(opener, "opened here"),
            Label(Span(slip.end, slip.end), "the text ends here", slip.source),
        ),
        slip.edited(slip.end, slip.end, closing(slip)),
    )


def closing(slip: Slip) -> str:
    """What closes all brackets that are open."""
    return "".join(OPENERS[slip.tokens[number].type] for number in reversed(slip.open_brackets()))
