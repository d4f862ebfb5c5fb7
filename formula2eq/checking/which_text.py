"""Which of the two languages a text is in: a formula, or equations."""

from __future__ import annotations

import re

_CALL = re.compile(r"\s*[\w.:]*\s*(?:<-|=)?\s*[\w.:@]+\s*\(")


def is_equations(text: str) -> bool:
    r"""Whether a text is equations rather than a formula.

    >>> is_equations("y ~ x + (1 | g)"), is_equations(r"Y_{ij} = \beta_{0j} + r_{ij}")
    (False, True)
    >>> is_equations("lmer(y ~ x + (1 | g), data = d)"), is_equations("Y = B0 + r\nB0 = G00 + u0")
    (False, True)
    >>> is_equations("d$y ~ d$x + (1 | d$g)"), is_equations("$y_i = a$ with $a = 1$")
    (False, True)
    """
    stripped = text.strip()
    # ``d$y`` is a column of a frame, ``$y$`` is mathematics
    if re.search(r"\\(?!\()[a-zA-Z]+|(?<![\w.)`])\$|\$(?![\w.`])|_\{|[α-ωΑ-Ω₀-₉ᵢⱼₖₗ]", stripped):
        return True
    if "~" not in stripped:
        return "=" in stripped
    outside = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", stripped))
    lines = [
        line for line in outside.split("\n") if line.strip() and not line.strip().startswith("#")
    ]
    with_equals = [line for line in lines if re.search(r"(?<![<>=!])=(?!=)", line)]
    return bool(with_equals) and not _CALL.match(stripped)
