"""The proof of closure (V1): substituting the level equations gives what the terms say.

Two derivations meet here. ``substituted`` takes the level equations as they will be printed and lets
SymPy substitute, expand and collect; the other side comes straight from the design's columns. They
share neither code nor data; what they share is the symbols' identity.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import sympy

#: A parameter and the variables it multiplies; the parameter may be defined by another equation.
Monomial: TypeAlias = tuple[Hashable, tuple[Hashable, ...]]


@lru_cache(maxsize=8192)
def _symbol(number: int) -> Any:
    return sympy.Symbol(f"s{number}", commutative=True)


class Alphabet:
    """One SymPy symbol for each thing that is printed; equal things get one symbol."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def symbol(self, key: Hashable) -> Any:
        """The symbol of a key."""
        return _symbol(self._numbers.setdefault(key, len(self._numbers)))

    def key(self, symbol: Any) -> Hashable:
        """What a symbol stands for."""
        wanted = int(symbol.name[1:])
        return next(key for key, number in self._numbers.items() if number == wanted)


def substituted(
    definitions: Mapping[Hashable, Sequence[Monomial]], root: Hashable, alphabet: Alphabet
) -> Any:
    """The expanded SymPy expression of ``root``, every defined parameter replaced upward."""

    def expression(key: Hashable) -> Any:
        return sympy.Add(
            *(
                sympy.Mul(
                    expression(parameter)
                    if parameter in definitions
                    else alphabet.symbol(parameter),
                    *(alphabet.symbol(variable) for variable in variables),
                )
                for parameter, variables in definitions[key]
            )
        )

    return sympy.expand(expression(root))


def summed(monomials: Sequence[Monomial], alphabet: Alphabet) -> Any:
    """The SymPy expression of a sum of products."""
    return sympy.Add(
        *(
            sympy.Mul(alphabet.symbol(parameter), *(alphabet.symbol(v) for v in variables))
            for parameter, variables in monomials
        )
    )
