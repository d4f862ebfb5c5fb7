"""Two terms, or two arguments, with nothing between them."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula.complaints.slip import Slip
from formula2eq.formula.complaints.words import name_of_words, word_for_sign
from formula2eq.formula.lex import Token
from formula2eq.formula.signatures import SIGNATURES
from formula2eq.source import Span

#: Functions that people write without parentheses.
_FUNCTIONS = frozenset(
    "log log2 log10 log1p exp sqrt abs scale factor ordered poly ns bs I offset cut relevel".split()
)
#: Arguments of those functions, which people separate from their values by a blank.
_PARAMETERS = frozenset("base center degree df digits knots labels levels raw ref".split())


def missing_operator(slip: Slip) -> Diagnostic:
    """``y ~ x z``."""
    met, before = slip.met, slip.before
    assert before is not None
    gap = slip.source.text[before.end : met.start]
    opened = slip.open_brackets()
    labels = (slip.label(met, "a new term starts here"), slip.label(before, "this term ends here"))
    argument = slip.after is not None and slip.after.text == "="
    if (
        not opened
        and argument
        and before.text == ")"
        and slip.is_call(slip.opener_of(slip.number - 1))
    ):
        return closed_too_early(slip, before)
    tilde = any(token.type == "TILDE" for token in slip.tokens[: slip.number])
    if not opened and argument and tilde and met.type == "NAME":
        mixed = any(token.type == "BAR" for token in slip.tokens)
        text = slip.source.text
        return Diagnostic(
            "missing-comma",
            "a formula has no arguments: write the call, lmer(formula, ...)",
            (slip.label(met, "an argument follows"),),
            f"{'lmer' if mixed else 'lm'}({text[: before.end].strip()}, {text[met.start :].strip()})",
        )
    if met.text == "." and slip.after is None and not gap and not opened:
        return Diagnostic(
            "missing-operator",
            "a formula ends without a full stop: the dot stands for all other columns",
            (slip.label(met, "this dot"),),
            slip.edited(met.start, met.end, ""),
        )
    third = slip.tokens[2].type if len(slip.tokens) > 2 else None
    if slip.number == 1 and third == "COLON" and before.text.lower() in {"model", "formula"}:
        return Diagnostic(
            "label-before-formula",
            "a label stands before the formula: leave it out",
            (Label(Span(before.start, slip.tokens[2].end), "this label", slip.source),),
            slip.source.text[slip.tokens[2].end :].lstrip(),
        )
    if opened and slip.is_call(opened[-1]) and not slip.in_formula(opened[-1]):
        name = slip.tokens[opened[-1] - 1].text
        starts = slip.number - 2 == opened[-1] or slip.tokens[slip.number - 2].type == "COMMA"
        named = before.type == "NAME" and before.text in {*SIGNATURES.get(name, ()), *_PARAMETERS}
        if starts and named and met.type in {"NAME", "NUMBER", "STRING", "CONSTANT"}:
            return Diagnostic(
                "missing-equals",
                f"an = is missing between the argument {before.text} and its value",
                (slip.label(met, "its value starts here"), slip.label(before, "the argument")),
                slip.edited(before.end, met.start, " = "),
            )
        return Diagnostic(
            "missing-comma",
            f"a comma or an operator is missing between two arguments of {name}",
            (
                Label(Span(before.end, before.end), "a comma is missing here", slip.source),
                slip.label(met, "a new argument starts here"),
            ),
            slip.edited(before.end, met.start, ", "),
        )
    word = word_for_sign(slip)
    if word is not None:
        return word
    if opened and _lacks_bar(slip, opened[-1]):
        instead = " | " if met.type != "NOT" else " |"
        return Diagnostic(
            "missing-bar",
            f"a bar is missing between {before.text} and {met.text} in the random term",
            (slip.label(met, "a grouping factor?"), slip.label(before, "effects end here")),
            slip.edited(before.end, met.start if met.type != "NOT" else met.end, instead),
        )
    if slip.number == 1 and before.text in SIGNATURES:
        return Diagnostic(
            "missing-parentheses",
            f"{before.text} is a function: its arguments stand in parentheses",
            (slip.label(met, "the arguments?"), slip.label(before, "the function")),
            slip.edited(before.end, met.start, "(").rstrip() + ")",
        )
    if before.text in _FUNCTIONS and met.type in {"NAME", "NUMBER"} and "\n" not in gap:
        return Diagnostic(
            "missing-parentheses",
            f"{before.text} is a function: its argument stands in parentheses",
            (slip.label(met, "the argument?"), slip.label(before, "the function")),
            _in_parentheses(slip, before.end),
        )
    if before.text in _FUNCTIONS and met.type == "OPEN_BRACE":
        closing = next((t for t in slip.tokens[slip.number :] if t.type == "CLOSE_BRACE"), None)
        text = slip.source.text
        return Diagnostic(
            "missing-parentheses",
            f"{before.text} is a function: its argument stands in parentheses, not in braces",
            (slip.label(met, "write ("), slip.label(before, "the function")),
            None
            if closing is None
            else f"{text[: met.start]}({text[met.end : closing.start]}){text[closing.end :]}",
        )
    said = "two terms with no operator between them"
    if "\n" in gap:
        said += ": the line before lacks an operator at its end"
    elif before.type == "NUMBER" and met.type == "NAME" and not gap:
        said = f"no operator between {before.text} and {met.text}; a name cannot start with a digit"
    elif before.type == "NAME" and met.type in {"NAME", "NUMBER"}:
        said += "; a name with a space in it needs backticks"
    repair = slip.edited(before.end, before.end, " +" if gap else " + ")
    factor = before.type == "NUMBER" and before.text not in {"0", "1"} and met.type == "NAME"
    power = slip.number > 1 and slip.tokens[slip.number - 2].type == "CARET"
    if factor and gap and "\n" not in gap and not power:
        repair = slip.edited(before.end, before.end, " *")
    if before.type == "NUMBER" and met.type == "NAME" and not gap and not power:
        repair = slip.edited(before.start, met.end, f"`{before.text}{met.text}`")
    if before.type == "NAME" and met.type == "NUMBER" and "\n" not in gap:
        repair = slip.edited(before.start, met.end, f"`{before.text}{gap}{met.text}`")
    words = name_of_words(slip)
    if words is not None:
        start, end = words[0].start, words[1].end
        repair = slip.edited(start, end, f"`{slip.source.text[start:end]}`")
    if met.type == "STRING":
        repair = slip.edited(before.end, met.end, f" + `{met.text[1:-1]}`")
        missing = Label(Span(before.end, before.end), "an operator is missing here", slip.source)
        labels = (missing, slip.label(met, "a string starts here"))
    return Diagnostic(
        "missing-operator",
        said,
        labels,
        repair,
    )


def _lacks_bar(slip: Slip, opener: int) -> bool:
    """Whether parentheses look like a random term without its bar: ``(1 g)``, ``(1 + x g)``."""
    inside = slip.tokens[opener + 1 : slip.number]
    after = slip.tokens[slip.number + (slip.met.type == "NOT") + 1 :][:1]
    return (
        not slip.is_call(opener)
        and bool(inside)
        and inside[0].text in {"0", "1"}
        and slip.met.type in {"NAME", "NOT"}
        and all(token.type != "BAR" for token in inside)
        and (not after or after[0].type not in {"BAR", "PLUS"})
    )


def _in_parentheses(slip: Slip, start: int) -> str:
    """The text with the operand that was met put in parentheses: ``log x``, ``offset log(n)``."""
    last = slip.number
    if slip.after is not None and slip.after.text == "(":
        depth = 0
        for last in range(slip.number + 1, len(slip.tokens)):
            depth += (slip.tokens[last].text == "(") - (slip.tokens[last].text == ")")
            if depth == 0:
                break
    elif slip.after is not None and slip.after.type == "CARET" and last + 2 < len(slip.tokens):
        last += 2
    text = slip.source.text
    end = slip.tokens[last].end
    return f"{text[:start]}({text[slip.met.start : end]}){text[end:]}"


def closed_too_early(slip: Slip, closing: Token) -> Diagnostic:
    """``lmer(y ~ x) data = d)``, ``lmer(y ~ x), data = d)``."""
    last = slip.tokens[-1].text == ")"
    mended = slip.edited(closing.start, slip.met.start, "" if slip.met.text == "," else ", ")
    return Diagnostic(
        "closed-too-early",
        "this ) closes the call, and another argument follows",
        (slip.label(closing, "closes too early"), slip.label(slip.met, "what follows")),
        mended if last else mended + ")",
    )
