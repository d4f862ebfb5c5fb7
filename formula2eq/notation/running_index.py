"""One running index through all observations, and groups looked up by it: ``j[i]``, ``k[j]``.

Source: Gelman & Hill 2007, chs. 11 to 13.
"""

from __future__ import annotations

from collections.abc import Iterable

from formula2eq.levels.level_model import (
    Product,
)
from formula2eq.notation.math import Mark, Node, indices
from formula2eq.notation.notation import Notation


class RunningIndex(Notation):
    """Indices of a notation that numbers each grouping factor throughout."""

    def all_indices(self) -> tuple[Mark, ...]:
        """The running index alone."""
        return indices((self.unit_index(),))

    def group_indices(self, groupings: Iterable[str]) -> tuple[Mark, ...]:
        """Groups' own indices: they are numbered throughout, so none above is needed."""
        own = {group for grouping in groupings for group in self._own_groups(grouping)}
        groups = self.model.hierarchy.groups
        return indices(tuple(self.index[u.grouping] for u in groups if u.grouping in own))

    def _own_groups(self, grouping: str) -> set[str]:
        """The factor itself, a twin's original, the factors of a cell."""
        unit = self.model.hierarchy.unit(grouping)
        if unit.kind == "cell":
            above = {g for inner in unit.within for g in self.model.hierarchy.unit(inner).within}
            return set(unit.within) - above
        return {unit.twin or grouping}

    def looked_up(self, marks: tuple[Mark, ...], place: str | None) -> tuple[Mark, ...]:
        """Group indices as written at a place, None for the observations: ``j[i]``, or ``k[j]``."""
        own = self.unit_index() if place is None else self.index[place]
        found: list[Mark] = []
        for mark in marks:
            if mark.kind == "index" and mark.text != own:
                if found and "[" in found[-1].text:
                    found.append(Mark("letter", ","))
                mark = Mark("index", f"{mark.text}[{own}]")
            found.append(mark)
        return tuple(found)

    def _variable_marks(self, label: str) -> tuple[Mark, ...]:
        return self.looked_up(super()._variable_marks(label), None)

    def variables_at(self, product: Product, place: str | None) -> tuple[Node, ...]:
        """The variables of a product as displayed at a place."""
        own = super()._variable_marks
        display = self.displayed(lambda label: self.looked_up(own(label), place))
        return tuple(
            display.column(self.model.expressions[c.variable], c.column, c.category, c.coding)
            for c in product
        )
