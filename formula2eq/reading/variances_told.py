r"""Variances of an outcome that has a law already: ``Y \sim P(\mu)`` beside ``var(Y) = \mu``."""

from __future__ import annotations

from collections.abc import Sequence, Set

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, symbols
from formula2eq.reading.quantities import Alphabet
from formula2eq.reading.statements import Statement


def without_told_variances(stated: Sequence[Statement], letters: Alphabet) -> tuple[Statement, ...]:
    """The equations without those of the variance of what has a law or an expectation of its own."""
    told = {
        letters.quantity(symbol).key
        for statement in stated
        for left in [bare(statement.left)]
        if statement.relation == "~" or isinstance(left, Apply) and left.function == "E"
        for symbol in symbols(left)[:1]
    }
    return tuple(s for s in stated if not _is_variance_of(s, letters, told))


def _is_variance_of(statement: Statement, letters: Alphabet, told: Set[object]) -> bool:
    left = bare(statement.left)
    if statement.relation != "=" or not isinstance(left, Apply):
        return False
    if left.function.lower() not in ("var", "variance") or not symbols(statement.right):
        return False
    own = [letters.quantity(symbol) for symbol in symbols(left)]
    # the variance of an effect, var(b_i) = d, is its law and stays
    behind = {letters.quantity(symbol).letter for symbol in symbols(statement.right)}
    return bool(own) and own[0].key in told and bool(behind & {"mu", "lambda", "pi", "p", "theta"})
