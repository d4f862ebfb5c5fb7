"""A classification diagram as TikZ: loads no library but ``arrows.meta``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formula2eq.documents.diagram_layout import Layout, symbols_width
from formula2eq.documents.render import render
from formula2eq.writers import escape, latex

if TYPE_CHECKING:
    from formula2eq.documents.diagram import Diagram
    from formula2eq.documents.diagram_boxes import Line

#: Points of TeX for a pixel of the layout.
POINT = 0.62


def tikz(diagram: Diagram, *, document: bool) -> str:
    """The picture, or an article with it."""
    layout = diagram.layout()
    boxes = [
        {
            "frame": (box.rank - 1) % 4 + 1,
            "cell": box.cell,
            "centre": _point(at.x + at.width / 2, at.y + at.height / 2),
            "width": f"{(at.width - 16) * POINT:.1f}",
            "height": f"{at.height * POINT:.1f}",
            "lines": [_line(line, symbols_width(box)) for line in box.lines],
        }
        for box, at in zip(diagram.boxes, layout.places, strict=True)
    ]
    picture = render("latex/diagram.tex.j2", boxes=boxes, arrows=_arrows(layout)).rstrip("\n")
    if not document:
        return picture
    from formula2eq.documents.tex import characters

    shown = characters(picture)
    return render("latex/diagram_article.tex.j2", picture=picture, characters=shown)


def _arrows(layout: Layout) -> list[str]:
    return [" -- ".join(_point(x, y) for x, y in route) for route in layout.routes]


def _point(x: float, y: float) -> str:
    return f"({x * POINT:.1f}pt, {-y * POINT:.1f}pt)"


def _line(line: Line, symbols: float) -> str:
    text = escape.latex(line.text).replace("·", r"\textperiodcentered{}").replace("×", r"$\times$")
    match line.kind:
        case "name":
            return rf"\textbf{{{text}}}"
        case "caption":
            return rf"{{\scriptsize {text}}}"
        case "heading":
            return rf"{{\scriptsize\itshape {text}}}"
        case "variables":
            return rf"{{\ttfamily {text}}}"
        case "effect":
            symbol = "" if line.symbol is None else f"${latex.node(line.symbol)}$"
            return rf"{{\color{{f2erandom}}\makebox[{symbols * POINT:.0f}pt][l]{{{symbol}}}{text}}}"
