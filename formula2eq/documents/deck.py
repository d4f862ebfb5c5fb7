"""A deck without markup: frames of steps, each with its sentences, equations and what is lit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from formula2eq.documents.sentence import Sentence
from formula2eq.equations.equation import Effect, Equation, Summand
from formula2eq.equations.piece import Piece
from formula2eq.source import Span

#: Building the model; expanding it; building the formula; what the link changes.
Movement = Literal["build", "expand", "formula", "link"]


@dataclass(frozen=True, slots=True)
class Lit:
    """What a step lights.

    pieces   pieces of the formula, with the terms they made
    effects  summands by identity
    parts    summands by part: ``fixed``, ``random``
    lefts    kinds of equations whose left side is lit
    whole    kinds of equations that are lit as a whole
    """

    pieces: tuple[Piece, ...] = ()
    effects: frozenset[Effect] = frozenset()
    parts: frozenset[str] = frozenset()
    lefts: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The lit places of the formula."""
        return tuple(span for piece in self.pieces for span in piece.spans)

    def summand(self, summand: Summand) -> bool:
        """Whether a summand is lit."""
        if any(piece.lights(summand) for piece in self.pieces):
            return True
        part = {"residual": "random", "offset": "fixed"}.get(summand.part, summand.part)
        named = summand.effect is not None and summand.effect in self.effects
        return named or part in self.parts

    def left(self, kind: str) -> bool:
        """Whether the left side of an equation of that kind is lit."""
        return kind in self.lefts or kind in self.whole


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is said, which state of the equations is shown, and what is lit.

    shown  how many of the equations, from the first, are shown; None is all
    """

    words: tuple[Sentence, ...]
    state: int = 0
    lit: Lit = Lit()
    shown: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: steps over the same formula and equations.

    states   the equations by state; most frames have one state
    formula  whether the formula stands above the equations
    picture  whether the picture of the levels stands in place of the equations
    """

    movement: Movement
    title: str
    steps: tuple[Step, ...]
    states: tuple[tuple[Equation, ...], ...] = ((),)
    formula: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Deck:
    """Frames about one formula.

    text     the formula as the user wrote it
    picture  the levels as a picture, in TikZ; None without groups
    """

    title: str
    text: str
    frames: tuple[Frame, ...]
    author: str | None = None
    picture: str | None = field(default=None, repr=False)
