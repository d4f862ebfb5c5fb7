"""Whether models that differ in their terms may still be one, in other coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formula2eq.checking.difference import Difference, term_text
from formula2eq.checking.report import Verdict
from formula2eq.checking.side import Key, Side, key_of
from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.names import names
from formula2eq.formula.nodes import Call
from formula2eq.formula.unparse import unparse
from formula2eq.terms.term import Term

#: Calls whose columns often span what others span: bases, scales, codings, arithmetic.
_RECODINGS = frozenset("poly bs ns scale I factor as.factor ordered C cut interaction".split())


def in_other_coordinates(
    first: Side, second: Side, differences: Sequence[Difference], data: Any
) -> tuple[Verdict, str, list[Diagnostic]]:
    """The verdict on models whose terms differ: with data their spaces are compared."""
    if any(d.kind in ("family", "link", "weights") or d.part for d in differences):
        return "different", "", []
    if data is None:
        return "different", "", functions_of_the_same(first, second)
    from formula2eq.checking.reparametrize import same_model

    judged = same_model(first, second, data)
    notes = [Diagnostic("redundant-block", note, (), None, "note") for note in judged.notes]
    if judged.equal:
        return "reparametrized", "X and the random effects span the same spaces", notes
    if judged.equal is None:
        return "undecided", judged.reason, notes
    return "different", judged.reason, notes


def functions_of_the_same(first: Side, second: Side) -> list[Diagnostic]:
    """A note where the terms of one side alone and of the other are functions of the same variables.

    ``poly(x, 2)`` and ``x + I(x^2)`` span one space; whether others do, data can tell.
    """
    here, there = _alone(first, second), _alone(second, first)
    calls = (f for term in (*here, *there) for f in term.factors if isinstance(f, Call))
    recoded = any(unparse(call.function) in _RECODINGS for call in calls)
    if not recoded or not here or not there or _variables(here) != _variables(there):
        return []
    message = (
        f"{_listed(here)} on one side and {_listed(there)} on the other are functions of the same "
        "variables: whether they are one model in other coordinates, data can tell"
    )
    return [Diagnostic("functions-of-the-same", message, (), "data=", "note")]


def _alone(side: Side, other: Side) -> list[Term]:
    """Fixed terms that the other side has not among its own, then random effects likewise."""
    pools = zip(_pools(side), _pools(other), strict=True)
    return [term for own, known in pools for key, term in own.items() if key not in known]


def _pools(side: Side) -> tuple[dict[Key, Term], dict[Key, Term]]:
    random = (effect for one in side.terms.random for effect in one.effects)
    return {key_of(t): t for t in side.terms.fixed}, {key_of(t): t for t in random}


def _variables(terms: Sequence[Term]) -> set[str]:
    return {name for term in terms for factor in term.factors for name in names(factor)}


def _listed(terms: Sequence[Term]) -> str:
    return ", ".join(map(term_text, terms))
