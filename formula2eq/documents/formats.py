"""The formats by name and by a file's suffix."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields

from formula2eq.diagnostics import Diagnostic
from formula2eq.documents.equations import Equations
from formula2eq.writers.style import Style

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

#: Settings that a format has no place for: a fragment of mathematics no legend, text no colours.
UNHELD: dict[str, tuple[str, ...]] = {
    "text": ("colour", "size", "label", "products"),
    "latex": ("where", "size", "label"),
    "align": (),
    "article": (),
    "mathml": ("where", "label", "products"),
    "html": ("label", "products"),
    "typst": ("label", "products"),
    "markdown": ("size",),
    "github": ("size", "label"),
    "omml": ("where", "size", "label", "products"),
    "docx": ("label", "products"),
    "png": ("label", "products"),
    "svg": ("label", "products"),
    "pdf": ("label", "products"),
    "json": tuple(field.name for field in fields(Style)),
}


def without_effect(style: Style, format: str) -> tuple[Diagnostic, ...]:
    """A note for each setting of the style that the format has no place for."""
    plain = Style()
    notes = []
    for name in UNHELD[format]:
        if getattr(style, name) != getattr(plain, name):
            held = [other for other, names in UNHELD.items() if name not in names]
            message = f"{format} has no place for the setting {name}; {', '.join(held)} have one"
            notes.append(Diagnostic("setting-without-effect", message, severity="note"))
    return tuple(notes)


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
