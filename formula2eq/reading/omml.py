"""Word's equations, OMML, as LaTeX.

Source: ECMA-376 part 1, section 22.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: Signs above a letter, combining or not.
_ACCENTS = {
    **dict.fromkeys("\u0302^ˆ", "hat"),
    **dict.fromkeys("\u0304\u0305¯‾", "bar"),
    **dict.fromkeys("\u0303~˜", "tilde"),
    **dict.fromkeys("\u0307˙", "dot"),
    "\u20d7": "vec",
}
_RELATIONS = frozenset("=~∼≈≤≥≠<>")
_SIGNS = {"∑": "sum", "∏": "prod", "∫": "int"}
#: What LaTeX would take for a command.
_SPECIAL = {"\\": "", **{sign: f"\\{sign}" for sign in "%#&{}_$"}, "^": "\\hat{}"}
_SPECIAL |= {"⋯": "\\cdots ", "⋮": "\\vdots ", "⋱": "\\ddots ", "…": "\\ldots ", "⊤": "\\top "}
_WORD = re.compile(r"[^\W\d_]{2,}")


def latex(element: Element) -> str:
    """An ``m:oMath``, or anything inside one, as LaTeX."""
    written = _WRITERS.get(element.tag.removeprefix(M))
    if element.tag.startswith(M) and written is not None:
        return written(element)
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag.startswith(W) and child.tag != f"{W}r":
            # what was inserted or marked stands inside; what was deleted does not
            if child.tag != f"{W}del":
                yield "".join(_pieces(child))
        elif not child.tag.endswith("Pr"):
            yield latex(child)


def _part(element: Element, name: str) -> str:
    """A named part; nothing where it is absent."""
    found = element.find(f"{M}{name}")
    return "" if found is None else "".join(_pieces(found)).strip()


def _given(element: Element, properties: str, name: str, default: str) -> str:
    """A property's value, ``m:chr`` among ``m:accPr``."""
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(f"{M}val", "")


def _run(element: Element) -> str:
    """Characters: words upright, letters as they are."""
    text = "".join(
        "\\\\ " if child.tag == f"{W}br" else characters(child.text or "")
        for child in element
        if child.tag in (f"{M}t", f"{W}br", f"{W}t")
    )
    plain = element.find(f"{M}rPr/{M}nor") is not None
    style = _given(element, "rPr", "sty", "i")
    if plain and any(map(str.isalnum, text)):
        return f"\\text{{{text}}}"
    if style in ("b", "bi") and len(text.strip()) == 1:
        return f"\\mathbf{{{text.strip()}}}"
    return text


def characters(text: str) -> str:
    """Characters with LaTeX's own escaped; mathematical alphabets as the letters they show."""
    return "".join(_SPECIAL.get(sign, sign) for sign in map(_letter, text))


def _letter(sign: str) -> str:
    if "\U0001d400" <= sign <= "\U0001d7ff":
        from unicodedata import normalize

        return normalize("NFKC", sign)
    return "h" if sign == "ℎ" else sign


def _based(element: Element) -> str:
    """What has scripts: a word of several letters is one name."""
    base = _part(element, "e")
    if len(base) == 1:
        return base
    return f"\\text{{{base}}}" if _WORD.fullmatch(base) else f"{{{base}}}"


def _scripted(element: Element) -> str:
    below, above = _part(element, "sub"), _part(element, "sup")
    lower = f"_{{{below}}}" if below else ""
    upper = f"^{{{above}}}" if above else ""
    return f"{_based(element)}{lower}{upper} "


def _fraction(element: Element) -> str:
    return f"\\frac{{{_part(element, 'num')}}}{{{_part(element, 'den')}}}"


def _fenced(element: Element) -> str:
    left = _given(element, "dPr", "begChr", "(")
    right = _given(element, "dPr", "endChr", ")")
    between = _given(element, "dPr", "sepChr", "|")
    parts = ["".join(_pieces(part)).strip() for part in element.findall(f"{M}e")]
    inner = characters(between).join(parts)
    if (left, right) == ("", ""):
        return inner
    if not right:
        return f"\\left{characters(left)} {inner} \\right."
    return f"\\left{characters(left) or '.'} {inner} \\right{characters(right)} "


def _matrix(element: Element) -> str:
    """A matrix; equations lined up in columns, whose entries begin with relations, as lines."""
    rows = [
        ["".join(_pieces(entry)).strip() for entry in row.findall(f"{M}e")]
        for row in element.findall(f"{M}mr")
    ]
    lined_up = any(entry[:1] in _RELATIONS for row in rows for entry in row if entry)
    kind, end = ("aligned", "\n") if lined_up else ("matrix", " ")
    lines = f" \\\\{end}".join(" & ".join(row) for row in rows)
    return f"\\begin{{{kind}}}{end}{lines}{end}\\end{{{kind}}}"


def _array(element: Element) -> str:
    """Equations below one another; Word lines them up at ``&``, which stands in their text."""
    rows = ["".join(_pieces(row)).replace("\\&", "") for row in element.findall(f"{M}e")]
    return " \\\\ ".join(rows)


def _accented(element: Element) -> str:
    sign = _ACCENTS.get(_given(element, "accPr", "chr", "\u0302"), "hat")
    return f"\\{sign}{{{_part(element, 'e')}}} "


def _barred(element: Element) -> str:
    above = _given(element, "barPr", "pos", "bot") == "top"
    return f"\\{'overline' if above else 'underline'}{{{_part(element, 'e')}}} "


def _braced(element: Element) -> str:
    """A brace, or a bar, over or under a group."""
    sign = _given(element, "groupChrPr", "chr", "⏟")
    inner = _part(element, "e")
    return f"\\{'overline' if sign in '¯‾' and sign else 'underbrace'}{{{inner}}}"


def _under(element: Element) -> str:
    base, note = _part(element, "e"), _part(element, "lim")
    return (
        f"{base}_{{{note}}}"
        if base.startswith("\\underbrace")
        else f"\\underset{{{note}}}{{{base}}}"
    )


def _function(element: Element) -> str:
    name = _part(element, "fName")
    named = f"\\operatorname{{{name}}}" if _WORD.fullmatch(name) else name
    return f"{named}{_part(element, 'e')}"


def _summed(element: Element) -> str:
    sign = _given(element, "naryPr", "chr", "∫")
    named = f"\\{_SIGNS[sign]}" if sign in _SIGNS else characters(sign)
    below, above = _part(element, "sub"), _part(element, "sup")
    limits = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return f"{named}{limits} {_part(element, 'e')}"


def _root(element: Element) -> str:
    return f"\\sqrt{{{_part(element, 'e')}}}"


_WRITERS: dict[str, Callable[[Element], str]] = {
    "r": _run,
    **dict.fromkeys(("sSub", "sSup", "sSubSup"), _scripted),
    "f": _fraction,
    "d": _fenced,
    "m": _matrix,
    "eqArr": _array,
    "acc": _accented,
    "bar": _barred,
    "groupChr": _braced,
    "limLow": _under,
    "func": _function,
    "nary": _summed,
    "rad": _root,
}
