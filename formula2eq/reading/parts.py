"""Summands as parts of a model: what is a coefficient, a random effect, the residual, an offset.

Letters alone do not tell: a symbol's law, its indices and its place do. A product has one parameter;
what stands beside a fixed coefficient is a variable, and what a known variable multiplies is a
parameter. Only what is left open by all that is decided by letters, and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import InterpretationError
from formula2eq.reading import assumptions, refusals
from formula2eq.reading.quantities import Base, Quantity
from formula2eq.reading.stated import Stated
from formula2eq.reading.summands import Computed, Factor, Summand
from formula2eq.reading.word_indices import CONSTANTS, EFFECT_WORDS, RESIDUAL_WORDS

#: How readily a Latin letter is taken for a random effect where nothing else decides.
_READINESS = {
    **dict.fromkeys("uUvVrReE", 0),
    **dict.fromkeys("bBacd", 1),
    **dict.fromkeys("wfgh", 2),
    **dict.fromkeys("xXzZtT", 9),
}
#: Letters of residuals.
RESIDUALS = frozenset({"e", "E", "r", "R", "epsilon", "varepsilon"})
#: Letters that a residual or an observation-level effect may have, law or not.
DEVIATIONS = RESIDUALS | frozenset("uUvV")
#: Letters that random effects have in texts without indices.
_EFFECTS = frozenset("u U v V r R e E w epsilon eta zeta nu xi omega upsilon".split())
#: Greek letters that coefficients have: with an index and nothing else they want an equation.
_COEFFICIENTS = frozenset("beta gamma alpha pi delta theta mu lambda".split())

Kind = Literal["fixed", "random", "offset"]


@dataclass(frozen=True, slots=True)
class Part:
    """A summand of the multiplied-out model.

    kind       residuals are random effects here; grouping tells them apart
    parameter  None for an offset and for an estimate that is a plain number
    """

    kind: Kind
    parameter: Quantity | None
    variables: tuple[Factor, ...]
    summand: Summand


class Sorter:
    """Sorts the summands of a text into parts."""

    def __init__(self, found: Stated, outcome: Quantity | None, variables: Sequence[str]) -> None:
        self.found = found
        self.diagnostics: list[Diagnostic] = []
        self._outcome = outcome
        self._named = frozenset(variables)
        self._lawed: dict[Base, set[bool]] = {}
        self._bold: set[str] = set()
        for law in found.laws:
            for quantity in law.left:
                self._lawed.setdefault(quantity.base, set()).add(bool(quantity.indices))
                if len(law.left) == 1 and not quantity.numbers:
                    if quantity.accent == "bold" or len(law.arguments) > 1:
                        self._bold.add(quantity.letter)
        self._law_letters = {q.letter for law in found.laws for q in law.left}
        self._variables: set[Base] = set()
        self._defined = {d.left.letter for d in found.definitions}
        self.indexed = any(q.indices for d in found.definitions for q in (d.left,))

    def sort(self, summands: Sequence[Summand]) -> tuple[Part, ...]:
        """The parts, in order."""
        everything = [q for s in summands for q in s.factors if isinstance(q, Quantity)]
        self.indexed = self.indexed or any(q.indices for q in everything)
        self._plain_letters = {q.letter for q in everything if not q.indices and not q.word}
        waiting = [self._without_constants(s) for s in summands]
        done: dict[int, Part] = {}
        progress = True
        while progress and len(done) < len(waiting):
            progress = False
            for number, summand in enumerate(waiting):
                if number not in done and (part := self._settled(summand)) is not None:
                    done[number] = part
                    progress = True
        for number, summand in enumerate(waiting):
            if number not in done:
                done[number] = self._by_letter(summand)
        return tuple(done[number] for number in range(len(waiting)))

    def _without_constants(self, summand: Summand) -> Summand:
        """Without ``x_0`` and ``cons``, which are one."""
        kept: list[Factor] = []
        for factor in summand.factors:
            constant = (
                isinstance(factor, Quantity)
                and len(summand.factors) > 1
                and (
                    factor.word
                    and factor.letter.lower() in CONSTANTS
                    and factor.letter not in self._named
                    or factor.letter in "xX"
                    and factor.numbers == (0,)
                )
            )
            if constant:
                self.diagnostics.append(
                    assumptions.constant_variable(self.found.source, factor.span)
                )
            else:
                kept.append(factor)
        if len(kept) == len(summand.factors):
            return summand
        return replace(summand, factors=tuple(kept))

    # --- one symbol -----------------------------------------------------------------------------

    def _has_law(self, quantity: Quantity) -> bool:
        """Whether a law is printed for it; ``beta_{1j}`` has none because ``beta_1`` has one."""
        indexed = self._lawed.get(quantity.base)
        if indexed is None:
            return False
        return bool(quantity.indices) in indexed or not self.indexed

    def _is_parameter(self, quantity: Quantity) -> bool:
        if quantity.effect or self._has_law(quantity):
            return True
        if quantity.word:
            told = quantity.letter.lower() in RESIDUAL_WORDS or _is_intercept(quantity)
            told = told or quantity.letter in EFFECT_WORDS and bool(quantity.indices)
            return told and quantity.letter not in self._named
        mean = quantity.accent == "bar" and quantity.letter in self._law_letters
        if quantity.base in self._variables or quantity.name in self._named and not mean:
            return False
        if quantity.greek or mean:
            return True
        if quantity.letter in self._bold and quantity.numbers:
            return True
        if not quantity.indices and quantity.numbers and self.indexed:
            return quantity.letter not in "xXzZ"
        return False

    def _is_variable(self, quantity: Quantity) -> bool:
        if quantity.effect or self._has_law(quantity):
            return False
        if quantity.word:
            return not self._is_parameter(quantity)
        return (
            quantity.base in self._variables
            or quantity.name in self._named
            or quantity.accent == "bar"
            and not self._is_parameter(quantity)
        )

    # --- one summand ----------------------------------------------------------------------------

    def _settled(self, summand: Summand) -> Part | None:
        """The part of a summand, when what is known decides it."""
        found = [f for f in summand.factors if isinstance(f, Quantity)]
        parameters = [q for q in found if self._is_parameter(q)]
        unknown = [q for q in found if not self._is_parameter(q) and not self._is_variable(q)]
        greek = [q for q in parameters if q.greek]
        loose = [q for q in parameters if not q.greek]
        if len(greek) == 1 and not any(q.effect or q.indices or self._has_law(q) for q in loose):
            # ``beta_2 V_0``: beside a Greek coefficient a numbered letter is a variable
            parameters, unknown = greek, [*unknown, *loose]
        if len(parameters) > 1:
            raise InterpretationError(
                refusals.two_parameters(self.found.source, parameters[0].span, parameters[1].span)
            )
        if len(parameters) == 1:
            for quantity in unknown:
                self._variables.add(quantity.base)
            if summand.numbers:
                number = " ".join(summand.numbers)
                self.diagnostics.append(
                    assumptions.number_in_coefficient(self.found.source, summand.span, number)
                )
            return self._part(summand, parameters[0])
        if summand.numbers and (found or any(isinstance(f, Computed) for f in summand.factors)):
            for quantity in unknown:
                self._variables.add(quantity.base)
            return Part("fixed", None, summand.factors, summand)
        if len(unknown) == 1:
            return self._part(summand, unknown[0])
        if not unknown:
            if not summand.factors:
                return Part("fixed", None, (), summand)
            return Part("offset", None, summand.factors, summand)
        return None

    def _by_letter(self, summand: Summand) -> Part:
        """The part of a product of Latin letters with indices, by what letters usually are."""
        unknown = [
            f for f in summand.factors if isinstance(f, Quantity) and not self._is_variable(f)
        ]
        ranked = sorted(unknown, key=lambda q: (_READINESS.get(q.letter, 5), not q.numbers))
        ranks = [_READINESS.get(q.letter, 5) for q in ranked]
        if len(ranked) > 1 and ranks[0] == ranks[1]:
            names = [self.found.source.slice(q.span) for q in ranked[:2]]
            raise InterpretationError(refusals.no_parameter(self.found.source, summand.span, names))
        if not ranked:
            return Part("offset", None, summand.factors, summand)
        for quantity in ranked[1:]:
            self._variables.add(quantity.base)
        return self._part(summand, ranked[0])

    def _part(self, summand: Summand, parameter: Quantity) -> Part:
        variables = tuple(f for f in summand.factors if f is not parameter)
        kind: Kind = "random" if self._varies(parameter, summand) else "fixed"
        return Part(kind, parameter, variables, summand)

    def _varies(self, quantity: Quantity, summand: Summand) -> bool:
        """Whether a parameter is a random effect and no coefficient."""
        if quantity.effect or self._has_law(quantity):
            return True
        if quantity.word:
            return not _is_intercept(quantity)
        if quantity.indices:
            return True
        if self.indexed:
            loose = quantity.letter in RESIDUALS and not quantity.numbers
            return loose and not any(
                isinstance(f, Quantity) and f is not quantity for f in summand.factors
            )
        if quantity.letter in _EFFECTS:
            self.diagnostics.append(assumptions.bare_letters(self.found.source, quantity.span))
            return True
        return False

    def wants_equation(self, quantity: Quantity) -> bool:
        """Whether a symbol that varies is rather a coefficient whose equation is missing."""
        if quantity.effect or self._has_law(quantity) or not quantity.indices:
            return False
        if quantity.letter in self._bold:
            return False
        if quantity.letter in self._defined and quantity.greek:
            return True
        return quantity.letter in _COEFFICIENTS and (
            quantity.letter in self._plain_letters or not self._lawed
        )


def _is_intercept(quantity: Quantity) -> bool:
    """Whether a word is the constant's coefficient, ``Intercept``: one that varies with nothing."""
    return quantity.letter.lower() in CONSTANTS - {"one"} and not quantity.indices
