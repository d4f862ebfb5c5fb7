"""The intended model as a formula, in the shape that people write."""

from __future__ import annotations

from typing import Any

from formula2eq.checking.compare_random import match_groups
from formula2eq.checking.difference import ARGUMENTS
from formula2eq.checking.side import Side
from formula2eq.formula.nodes import Call
from formula2eq.formula.unparse import unparse


def repaired_formula(first: Side, second: Side) -> str:
    """The second side's model as a formula in the shape people write; with parts beside the mean as
    a call of glmmTMB.
    """
    from formula2eq.reading.calls import family_call

    made = _spelled(first, second)
    if not first.parts and not second.parts:
        return made
    for name, part in second.parts.items():
        made += f", {ARGUMENTS[name]} = {_spelled(first.parts.get(name, part), part)}"
    if (second.family, second.link) != ("gaussian", "identity"):
        made += f", family = {family_call(second.family, second.link)}"
    return f"glmmTMB({made})"


def _spelled(first: Side, second: Side) -> str:
    from formula2eq.reading.spell import Bar, spell_formula

    if second.read is None and second.terms.formula is not None:
        formula = second.terms.formula
        return formula.source.slice(formula.span)
    response = second.terms.response or first.terms.response
    pairs, _ = match_groups(first, second)
    shorter = {
        other: own for own, other in pairs if own is not None and other is not None and own < other
    }
    order = {frozenset(_labels(t)): n for n, t in enumerate(first.terms.fixed)}
    mains = {t[0]: n for n, t in enumerate(map(_labels, first.terms.fixed)) if len(t) == 1}
    fixed = [
        tuple(sorted(_labels(t), key=lambda label: mains.get(label, len(mains))))
        for t in second.terms.fixed
    ]
    fixed.sort(key=lambda product: order.get(frozenset(product), len(order)))
    bars = []
    for random in second.terms.random:
        grouping = tuple(unparse(f, label=True) for f in random.grouping.factors)
        short = shorter.get(frozenset(grouping))
        if short is not None:
            grouping = tuple(g for g in grouping if g in short)
        effects = tuple(_labels(e) for e in random.effects)
        bars.append(Bar(effects, grouping, random.covariance == "diagonal"))
    offsets = [
        unparse(value)
        for o in second.terms.offsets
        if isinstance(o, Call) and (value := o.arguments[0].value) is not None
    ]
    return spell_formula(None if response is None else unparse(response), fixed, bars, offsets)


def _labels(term: Any) -> tuple[str, ...]:
    return tuple(unparse(f, label=True) for f in term.factors)
