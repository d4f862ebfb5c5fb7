"""Looking for random terms that are legal but hardly meant; the sentences are in ``cautions``."""

from __future__ import annotations

from collections.abc import Iterator

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.brms import said_of_grouping
from formula2eq.formula.nodes import (
    Binary,
    Call,
    Constant,
    Expression,
    Formula,
    Name,
    Number,
    Parentheses,
    String,
    Subset,
    Unary,
)
from formula2eq.formula.unparse import unparse
from formula2eq.formula.walk import walk
from formula2eq.source import Source, Span
from formula2eq.terms.bars import WrittenBar, has_bars, without_bars, without_label, written_bars
from formula2eq.terms.cautions import bar_forms, operators, random_terms
from formula2eq.terms.dialect import DEFAULT, Dialect
from formula2eq.terms.splitting import nested_groups
from formula2eq.terms.structures import OTHER_STRUCTURES
from formula2eq.terms.term import ModelTerms, RandomTerm

#: Functions of R that are no variables: a bar inside them is no forgotten plus.
_FUNCTIONS = frozenset(
    "us diag homdiag ar1 cs I log log2 log10 log1p exp expm1 sqrt abs sign round floor ceiling"
    " factor ordered as.factor as.numeric as.integer as.logical as.character scale poly ns bs cut"
    " relevel interaction ifelse"
    " offset is.na sin cos tan pmin pmax which any all C f fun identity dummy s te t2 mo".split()
)
#: Operators that bind more loosely than the + that lme4 puts before an effect of a double bar.
_LOOSE = frozenset({"<", "<=", ">", ">=", "==", "!=", "&", "&&"})


def suspicious_bars(
    formula: Formula, terms: ModelTerms, data: bool, dialect: Dialect
) -> Iterator[Diagnostic]:
    """Warnings and notes about the random terms of a formula."""
    source = formula.source
    bars = tuple(written_bars(formula.predictors))
    if not bars:
        return
    if isinstance(formula.predictors, Binary) and bars[0].node is formula.predictors:
        yield bar_forms.bar_without_parentheses(bars[0].node, source)
    yield from _operators(formula.predictors, source)
    for bar in bars:
        around = tuple(_around(bar, source, dialect))
        yield from around
        bare = bar.node is formula.predictors
        if not bare and all(one.severity == "note" for one in around):
            yield from _effects(without_label(bar.node)[0] if dialect.labels else bar.node, source)
            yield from _grouping(bar.node, source)
    if dialect.labels:
        yield from _shared_labels(bars, source)
    yield from _double_bars(bars, terms, source, dialect)
    yield from _duplicates(terms, source)
    if data:
        yield from _dot(formula, terms)


def _operators(right: Expression, source: Source) -> Iterator[Diagnostic]:
    """Operators beside a random term, which lme4 ignores."""
    waiting = [right]
    while waiting:
        node = waiting.pop()
        match node:
            case Binary("|" | "||"):
                continue
            case Parentheses(inner):
                waiting.append(inner)
            case Unary(operator, inner):
                waiting.append(inner)
                if operator != "+" and without_bars(inner) is None:
                    yield operators.sign_before_bar(node, source)
            case Binary(operator, left, other):
                waiting += (other, left)
                if operator == "+":
                    continue
                if without_bars(other) is None:
                    if operator == "-":
                        yield operators.removed_random_term(node, source)
                    else:
                        yield operators.operator_beside_bar(node, source)
                elif without_bars(left) is None:
                    if operator == "-":
                        yield operators.lost_removal(node, source)
                    else:
                        yield operators.operator_beside_bar(node, source)


def _around(bar: WrittenBar, source: Source, dialect: Dialect) -> Iterator[Diagnostic]:
    """The call that a bar stands in."""
    call = bar.call
    if call is None:
        return
    if isinstance(call, Subset) and not call.double and len(call.arguments) == 1:
        if call.arguments[0].value is bar.node:
            yield bar_forms.missing_operator_before_brackets(call, source)
            return
    if not isinstance(call, Call):
        yield bar_forms.bar_inside_call(call, bar.node, source)
        return
    if not isinstance(call.function, Name):
        if isinstance(call.function, Call) and len(call.arguments) == 1 and _bare(call, bar.node):
            yield bar_forms.missing_operator(call, source)
        elif isinstance(call.function, Binary):
            yield bar_forms.bar_inside_call(call, bar.node, source)
        return
    name = call.function.name
    direct = len(call.arguments) == 1
    if name in dialect.structures:
        if dialect is DEFAULT:
            yield bar_forms.structure_call(name, call.span, source)
    elif dialect.structures and name in OTHER_STRUCTURES | _spatial(dialect):
        yield bar_forms.unknown_structure(name, call.span, source)
    elif direct and name not in _FUNCTIONS and _bare(call, bar.node):
        yield bar_forms.missing_operator(call, source)
    else:
        yield bar_forms.bar_inside_call(call, bar.node, source)


def _spatial(dialect: Dialect) -> frozenset[str]:
    """glmmTMB's ``exp()``, which elsewhere is the exponential function."""
    return frozenset() if dialect is DEFAULT else frozenset({"exp"})


def _bare(call: Call, bar: Binary) -> bool:
    """Whether the bar is the argument itself."""
    return call.arguments[0].value is bar


def _effects(bar: Binary, source: Source) -> Iterator[Diagnostic]:
    left = bar.left
    while isinstance(left, Parentheses):
        left = left.inner
    if isinstance(left, Binary) and left.operator in {"|", "||"}:
        yield bar_forms.chained_bars(bar, left, source)
    elif has_bars(bar.left):
        inner = next(n for n in walk(bar.left) if isinstance(n, Binary) and n.operator[0] == "|")
        yield bar_forms.chained_bars(bar, inner, source)
    for node in walk(bar.left):
        if isinstance(node, Call) and isinstance(node.function, Name):
            if node.function.name == "offset":
                yield random_terms.offset_in_bar(node, source)


def _grouping(bar: Binary, source: Source) -> Iterator[Diagnostic]:
    group = bar.right
    said = said_of_grouping(group, source)
    if said is not None:
        yield said
    elif isinstance(group, (Number, Constant, String)):
        yield random_terms.constant_grouping(group, bar, source)
    elif _computed(group):
        yield random_terms.arithmetic_grouping(group, bar, source)
    elif isinstance(group, Binary) and group.operator == "/":
        groups = nested_groups(group, source)
        outer: Expression = group
        while isinstance(outer, Binary) and outer.operator == "/":
            outer = outer.left
        if not isinstance(outer, Name):
            text = " + ".join(f"({unparse(bar.left)} | {unparse(each)})" for each in groups)
            yield random_terms.call_in_nesting(group, text, source)
        else:
            yield random_terms.nested_grouping(group, ", ".join(map(unparse, groups)), source)


def _computed(group: Expression) -> bool:
    """Whether a grouping is arithmetic and not made of ``:`` and ``/``."""
    waiting = [group]
    while waiting:
        node = waiting.pop()
        match node:
            case Binary(":" | "/", left, right):
                waiting += (left, right)
            case Parentheses(inner):
                waiting.append(inner)
            case Binary("$" | "@"):
                pass
            case Binary() | Unary() | Number() | Call(Name("c" | "list")):
                return True
    return False


def _double_bars(
    bars: tuple[WrittenBar, ...], terms: ModelTerms, source: Source, dialect: Dialect
) -> Iterator[Diagnostic]:
    for number, bar in enumerate(bars):
        made = [term for term in terms.random if term.written == number]
        if bar.node.operator == "||" and dialect.split:
            single = len({term.effects for term in made}) == 1
            yield random_terms.double_bar(bar.node, single, source)
            for term in made:
                for factor in (one for effect in term.effects for one in effect.factors):
                    if isinstance(factor, Binary) and factor.operator in _LOOSE:
                        yield random_terms.condition_in_double_bar(factor, source)
        if any(not term.effects for term in made):
            yield random_terms.no_effects(bar.node, source)


def _shared_labels(bars: tuple[WrittenBar, ...], source: Source) -> Iterator[Diagnostic]:
    """Random terms that brms correlates with each other."""
    seen: dict[tuple[str, str], Binary] = {}
    for bar in bars:
        node, label = without_label(bar.node)
        if label is not None:
            first = seen.setdefault((label, unparse(node.right)), bar.node)
            if first is not bar.node:
                yield random_terms.shared_label(first, bar.node, label, source)


def _duplicates(terms: ModelTerms, source: Source) -> Iterator[Diagnostic]:
    seen: dict[tuple[object, object], RandomTerm] = {}
    for term in terms.random:
        key = (frozenset(term.effects), term.grouping)
        first = seen.setdefault(key, term)
        if first is not term:
            places: list[Span] = [first.grouping.origins[0], term.grouping.origins[0]]
            alone = sum(one.written == term.written for one in terms.random) == 1
            bar = term.origins[0] if alone and term.origins else None
            yield random_terms.duplicate_random_term(places[0], places[1], term.text, source, bar)


def _dot(formula: Formula, terms: ModelTerms) -> Iterator[Diagnostic]:
    groups = {f.name for r in terms.random for f in r.grouping.factors if isinstance(f, Name)}
    for term in terms.fixed:
        if len(term.factors) == 1 and isinstance(term.factors[0], Name):
            name = term.factors[0].name
            for span in term.origins:
                if name in groups and formula.source.slice(span) == "." != name:
                    yield random_terms.dot_takes_grouping(span, name, formula.source)
