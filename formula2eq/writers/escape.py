"""Names from users and data as literal text of each markup."""

from __future__ import annotations

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "_": r"\_",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "\n": " ",
    "\r": " ",
    "\t": " ",
}


def latex(text: str) -> str:
    r"""Text that stands in ``\text{...}`` and means itself.

    >>> print(latex("a_b%{x}"))
    a\_b\%\{x\}
    """
    return "".join(_LATEX.get(character, character) for character in text if _shown(character))


def _shown(character: str) -> bool:
    return character.isprintable() or character in _LATEX
