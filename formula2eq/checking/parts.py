"""Parts beside the mean, compared like the mean: extra zeros and the dispersion."""

from __future__ import annotations

from formula2eq.checking.difference import ARGUMENTS, Difference
from formula2eq.checking.side import Side


def formula_of(part: Side) -> str:
    """A part's formula as written or as it was read."""
    if part.read is not None or part.terms.formula is None:
        return "" if part.read is None else part.read.formula
    return part.terms.formula.source.slice(part.terms.formula.span)


def one_sided(name: str, first: Side | None, second: Side | None, whole: Side) -> Difference:
    """The difference of a part that only one model has; ``whole`` is the model that has none."""
    argument = ARGUMENTS[name]
    if first is None and second is not None:
        wanted = formula_of(second)
        repair = f"{argument} = {wanted}"
        return Difference(
            name, None, wanted, None, whole.family_place(), second.whole(), repair, name
        )
    assert first is not None
    met = formula_of(first)
    places = (first.whole(), whole.family_place())
    return Difference(name, None, None, met, *places, f"without {argument}", name)
