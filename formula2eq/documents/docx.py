"""Word documents: the smallest that hold equations Word can edit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from formula2eq.writers import escape, measure, omml_rows
from formula2eq.writers.colours import Paint
from formula2eq.writers.row import Row

if TYPE_CHECKING:
    from formula2eq.documents.equations import Equations

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>'
)
_RELATIONSHIPS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
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
    return package([*opening, table(equations.layout(), equations.paint()), *closing])


#: Width of the text block and of one digit of Cambria Math at 11 pt, in twentieths of a point.
_TEXT = 9070
_DIGIT = 125


def table(rows: Sequence[Row], paint: Paint) -> str:
    """Rows in a table without lines: left sides end where relations begin, in any word processor.

    Word lines up an equation array at its ``&``; LibreOffice prints the sign instead.
    """
    written = [omml_rows.row(row, paint) for row in rows]
    heads = [row.left for row in rows if row.left is not None and not row.hanging]
    head = min(_TEXT // 2, int(_DIGIT * (max(map(measure.node, heads), default=0) + 2)))
    grid = f'<w:tblGrid><w:gridCol w:w="{head}"/><w:gridCol w:w="{_TEXT - head}"/></w:tblGrid>'
    lines = "".join(
        f"<w:tr>{_cell(left, head, 'right')}{_cell(sign + right, _TEXT - head, 'left')}</w:tr>"
        for left, sign, right in written
    )
    layout = f'<w:tblPr><w:tblW w:w="{_TEXT}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    # Word wants a paragraph after a table.
    return f"<w:tbl>{layout}{grid}{lines}</w:tbl>" + paragraph("")


def _cell(inner: str, width: int, side: str) -> str:
    margins = '<w:tcMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tcMar>'
    look = (
        f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{margins}<w:vAlign w:val="center"/></w:tcPr>'
    )
    aside = f'<w:pPr><w:jc w:val="{side}"/></w:pPr>'
    shown = f"<m:oMath>{inner}</m:oMath>" if inner else ""
    return f"<w:tc>{look}<w:p>{aside}{shown}</w:p></w:tc>"


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


def package(paragraphs: Sequence[str]) -> bytes:
    """The bytes of a .docx with these paragraphs; the same paragraphs give the same bytes."""
    body = "".join(paragraphs) + _PAGE
    document = (
        f'{_XML}<w:document xmlns:w="{_W}" xmlns:m="{_M}"><w:body>{body}</w:body></w:document>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("_rels/.rels", _RELATIONSHIPS),
            ("word/document.xml", document),
        ):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return stream.getvalue()
