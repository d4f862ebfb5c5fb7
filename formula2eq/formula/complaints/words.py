"""Words where a sign must stand, and names that are several words."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.complaints.slip import CLOSERS, OPENERS, Slip
from formula2eq.formula.lex import Token

#: What people write for an operator.
_OPERATORS = {
    "and": "+",
    "plus": "+",
    "minus": "-",
    "times": "*",
    "within": "%in%",
    "nested": "%in%",
}
#: What people write for the bar of a random term; ``I`` and ``l`` look like one.
_BARS = frozenset("by on per within given for in I l i".split())
#: What ends a term, so that a word before it stands between two.
_TERM = frozenset({"NAME", "NUMBER", "STRING"}) | OPENERS.keys()


def word_for_sign(slip: Slip) -> Diagnostic | None:
    """``x and z``, ``(1 by g)``: a word between two terms, where a sign must stand."""
    met, before, after = slip.met, slip.before, slip.after
    if met.type not in {"NAME", "RESERVED"} or before is None or after is None:
        return None
    if after.type not in _TERM or (after.text == "(" and after.start == met.end):
        return None
    text = slip.source.text
    if "\n" in text[before.end : met.start] + text[met.end : after.start]:
        return None
    opened = slip.open_brackets()
    alone = opened and not slip.is_call(opened[-1]) and _closes(slip, slip.number + 2)
    if alone and met.text in _BARS and before.type in {"NAME", "NUMBER"}:
        sign = "|"
    elif met.type == "NAME" and met.text.lower() in _OPERATORS:
        sign = _OPERATORS[met.text.lower()]
    else:
        return None
    end = met.end
    if met.text.lower() == "nested" and after.text == "in":
        end = after.end
    return Diagnostic(
        "word-for-operator",
        f"between {before.text} and {after.text} stands a word: "
        + ("the bar of a random term is |" if sign == "|" else f"write {sign}"),
        (slip.label(met, f"write {sign}"),),
        slip.edited(met.start, end, sign),
    )


def _closes(slip: Slip, number: int) -> bool:
    """Whether a closing parenthesis stands there."""
    return number < len(slip.tokens) and slip.tokens[number].text == ")"


def name_of_words(slip: Slip) -> tuple[Token, Token] | None:
    """The first and last token of a name that is several words, where no sum can be meant.

    That is so on the left side, and behind a bar: ``my score ~ x``, ``(1 | school id)``.
    """
    tokens, first, last = slip.tokens, slip.number - 1, slip.number
    if not (_word(tokens, first) and _word(tokens, last)):
        return None
    while last + 1 < len(tokens) and _word(tokens, last + 1):
        last += 1
    text = slip.source.text
    if "\n" in text[tokens[first].start : tokens[last].end]:
        return None
    head = tokens[first - 1] if first else None
    tail = tokens[last + 1] if last + 1 < len(tokens) else None
    response = head is None and tail is not None and tail.type == "TILDE"
    group = head is not None and head.type == "BAR" and tail is not None and tail.type in CLOSERS
    return (tokens[first], tokens[last]) if response or group else None


def _word(tokens: tuple[Token, ...], number: int) -> bool:
    token = tokens[number]
    quoted = token.text.startswith("`")
    return token.type in {"NAME", "NUMBER"} and not quoted
