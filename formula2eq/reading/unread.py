"""What equations may say and what is not read: refused by name rather than read as another model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from formula2eq.errors import InterpretationError
from formula2eq.reading import refusals
from formula2eq.reading.laws_as_written import distribution
from formula2eq.reading.links import bare, link_of
from formula2eq.reading.mixtures import inflated
from formula2eq.reading.statements import Statement
from formula2eq.source import Source

_INEQUALITY = re.compile(r"\\(?:le|leq|leqslant|ge|geq|geqslant|lt|gt)(?![A-Za-z])|[≤≥<>]")
_ZERO_INFLATED = re.compile(
    r"\W*(?:\\\w+\s*\{)?\s*(?:ZI|ZO|zero|one[\s-]|hurdle|trunc)", re.IGNORECASE
)


def refuse_unread(statements: Sequence[Statement], source: Source) -> None:
    """Refuse probabilities of some values, and laws whose zeros are told apart in other ways.

    Raises ``InterpretationError`` (``not-read``) at the place.
    """
    for statement in statements:
        left = statement.left
        if statement.relation == "~":
            written = source.slice(statement.right.span)
            known = distribution(bare(statement.right))[0] or inflated(statement.right)
            if _ZERO_INFLATED.match(written) and known is None:
                what = f"a law that tells zeros apart and is not known by this name ({written}),"
                raise InterpretationError(refusals.not_read(source, statement.right.span, what))
            continue
        linked = link_of(left)
        if linked is None:
            continue
        if _INEQUALITY.search(source.slice(left.span)):
            what = "the cumulative probability of an ordinal outcome (clmm)"
            raise InterpretationError(refusals.not_read(source, left.span, what))
