"""The legend: what each symbol means, as text, in each markup and as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from formula2eq.documents import docx
from formula2eq.equations.meaning import INDEX, Meaning
from formula2eq.writers import escape, latex, mathml, measure, plain, plain_boxes, typst

if TYPE_CHECKING:
    import pandas


def words(meaning: Meaning) -> str:
    """``effect of x (level 2, lme4: x)``."""
    if meaning.unit == INDEX:
        return f"index of {meaning.meaning}"
    asides = []
    if meaning.level is not None:
        asides.append(f"level {meaning.level}")
    by = meaning.by or meaning.unit
    if by is not None and not _says(meaning.meaning, by):
        asides.append(f"by {by}")
    if meaning.lme4 is not None:
        asides.append(f"lme4: {meaning.lme4}")
    return f"{meaning.meaning} ({', '.join(asides)})" if asides else meaning.meaning


def _says(sentence: str, name: str) -> bool:
    """Whether a name stands in a sentence, as a word of its own."""
    return re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", sentence) is not None


def text(meanings: Sequence[Meaning], columns: float = 80) -> str:
    """Symbols, and beside each its words, which go on in the next line; a wide symbol has its own."""
    shown = [plain.node(meaning.symbol) for meaning in meanings]
    sizes = [plain_boxes.cells(symbol) for symbol in shown]
    wide = max((size for size in sizes if size <= columns / 4), default=4)
    lines = ["where"]
    for symbol, size, meaning in zip(shown, sizes, meanings, strict=True):
        beside, *below = _wrapped(plain.clean(words(meaning)), columns - wide - 4)
        if size > wide:
            lines.append(f"  {symbol}")
            lines.append(f"  {' ' * wide}  {beside}")
        else:
            lines.append(f"  {symbol}{' ' * (wide - size)}  {beside}")
        lines += [f"  {' ' * wide}  {line}" for line in below]
    return "\n".join(lines)


def _wrapped(said: str, columns: float) -> list[str]:
    """A text in lines, broken at its spaces."""
    lines = [""]
    for word in said.split():
        if lines[-1] and plain_boxes.cells(f"{lines[-1]} {word}") > columns:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def tex(meanings: Sequence[Meaning]) -> str:
    r"""A list after ``where``, its words beside the widest symbol; names may break after ``_`` and ``:``."""
    widest = max(meanings, key=lambda meaning: measure.node(meaning.symbol), default=None)
    if widest is None:
        return ""
    items = (
        rf"\item[${latex.node(meaning.symbol)}$] {_breakable(words(meaning))}"
        for meaning in meanings
    )
    body = "\n".join(items)
    return (
        "\\noindent where\n\\begin{list}{}{\\setlength{\\itemsep}{0pt}\\setlength{\\parsep}{2pt}%\n"
        f"\\settowidth{{\\labelwidth}}{{${latex.node(widest.symbol)}$}}%\n"
        "\\setlength{\\leftmargin}{\\labelwidth}\\addtolength{\\leftmargin}{\\labelsep}\\raggedright}\n"
        f"{body}\n\\end{{list}}"
    )


def _breakable(said: str) -> str:
    shown = escape.latex(said).replace(r"\_", r"\_\allowbreak{}")
    shown = shown.replace("`", r"\textasciigrave{}").replace("'", r"\textquotesingle{}")
    return shown.replace(":", r":\allowbreak{}")


def typst_grid(meanings: Sequence[Meaning]) -> str:
    """A grid of symbols and words."""
    cells = "\n".join(
        f"  [${typst.node(meaning.symbol)}$], [#{_typst_string(words(meaning))}],"
        for meaning in meanings
    )
    return f"where\n#grid(columns: (auto, 28em), column-gutter: 1em, row-gutter: 0.6em,\n{cells}\n)"


def _typst_string(shown: str) -> str:
    return f'"{escape.typst(shown)}"'


def html(meanings: Sequence[Meaning]) -> str:
    """A definition list with MathML."""
    items = "".join(
        f"<dt><math>{mathml.node(meaning.symbol)}</math></dt>"
        f"<dd>{escape.markup(words(meaning))}</dd>"
        for meaning in meanings
    )
    return f'<p>where</p><dl class="symbols">{items}</dl>'


def markdown(meanings: Sequence[Meaning], opening: str = "$", closing: str = "$") -> str:
    """A table of symbols and words; a bar in a symbol would end its cell."""
    lines = [
        f"| {opening}{_without_bars(escape.for_mathjax(latex.node(meaning.symbol)))}{closing} "
        f"| {escape.markdown(words(meaning))} |"
        for meaning in meanings
    ]
    return "\n".join(["| symbol | meaning |", "|:--|:--|", *lines])


def github(meanings: Sequence[Meaning]) -> str:
    """The same for GitHub, which takes the backslashes out of mathematics that is in no code."""
    return markdown(meanings, "$`", "`$")


def _without_bars(shown: str) -> str:
    return shown.replace("|", r"\vert ")


def paragraphs(meanings: Sequence[Meaning]) -> list[str]:
    """A Word table of symbols and words."""
    return [docx.words("where"), docx.beside([(m.symbol, words(m)) for m in meanings])]


def table(meanings: Sequence[Meaning]) -> pandas.DataFrame:
    """A pandas table: symbol, latex, meaning, level, unit, variable, lme4."""
    import pandas

    return pandas.DataFrame(
        {
            "symbol": [plain.node(m.symbol) for m in meanings],
            "latex": [latex.node(m.symbol) for m in meanings],
            "meaning": [words(m) if m.unit == INDEX else m.meaning for m in meanings],
            "level": pandas.array([m.level for m in meanings], dtype="Int64"),
            "unit": [None if m.unit == INDEX else m.unit for m in meanings],
            "variable": [m.variable for m in meanings],
            "lme4": [m.lme4 for m in meanings],
        }
    )
