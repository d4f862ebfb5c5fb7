"""From a formula's tree to its terms: the algebra for the fixed part, the bars for the random part.

``expand`` is the door to this: it also sees to what its errors say to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import TermsError
from formula2eq.formula.brms import grouping_of
from formula2eq.formula.nodes import Binary, Formula, Name, Number, String, Unary
from formula2eq.formula.specification import Specification
from formula2eq.formula.unparse import unparse
from formula2eq.formula.walk import walk
from formula2eq.source import Source, Span
from formula2eq.terms import complaints
from formula2eq.terms.algebra import expand_terms
from formula2eq.terms.bars import WrittenBar, without_bars, without_label, written_bars
from formula2eq.terms.beside import as_offset, random_term
from formula2eq.terms.dialect import DEFAULT, Dialect, dialect_of
from formula2eq.terms.effects import effects_of
from formula2eq.terms.splitting import factors_of, split
from formula2eq.terms.term import Covariance, ModelTerms, RandomTerm, Term


def model_terms(
    formula: Formula, columns: Sequence[str] | None, dialect: Dialect = DEFAULT
) -> ModelTerms:
    """The terms of a formula. Raises ``TermsError``."""
    try:
        return _model_terms(formula, columns, dialect)
    except TermsError as error:
        better = _power_of_bar(formula)
        raise (TermsError(better) if better else error) from None


def specification_terms(specification: Specification, columns: Sequence[str] | None) -> ModelTerms:
    """The terms of a whole call, nlme's random formulas and the offset argument included."""
    terms = model_terms(specification.formula, columns, dialect_of(specification))
    if not specification.random and specification.offset is None:
        return terms
    number = 1 + max((term.written for term in terms.random), default=-1)
    grouped = tuple(
        random_term(part, number + position, specification.source, columns)
        for position, part in enumerate(specification.random)
    )
    offsets = terms.offsets
    if specification.offset is not None:
        offsets = (*offsets, as_offset(specification.offset))
    return replace(terms, random=(*terms.random, *reversed(grouped)), offsets=offsets)


def _model_terms(formula: Formula, columns: Sequence[str] | None, dialect: Dialect) -> ModelTerms:
    if columns is not None and formula.response is not None:
        taken = {part.name for part in walk(formula.response) if isinstance(part, Name)}
        columns = [name for name in columns if name not in taken]
    match formula.response:
        case String() as string:
            raise TermsError(complaints.quoted_response(string, formula.source))
        case Binary("~") | Unary("~") as first:
            place = formula.source.text.find("~", first.span.end)
            span = Span(place, place + 1)
            raise TermsError(complaints.second_tilde(span, "+", formula.source))
    text = formula.source.text
    likely = not text or "|" in text or "bs" in text  # s(g, bs = "re") is a bar
    bars = tuple(written_bars(formula.predictors)) if likely else ()
    right = without_bars(formula.predictors) if bars else formula.predictors
    if right is None:
        right = Number(1.0, False, "1", formula.predictors.span)
        fixed = expand_terms(right, formula.source, formula.response, columns)
        fixed.intercept_origins = ()
    else:
        fixed = expand_terms(right, formula.source, formula.response, columns)
    return ModelTerms(
        formula.response,
        fixed.as_terms(),
        tuple(
            term
            for number, bar in enumerate(bars)
            for term in _random_terms(bar, number, formula.source, columns, dialect)
        ),
        fixed.offset_calls(),
        formula,
        fixed,
    )


def _power_of_bar(formula: Formula) -> Diagnostic | None:
    """What to say when the formula is refused because a random term was raised to a power."""
    for node in walk(formula.predictors):
        if isinstance(node, Binary) and node.operator == "^" and without_bars(node.left) is None:
            return complaints.power_of_random_term(node, formula.source)
    return None


def _random_terms(
    bar: WrittenBar,
    number: int,
    source: Source,
    columns: Sequence[str] | None,
    dialect: Dialect,
) -> list[RandomTerm]:
    covariance: Covariance = "diagonal" if dialect.independent else "unstructured"
    covariance = dialect.structures.get(bar.wrapper or "", covariance)
    node = without_label(bar.node)[0] if dialect.labels else bar.node
    if isinstance(node.left, Number) and node.left.value == 1:
        covariance = "unstructured"  # one intercept covaries with nothing
    if node.operator == "||" and not dialect.split:
        node, covariance = replace(node, operator="|"), "diagonal"
    return [
        RandomTerm(
            effects=effects_of(half.left, source, columns),
            grouping=Term(factors_of(grouping_of(half.right)), (bar.node.right.span,)),
            covariance=covariance,
            written=number,
            text=unparse(half),
            origins=(bar.span,),
            bar=half,
        )
        for half in split(node, source)
    ]
