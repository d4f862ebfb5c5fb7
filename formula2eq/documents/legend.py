"""The legend: what each symbol means, as text, in each markup and as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from formula2eq.documents import docx
from formula2eq.equations.meaning import INDEX, Meaning
from formula2eq.writers import escape, latex, mathml, omml, plain, plain_boxes, typst

if TYPE_CHECKING:
    import pandas


def words(meaning: Meaning) -> str:
    """``effect of x (level 2, lme4: x)``."""
    if meaning.unit == INDEX:
        return f"index of {meaning.meaning}"
    asides = []
    if meaning.level is not None:
        asides.append(f"level {meaning.level}")
    if meaning.unit is not None and not _says(meaning.meaning, meaning.unit):
        asides.append(f"by {meaning.unit}")
    if meaning.lme4 is not None:
        asides.append(f"lme4: {meaning.lme4}")
    return f"{meaning.meaning} ({', '.join(asides)})" if asides else meaning.meaning


def _says(sentence: str, name: str) -> bool:
    """Whether a name stands in a sentence, as a word of its own."""
    return re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", sentence) is not None


def text(meanings: Sequence[Meaning]) -> str:
    """A line for each symbol, the words lined up."""
    shown = [plain.node(meaning.symbol) for meaning in meanings]
    wide = max(map(plain_boxes.cells, shown), default=0)
    lines = (
        f"  {symbol}{' ' * (wide - plain_boxes.cells(symbol))}  {plain.clean(words(meaning))}"
        for symbol, meaning in zip(shown, meanings, strict=True)
    )
    return "where\n" + "\n".join(lines)


def tex(meanings: Sequence[Meaning]) -> str:
    r"""A ``description`` list after ``where``."""
    items = (
        rf"\item[${latex.node(meaning.symbol)}$] {escape.latex(words(meaning))}"
        for meaning in meanings
    )
    body = "\n".join(items)
    return f"\\noindent where\n\\begin{{description}}\n{body}\n\\end{{description}}"


def typst_grid(meanings: Sequence[Meaning]) -> str:
    """A grid of symbols and words."""
    cells = "\n".join(
        f"  [${typst.node(meaning.symbol)}$], [#{_typst_string(words(meaning))}],"
        for meaning in meanings
    )
    return f"where\n#grid(columns: 2, column-gutter: 1em, row-gutter: 0.6em,\n{cells}\n)"


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


def markdown(meanings: Sequence[Meaning]) -> str:
    """A table of symbols and words."""
    lines = [
        f"| ${latex.node(meaning.symbol)}$ | {escape.markdown(words(meaning))} |"
        for meaning in meanings
    ]
    return "\n".join(["| symbol | meaning |", "|:--|:--|", *lines])


def paragraphs(meanings: Sequence[Meaning]) -> list[str]:
    """A Word paragraph for each symbol."""
    return [
        docx.words("where"),
        *(
            docx.paragraph(f"<m:oMath>{omml.node(m.symbol)}</m:oMath>{docx.run(' ' + words(m))}")
            for m in meanings
        ),
    ]


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
