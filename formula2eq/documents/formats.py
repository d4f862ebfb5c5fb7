"""The formats by name and by a file's suffix."""

from __future__ import annotations

import json
from collections.abc import Callable

from formula2eq.documents.equations import Equations

#: What the command line writes with ``--to``.
FORMATS: dict[str, Callable[[Equations], str | bytes]] = {
    "text": Equations.text,
    "latex": Equations.latex,
    "align": Equations.align,
    "article": lambda equations: equations.latex(document=True),
    "mathml": Equations.mathml,
    "typst": Equations.typst,
    "markdown": Equations.markdown,
    "github": lambda equations: equations.markdown("github"),
    "omml": Equations.omml,
    "json": lambda equations: json.dumps(equations.to_dict(), ensure_ascii=False, indent=2),
    "html": Equations.html,
    "png": lambda equations: equations.picture("png"),
    "svg": lambda equations: equations.picture("svg"),
    "pdf": lambda equations: equations.picture("pdf"),
    "docx": Equations.docx,
}

#: Formats that no terminal can show.
BINARY = ("png", "pdf", "docx")

#: The format of a file by its suffix.
SUFFIXES = {
    ".txt": "text",
    ".tex": "article",
    ".mml": "mathml",
    ".typ": "typst",
    ".md": "markdown",
    ".qmd": "markdown",
    ".json": "json",
    ".html": "html",
    ".png": "png",
    ".svg": "svg",
    ".pdf": "pdf",
    ".docx": "docx",
}
