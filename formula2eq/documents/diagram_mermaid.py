"""A classification diagram as a Mermaid flowchart, for Markdown pages that draw it themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formula2eq.writers import escape, plain

if TYPE_CHECKING:
    from formula2eq.documents.diagram import Diagram
    from formula2eq.documents.diagram_boxes import Box

#: ASCII signs that stand as they are; all others are written by number, so that none is markup.
_PLAIN = set(" .,:()_-")


def mermaid(diagram: Diagram) -> str:
    """The flowchart, bottom to top."""
    lines = ["flowchart BT"]
    for position, box in enumerate(diagram.boxes):
        lines.append(f'    u{position}["{_label(box)}"]{":::cell" if box.cell else ""}')
    lines += [f"    u{inner} --> u{outer}" for inner, outer in diagram.arrows]
    if any(box.cell for box in diagram.boxes):
        lines.append("    classDef cell stroke-dasharray: 6 3")
    return "\n".join(lines) + "\n"


def _label(box: Box) -> str:
    shown = []
    for line in box.lines:
        text = _text(line.text)
        if line.symbol is not None:
            text = f"{_text(plain.node(line.symbol))} {text}"
        marks = {"name": ("<b>", "</b>"), "heading": ("<i>", "</i>")}.get(line.kind, ("", ""))
        shown.append(f"{marks[0]}{text}{marks[1]}")
    return "<br/>".join(shown)


def _text(text: str) -> str:
    """Text between double quotes: signs by their number, ``#60;`` for ``<``."""
    return "".join(
        c if c.isalnum() or not c.isascii() or c in _PLAIN else f"#{ord(c)};"
        for c in escape.shown(text)
    )
