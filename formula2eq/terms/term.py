"""Expanded terms: what a formula says once `*`, `/`, `^`, `||` and nested groups are written out.

Every piece remembers the spans of the formula that made it (its *origins*): none when the language
implies it (the intercept), two when it was named twice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from formula2eq.formula.nodes import Binary, Expression, Formula
from formula2eq.formula.unparse import unparse
from formula2eq.source import Span

if TYPE_CHECKING:
    from formula2eq.terms.expansion import Expansion

#: How the effects of one random term covary: all freely; not at all; as named by glmmTMB, whose
#: compound symmetry has a variance for each effect (nlme's, with one variance, is homogeneous).
Covariance = Literal[
    "unstructured",
    "diagonal",
    "ar1",
    "compound-symmetry",
    "homogeneous-compound-symmetry",
    "homogeneous-diagonal",
]


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
        return ":".join(unparse(factor, label=True) for factor in self.factors) or "1"

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
    """One random term after expansion: effects that vary together over the groups of a factor.

    effects     terms in R's order, the intercept ``Term(())`` first when present
    grouping    the grouping factor as a term: ``g``, ``child:school`` (lme4 puts the inner first)
    covariance  how the effects covary
    written     number from 0 of the bar of the formula that it comes from
    text        as lme4 prints it: ``0 + x | g``
    origins     the span of the bar it came from, parentheses included
    bar         the bar itself as a tree, after expansion: ``0 + x | g``
    """

    effects: tuple[Term, ...]
    grouping: Term
    covariance: Covariance = "unstructured"
    written: int = field(default=0, compare=False)
    text: str = field(default="", compare=False)
    origins: tuple[Span, ...] = field(default=(), compare=False)
    bar: Binary | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class ModelTerms:
    """A whole formula, expanded.

    response  the left side, None for a one-sided formula
    fixed     fixed terms in R's order, the intercept first when present
    random    random terms in lme4's order of expansion (not yet sorted by number of categories)
    offsets   the arguments' calls, ``offset(log(n))``, in order
    formula   the formula they came from, if any
    expansion what the algebra made of the fixed part: R's variables and its matrix of factors

    Equal when they are one model: order and spelling do not count.
    """

    response: Expression | None
    fixed: tuple[Term, ...]
    random: tuple[RandomTerm, ...]
    offsets: tuple[Expression, ...] = ()
    formula: Formula | None = field(default=None, repr=False)
    expansion: Expansion | None = field(default=None, repr=False)

    @property
    def intercept(self) -> bool:
        """Whether the fixed part has the constant."""
        return Term(()) in self.fixed

    def to_dict(self) -> dict[str, object]:
        """As JSON, with the field names of the conformance table ``terms.jsonl``."""
        from formula2eq.terms.table import table

        return table(self)

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
