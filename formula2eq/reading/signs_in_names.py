r"""Names that go on with a sign outside of their text: ``\text{a}\_\text{b}`` is the name a_b."""

from __future__ import annotations

import re

#: A sign that a name goes on with; mathematics has signs of its own for some.
_SIGN = re.compile(r"(\\[_%&#]|\\backslash(?![A-Za-z])|\{\\sim\}|\\hat\{\\ \}|\{[<>|]\})")
_IN_TEXT = {
    r"\backslash": r"\textbackslash{}",
    r"{\sim}": r"\textasciitilde{}",
    r"\hat{\ }": r"\textasciicircum{}",
    "{<}": "<",
    "{>}": ">",
    "{|}": "|",
}
_TEXT = re.compile(r"\\text\{((?:[^{}\\]|\\.)*)\}")


def continued(text: str, after: int, end: int) -> tuple[str, int]:
    r"""The rest of a name, as it would stand in its text, and where it ends.

    after  where its text ends

    >>> continued(r"\text{a}\_\text{b} + c", 8, 22)
    ('\\_b', 18)
    """
    rest = ""
    while sign := _SIGN.match(text, after, end):
        rest += _IN_TEXT.get(sign[1], sign[1])
        after = sign.end()
        if following := _TEXT.match(text, after, end):
            rest += following[1]
            after = following.end()
    return rest, after
