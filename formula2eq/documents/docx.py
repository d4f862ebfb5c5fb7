"""Word documents: the smallest that hold equations Word can edit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from formula2eq.notation.math import Node
from formula2eq.writers import escape, measure, omml, omml_rows
from formula2eq.writers.colours import Paint
from formula2eq.writers.row import Row

if TYPE_CHECKING:
    from formula2eq.documents.equations import Equations

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORDPROCESSING}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORDPROCESSING}.styles+xml"/></Types>'
)
_RELATIONSHIPS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONSHIPS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    "</Relationships>"
)
#: Half points of the text's size.
_SIZE = 22
#: A4 with margins of 2.5 cm, in twentieths of a point.
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)


def document(equations: Equations) -> bytes:
    """The formula, the equations, and the legend if the style has one."""
    from formula2eq.documents import legend

    formula = equations.system.formula
    opening = [] if formula is None else [words(formula, code=True)]
    closing = legend.paragraphs(equations.meanings()) if equations.style.where else []
    rows = table(equations.layout(), equations.paint())
    return package([*opening, rows, *closing], equations.style.scale)


#: Width of the text block and of one digit of Cambria Math at 11 pt, in twentieths of a point.
_TEXT = 9070
_DIGIT = 125


def table(rows: Sequence[Row], paint: Paint) -> str:
    """Rows in a table without lines: left sides end where relations begin, in any word processor.

    Word lines up an equation array at its ``&``; LibreOffice prints the sign instead.
    """
    written = [(row, *omml_rows.row(row, paint)) for row in rows]
    heads = [row.left for row in rows if row.left is not None and not row.hanging]
    widest = max(map(measure.node, heads), default=0)
    head = min(_TEXT // 2, int(_DIGIT * paint.style.scale * (widest + 2)))
    grid = f'<w:tblGrid><w:gridCol w:w="{head}"/><w:gridCol w:w="{_TEXT - head}"/></w:tblGrid>'
    lines = "".join(
        f"<w:tr>{_cell(_zone(left), head, 'right', _place(row))}"
        f"{_cell(_zone(sign + right), _TEXT - head, 'left', _place(row))}</w:tr>"
        for row, left, sign, right in written
    )
    # Word wants a paragraph after a table.
    return f"<w:tbl>{_LAYOUT}{grid}{lines}</w:tbl>" + paragraph("")


def _place(row: Row) -> str:
    """A row with braces below it has its line at the top, all others in the middle."""
    return "top" if row.braced else "center"


def _zone(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>" if inner else ""


def beside(lines: Sequence[tuple[Node, str]]) -> str:
    """Symbols and their words in a table without lines."""
    widest = max((measure.node(symbol) for symbol, _ in lines), default=0)
    head = min(_TEXT // 2, int(_DIGIT * (widest + 3)))
    grid = f'<w:tblGrid><w:gridCol w:w="{head}"/><w:gridCol w:w="{_TEXT - head}"/></w:tblGrid>'
    written = "".join(
        f"<w:tr>{_cell(f'<m:oMath>{omml.node(symbol)}</m:oMath>', head, 'left')}"
        f"{_cell(run(said), _TEXT - head, 'left')}</w:tr>"
        for symbol, said in lines
    )
    return f"<w:tbl>{_LAYOUT}{grid}{written}</w:tbl>" + paragraph("")


_LAYOUT = f'<w:tblPr><w:tblW w:w="{_TEXT}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'


def _cell(inner: str, width: int, side: str, place: str = "top") -> str:
    """A cell, its lines at the top or in the middle."""
    margins = '<w:tcMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tcMar>'
    upright = f'<w:vAlign w:val="{place}"/>'
    look = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{margins}{upright}</w:tcPr>'
    aside = f'<w:pPr><w:pStyle w:val="Equation"/><w:jc w:val="{side}"/></w:pPr>'
    return f"<w:tc>{look}<w:p>{aside}{inner}</w:p></w:tc>"


def paragraph(inner: str) -> str:
    """A paragraph of runs or of an equation."""
    return f"<w:p>{inner}</w:p>"


def run(text: str, *, code: bool = False) -> str:
    """Text; code in a typewriter's face."""
    face = '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/></w:rPr>' if code else ""
    return f'<w:r>{face}<w:t xml:space="preserve">{escape.markup(text)}</w:t></w:r>'


def words(text: str, *, code: bool = False) -> str:
    """A paragraph of text."""
    return paragraph(run(text, code=code))


def _styles(scale: float) -> str:
    """The text's face and size, and the size of equations."""
    return (
        f'{_XML}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Cambria"/>'
        f'<w:sz w:val="{_SIZE}"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Equation"><w:name w:val="Equation"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr>'
        f'<w:rPr><w:sz w:val="{round(_SIZE * scale)}"/></w:rPr></w:style></w:styles>'
    )


def package(paragraphs: Sequence[str], scale: float = 1) -> bytes:
    """The bytes of a .docx with these paragraphs; the same paragraphs give the same bytes.

    scale  the size of equations against that of the text
    """
    body = "".join(paragraphs) + _PAGE
    document = (
        f'{_XML}<w:document xmlns:w="{_W}" xmlns:m="{_M}"><w:body>{body}</w:body></w:document>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("_rels/.rels", _RELATIONSHIPS),
            ("word/_rels/document.xml.rels", _DOCUMENT_RELATIONSHIPS),
            ("word/document.xml", document),
            ("word/styles.xml", _styles(scale)),
        ):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return stream.getvalue()
