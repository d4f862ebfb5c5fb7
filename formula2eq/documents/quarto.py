"""A deck as a Quarto document in the format ``revealjs``: one slide for each step."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq.documents.deck import Deck, Frame, Step
from formula2eq.documents.render import render, render_text
from formula2eq.documents.sentence import markdown_text
from formula2eq.documents.slide_layout import SIZES, View, views
from formula2eq.source import Span
from formula2eq.writers import beamer, escape
from formula2eq.writers.layout import Row
from formula2eq.writers.pieces import Piece


def quarto_source(deck: Deck, *, handout: bool, template: str | None = None) -> str:
    """The deck as one ``.qmd`` file; what is lit is boxed, coloured and underlined."""
    slides = [
        _slide(frame, view, step, deck)
        for frame in deck.frames
        if not frame.picture
        for view in views(frame, deck.text)
        for step in view.steps
    ]
    values = {
        "title": json.dumps(escape.shown(deck.title), ensure_ascii=False),
        "author": json.dumps(escape.shown(deck.author or ""), ensure_ascii=False),
        "handout": handout,
        "slides": slides,
    }
    if template is not None:
        return render_text(template, **values)
    return render("plain/slides.qmd.j2", **values)


def _slide(frame: Frame, view: View, step: Step, deck: Deck) -> dict[str, object]:
    small = view.size is not SIZES[0]
    return {
        "title": escape.markdown(frame.title),
        "words": " ".join(map(markdown_text, step.words)),
        "lines": [_line(deck.text, line, step.lit.spans) for line in view.lines],
        "rows": [
            _row(row, step)
            for row in view.rows.get(step.state, ())
            if step.shown is None or row.position < step.shown
        ],
        "small": small,
    }


def _line(text: str, line: Span, lit: Sequence[Span]) -> str:
    """A line of the formula in HTML; characters that are lit stand in ``mark``."""
    shown, inside = "", False
    for position in range(line.start, line.end):
        here = any(span.start <= position < span.end for span in lit)
        if here != inside:
            shown += "<mark>" if here else "</mark>"
            inside = here
        shown += escape.markup(text[position])
    return shown + ("</mark>" if inside else "")


def _row(item: Row, step: Step) -> str:
    whole = [1] if item.kind in step.lit.whole else []

    def lit(_: Row, piece: Piece) -> list[int]:
        return [1] if piece.summand is not None and step.lit.summand(piece.summand) else whole

    def left(row: Row) -> list[int]:
        return [1] if step.lit.left(row.kind) else []

    return beamer.row(item, lit, left, lambda _: whole, mark=_boxed)


def _boxed(shown: str, numbers: Sequence[int]) -> str:
    return rf"\boxed{{\color{{#B84E00}} {shown}}}" if numbers else shown
