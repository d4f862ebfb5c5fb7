"""A piece of a formula and what it made: the unit in which a model is taught."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formula2eq.equations.equation import Summand
from formula2eq.levels.level_model import Coefficient, FixedEffect, RandomEffect
from formula2eq.source import Span

#: What a piece is.
#:   outcome           the left side
#:   family            a distribution or link other than the normal one; it has no span in a formula
#:   intercept         the fixed constant, implied or written
#:   level-1           a predictor that varies inside every group
#:   group-level       a predictor that is constant within the groups of ``level``
#:   cross-level       a product of variables of different levels
#:   product           a product of variables of one level, written with ``:``
#:   interaction       what ``* / ^ %in%`` writes out, the parts it includes among it
#:   redundant         a term that was named before: this mention adds nothing
#:   removal           ``-1``, ``0`` or ``- x``: what is taken out
#:   offset            a predictor without a coefficient
#:   bar               a whole random term
#:   double-bar        the ``||`` of a bar
#:   structure         the function around a bar, such as ``diag``
#:   nesting           groups within groups, by ``/``, a declaration or data
#:   grouping          a grouping factor
#:   random-intercept  the constant of a bar, implied or written
#:   random-slope      a variable of a bar
#:   crossing          grouping factors none of which lies within the other
Kind = Literal[
    "outcome",
    "family",
    "intercept",
    "level-1",
    "group-level",
    "cross-level",
    "product",
    "interaction",
    "redundant",
    "removal",
    "offset",
    "bar",
    "double-bar",
    "structure",
    "nesting",
    "grouping",
    "random-intercept",
    "random-slope",
    "crossing",
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a formula, and the effects that it made.

    id         ``p1``, ``p2``, ... in the order of the walk; the same formula gives the same ids
    kind       see `Kind`
    step       number from 1 of the step of the walk; pieces of one step are shown together
    label      what it is called: R's label of a term or of a grouping factor, an operator, ``1``
    spans      its places in the user's text; none when the language implies it
    effects    identities of its fixed and random effects, as in ``Summand.effect``
    level      grouping factor at whose level a predictor stands; None for level 1 and other kinds
    groupings  grouping factors that it concerns: of a bar and what is in it, of nesting and crossing
    bar        number from 0 of the written bar it belongs to, None in the fixed part
    operator   the operator of an interaction, a product or a nesting
    offset     number from 0 of the offset
    terms      labels of the terms that an interaction writes out
    """

    id: str
    kind: Kind
    step: int
    label: str
    spans: tuple[Span, ...] = ()
    effects: tuple[FixedEffect | RandomEffect, ...] = ()
    level: str | None = None
    groupings: tuple[str, ...] = ()
    bar: int | None = None
    operator: str | None = None
    offset: int | None = None
    terms: tuple[str, ...] = ()

    @property
    def implied(self) -> bool:
        """Whether no character of the formula stands for it."""
        return not self.spans

    @property
    def coefficients(self) -> tuple[Coefficient, ...]:
        """Coefficients that have the piece's effects as the constant of their equation.

        In the level form they stand where these effects stand in the combined form; those that have
        no equation of their own are among them too.
        """
        found: dict[Coefficient, None] = {}
        for effect in self.effects:
            for rank in range(1, len(effect.path)):
                if not any(effect.path[rank:]):
                    found.setdefault(Coefficient(effect.path[:rank]))
        return tuple(found)

    def lights(self, summand: Summand) -> bool:
        """Whether a summand of any form is one that this piece made."""
        if summand.part == "offset":
            return self.kind == "offset" and any(
                own.covers(span) or span.covers(own)
                for own in self.spans
                for span in summand.origins
            )
        if isinstance(summand.effect, Coefficient):
            return summand.effect in self.coefficients
        return summand.effect is not None and summand.effect in self.effects


def piece_at(pieces: tuple[Piece, ...], position: int) -> Piece | None:
    """The piece that a character of the formula belongs to, counted from 0.

    That is the piece with the smallest span around it, and of several with that span the last one:
    the star of ``a*b`` is the interaction, its ``a`` the predictor.
    """
    found: tuple[int, int] | None = None
    for number, piece in enumerate(pieces):
        for span in piece.spans:
            if span.start <= position < span.end:
                candidate = (span.end - span.start, -number)
                if found is None or candidate < found:
                    found = candidate
    return None if found is None else pieces[-found[1]]
