"""A deck as Beamer: the values of the template ``latex/beamer.tex.j2``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formula2eq.documents.deck import Deck, Frame, Step
from formula2eq.documents.render import render, render_text
from formula2eq.documents.sentence import Sentence, latex_text, typewriter
from formula2eq.documents.slide_layout import View, views
from formula2eq.documents.tex import characters
from formula2eq.writers import beamer, escape
from formula2eq.writers.pieces import Piece
from formula2eq.writers.row import Row


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame as the template takes it; every text is LaTeX.

    title   of the frame
    words   per step its overlays, ``<2>``, and what is said
    points  in a handout the sentences as a list, in place of ``words``
    height  of the words, in points
    size    LaTeX's name of a font size
    lines   of the formula
    blocks  of equations: overlays, or nothing for all; rows; scale, or nothing
    picture the TikZ picture, if this frame shows it
    """

    title: str
    words: tuple[tuple[str, str], ...]
    points: tuple[str, ...]
    height: str
    size: str
    lines: tuple[str, ...]
    blocks: tuple[tuple[str, tuple[str, ...], str], ...]
    picture: str


def beamer_source(
    deck: Deck, *, theme: str | None, handout: bool, template: str | None = None
) -> str:
    """The deck as one ``.tex`` file; ``template`` is the text of an own template."""
    frames = [shown for frame in deck.frames for shown in _frames(frame, deck, handout)]
    everything = "".join(
        [deck.title, deck.author or "", deck.text, deck.picture or "", *_all(frames)]
    )
    values = {
        "title": escape.latex(deck.title),
        "author": escape.latex(deck.author or ""),
        "theme": theme,
        "handout": handout,
        "frames": frames,
        "picture": any(frame.picture for frame in frames),
        "characters": characters(everything),
    }
    if template is not None:
        return render_text(template, **values)
    return render("latex/beamer.tex.j2", **values)


def _all(frames: Sequence[Shown]) -> list[str]:
    return [line for frame in frames for line in frame.lines] + [
        line for frame in frames for _, rows, _ in frame.blocks for line in rows
    ]


def _frames(frame: Frame, deck: Deck, handout: bool) -> list[Shown]:
    found = views(frame, deck.text)
    shown = [
        _shown(view, deck, number, len(found), handout) for number, view in enumerate(found, 1)
    ]
    if handout and len(frame.steps) > 1:
        points = tuple(_said(step.words) for step in frame.steps)
        title = escape.latex(frame.title)
        shown.append(Shown(title, (), points, "0", "normalsize", (), (), ""))
    return shown


def _said(words: Sequence[Sentence]) -> str:
    return " ".join(map(latex_text, words))


def _shown(view: View, deck: Deck, number: int, of: int, handout: bool) -> Shown:
    frame = view.frame
    title = escape.latex(frame.title)
    if of > 1:
        title += rf" {{\small ({number} of {of})}}"
    steps = view.steps
    quiet = handout and len(frame.steps) > 1
    words = [(beamer.overlays([n]), _said(step.words)) for n, step in enumerate(steps, 1)]
    lit = [] if quiet else [(s, [n]) for n, step in enumerate(steps, 1) for s in step.lit.spans]
    lines = tuple(beamer.code_line(deck.text, line, lit, _code) for line in view.lines)
    return Shown(
        title,
        () if quiet else tuple(words),
        (),
        f"{view.words:.0f}",
        view.size.name,
        lines,
        tuple(_blocks(view, quiet)),
        (deck.picture or "") if frame.picture else "",
    )


def _blocks(view: View, quiet: bool) -> list[tuple[str, tuple[str, ...], str]]:
    numbered = list(enumerate(view.steps, 1))
    scale = "" if view.scale >= 1 else f"{view.scale:.3f}"
    found = []
    for state, shown in view.rows.items():
        at = [number for number, step in numbered if step.state == state]
        if quiet:
            if len(view.rows) == 1 or state >= max(view.rows) - 1:
                found.append(("", _rows(shown, []), scale))
        elif at:
            here = [(number, step) for number, step in numbered if step.state == state]
            spec = "" if len(at) == len(numbered) else beamer.overlays(at)
            found.append((spec, _rows(shown, here), scale))
    return found


def _rows(shown: Sequence[Row], steps: Sequence[tuple[int, Step]]) -> tuple[str, ...]:
    def lit(row: Row, piece: Piece) -> list[int]:
        return [
            number
            for number, step in steps
            if piece.summand is not None
            and (row.kind in step.lit.whole or step.lit.summand(piece.summand))
        ]

    def left(row: Row) -> list[int]:
        return [number for number, step in steps if step.lit.left(row.kind)]

    def right(row: Row) -> list[int]:
        return [number for number, step in steps if row.kind in step.lit.whole]

    spelt = []
    for row in shown:
        since = _since(row, steps)
        if since is not None:
            spelt.append(beamer.row(row, lit, left, right, since))
    return tuple(spelt)


def _since(row: Row, steps: Sequence[tuple[int, Step]]) -> int | None:
    """The overlay from which a row is seen; None when these steps do not show it."""
    growing = [(number, step.shown) for number, step in steps if step.shown is not None]
    if not growing:
        return 1
    seen = [number for number, shown in growing if shown > row.position]
    return min(seen) if seen else None


def _code(text: str) -> str:
    return typewriter(text).replace(" ", r"\ ")
