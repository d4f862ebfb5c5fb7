"""Labels of factors and interactions: their parts, and their names without R's backticks."""

from __future__ import annotations

import re


def parts(label: str) -> tuple[str, ...]:
    """The factors of an interaction; a colon in backticks or brackets does not divide.

    >>> parts("a:`b:c`"), parts("g:cut(x, 1:3)")
    (('a', '`b:c`'), ('g', 'cut(x, 1:3)'))
    """
    found = [""]
    quoted, depth = False, 0
    for character in label:
        quoted ^= character == "`"
        depth += 0 if quoted else (character in "([") - (character in ")]")
        if character == ":" and not quoted and not depth:
            found.append("")
        else:
            found[-1] += character
    return tuple(found)


def bare(label: str) -> str:
    r"""A name without its backticks; anything else as it is.

    >>> bare("`a b`"), bare("log(`a b`)")
    ('a b', 'log(`a b`)')
    """
    quoted = re.fullmatch(r"`((?:[^`\\]|\\.)*)`", label)
    return label if quoted is None else re.sub(r"\\(.)", r"\1", quoted[1])
