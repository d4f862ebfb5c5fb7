"""The text of a Word document, its equations in LaTeX, so that they can be read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.reading import omml
from formula2eq.reading.omml import M, W

#: Bytes of text that a document may unpack to.
LARGEST = 50_000_000


def text_of_docx(data: bytes, name: str = "the document") -> str:
    r"""Paragraphs as text, equations between dollars or ``\[`` and ``\]``, rows of tables as lines.

    Raises `UsageError` for what is no Word document, or one that unpacks to too much.
    """
    document = _document(data, name)
    if document.find(f".//{M}oMath") is None and _has_objects(document):
        what = "equations are objects of the old equation editor or of MathType, which are not read"
        repair = "Word's own equations: select one and convert it"
        raise UsageError(Diagnostic("old-equations", f"{name}'s {what}", repair=repair))
    body = document.find(f"{W}body")
    try:
        return "" if body is None else "\n\n".join(_blocks(body))
    except RecursionError:
        raise UsageError(Diagnostic("too-deep", f"{name} has equations nested too deep")) from None


def _has_objects(document: Element) -> bool:
    """Whether there are embedded equations."""
    ids = (str(one.get("ProgID", "")) for one in document.iter() if one.tag.endswith("OLEObject"))
    return any(one.startswith("Equation") for one in ids)


#: What zipfile and ElementTree raise for archives and texts that are damaged, encrypted or of another kind.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
)


def _document(data: bytes, name: str) -> Element:
    root = None
    try:
        text = _text(data)
        # A document of Word declares no entities; one that does is not opened.
        if text is not None and b"<!DOCTYPE" not in text and b"<!ENTITY" not in text:
            root = fromstring(text)
    except _DAMAGED:
        text = b""
    if text is None:
        raise UsageError(Diagnostic("too-large", f"{name} unpacks to too much"))
    if root is None:
        what = "no document of Word (.docx); save it as one, or as text"
        raise UsageError(Diagnostic("no-document", f"{name} is {what}"))
    return root


def _text(data: bytes) -> bytes | None:
    """The document's XML; None where it would unpack to too much."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("word/document.xml")
        return archive.read(entry) if entry.file_size <= LARGEST else None


def _blocks(parent: Element) -> Iterator[str]:
    """The paragraphs and tables of a body or a cell."""
    for child in parent:
        if child.tag == f"{W}p":
            written = _paragraph(child)
            if written.strip():
                yield written
        elif child.tag == f"{W}tbl":
            yield from _table(child)
        elif child.tag == f"{W}sdt":
            for content in child.findall(f"{W}sdtContent"):
                yield from _blocks(content)


def _paragraph(paragraph: Element) -> str:
    """Words and equations in their order."""
    return "".join(
        f"\\[ {text} \\]" if kind == "display" else f"${text}$" if kind == "inline" else text
        for kind, text in _pieces(paragraph)
    )


def _pieces(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if child.tag == f"{M}oMathPara":
            lines = [omml.latex(one).strip() for one in child.findall(f"{M}oMath")]
            yield "display", " \\\\ ".join(lines)
        elif child.tag == f"{M}oMath":
            yield "inline", omml.latex(child).strip()
        elif child.tag == f"{W}t":
            yield "words", child.text or ""
        elif child.tag in (f"{W}tab", f"{W}br"):
            yield "words", " "
        elif child.tag not in (f"{W}del", f"{W}pPr", f"{W}rPr"):
            yield from _pieces(child)


def _table(table: Element) -> Iterator[str]:
    """A table of equations as one display, their sides joined; any other row by row."""
    rows = [
        [piece for cell in line.findall(f"{W}tc") for piece in _pieces(cell) if piece[1].strip()]
        for line in table.findall(f"{W}tr")
    ]
    equations = [
        " ".join(text for kind, text in row if kind != "words")
        for row in rows
        if any(kind != "words" for kind, _ in row)
    ]
    # Numbers of equations stand in cells of their own.
    words = [text for row in rows for kind, text in row if kind == "words"]
    if equations and not any(sum(map(str.isalpha, text)) > 3 for text in words):
        lines = " \\\\\n".join(equations)
        yield f"\\[\n\\begin{{aligned}}\n{lines}\n\\end{{aligned}}\n\\]"
        return
    for row in rows:
        written = " ".join(f"${text}$" if kind != "words" else text for kind, text in row)
        if written:
            yield written
