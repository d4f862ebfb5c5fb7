"""Tokens that are wrong wherever they stand, and texts without any."""

from __future__ import annotations

import re
from dataclasses import replace

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula import characters
from formula2eq.formula.complaints.slip import Slip
from formula2eq.formula.complaints.words import word_for_sign
from formula2eq.formula.lex import Token
from formula2eq.source import Span

_CONTROL = frozenset({"if", "for", "while", "repeat"})


def bad_character(slip: Slip) -> Diagnostic:
    """A character that R does not know."""
    met = slip.met
    known = characters.meaning(met.text)
    repair = None
    opened = slip.open_brackets()
    if met.text == "\\" and slip.source.text[met.end : met.end + 1] in {"|", "*", "~", "_"}:
        known = replace(known, advice=": leave it out", write="")
    elif met.text == "\\" and opened and not slip.is_call(opened[-1]):
        known = replace(known, advice=": the bar of a random term is |", write="|")
    if known.quote:
        closing = slip.source.text.find(known.quote, met.end)
        if closing > 0:
            quoted = slip.source.text[met.end : closing]
            repair = slip.edited(met.start, closing + 1, f"`{quoted}`")
    elif known.write is not None:
        repair = slip.edited(met.start, met.end, known.write)
    return Diagnostic(
        "unexpected-character",
        f"{known.name} has no meaning in a formula{known.advice}",
        (slip.label(met, "this character"),),
        repair,
    )


def bad_operator(slip: Slip) -> Diagnostic:
    """``|||``, ``~=``."""
    met = slip.met
    write = {"|||": "|", "|>": "|", "~=": "~", "=~": "~", "=>": ">=", "=<": "<=", "<>": "!="}
    write |= {"<~": "~", "~>": "~", "===": "==", "!==": "!=", ":=": "~"}
    instead = write.get("|||" if met.text.startswith("|||") else met.text)
    if met.text == "=>" and all(token.type != "TILDE" for token in slip.tokens):
        instead = "~"
    said = {"|>": "|> is R's pipe, not the bar of a random term", "|||": "||| is no operator"}
    advice = ": write | or ||" if instead == "|" else f": write {instead}" if instead else ""
    return Diagnostic(
        "unknown-operator",
        said.get(met.text, f"{met.text} is no operator of formulas") + advice,
        (slip.label(met, "this operator"),),
        slip.edited(met.start, met.end, instead) if instead else None,
    )


def bad_name(slip: Slip) -> Diagnostic:
    """``_x``."""
    met = slip.met
    return Diagnostic(
        "bad-name",
        f"a name cannot start with an underscore: quote {met.text} with backticks",
        (slip.label(met, "this name"),),
        slip.edited(met.start, met.end, f"`{met.text}`"),
    )


def bad_number(slip: Slip) -> Diagnostic:
    """``2i``."""
    return Diagnostic(
        "imaginary-number",
        f"{slip.met.text} is an imaginary number: a model formula has none",
        (slip.label(slip.met, "this number"),),
    )


def unclosed_name(slip: Slip) -> Diagnostic:
    """A backtick that is opened and never closed."""
    met = slip.met
    word = re.match(r"[\w. ]*\w|", met.text[1:])
    stop = met.start + 1 + (word.end() if word else 0)
    if slip.source.text.startswith("``", met.start):
        return Diagnostic("bad-name", "a name cannot be empty", (slip.label(met, "here"),))
    return Diagnostic(
        "unclosed-backtick",
        "this name in backticks is never closed",
        (slip.label(Token(met.type, "`", met.start, met.start + 1), "opened here"),),
        slip.edited(stop, stop, "`")
        if word and word.end()
        else slip.edited(met.start, met.end, "").rstrip()
        if slip.before is not None and not met.text[1:].strip()
        else None,
    )


def unclosed_string(slip: Slip) -> Diagnostic:
    """``"y``."""
    met = slip.met
    quote = met.text[0]
    content = met.text.rstrip()
    stop = met.start + len(content)
    wrong_end = len(content) > 1 and content[-1] in "\"'`"
    other = re.search("[\"'`]", content[1:-1])
    closers = re.search(r"[)\]}]+$", content)
    if closers is not None and slip.open_brackets() and not re.search("[+~|]", content):
        stop, wrong_end = met.start + closers.start(), False
    swallowed = slip.open_brackets() and any(sign in content for sign in "+~|")
    return Diagnostic(
        "unclosed-string",
        f"this string is opened with {quote} and never closed with {quote}",
        (slip.label(Token(met.type, quote, met.start, met.start + 1), "opened here"),),
        slip.edited(met.start + 1 + other.start(), met.start + 1 + other.end(), quote)
        if other is not None
        else slip.edited(met.start, met.start + 1, "")
        if swallowed or (len(content) == 1 and slip.before is not None)
        else slip.edited(stop - wrong_end, stop, quote)
        if slip.open_brackets()
        else slip.edited(met.start, stop, content[1 : len(content) - wrong_end]),
    )


def unclosed_special(slip: Slip) -> Diagnostic:
    """``%in b``."""
    met = slip.met
    before = slip.before
    if before is not None and before.text == "%in%" and before.end == met.start:
        return Diagnostic(
            "unclosed-percent",
            "the operator of nesting is written %in%, with one percent sign on each side",
            (slip.label(met, "one too many"),),
            slip.edited(met.start, met.end, ""),
        )
    known = met.text[1:] == "in"
    instead = "%in%" if known else f"{met.text}%"
    return Diagnostic(
        "unclosed-percent",
        f"an operator that starts with % ends with %: write {instead}"
        if len(met.text) > 1
        else "a single % is no operator: write %in% for nesting, %% for a remainder",
        (slip.label(met, "never closed"),),
        slip.edited(met.start, met.end, instead) if len(met.text) > 1 else None,
    )


def reserved(slip: Slip) -> Diagnostic:
    """``if``, ``in``."""
    met = slip.met
    word = word_for_sign(slip) if "NUMBER" not in slip.accepted else None
    if word is not None:
        return word
    if met.text == "in" and "NUMBER" not in slip.accepted:
        return Diagnostic(
            "missing-percent",
            "the operator of nesting is written with percent signs: %in%",
            (slip.label(met, "this word"),),
            slip.edited(met.start, met.end + slip.source.text.startswith("%", met.end), "%in%"),
        )
    before, after = slip.before, slip.after
    if met.text == "in" and before is not None and after is not None:
        if before.text == after.text == "%%":
            return Diagnostic(
                "unclosed-percent",
                "the operator of nesting is written %in%, with one percent sign on each side",
                (Label(Span(before.start, after.end), "write %in%", slip.source),),
                slip.edited(before.start, after.end, "%in%"),
            )
    if met.text in _CONTROL and slip.after is not None and slip.after.text in {"(", "{"}:
        return Diagnostic(
            "control-flow",
            f"{met.text} is control flow, no formula: give the formula or the call alone",
            (slip.label(met, "this word"),),
        )
    return Diagnostic(
        "reserved-word",
        f"{met.text} is a reserved word of R: as a name it needs backticks",
        (slip.label(met, "this word"),),
        slip.edited(met.start, met.end, f"`{met.text}`"),
    )


def unfinished_function(slip: Slip) -> Diagnostic:
    """``function`` without its parameters."""
    word = slip.before
    assert word is not None
    return Diagnostic(
        "reserved-word",
        f"{word.text} is a reserved word of R: as a name it needs backticks",
        (slip.label(word, "this word"),),
        slip.edited(word.start, word.end, f"`{word.text}`"),
    )


def empty(slip: Slip) -> Diagnostic:
    """No text at all."""
    return Diagnostic(
        "empty-formula",
        "the formula is empty: write response ~ predictors",
        (Label(Span(slip.end, slip.end), "nothing here", slip.source),),
    )


def missing_field(slip: Slip) -> Diagnostic:
    """``a$``."""
    before = slip.before
    assert before is not None
    start = slip.tokens[slip.number - 2] if slip.number > 1 else before
    return Diagnostic(
        "missing-field",
        f"{before.text} needs a name after it",
        (
            Label(Span(start.start, before.end), "this is not finished", slip.source),
            *([slip.label(slip.met, "a name must stand here")] if slip.met.text else []),
        ),
    )
