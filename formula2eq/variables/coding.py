"""From terms to columns, without data: R's rules for which columns a term makes and their names.

A factor is coded by contrasts where what remains of its term stands, alone or within another term,
earlier in the formula (or nothing remains); otherwise by all its indicators. Without an intercept
the first factor of the first term that has one gets all its indicators. These are R's rules of
``terms()`` and ``model.matrix()``; they look at names only, never at numbers.
Source: Chambers & Hastie 1992, p. 38 f.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from formula2eq.formula.nodes import Expression
from formula2eq.formula.unparse import unparse
from formula2eq.terms.term import Term
from formula2eq.variables.contrasts import Coding, Contrast, contrast


@dataclass(frozen=True, slots=True)
class VariableCoding:
    """What coding must know of a variable.

    columns   suffixes of a numeric variable's columns: ``("",)``, or ``("1", "2")`` for a matrix
    contrast  a factor's categories and contrasts; None for a numeric variable
    """

    columns: tuple[str, ...] = ("",)
    contrast: Contrast | None = None

    @staticmethod
    def factor(categories: Sequence[str], name: str = "contr.treatment") -> VariableCoding:
        """A factor with these categories and R's contrasts of that name."""
        return VariableCoding((), contrast(name, categories))

    @staticmethod
    def logical(name: str = "contr.treatment") -> VariableCoding:
        """A logical variable, which R codes as a factor of ``FALSE`` and ``TRUE``."""
        return VariableCoding.factor(("FALSE", "TRUE"), name)

    @property
    def categories(self) -> tuple[str, ...]:
        """A factor's categories; none for a numeric variable."""
        return () if self.contrast is None else self.contrast.categories


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """One column of one variable, as it stands in a product.

    variable   R's label of the name or call, ``sector``, ``poly(x, 2)``
    column     what R appends to it: ``Catholic``, ``1``, or nothing
    coding     how it codes the variable; ``indicator`` when all categories have a column
    category   the category it indicates; None unless it is an indicator
    reference  the category left out of treatment contrasts, else None
    index      its position from 0 among the variable's columns in this coding
    categories the factor's categories; none for a numeric variable
    """

    variable: str
    column: str
    coding: Coding
    category: str | None = None
    reference: str | None = None
    index: int = 0
    categories: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def name(self) -> str:
        """R's name, ``sectorCatholic``."""
        return self.variable + self.column


@dataclass(frozen=True, slots=True)
class CodedTermColumn:
    """One column of a model matrix: the product of its parts; the intercept has none.

    name    R's column name
    term    the term that made it
    assign  R's ``assign``: 0 for the intercept, k for the k-th term label
    parts   one coded column per variable of the term, in R's order
    """

    name: str
    term: Term
    assign: int
    parts: tuple[CodedColumn, ...]


def code(
    fixed: Sequence[Term],
    intercept: bool,
    kinds: Mapping[str, VariableCoding],
    response: str | None = None,
) -> tuple[CodedTermColumn, ...]:
    """The columns that terms make, in R's order.

    ``fixed`` are terms in R's order (an intercept among them is skipped: ``intercept`` decides),
    ``kinds`` maps the label of each variable to what it is; one that is missing is a single numeric
    column. The term that is ``response`` itself makes no column, as in R.

    >>> from formula2eq.formula.nodes import Name
    >>> from formula2eq.source import Span
    >>> f, x = (Name(name, Span(0, 1)) for name in "fx")
    >>> kinds = {"f": VariableCoding.factor(("a", "b"))}
    >>> [column.name for column in code([Term((f, x))], True, kinds)]
    ['(Intercept)', 'fa:x', 'fb:x']
    """
    terms = [term for term in fixed if term.factors]
    labels = {factor: unparse(factor) for term in terms for factor in term.factors}
    made = []
    if intercept:
        made.append(CodedTermColumn("(Intercept)", Term(()), 0, ()))
    widened = None if intercept else _widened(terms, labels, kinds, response)
    sets = [frozenset(term.factors) for term in terms]
    for number, term in enumerate(terms):
        if [labels[factor] for factor in term.factors] == [response]:
            continue
        products: list[tuple[CodedColumn, ...]] = [()]
        for factor in term.factors:
            rest = sets[number] - {factor}
            marginal = not rest or any(rest <= other for other in sets[:number])
            full = not marginal or (number, factor) == widened
            kind = kinds.get(labels[factor], VariableCoding())
            columns = variable_columns(labels[factor], kind, full)
            products = [(*before, column) for column in columns for before in products]
        for parts in products:
            name = ":".join(part.name for part in parts)
            made.append(CodedTermColumn(name, term, number + 1, parts))
    return tuple(made)


def variable_columns(label: str, kind: VariableCoding, full: bool) -> tuple[CodedColumn, ...]:
    """The columns of one variable: a factor's by contrasts, or by all indicators when ``full``."""
    if kind.contrast is None:
        return tuple(
            CodedColumn(label, column, "numeric", index=index)
            for index, column in enumerate(kind.columns)
        )
    if full:
        return tuple(
            CodedColumn(label, category, "indicator", category, None, index, kind.categories)
            for index, category in enumerate(kind.categories)
        )
    coded = kind.contrast
    return tuple(
        CodedColumn(
            label,
            column,
            coded.coding,
            coded.category(index),
            coded.reference,
            index,
            coded.categories,
        )
        for index, column in enumerate(coded.columns)
    )


def _widened(
    terms: Sequence[Term],
    labels: Mapping[Expression, str],
    kinds: Mapping[str, VariableCoding],
    response: str | None,
) -> tuple[int, Expression] | None:
    """Without an intercept: the term and factor that get all indicators in its place."""
    for number, term in enumerate(terms):
        if response is not None and response in (labels[factor] for factor in term.factors):
            continue
        for factor in term.factors:
            if kinds.get(labels[factor], VariableCoding()).contrast is not None:
                return number, factor
    return None
