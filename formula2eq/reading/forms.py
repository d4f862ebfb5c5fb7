"""Several forms of one model in a text: which of them says everything."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.reading.parts import Part
from formula2eq.reading.quantities import Quantity
from formula2eq.source import Source


def finished_first(forms: Sequence[Sequence[Part]], source: Source) -> list[int]:
    """Positions of the forms that say everything, in order.

    The first line of ``y = a_i + e = (alpha + u_i) + e`` leaves the equation of ``a_i`` to the second: where
    a form has only a symbol that varies, and another the constant too, the first is unfinished.
    """
    fixed = [{_key(p, source) for p in form if p.kind == "fixed"} for form in forms]
    kept = [
        number
        for number, form in enumerate(forms)
        if not any(
            _unfinished(form, fixed[number], other, fixed[place], source)
            for place, other in enumerate(forms)
            if place != number
        )
    ]
    return kept or [0]


def _unfinished(
    form: Sequence[Part],
    own: set[frozenset[object]],
    other: Sequence[Part],
    more: set[frozenset[object]],
    source: Source,
) -> bool:
    """Whether a form has symbols of its own where the other has a constant and an effect."""
    if not own < more:
        return False
    known = {p.parameter.base for p in other if p.parameter is not None}
    standing = {
        _key(p, source)
        for p in form
        if p.kind == "random" and p.parameter is not None and p.parameter.base not in known
    }
    return more - own <= standing


def _key(part: Part, source: Source) -> frozenset[object]:
    """What a part is multiplied by."""
    return frozenset(
        f.base if isinstance(f, Quantity) else "".join(source.slice(f.span).split())
        for f in part.variables
    )
