"""A deck as a Quarto document in the format ``revealjs``: one slide for each step.

Equations are MathML and stand in HTML blocks, so that the page needs nothing from elsewhere to show them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from formula2eq.documents.deck import Deck, Frame, Step
from formula2eq.documents.render import render, render_text
from formula2eq.documents.sentence import html_text
from formula2eq.documents.slide_layout import SIZES, View, views
from formula2eq.source import Span
from formula2eq.writers import escape, mathml_rows
from formula2eq.writers.colours import Paint
from formula2eq.writers.pieces import Piece
from formula2eq.writers.style import Style


def quarto_source(deck: Deck, *, handout: bool, template: str | None = None) -> str:
    """The deck as one ``.qmd`` file; what is lit has a box and a background.

    A template is given ``title``, ``author``, ``kinds`` of equations and ``slides``, each with
    ``title``, ``words``, ``lines``, ``equations`` and ``classes``; all but titles are HTML.
    """
    slides = [
        _slide(frame, view, step, deck)
        for frame in deck.frames
        if not frame.picture
        for view in views(frame, deck.text)
        for step in (view.steps[-1:] if handout else view.steps)
    ]
    kinds = {e.kind: None for frame in deck.frames for state in frame.states for e in state}
    values = {
        "title": json.dumps(escape.shown(deck.title), ensure_ascii=False),
        "author": json.dumps(escape.shown(deck.author or ""), ensure_ascii=False),
        "kinds": list(kinds),
        "slides": slides,
    }
    if template is not None:
        return render_text(template, **values)
    return render("plain/slides.qmd.j2", **values)


def _slide(frame: Frame, view: View, step: Step, deck: Deck) -> dict[str, object]:
    shown = [
        row
        for row in view.rows.get(step.state, ())
        if step.shown is None or row.position < step.shown
    ]

    def tag(piece: Piece) -> Mapping[str, str]:
        lit = piece.summand is not None and step.lit.summand(piece.summand)
        return {"class": "lit"} if lit else {}

    classes = [f"left-{kind}" for kind in sorted(step.lit.lefts)]
    classes += [f"whole-{kind}" for kind in sorted(step.lit.whole)]
    if view.size is not SIZES[0]:
        classes.append("small")
    return {
        "title": escape.markdown(frame.title),
        "words": " ".join(map(html_text, step.words)),
        "lines": [_line(deck.text, line, step.lit.spans) for line in view.lines],
        "equations": mathml_rows.block(shown, Paint(Style()), tag) if shown else "",
        "classes": " ".join(classes),
    }


def _line(text: str, line: Span, lit: Sequence[Span]) -> str:
    """A line of the formula; characters that are lit stand in ``mark``."""
    shown, inside = "", False
    for position in range(line.start, line.end):
        here = any(span.start <= position < span.end for span in lit)
        if here != inside:
            shown += "<mark>" if here else "</mark>"
            inside = here
        shown += escape.markup(text[position])
    return shown + ("</mark>" if inside else "")
