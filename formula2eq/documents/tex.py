"""LaTeX around the rows: a block for any display, ``align`` with labels, an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from formula2eq.documents import sentence
from formula2eq.documents.render import render
from formula2eq.writers import escape, latex_rows
from formula2eq.writers.colours import Paint
from formula2eq.writers.greek import GREEK
from formula2eq.writers.row import Row

_LETTERS = {letter: name for name, letter in GREEK.items()}
#: Punctuation that LaTeX knows by its characters.
_KNOWN = frozenset("\N{EN DASH}\N{EM DASH}‘’‚“”„‹›†‡•…‰€")
#: Latin letters that the encoding T1 lacks.
_LACKING = frozenset("ĦħĸĿŀŉŦŧſ")


def block(rows: Sequence[Row], paint: Paint) -> str:
    """An ``aligned`` block, for any display environment."""
    shown = [latex_rows.row(row, paint) for row in rows]
    return "\\begin{aligned}\n" + " \\\\\n".join(shown) + "\n\\end{aligned}"


def align(rows: Sequence[Row], paint: Paint, legend: str = "") -> str:
    """An ``align`` environment: every equation has a number, and a label if the style has one."""
    made = render(
        "latex/equations.tex.j2",
        rows=_numbered(rows, paint, paint.style.label),
        environment="align",
        size=_size(paint),
    ).rstrip("\n")
    return f"{made}\n{legend}" if legend else made


def article(rows: Sequence[Row], paint: Paint, formula: str | None, legend: str = "") -> str:
    """A whole article, which compiles as it is with pdflatex, lualatex and xelatex."""
    if paint.style.label is None:
        shown = [latex_rows.row(row, paint, columns=False) for row in rows]
    else:
        shown = _numbered(rows, paint, paint.style.label)
    body = render(
        "latex/equations.tex.j2",
        rows=shown,
        environment="align" if paint.style.label else "align*",
        size=_size(paint),
    ).rstrip("\n")
    written = None if formula is None else typewriter(formula)
    everything = body + legend + (written or "")
    return render(
        "latex/article.tex.j2",
        body=body,
        formula=written,
        legend=legend,
        colours=paint.style.colour is not None,
        quotes=r"\textasciigrave" in everything or r"\textquotesingle" in everything,
        accents=not everything.isascii(),
        characters=characters(everything),
    )


def _size(paint: Paint) -> str:
    return "" if paint.style.size == "normalsize" else f"\\{paint.style.size}"


def _numbered(rows: Sequence[Row], paint: Paint, prefix: str | None) -> list[str]:
    """Rows with one number per equation, at its last row."""
    names = labels(rows, prefix)
    return [
        latex_rows.row(row, paint, columns=False)
        + (names.get(number, "") if row.last else " \\nonumber")
        for number, row in enumerate(rows)
    ]


def labels(rows: Sequence[Row], prefix: str | None) -> dict[int, str]:
    r"""``\label{eq:level-1}`` by the position of each equation's last row.

    Equations of one kind are numbered: ``eq:level-2-1``.
    """
    if prefix is None:
        return {}
    kinds = Counter(row.kind for row in rows if row.last)
    counted: Counter[str] = Counter()
    found = {}
    for number, row in enumerate(rows):
        if row.last:
            counted[row.kind] += 1
            suffix = f"-{counted[row.kind]}" if kinds[row.kind] > 1 else ""
            found[number] = rf" \label{{{prefix}:{row.kind}{suffix}}}"
    return found


def typewriter(formula: str) -> str:
    """A formula as text that may break after its operators."""
    return "".join(
        sentence.typewriter(character) + ("\\allowbreak{}" if character in "+*:/|,(~-" else "")
        for character in " ".join(escape.shown(formula).split())
    )


def characters(text: str) -> list[tuple[str, str]]:
    """What pdflatex must be told of characters that its fonts lack: code and what is set instead.

    Greek letters become mathematics; of all others the code is printed, and nothing is lost:
    lualatex and xelatex, given a font that has them, print the characters themselves.
    """
    found = {}
    for character in dict.fromkeys(text):
        if character in _KNOWN or (ord(character) < 0x180 and character not in _LACKING):
            continue
        code = f"{ord(character):04X}"
        name = _LETTERS.get(character)
        found[code] = f"\\ensuremath{{\\{name}}}" if name else f"\\texttt{{[U+{code}]}}"
    return list(found.items())
