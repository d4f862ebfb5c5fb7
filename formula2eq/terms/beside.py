"""What stands beside the formula in a call and belongs to its terms: nlme's random part, an offset."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.formula.nodes import Argument, Binary, Call, Expression, Name
from formula2eq.formula.specification import GroupedEffects
from formula2eq.formula.unparse import unparse
from formula2eq.source import Source, Span
from formula2eq.terms.effects import effects_of
from formula2eq.terms.splitting import factors_of
from formula2eq.terms.term import Covariance, RandomTerm, Term

_STRUCTURES: dict[str, Covariance] = {
    "pdDiag": "diagonal",
    "pdIdent": "homogeneous-diagonal",
    "pdCompSymm": "homogeneous-compound-symmetry",
}


def random_term(
    part: GroupedEffects, written: int, source: Source, columns: Sequence[str] | None
) -> RandomTerm:
    """One random formula of nlme as a random term; b within a is ``b:a``, as lme4 has it."""
    group = part.groups[0]
    place = Span.around(each.span for each in part.groups)
    for inner in part.groups[1:]:
        group = Binary(":", inner, group, place, place)
    bar = Binary("|", part.effects, group, part.span, part.span)
    return RandomTerm(
        effects=effects_of(part.effects, source, columns),
        grouping=Term(factors_of(group), (place,)),
        covariance=_STRUCTURES.get(part.structure or "", "unstructured"),
        written=written,
        text=unparse(bar),
        origins=(part.span,),
        bar=bar,
    )


def as_offset(argument: Expression) -> Call:
    """The offset argument of a call, as the term it is: ``offset(log(n))``."""
    span = argument.span
    return Call(Name("offset", span), (Argument(None, argument, span),), span)
