"""Names for covariance matrices that get a line of their own: Sigma_u, none given twice."""

from __future__ import annotations

from collections.abc import Iterable

from formula2eq.notation.math import Mark, Matrix, Node, Power, Symbol, numbers

_CAPITALS = {"tau": "T", "sigma": "Sigma", "omega": "Omega", "psi": "Psi", "phi": "Phi"}


class MatrixNames:
    """Names given so far: none is given twice."""

    def __init__(self, given: Iterable[Node] = ()) -> None:
        self.given: set[Node] = set(given)

    def give(self, letter: str, below: tuple[Mark, ...], *, bold: bool = True) -> Symbol:
        """A letter with its marks, numbered above where it was given before."""
        symbol = Symbol(letter, below, bold=bold)
        copy = 1
        while symbol in self.given:
            copy += 1
            symbol = Symbol(letter, below, numbers(copy), bold=bold)
        self.given.add(symbol)
        return symbol

    def of(self, matrix: Matrix, effects: Node | None = None) -> Symbol:
        """The capital of its entries' letter, with the letters below them: Sigma_eta.

        effects  one of the effects whose matrix it is: entries that are numbers have no letter
        """
        entry = matrix.rows[0][0]
        while isinstance(entry, Power):
            entry = entry.base
        if isinstance(entry, Symbol):
            letters = []
            for mark in entry.below:
                if mark.kind != "letter":
                    break
                letters.append(mark)
            return self.give(_CAPITALS.get(entry.letter, "Sigma"), tuple(letters))
        if isinstance(effects, Symbol):
            return self.give("Sigma", (Mark("letter", effects.letter),))
        return self.give("Sigma", ())
