"""A classification diagram as SVG, with the reader's light or dark colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from formula2eq.documents.diagram_layout import (
    DIGIT,
    HEIGHTS,
    PADDING,
    Layout,
    Place,
    symbols_width,
)
from formula2eq.notation.math import Mark, Node, Symbol, in_brackets
from formula2eq.writers import escape, measure, plain
from formula2eq.writers.greek import GREEK

if TYPE_CHECKING:
    from formula2eq.documents.diagram import Diagram, Marks
    from formula2eq.documents.diagram_boxes import Box, Line

#: Frames by level in turn and the random part's colour: told apart with any colour vision, and said
#: in words beside.
STYLE = """
.f2e-diagram{--ink:#1b1b1b;--soft:#565656;--page:#fff;--random:#a04400;--l1:#4d4d4d;--l2:#0072b2;
--l3:#00735c;--l4:#9e4478;font-family:system-ui,-apple-system,"Segoe UI",sans-serif}
@media screen and (prefers-color-scheme:dark){.f2e-diagram{--ink:#f0f0f0;--soft:#b4b4b4;--page:#16181c;
--random:#ffb366;--l1:#a8a8a8;--l2:#6bbdf0;--l3:#4fd1b0;--l4:#e59bc4}}
.f2e-diagram text{fill:var(--ink);font-size:12px}
.f2e-diagram rect{fill:var(--page);stroke-width:1.75}
.f2e-diagram .cell{stroke-dasharray:6 3}
.f2e-diagram .f1{stroke:var(--l1)}.f2e-diagram .f2{stroke:var(--l2)}
.f2e-diagram .f3{stroke:var(--l3)}.f2e-diagram .f4{stroke:var(--l4)}
.f2e-diagram .name{font-size:14px;font-weight:600}
.f2e-diagram .caption,.f2e-diagram .heading{fill:var(--soft)}
.f2e-diagram .heading{font-size:11px}
.f2e-diagram .variables{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
.f2e-diagram .effect{fill:var(--random)}
.f2e-diagram .symbol{font-family:"STIX Two Text","Latin Modern Roman","Times New Roman",serif;
font-style:italic;font-size:15px}
.f2e-diagram .upright{font-style:normal}
.f2e-diagram .script{font-size:11px}
.f2e-diagram path{fill:none;stroke:var(--soft);stroke-width:1.5}
.f2e-diagram marker path{fill:var(--soft);stroke:none}
""".replace("\n", "")


def svg(diagram: Diagram, identifier: str, styled: bool, marks: Marks) -> str:
    """The picture, see `Diagram.svg`."""
    layout = diagram.layout()
    name = escape.markup(identifier)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" class="f2e-diagram" role="img" '
        f'aria-labelledby="{name}-title {name}-words" width="{layout.width:.0f}" '
        f'height="{layout.height:.0f}" viewBox="0 0 {layout.width:.0f} {layout.height:.0f}">',
        f'<title id="{name}-title">Classification diagram</title>',
        f'<desc id="{name}-words">{escape.markup(diagram.words())}</desc>',
        f"<style>{STYLE}</style>" if styled else "",
        f'<defs><marker id="{name}-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        'markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>',
        *_arrows(layout, name),
        *(_box(box, at, marks) for box, at in zip(diagram.boxes, layout.places, strict=True)),
        "</svg>",
    ]
    return "".join(parts)


def _arrows(layout: Layout, name: str) -> list[str]:
    return [
        f'<path marker-end="url(#{name}-head)" '
        f'd="M{"L".join(f"{x:.0f} {y:.0f}" for x, y in route)}"/>'
        for route in layout.routes
    ]


def _box(box: Box, at: Place, marks: Marks) -> str:
    frame = f"f{(box.rank - 1) % 4 + 1}" + (" cell" if box.cell else "")
    shown = [
        f'<rect class="{frame}" x="{at.x:.0f}" y="{at.y:.0f}" width="{at.width:.0f}" '
        f'height="{at.height:.0f}" rx="5"/>'
    ]
    y = at.y + PADDING - 2
    symbols = symbols_width(box)
    for line in box.lines:
        y += HEIGHTS[line.kind]
        shown.append(_line(line, at.x + PADDING, y - 5, symbols, marks))
    return f"<g{_marked(marks(box))}>{''.join(shown)}</g>"


def _marked(words: Sequence[str]) -> str:
    return f' data-p="{escape.markup(" ".join(words))}"' if words else ""


def _line(line: Line, x: float, y: float, symbols: float, marks: Marks) -> str:
    where = f'y="{y:.0f}" class="{line.kind}"{_marked(marks(line))}'
    text = escape.markup(line.text)
    if line.kind != "effect":
        return f'<text x="{x:.0f}" {where}>{text}</text>'
    shown = f'<text x="{x + symbols:.0f}" {where}>{text}</text>'
    if line.symbol is None:
        return shown
    return f'<text x="{x:.0f}" {where}>{_symbol(line.symbol, x)}</text>{shown}'


def _symbol(node: Node, x: float) -> str:
    """A letter with its marks below and above, one over the other."""
    if not isinstance(node, Symbol):
        return f'<tspan class="symbol">{escape.markup(plain.node(node))}</tspan>'
    letter = escape.markup(GREEK.get(node.letter, node.letter))
    shown = f'<tspan class="symbol">{letter}</tspan>'
    if node.above:
        above = f"({_marks(node.above)})" if in_brackets(node.above) else _marks(node.above)
        shown += f'<tspan class="symbol script upright" dy="-6">{above}</tspan>'
    if node.below:
        behind = x + DIGIT * measure.node(replace(node, below=(), above=())) + 1
        fall = f'x="{behind:.1f}" dy="11"' if node.above else 'dy="4"'
        shown += f'<tspan class="symbol script" {fall}>{_marks(node.below)}</tspan>'
    return shown


def _marks(marks: tuple[Mark, ...]) -> str:
    """Marks with commas once a number has two digits; only indices and letters are slanted."""
    wide = any(mark.kind == "number" and len(mark.text) > 1 for mark in marks)
    shown = []
    for mark in marks:
        text = escape.markup(GREEK.get(mark.text, mark.text))
        if mark.kind in ("number", "text"):
            text = f'<tspan class="upright">{text}</tspan>'
        shown.append(text)
    return ("," if wide else "").join(shown)
