"""Names from users and data as literal text of each markup."""

from __future__ import annotations

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


def markup(text: str) -> str:
    """Text or an attribute's value in HTML, XML, MathML and OMML.

    >>> print(markup("<img onerror=x>"))
    &lt;img onerror=x&gt;
    """
    if text.isascii() and text.isalnum():
        return text
    return "".join(_MARKUP.get(character, character) for character in shown(text))


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
