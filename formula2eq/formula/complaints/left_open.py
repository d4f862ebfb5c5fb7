"""The bracket that was left open, where a later one took its closing: ``lmer(y ~ log(x + (1 | g), d)``.

When a text ends too early, counting brackets finds the outermost one open. The one that was meant to
be closed is often an inner one: a call that has swallowed a random term, or an argument of the call
that fits the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from formula2eq.formula.complaints.slip import CLOSERS, OPENERS, Slip
from formula2eq.formula.signatures import SIGNATURES


class LeftOpen(NamedTuple):
    """The tokens that open calls, outermost first, and the one before which they are to be closed.

    ``follows`` says what stands behind that place.
    """

    openers: tuple[int, ...]
    place: int
    follows: str


def left_open(slip: Slip) -> LeftOpen | None:
    """The calls that were meant to be closed earlier, if closing them there leaves the rest in order."""
    return next((found for found in _places(slip) if _in_order(slip, found)), None)


def _places(slip: Slip) -> Iterator[LeftOpen]:
    """Where calls inside a formula go on with what never stands inside such a call."""
    tokens, opened = slip.tokens, list[int]()
    missing = len(slip.open_brackets())
    for number, token in enumerate(tokens):
        if token.type in OPENERS:
            opened += [number] * len(token.text)
        elif token.type in CLOSERS and opened:
            opened.pop()
        elif opened and _is_inner_call(slip, opened[-1]):
            within = takewhile(partial(_is_inner_call, slip), reversed(opened[-missing:]))
            openers = tuple(within)[::-1]
            function = tokens[opened[0] - 1].text
            if token.type == "PLUS" and _random_term_after(
                slip, number, tokens[opened[-1] - 1].text
            ):
                yield LeftOpen(openers, number, "a random term starts here")
            elif token.type == "COMMA" and _argument_after(slip, number) in SIGNATURES.get(
                function, ()
            ):
                yield LeftOpen(openers, number, f"a new argument of {function} starts here")


def _is_inner_call(slip: Slip, opener: int) -> bool:
    """Whether a bracket is that of a call inside a formula, other than one that fits a model."""
    call = slip.tokens[opener].text == "(" and slip.is_call(opener)
    formula = any(token.type == "TILDE" for token in slip.tokens[:opener])
    return call and formula and slip.tokens[opener - 1].text not in SIGNATURES


def _random_term_after(slip: Slip, number: int, function: str) -> bool:
    """Whether ``(... | g)`` follows a token. In ``I(a + (b | c))`` the bar is R's "or"."""
    following = slip.tokens[number + 1 :]
    if not following or following[0].text != "(":
        return False
    if function == "I" and following[1:2] and following[1].type != "NUMBER":
        return False
    depth = 0
    for token in following:
        depth += (token.type in OPENERS) - (token.type in CLOSERS)
        if depth == 1 and token.type == "BAR":
            return True
        if depth == 0:
            return False
    return False


def _argument_after(slip: Slip, number: int) -> str | None:
    """The name of the argument that follows a comma, if it is named."""
    following = slip.tokens[number + 1 : number + 3]
    named = [token.type for token in following] == ["NAME", "EQUAL"]
    return following[0].text if named else None


def _in_order(slip: Slip, found: LeftOpen) -> bool:
    """Whether brackets still pair off, and the outermost open one is closed by the last token or not.

    Without the second, ``lmer(y ~ ts(x, start = 1) + z`` would be closed behind ``ts(x``.
    """
    outermost = slip.open_brackets()[0]
    opened: list[int] = []
    for number, token in enumerate(slip.tokens):
        if number == found.place:
            del opened[-len(found.openers) :]
        if token.type in OPENERS:
            opened += [number] * len(token.text)
        elif token.type in CLOSERS:
            if not opened or OPENERS[slip.tokens[opened[-1]].type] != token.text:
                return False
            if opened.pop() == outermost and number < len(slip.tokens) - 1:
                return False
    return True
