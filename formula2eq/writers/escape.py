"""Names from users and data as literal text of each markup."""

from __future__ import annotations

import re
import unicodedata

from formula2eq.writers.greek import GREEK

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
    "…": r"\dots{}",
    "|": r"\textbar{}",
}
_LATEX |= {character: f"$\\{name}$" for name, character in GREEK.items()}
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_TYPST = {'"': '\\"', "\\": "\\\\"}
_SPACES = dict.fromkeys("\n\r\t\v\f\u2028\u2029\u00a0", " ")


def shown(text: str) -> str:
    """The text without what cannot be seen: control characters, marks that turn the direction of
    writing and joiners go, spaces of any kind become one; letters and their accents are composed.
    """
    kept = (_SPACES.get(character, character) for character in text)
    return unicodedata.normalize("NFC", "".join(c for c in kept if c.isprintable()))


def latex(text: str) -> str:
    r"""Text that stands in ``\text{...}`` and means itself; Greek letters, which LaTeX's text fonts
    lack, are mathematics inside it.

    >>> print(latex("a_b%{x}"))
    a\_b\%\{x\}
    """
    if text.isascii() and text.isalnum():
        return text
    return "".join(_LATEX.get(character, character) for character in shown(text))


def latex_name(text: str) -> str:
    r"""A name in mathematics: ``\text{a\_b}``."""
    return rf"\text{{{latex(text)}}}"


def for_mathjax(written: str) -> str:
    r"""LaTeX in which what MathJax would print with its backslash stands outside of ``\text``.

    Notebooks, GitHub and Quarto's pages set mathematics with it; inside ``\text`` it knows no commands.

    >>> print(for_mathjax(r"\beta_1 \text{a\_b}_i"))
    \beta_1 \text{a}\_\text{b}_i
    """
    return _NAMED.sub(_outside, written)


def _outside(name: re.Match[str]) -> str:
    parts = _SIGN.split(name[1])
    if len(parts) == 1:
        return name[0]
    shown = "".join(
        _OUTSIDE.get(part, part) if _SIGN.fullmatch(part) else rf"\text{{{part}}}"
        for part in parts
        if part
    )
    return shown if parts[0] else rf"\text{{}}{shown}"


_ESCAPED = r"\\[_%&#]|\\(?:text[a-z]+|dots)\{\}"
_SIGN = re.compile(f"({_ESCAPED})")
_NAMED = re.compile(rf"\\text\{{((?:{_ESCAPED}|\\[{{}}$]|\$\\[A-Za-z]+\$|[^{{}}\\])*)\}}")
#: Signs of mathematics for the commands that stand inside ``\text``.
_OUTSIDE = {
    r"\textbackslash{}": r"\backslash",
    r"\textasciitilde{}": r"{\sim}",
    r"\textasciicircum{}": r"\hat{\ }",
    r"\textless{}": "{<}",
    r"\textgreater{}": "{>}",
    r"\textbar{}": "{|}",
    r"\dots{}": r"\dots",
}


def markup(text: str) -> str:
    """Text or an attribute's value in HTML, XML, MathML and OMML.

    >>> print(markup("<img onerror=x>"))
    &lt;img onerror=x&gt;
    """
    if text.isascii() and text.isalnum():
        return text
    return "".join(_MARKUP.get(character, character) for character in shown(text))


def spaced(text: str) -> str:
    """Text of our own in MathML, which drops spaces at the ends of words."""
    return markup(text).replace(" ", "&#xA0;")


def typst(text: str) -> str:
    r"""Text between double quotes in Typst, where nothing else is markup.

    >>> print(typst('#eval("x")'))
    #eval(\"x\")
    """
    return "".join(_TYPST.get(character, character) for character in shown(text))


def markdown(text: str) -> str:
    r"""Text in Markdown: no character of it is markup, HTML or mathematics.

    >>> print(markdown("a_b"))
    a\_b
    """
    return "".join(
        f"\\{character}" if character in _MARKDOWN else _MARKUP.get(character, character)
        for character in shown(text)
    )


_MARKDOWN = frozenset("\\`*_{}[]#+-.!|~$^=@:")
