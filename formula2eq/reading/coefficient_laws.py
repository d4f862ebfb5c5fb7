"""Laws with a mean, which are equations of their coefficients too."""

from __future__ import annotations

from formula2eq.reading.laws_as_written import entries
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Number, Symbol, symbols
from formula2eq.reading.outcome_law import is_outcome_law, used_bases
from formula2eq.reading.quantities import Base
from formula2eq.reading.stated import Definition, Stated


def coefficient_laws(found: Stated) -> None:
    """A law with a mean, ``alpha_j ~ N(gamma_0 + gamma_1 w_j, sigma^2)``, is an equation too."""
    used = used_bases(found)
    summed = _summed(found)
    for law in found.laws:
        if law.family != "normal" or not law.arguments or is_outcome_law(law, used):
            continue
        means = entries(law.arguments[0])
        if len(means) != len(law.left):
            continue
        for quantity, mean in zip(law.left, means, strict=True):
            inner = bare(mean)
            zero = isinstance(inner, Number) and inner.text.strip("0.") == ""
            zero = (
                zero or isinstance(inner, Symbol) and inner.accent == "bold" and inner.letter == "0"
            )
            defined = any(
                d.left.base == quantity.base and (d.law is None or d.left.key == quantity.key)
                for d in found.definitions
            )
            if (not zero or quantity.base in summed) and not defined:
                found.definitions.append(Definition(quantity, mean, law.span, law))


def _summed(found: Stated) -> set[Base]:
    """Symbols such as ``alpha_{j[i],k[i]}``, which stand for the sum of alpha_j and alpha_k."""
    sides = [d.right for d in found.definitions]
    sides += [linked.predictor for linked in found.links if linked.predictor is not None]
    sides += found.beside
    sides += [law.arguments[0] for law in found.laws if law.arguments]
    stated = [quantity for law in found.laws for quantity in law.left]
    keys = {quantity.key for quantity in stated}
    made = set()
    for quantity in (found.letters.quantity(s) for side in sides for s in symbols(side)):
        parts = [
            q for q in stated if q.base == quantity.base and set(q.indices) < set(quantity.indices)
        ]
        held = {index for q in parts for index in q.indices}
        if quantity.key not in keys and len(parts) > 1 and held == set(quantity.indices):
            made.add(quantity.base)
    return made
