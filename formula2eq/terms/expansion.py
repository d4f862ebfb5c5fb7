"""What the algebra makes of a right side: variables, and terms as sets of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from formula2eq.formula.nodes import Expression
from formula2eq.source import Span
from formula2eq.terms.term import Term

Spans: TypeAlias = tuple[Span, ...]
TermBits: TypeAlias = dict[int, Spans]


@dataclass(slots=True)
class Expansion:
    """A right side, expanded.

    variables          in order of first appearance, the response first when there is one
    keys               the spelling of each in a label, and its position
    terms              bits to origins, sorted as R sorts: by order, then by appearance
    intercept          whether the constant is in
    intercept_origins  the spans that said so; none when the language implies it
    offsets            positions in ``variables``
    expected           how many variables R expects before it makes the terms; with a dot there can be more
    """

    variables: list[Expression] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    terms: TermBits = field(default_factory=dict)
    intercept: bool = True
    intercept_origins: Spans = ()
    offsets: list[int] = field(default_factory=list)
    expected: int | None = None

    def as_terms(self) -> tuple[Term, ...]:
        """The terms, the intercept first when it is in."""
        variables = self.variables
        found = [Term((), self.intercept_origins)] if self.intercept else []
        for bits, spans in self.terms.items():
            if bits & (bits - 1):
                factors = tuple([variables[position] for position in positions(bits)])
            else:
                factors = (variables[bits.bit_length() - 1],)
            found.append(Term(factors, spans))
        return tuple(found)

    def offset_calls(self) -> tuple[Expression, ...]:
        """The offsets' calls, in order."""
        return tuple(self.variables[position] for position in self.offsets)

    def warnings(self) -> list[str]:
        """What R says of names behind a dot that are no columns of the data."""
        if self.expected is None or self.expected == len(self.variables):
            return []
        return [
            f"'varlist' has changed (from nvar={self.expected}) to new {len(self.variables)}"
            " after EncodeVars() -- should no longer happen!"
        ]

    def pattern(self) -> list[list[int]]:
        """R's incidence matrix, variables by terms: 0 absent, 1 by contrasts, 2 by indicators.

        A variable of a term is coded by contrasts when what is left of the term without it is
        nothing, or is contained in an earlier term (Chambers & Hastie 1992, p. 38).
        """
        columns = list(self.terms)
        matrix = [[0] * len(columns) for _ in self.variables]
        for number, bits in enumerate(columns):
            for row in positions(bits):
                margin = bits & ~(1 << row)
                by_contrasts = margin == 0 or any(
                    earlier & margin == margin for earlier in islice(columns, number)
                )
                matrix[row][number] = 1 if by_contrasts else 2
        return matrix


def positions(bits: int) -> list[int]:
    """The positions of the ones in an integer, lowest first."""
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found
