"""Expanded terms: what a formula says once `*`, `/`, `^`, `||` and nested groups are written out.

Every piece remembers the spans of the formula that made it (its *origins*): none when the language
implies it (the intercept), two when it was named twice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from formula2eq.formula.nodes import Expression
from formula2eq.formula.unparse import unparse
from formula2eq.source import Span

#: How the effects of one random term covary: all freely; not at all; as named by glmmTMB.
Covariance = Literal["unstructured", "diagonal", "ar1", "compound-symmetry", "homogeneous-diagonal"]


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A product of variables; no variables at all is the intercept.

    ``factors`` stand in R's label order. Two terms are equal when they have the same set of them:
    ``a:b`` is ``b:a``.
    """

    factors: tuple[Expression, ...]
    origins: tuple[Span, ...] = ()

    @property
    def label(self) -> str:
        """R's term label, ``a:b``; the intercept's is ``1``."""
        return ":".join(unparse(factor) for factor in self.factors) or "1"

    @property
    def order(self) -> int:
        """The number of variables: 0 for the intercept, 1 for a main effect."""
        return len(self.factors)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and frozenset(self.factors) == frozenset(other.factors)

    def __hash__(self) -> int:
        return hash(frozenset(self.factors))


@dataclass(frozen=True, slots=True)
class RandomTerm:
    """One random term after expansion: effects that vary together over the categories of a grouping.

    effects     terms in R's order, the intercept ``Term(())`` first when present
    grouping    the grouping factor as a term: ``g``, ``childid:schoolid`` (lme4 puts the inner first)
    covariance  how the effects covary
    written     number from 0 of the bar of the formula that it comes from
    text        as lme4 prints it: ``0 + x | g``
    origins     the span of the bar it came from
    """

    effects: tuple[Term, ...]
    grouping: Term
    covariance: Covariance = "unstructured"
    written: int = field(default=0, compare=False)
    text: str = field(default="", compare=False)
    origins: tuple[Span, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class ModelTerms:
    """A whole formula, expanded.

    response  the left side, None for a one-sided formula
    fixed     fixed terms in R's order, the intercept first when present
    random    random terms in lme4's order of expansion (not yet sorted by number of categories)
    offsets   the arguments' calls, ``offset(log(n))``, in order

    Equal when they are one model: order and spelling do not count.
    """

    response: Expression | None
    fixed: tuple[Term, ...]
    random: tuple[RandomTerm, ...]
    offsets: tuple[Expression, ...] = ()

    @property
    def intercept(self) -> bool:
        """Whether the fixed part has the constant."""
        return Term(()) in self.fixed

    def _identity(self) -> tuple[object, ...]:
        random = frozenset(
            Counter((frozenset(r.effects), r.grouping, r.covariance) for r in self.random).items()
        )
        return (
            self.response,
            frozenset(self.fixed),
            random,
            frozenset(Counter(self.offsets).items()),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ModelTerms) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())
