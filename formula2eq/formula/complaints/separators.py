"""Commas, semicolons, equals signs and comparisons where an operator must stand."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.complaints.missing_operator import closed_too_early
from formula2eq.formula.complaints.slip import INFIX, Slip
from formula2eq.formula.signatures import SIGNATURES


def comma(slip: Slip) -> Diagnostic:
    """``y ~ x, z``."""
    met, after = slip.met, slip.after
    opened = slip.open_brackets()
    named = slip.number + 2 < len(slip.tokens) and slip.tokens[slip.number + 2].text == "="
    if not opened and slip.before and slip.before.text == ")":
        opener = slip.opener_of(slip.number - 1)
        fits = opener > 0 and slip.tokens[opener - 1].text in SIGNATURES
        if fits or (named and slip.is_call(opener) and slip.tokens[-1].text == ")"):
            return closed_too_early(slip, slip.before)
    if opened:
        opener = opened[-1]
        outer = len(opened) > 1 and slip.is_call(opened[-2])
        if _stands_for_bar(slip, opener):
            return Diagnostic(
                "missing-bar",
                f"the bar of a random term is |, not {met.text}",
                (slip.label(met, "write |"),),
                slip.edited(met.start, met.end, _bar(slip)),
            )
        if named:
            return Diagnostic(
                "unclosed-parenthesis",
                "the ( is not closed before the next argument",
                (
                    slip.label(slip.tokens[opener], "opened here"),
                    slip.label(met, "a new argument starts here"),
                ),
                slip.edited(met.start, met.start, ")") if outer else None,
            )
        bar = next((t for t in slip.tokens[opener : slip.number] if t.type == "BAR"), None)
        if bar is not None and after is not None:
            effects = slip.source.text[slip.tokens[opener].end : bar.end]
            return Diagnostic(
                "one-grouping-per-bar",
                "a bar has one grouping factor: write one random term for each, or g:h for their"
                " combinations",
                (slip.label(met, f"{met.text} cannot stand here"),),
                slip.edited(met.start, after.start, f") + ({effects} "),
            )
    if not opened and _left_of_tilde(slip):
        place = next(t for t in slip.tokens[slip.number :] if t.type == "TILDE")
        left = slip.source.text[slip.tokens[0].start : place.start].rstrip()
        return Diagnostic(
            "stray-comma",
            "a formula has one left side: two columns are put together with cbind()",
            (slip.label(met, "this comma"),),
            slip.edited(slip.tokens[0].start, slip.tokens[0].start + len(left), f"cbind({left})"),
        )
    if named:
        mixed = any(token.type == "BAR" for token in slip.tokens)
        generalized = any(token.text == "family" for token in slip.tokens[slip.number :])
        function = ("glmer" if mixed else "glm") if generalized else "lmer" if mixed else "lm"
        return Diagnostic(
            "stray-comma",
            f"a formula has no arguments: write the call, {function}(formula, ...)",
            (slip.label(met, "an argument follows"),),
            _called(slip, function),
        )
    return Diagnostic(
        "stray-comma",
        "a comma separates no terms: write +",
        (slip.label(met, "this comma"),),
        slip.edited(met.start, met.end, _plus(slip)),
    )


def _left_of_tilde(slip: Slip) -> bool:
    """Whether a comma stands on the left side: ``y, z ~ x``."""
    types = [token.type for token in slip.tokens]
    return "TILDE" not in types[: slip.number] and "TILDE" in types[slip.number :]


def _stands_for_bar(slip: Slip, opener: int) -> bool:
    """Whether a comma stands where the bar must: ``(1 + x, g)``, but ``(1, x | g)``."""
    inside = slip.tokens[opener + 1 : slip.number]
    following = slip.tokens[slip.number + 1 : slip.number + 3]
    return (
        not slip.is_call(opener)
        and bool(inside)
        and inside[0].text in {"0", "1"}
        and all(token.type not in {"BAR", "COMMA", "SEPARATOR"} for token in inside)
        and [token.type for token in following] == ["NAME", "CLOSE_PARENTHESIS"]
    )


def _bar(slip: Slip) -> str:
    """A bar, with a blank before it unless there is one."""
    return "|" if slip.source.text[slip.met.start - 1].isspace() else " |"


def _called(slip: Slip, function: str) -> str:
    """The text as a call; what stands left of an arrow stays there."""
    text = slip.source.text.strip()
    assigned = len(slip.tokens) > 1 and slip.tokens[1].type == "ASSIGN"
    start = slip.tokens[2].start if assigned else 0
    return f"{text[:start]}{function}({text[start:]})"


def _plus(slip: Slip) -> str:
    """A plus, with a blank before it unless there is one; none where an operator follows."""
    if slip.after is not None and slip.after.type in INFIX:
        return ""
    return "+" if slip.source.text[slip.met.start - 1].isspace() else " +"


def semicolon(slip: Slip) -> Diagnostic:
    """``y ~ x; z``."""
    met = slip.met
    opened = slip.open_brackets()
    if opened and slip.is_call(opened[-1]) and slip.after:
        return Diagnostic(
            "stray-semicolon",
            "arguments are separated by commas",
            (slip.label(met, "write a comma"),),
            slip.edited(met.start, met.end, ","),
        )
    if opened and (slip.after is None or slip.after.type == "NAME"):
        inside = comma(slip)
        if inside.rule in {"missing-bar", "one-grouping-per-bar"}:
            return inside
    return Diagnostic(
        "stray-semicolon",
        "a semicolon ends the expression, it separates no terms: write +",
        (slip.label(met, "this semicolon"),),
        slip.edited(met.start, met.end, _plus(slip))
        if slip.after
        else slip.edited(met.start, met.end, ""),
    )


def equal(slip: Slip) -> Diagnostic:
    """``y ~ x = z``."""
    met = slip.met
    return Diagnostic(
        "wrong-tilde",
        f"{met.text} does not belong here: between response and predictors stands ~,"
        " for a comparison write ==",
        (slip.label(met, "this sign"),),
        slip.edited(met.start, met.end, "=="),
    )


def comparison(slip: Slip) -> Diagnostic:
    """``a < b < c``."""
    return Diagnostic(
        "chained-comparison",
        "R does not chain comparisons: write a < b & b < c",
        (slip.label(slip.met, "a second comparison"),),
    )
