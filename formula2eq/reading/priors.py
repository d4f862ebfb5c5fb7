"""Priors of a Bayesian text: laws of coefficients and scales, which no formula holds."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading import assumptions
from formula2eq.reading.laws_as_written import distribution, vector
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Bracket, Node, Number, Product, Symbol, symbols
from formula2eq.reading.quantities import Alphabet
from formula2eq.reading.statements import Statement
from formula2eq.source import Source

#: Laws that only parameters have here, in small letters without signs.
_OF_PARAMETERS = frozenset(
    "exponential exp halfcauchy halfstudent halfnormal halfstudentt halft cauchy lkj lkjcorr "
    "lkjcholesky student studentt uniform unif inversegamma invgamma inversewishart invwishart "
    "wishart lognormal dirichlet laplace flat improper".split()
)
#: Letters of scales and correlations.
_SCALES = frozenset({"sigma", "tau", "rho", "Sigma", "Tau", "Omega"})


def without_priors(
    said: Sequence[Statement], letters: Alphabet, source: Source
) -> tuple[tuple[Statement, ...], list[Diagnostic]]:
    """The statements that are no priors, and one note on those that are."""
    indexed = any(
        letters.quantity(s).indices for one in said for s in (*symbols(one.left), *_used(one))
    )
    used = {s.letter for one in said for s in _used(one)}
    priors = [
        one
        for one in said
        if one.relation == "~" and _is_prior(one, letters, frozenset(used), indexed)
    ]
    kept = tuple(one for one in said if not any(one is prior for prior in priors))
    notes = [assumptions.priors(source, [p.span for p in priors])] if priors else []
    return kept, notes


def _used(statement: Statement) -> list[Symbol]:
    """Symbols of an equation's right side, or of the mean of a law."""
    if statement.relation != "~":
        return list(symbols(statement.right))
    _, arguments = distribution(bare(statement.right))
    return [s for argument in arguments[:1] for s in symbols(argument)]


def _is_prior(statement: Statement, letters: Alphabet, used: frozenset[str], indexed: bool) -> bool:
    left = vector(bare(statement.left))
    if not left:
        return False
    right = bare(statement.right)
    name = _name(right)
    if all(s.letter in _SCALES for s in left) or name.startswith("lkj"):
        return True
    if any(letters.quantity(s).indices for s in left):
        return False
    within = all(s.letter in used for s in left)
    if name in _OF_PARAMETERS and (indexed or within) or isinstance(right, Number) and within:
        return True
    if not indexed:
        return False
    family, arguments = distribution(right)
    plain = not any(symbols(argument) for argument in arguments)
    return family is not None and plain and within


def _name(node: Node) -> str:
    """What a law is called: the words before its bracket."""
    if isinstance(node, Apply):
        words = node.function
    elif isinstance(node, Product) and isinstance(node.factors[-1], Bracket):
        words = "".join(f.letter for f in node.factors[:-1] if isinstance(f, Symbol))
    else:
        return ""
    return "".join(character for character in words.lower() if character.isalnum())
