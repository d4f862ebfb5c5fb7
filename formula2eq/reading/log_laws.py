r"""``y ~ LogNormal(\mu, \sigma)`` as the law that it is: log y is normal with the same parameters.

Where the text says what ``\log(\mu)`` is, mu is the mean of y itself, as in glmmTMB, and the law stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Bracket, Node, Product, Symbol
from formula2eq.reading.statements import Statement

_NAMES = frozenset({"lognormal", "lognorm", "lnorm", "logn"})


def with_logs(said: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, with normal laws of the logarithm for log-normal ones."""
    means = [_mean_of_log(statement) for statement in said]
    return tuple(_normal(statement, means) for statement in said)


def _mean_of_log(statement: Statement) -> Node | None:
    """``mu`` of ``log(mu) = ...``."""
    left = bare(statement.left)
    if statement.relation == "=" and isinstance(left, Apply) and left.function in ("log", "ln"):
        return bare(left.arguments[0])
    return None


def _normal(statement: Statement, means: Sequence[Node | None]) -> Statement:
    arguments = _arguments(statement.right) if statement.relation == "~" else None
    if arguments is None or bare(arguments[0]) in means:
        return statement
    outcome = Apply("log", (statement.left,), statement.left.span)
    return replace(statement, left=outcome, right=Apply("normal", arguments, statement.right.span))


def _arguments(node: Node) -> tuple[Node, ...] | None:
    """What stands in the brackets of a log-normal law; None for another law."""
    match bare(node):
        case Apply(function, arguments) if _is_log_normal(function):
            return tuple(arguments)
        case Product([Symbol(letter), Bracket(items)]) if _is_log_normal(letter):
            return tuple(items)
        case _:
            return None


def _is_log_normal(name: str) -> bool:
    return "".join(c for c in name.lower() if c.isalpha()) in _NAMES
