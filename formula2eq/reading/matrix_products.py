"""Products of a matrix and a vector among the summands of a predictor: ``X b``, ``Z_i u_i``, ``x_i' b``.

A matrix is written before its vector, ``X_i b``, and a coefficient before its variable, ``b X_i``. What
looks like a matrix and has no printed rows is refused where the sum has no constant, since a row has one
of its own; beside a constant it is read as one variable, and said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import InterpretationError
from formula2eq.reading import assumptions, refusals
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Node, Product, Sum, Symbol
from formula2eq.reading.statements import Statement
from formula2eq.source import Source

_TRANSPOSED = re.compile(
    r"(?:'|\\prime|\^\{?\s*(?:T|\\top|\\intercal|\\math\w+\{T\}|\\prime)\s*\}?|ᵀ|⊤)$"
)
#: Letters that variables have, never vectors of coefficients.
_VARIABLES = frozenset("xXyYzZwWtT")
_RESIDUALS = frozenset({"e", "E", "r", "R", "epsilon"})


def predictor(node: Node) -> Node:
    """The sum on a right side, or in the mean of a law."""
    node = bare(node)
    return bare(node.arguments[0]) if isinstance(node, Apply) and node.arguments else node


def products(node: Node) -> list[tuple[Symbol, Symbol]]:
    """The products of two symbols in a predictor or in the mean of a law."""
    inner = predictor(node)
    terms = inner.terms if isinstance(inner, Sum) else (inner,)
    return [pair for term in terms if (pair := pair_of(bare(term))) is not None]


def pair_of(node: Node) -> tuple[Symbol, Symbol] | None:
    """The two symbols of a product, neither of them a whole name; None for all else."""
    match node:
        case Product((Symbol() as first, Symbol() as second)) if not first.word:
            return first, second
        case _:
            return None


def refuse_unprinted(
    said: Sequence[Statement], named: Callable[[str], bool], source: Source
) -> list[Diagnostic]:
    """Refuse matrices whose rows are not printed; notes where one is read as a variable.

    named  whether a letter is the name of a column

    Raises ``InterpretationError`` (``matrix-form``) at the product.
    """
    notes: list[Diagnostic] = []
    for statement in said:
        if statement.relation not in ("=", "~"):
            continue
        sum_of = predictor(statement.right)
        terms = [bare(t) for t in (sum_of.terms if isinstance(sum_of, Sum) else (sum_of,))]
        for term in terms:
            pair = pair_of(term)
            if pair is None or named(pair[0].letter) or named(pair[1].letter):
                continue
            transposed = bool(_TRANSPOSED.search(source.slice(pair[0].span)))
            if not transposed and not _is_matrix(*pair):
                continue
            if transposed or not _has_constant(terms):
                raise InterpretationError(refusals.matrix_form(source, term.span))
            notes.append(assumptions.row_or_variable(source, pair[0].span))
    return notes


def _is_matrix(first: Symbol, second: Symbol) -> bool:
    """Whether two symbols are written as a matrix before a vector: ``X_i b``, ``Z_{ij} u_j``."""
    return (
        first.letter.isascii()
        and len(first.letter) == 1
        and first.letter.isupper()
        and first.accent in (None, "bold")
        and not second.word
        and second.letter not in _VARIABLES
        and not _numbered(first)
        and not _numbered(second)
        and _indices(second) <= _indices(first)
    )


def _numbered(symbol: Symbol) -> bool:
    return any(mark.kind in ("number", "text") for mark in symbol.below)


def _indices(symbol: Symbol) -> set[str]:
    """The letters below a symbol, of a lookup ``j[i]`` the inner one."""
    found: set[str] = set()
    for mark in symbol.below:
        if mark.kind == "lookup":
            found.add(mark.inner)
        elif mark.kind == "letters":
            found |= set(mark.text)
    return found


def _has_constant(terms: Sequence[Node]) -> bool:
    """Whether a sum has a constant, or coefficients with numbers, beside its products."""
    for position, term in enumerate(terms):
        if isinstance(term, Symbol) and (position == 0 or _numbered(term)):
            return term.letter not in _RESIDUALS or _numbered(term)
        if isinstance(term, Product) and any(
            isinstance(f, Symbol) and _numbered(f) for f in term.factors
        ):
            return True
    return False
