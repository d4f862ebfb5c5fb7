"""The same proof without SymPy, for the level form: polynomials as bags of products.

Prints start fast because of it; the combined form is proven by SymPy as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeAlias

#: A polynomial: how often each product (a sorted tuple of numbered factors) occurs.
Polynomial: TypeAlias = Counter[tuple[int, ...]]

Monomial: TypeAlias = tuple[Hashable, tuple[Hashable, ...]]


class Closure:
    """Expands definitions into polynomials over numbered symbols.

    >>> closure = Closure()
    >>> level = {"mu": [("b", ("x",))], "b": [("g0", ()), ("g1", ("w",))]}
    >>> direct = [("g0", ("x",)), ("g1", ("w", "x"))]
    >>> closure.expand(level, "mu") == closure.sum(direct)
    True
    """

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def _number(self, key: Hashable) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def expand(
        self, definitions: Mapping[Hashable, Sequence[Monomial]], root: Hashable
    ) -> Polynomial:
        """The polynomial of ``root`` with every defined parameter replaced upward."""
        total: Polynomial = Counter()
        for parameter, variables in definitions[root]:
            factors = tuple(self._number(variable) for variable in variables)
            if parameter in definitions:
                for product, times in self.expand(definitions, parameter).items():
                    total[tuple(sorted(product + factors))] += times
            else:
                total[tuple(sorted((self._number(parameter), *factors)))] += 1
        return total

    def sum(self, monomials: Sequence[Monomial]) -> Polynomial:
        """The polynomial of a sum of products."""
        return Counter(
            tuple(sorted((self._number(parameter), *map(self._number, variables))))
            for parameter, variables in monomials
        )
