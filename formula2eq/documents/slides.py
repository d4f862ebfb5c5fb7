"""Slides about a model: built once, written as Beamer, as a PDF, or as Quarto's reveal.js."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.documents import slide_movements as movements
from formula2eq.documents.deck import Deck, Frame, Movement
from formula2eq.documents.slide_steps import Speaker
from formula2eq.documents.slide_words import TITLES
from formula2eq.equations.equation import System
from formula2eq.equations.piece import Piece
from formula2eq.errors import UsageError
from formula2eq.notation.notation import Notation

MOVEMENTS: tuple[Movement, ...] = ("build", "expand", "formula", "link")


@dataclass(frozen=True, slots=True)
class Slides:
    """A deck and how it is written.

    deck      the frames
    theme     a Beamer theme by name; None is a plain page
    handout   one page for the steps of a frame, its sentences as a list
    template  text of an own Jinja template in place of ``latex/beamer.tex.j2``
    """

    deck: Deck
    theme: str | None = None
    handout: bool = False
    template: str | None = None

    def beamer(self) -> str:
        """A Beamer document that compiles as it is with pdflatex."""
        from formula2eq.documents.beamer import beamer_source

        return beamer_source(
            self.deck, theme=self.theme, handout=self.handout, template=self.template
        )

    def revealjs(self) -> str:
        """A Quarto document in the format ``revealjs``; ``quarto render`` makes the page."""
        from formula2eq.documents.quarto import quarto_source

        return quarto_source(self.deck, handout=self.handout, template=self.template)

    def pdf(self) -> bytes:
        """The compiled deck.

        Raises `UsageError` when there is no pdflatex, or when it fails.
        """
        from formula2eq.documents.pdflatex import compiled

        return compiled(self.beamer())

    def save(self, path: str | Path) -> None:
        """Write to a file; the suffix decides: ``.tex``, ``.pdf`` or ``.qmd``.

        Raises `UsageError` for another suffix.
        """
        target = Path(path)
        match target.suffix.lower():
            case ".pdf":
                target.write_bytes(self.pdf())
            case ".tex":
                self.write(target, self.beamer())
            case ".qmd":
                self.write(target, self.revealjs())
            case suffix:
                raise UsageError(
                    Diagnostic(
                        "unknown-format",
                        f"slides are not written to {suffix or 'a file without suffix'}; "
                        "the suffixes are .tex, .pdf, .qmd",
                    )
                )

    def write(self, path: str | Path, text: str) -> None:
        """Write a text that these slides gave to any file."""
        Path(path).write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def slides(
    notation: Notation,
    pieces: tuple[Piece, ...],
    levels: System,
    combined: System,
    text: str,
    *,
    observations: int | None = None,
    movements: Iterable[str] = MOVEMENTS,
    steps: Literal["overlays", "frames"] = "overlays",
    title: str | None = None,
    author: str | None = None,
    theme: str | None = None,
    handout: bool = False,
    template: str | Path | None = None,
) -> Slides:
    """The slides of a model in a notation; only those that it needs.

    levels, combined  its equations in these two forms
    observations      the number of rows, where there are data
    movements         which of ``build, expand, formula, link``, in this order
    steps             ``overlays`` of one frame, or ``frames`` of their own
    template          the file of an own template
    """
    wanted = tuple(movements)
    _check("movement", wanted, MOVEMENTS)
    _check("kind of steps", (steps,), ("overlays", "frames"))
    if theme is not None and not (theme.isascii() and theme.isalnum()):
        raise UsageError(
            Diagnostic("unknown-theme", f"a theme is a name of letters such as Madrid, not {theme}")
        )
    frames = _frames(notation, pieces, levels, combined, text, observations is not None)
    chosen = [frame for movement in wanted for frame in frames if frame.movement == movement]
    if steps == "frames" and not handout:
        chosen = [replace(frame, steps=(step,)) for frame in chosen for step in frame.steps]
    random = bool(notation.model.random)
    deck = Deck(
        title or TITLES["deck" if random else "deck-single"],
        text,
        tuple(chosen),
        author,
        _picture(notation, observations) if any(frame.picture for frame in chosen) else None,
    )
    own = None if template is None else Path(template).read_text(encoding="utf-8")
    return Slides(deck, theme, handout, own)


def _frames(
    notation: Notation,
    pieces: tuple[Piece, ...],
    levels: System,
    combined: System,
    text: str,
    observed: bool,
) -> list[Frame]:
    speaker = Speaker(notation, text, observed)
    return [
        *movements.picture(notation),
        *movements.build(notation, levels),
        *movements.expand(notation, levels, combined),
        *movements.formula(speaker, pieces, combined),
        *movements.link(notation, levels),
    ]


def _picture(notation: Notation, observations: int | None) -> str:
    from formula2eq.documents.diagram import diagram

    return diagram(notation, observations).tikz()


def _check(what: str, given: Iterable[str], known: tuple[Any, ...]) -> None:
    for item in given:
        if item not in known:
            raise UsageError(
                Diagnostic(
                    "unknown-slides", f"there is no {what} {item}; there are {', '.join(known)}"
                )
            )
