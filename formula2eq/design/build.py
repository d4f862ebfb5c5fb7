"""From a formula and a table to the matrices of the model, exactly as R and lme4 have them.

The stages: the model frame (variables evaluated, incomplete rows dropped), the fixed matrix coded
by R's rules, its dependent columns found, the random terms sorted as lme4 sorts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from formula2eq.design.checks import check
from formula2eq.design.design import Design, Matrix, RandomBlock
from formula2eq.design.grouping import grouping
from formula2eq.design.matrix import coder, refuse_infinite, refuse_single_category
from formula2eq.design.model_frame import ModelFrame, model_frame
from formula2eq.design.rank import BLOCK, rank
from formula2eq.design.record import DesignRecord, RandomRecord
from formula2eq.design.response import response
from formula2eq.design.threads import suitable_threads
from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.names import names
from formula2eq.formula.near import nearest
from formula2eq.formula.nodes import Expression, Name
from formula2eq.formula.unparse import unparse
from formula2eq.source import Source
from formula2eq.terms.term import ModelTerms, Term
from formula2eq.variables.contrasts import DEFAULT_OPTION


def design(
    terms: ModelTerms,
    data: pd.DataFrame,
    source: Source | None = None,
    *,
    family: str = "gaussian",
    weights: str | None = None,
    contrasts: Mapping[str, str] | None = None,
    column_contrasts: Mapping[str, str] | None = None,
    contrasts_option: tuple[str, str] = DEFAULT_OPTION,
    checks: bool = True,
) -> DesignRecord:
    """The design of expanded terms on a pandas frame.

    family            name of the family; decides what the response may be
    weights           name of the column of prior weights
    contrasts         R's ``contrasts`` argument, by variable: the fixed part only
    column_contrasts  contrasts that stand on columns: fixed and random part
    contrasts_option  R's option: for unordered and for ordered factors
    checks            whether to refuse, as lme4 does, groups that cannot be estimated

    Raises ``DataError`` with places in the formula.
    """
    if source is None:
        source = terms.formula.source if terms.formula is not None else Source("")
    frame = model_frame(terms, data, source, weights, column_contrasts)
    fixed = coder(frame, fixed_variables(terms), contrasts_option, contrasts)
    absent = absent_contrasts(terms, contrasts or {})
    frame = replace(frame, notes=(*frame.notes, *map(partial(_without_variable, frame), absent)))
    effects = [effect for term in terms.random for effect in term.effects]
    random = coder(frame, _factors(effects), contrasts_option, groups=_own_groups(terms))
    n = len(frame.rows)
    refuse_infinite(fixed, frame)
    refuse_infinite(random, frame)
    refuse_single_category(terms.fixed, fixed, frame)
    columns = fixed.columns(terms.fixed, frame.response)
    X = fixed.matrix(columns, n)
    answer = response(frame, family, bool(terms.random))
    records = []
    for term in terms.random:
        refuse_single_category(term.effects, random, frame)
        factor = grouping(term, frame)
        coded = random.columns(term.effects)
        block = RandomBlock(
            factor.name,
            tuple(column.name for column in coded),
            factor.categories,
            factor.codes,
            random.matrix(coded, n),
        )
        records.append(RandomRecord(term, coded, block))
    records = lme4_order(records)
    if checks:
        check(terms, records, frame, family)
    with suitable_threads(min(n, BLOCK) * (X.shape[1] + 1.0) ** 2):
        found = rank(X)
    trials = answer.weights if frame.weights is None else frame.weights
    if answer.weights is not None and frame.weights is not None:
        trials = answer.weights * frame.weights
    made = Design(
        answer.y,
        X[:, list(found.kept)] if found.dropped else X,
        tuple(columns[place].name for place in found.kept),
        tuple(record.block for record in records),
        trials,
        frame.offset,
        tuple(columns[place].name for place in found.dropped),
        frame.rows,
    )
    return DesignRecord(
        terms,
        frame,
        family,
        fixed,
        random,
        columns,
        X,
        found,
        tuple(records),
        made,
        absent,
    )


def absent_contrasts(terms: ModelTerms, contrasts: Mapping[str, str]) -> tuple[str, ...]:
    """The names for which contrasts are given and that are no variable of the fixed part."""
    expressions = (*fixed_variables(terms), *terms.offsets)
    used = {unparse(one) for one in expressions} | {
        one.name for one in expressions if isinstance(one, Name)
    }
    return tuple(name for name in contrasts if name not in used)


def _without_variable(frame: ModelFrame, name: str) -> Diagnostic:
    """Contrasts given for what is no variable of the fixed part."""
    message = f"contrasts are given for {name}, which is no variable of the fixed part"
    near = nearest(name, frame.values)
    return Diagnostic("contrasts-without-variable", message, (), near, "warning")


def _own_groups(terms: ModelTerms) -> frozenset[str]:
    """Variables whose effects vary only by factors that they are part of: ``(year | year)``.

    lme4 makes factors of all variables of a grouping factor before it looks left of the bar.
    """
    inside: set[str] = set()
    outside: set[str] = set()
    for term in terms.random:
        groups = {name for factor in term.grouping.factors for name in names(factor)}
        for factor in _factors(term.effects):
            if isinstance(factor, Name):
                (inside if factor.name in groups else outside).add(unparse(factor))
    return frozenset(inside - outside)


def _factors(terms: Iterable[Term]) -> Iterator[Expression]:
    return (factor for term in terms for factor in term.factors)


def fixed_variables(terms: ModelTerms) -> tuple[Expression, ...]:
    """The variables that R codes for the fixed part, also those that it removes again."""
    named = () if terms.expansion is None else tuple(terms.expansion.variables)
    return (*_factors(terms.fixed), *named)


def fixed_matrix(
    terms: ModelTerms,
    data: pd.DataFrame,
    contrasts_option: tuple[str, str] = DEFAULT_OPTION,
) -> tuple[Matrix, tuple[str, ...]]:
    """R's ``model.matrix``: all columns of the fixed part and their names, whatever their rank."""
    source = terms.formula.source if terms.formula is not None else Source("")
    frame = model_frame(terms, data, source)
    coded = coder(frame, fixed_variables(terms), contrasts_option)
    columns = coded.columns(terms.fixed, frame.response)
    return coded.matrix(columns, len(frame.rows)), tuple(column.name for column in columns)


def lme4_order(records: Sequence[RandomRecord]) -> list[RandomRecord]:
    """Random terms with most categories first.

    Terms that already stand so are left alone; otherwise lme4 reverses an ascending stable sort,
    which turns terms of equal numbers round.
    """
    counts = [len(record.block.categories) for record in records]
    if all(first >= second for first, second in zip(counts, counts[1:], strict=False)):
        return list(records)
    order = sorted(range(len(counts)), key=lambda place: counts[place])
    return [records[place] for place in reversed(order)]
