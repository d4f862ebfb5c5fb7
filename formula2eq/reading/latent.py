r"""Outcomes behind which a latent variable stands, ``1(y = c) = 1(theta_{c-1} < y* <= theta_c)``.

The latent variable is the linear predictor and an error, whose law is the link. Source: McCullagh &
Nelder 1989, secs. 4.3 and 5.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import InterpretationError
from formula2eq.reading import refusals
from formula2eq.reading.crossings import Crossing, crossing_of, marks_of
from formula2eq.reading.laws_as_written import distribution
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Node, Product, Sum, Symbol
from formula2eq.reading.parts import RESIDUALS
from formula2eq.reading.statements import Statement
from formula2eq.source import Source, Span


@dataclass(frozen=True, slots=True)
class Thresholded:
    """An outcome told by thresholds; statements with the relation ``cut`` give its linear predictor.

    outcome      as written
    family       ``ordinal``, or ``binomial`` where there is one threshold, zero
    link         by R's name, of P(y <= c), or of P(y = 1)
    place        of what says the link
    diagnostics  what there is to say about the thresholds
    """

    outcome: Symbol
    family: str
    link: str
    place: Span
    diagnostics: tuple[Diagnostic, ...] = ()


#: Laws of the error by their names in small letters.
_ERRORS = {"logistic": "logistic", "cauchy": "cauchit", "gumbel": "gumbel", "ev": "gumbel"}


def latent(
    said: Sequence[Statement], source: Source
) -> tuple[tuple[Statement, ...], Thresholded] | None:
    """The equations without those of the latent variable, and what these say; None without one.

    Raises ``InterpretationError`` where the error of the latent variable has no law that is known.
    """
    for number, _ in enumerate(said):
        crossing = crossing_of(said, number)
        made = None if crossing is None else _behind(crossing, said, source)
        if made is not None:
            return made
    return None


def _behind(
    crossing: Crossing, said: Sequence[Statement], source: Source
) -> tuple[tuple[Statement, ...], Thresholded] | None:
    """What a latent variable says; None for a variable that is only coded."""
    dropped = {id(statement) for statement in crossing.statements}
    predictors: list[tuple[Node, Span]] = []
    law: Statement | None = None
    own_law: Apply | None = None
    for statement in said:
        left = bare(statement.left)
        if id(statement) in dropped or not isinstance(left, Symbol):
            continue
        if _same(left, crossing.latent) and statement.relation == "=":
            rest, found = _without_error(statement, said, crossing)
            law = found or law
            predictors.append((rest, statement.span))
            dropped |= {id(statement)}
        elif _same(left, crossing.latent) and statement.relation == "~":
            inner = bare(statement.right)
            if isinstance(inner, Apply) and inner.arguments:
                predictors.append((inner.arguments[0], statement.span))
                own_law, law = inner, statement
                dropped |= {id(statement)}
    if not predictors:
        return None
    if law is None:
        raise InterpretationError(refusals.latent_error(source, predictors[0][1]))
    link = _link(law, own_law, crossing, source)
    dropped |= {id(law)}
    family = "binomial" if crossing.binary else "ordinal"
    made = Thresholded(crossing.outcome, family, link, law.span)
    kept: list[Statement] = []
    for statement in said:
        if statement is crossing.statements[0]:
            kept += [Statement(crossing.outcome, "cut", node, place) for node, place in predictors]
        if id(statement) not in dropped:
            kept.append(statement)
    return tuple(kept), made


def _same(one: Symbol, other: Symbol) -> bool:
    return (one.letter, one.word, one.accent, marks_of(one)) == (
        other.letter,
        other.word,
        other.accent,
        marks_of(other),
    )


# --- the crossing ---------------------------------------------------------------------------------


# --- the error ------------------------------------------------------------------------------------


def _without_error(
    definition: Statement, said: Sequence[Statement], crossing: Crossing
) -> tuple[Node, Statement | None]:
    """The right side without its error, and the error's law."""
    right = bare(definition.right)
    if not isinstance(right, Sum):
        return right, None
    for number, term in enumerate(right.terms):
        inner = bare(term)
        law = _error_law(inner, said, crossing) if isinstance(inner, Symbol) else None
        if law is not None:
            terms = right.terms[:number] + right.terms[number + 1 :]
            signs = right.signs[:number] + right.signs[number + 1 :]
            return Sum(signs, terms, right.span), law
    return right, None


def _error_law(symbol: Symbol, said: Sequence[Statement], crossing: Crossing) -> Statement | None:
    """The law of the latent variable's error, when a symbol is that error."""
    indices = "".join(mark.text for mark in crossing.outcome.below if mark.kind == "letters")
    own = "".join(mark.text for mark in symbol.below if mark.kind == "letters")
    for statement in said:
        left = bare(statement.left)
        if statement.relation != "~" or not isinstance(left, Symbol) or not _same(left, symbol):
            continue
        if left.below != symbol.below:
            continue
        if _error(statement.right) is not None:
            return statement
        normal = distribution(bare(statement.right))[0] == "normal"
        if normal and (symbol.letter in RESIDUALS or own == indices):
            return statement
    return None


def _error(node: Node) -> str | None:
    node = bare(node)
    for factor in node.factors if isinstance(node, Product) else (node,):
        inner = bare(factor)
        if isinstance(inner, Apply):
            name = "".join(letter for letter in inner.function.lower() if letter.isalpha())
            if name in _ERRORS:
                return _ERRORS[name]
    return None


#: The words beside the law, up to the next relation.
_SMALLEST = re.compile(r"[^=~&]*?(?:smallest|minimum)")


def _link(law: Statement, own: Apply | None, crossing: Crossing, source: Source) -> str:
    """The link that the error's law is."""
    name = _error(own if own is not None else law.right)
    if name is None:
        if distribution(bare(own if own is not None else law.right))[0] == "normal":
            return "probit"
        raise InterpretationError(refusals.latent_error(source, law.span))
    if name == "logistic":
        return "logit"
    if name != "gumbel":
        return name
    smallest = _SMALLEST.match(source.text, law.right.span.start) is not None
    if crossing.binary and smallest:
        what = "a latent variable whose error is a smallest value (the link loglog)"
        raise InterpretationError(refusals.not_read(source, law.span, what))
    return "loglog" if not crossing.binary and not smallest else "cloglog"
