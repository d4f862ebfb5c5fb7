"""The classification diagram of a model: a box for every unit, an arrow where one lies within another.

No arrow between two units means that they cross. Source: Browne, Goldstein & Rasbash 2001, "Multiple
membership multiple classification (MMMC) models", who call it a classification diagram.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from formula2eq.diagnostics import Diagnostic
from formula2eq.documents.diagram_boxes import Box, Line, observations_box, unit_box
from formula2eq.documents.diagram_layout import Layout, place
from formula2eq.errors import UsageError
from formula2eq.notation.notation import Notation
from formula2eq.variables.hierarchy import Hierarchy

#: Words that tell a page what a box or a line belongs to.
Marks: TypeAlias = Callable[[Box | Line], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A classification diagram; every method gives it in one markup, none needs a package.

    boxes   the observations first, then the units from the lowest rank up
    arrows  pairs of positions in ``boxes``: the first lies within the second
    """

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[int, int], ...]

    def layout(self) -> Layout:
        """Where boxes and arrows are, in pixels."""
        return place(self.boxes, self.arrows)

    def svg(
        self, identifier: str = "diagram", *, styled: bool = True, marks: Marks | None = None
    ) -> str:
        """SVG that follows the reader's light or dark colours and has a description in words.

        identifier  begins the ids in it, so that one page can hold several
        styled      whether it has its style sheet in it
        marks       words for ``data-p`` on the group of a box and on a random effect's line
        """
        from formula2eq.documents.diagram_svg import svg

        return svg(self, identifier, styled, marks or (lambda _: ()))

    def tikz(self, *, document: bool = False) -> str:
        """A ``tikzpicture``, or a whole article that compiles as it is."""
        from formula2eq.documents.diagram_tikz import tikz

        return tikz(self, document=document)

    def mermaid(self) -> str:
        """A Mermaid flowchart."""
        from formula2eq.documents.diagram_mermaid import mermaid

        return mermaid(self)

    def words(self) -> str:
        """What the diagram shows, in words."""
        said = [f"{_short(box)} ({box.lines[1].text})" for box in self.boxes]
        within = [
            f"{_short(self.boxes[inner])} within {_short(self.boxes[outer])}"
            for inner, outer in self.arrows
        ]
        return "Units: " + "; ".join(said) + (". Nesting: " + "; ".join(within) if within else "")

    def save(self, path: str | Path) -> None:
        """Write to a file; the suffix decides: ``.svg``, ``.tex`` or ``.mmd``.

        Raises `UsageError` for another suffix.
        """
        target = Path(path)
        writer = WRITERS.get(target.suffix.lower())
        if writer is None:
            raise UsageError(
                Diagnostic(
                    "unknown-format",
                    f"a diagram is not written to {target.suffix or 'a file without suffix'}; "
                    f"the suffixes are {', '.join(WRITERS)}",
                )
            )
        target.write_text(writer(self), encoding="utf-8")

    def __str__(self) -> str:
        return self.mermaid()

    def _repr_svg_(self) -> str:
        return self.svg()


#: What each suffix writes.
WRITERS: dict[str, Callable[[Diagram], str]] = {
    ".svg": lambda diagram: diagram.svg(),
    ".tex": lambda diagram: diagram.tikz(document=True),
    ".mmd": Diagram.mermaid,
}


def diagram(notation: Notation, observations: int | None = None) -> Diagram:
    """The diagram of a notation's model; ``observations`` is the number of rows, where known."""
    hierarchy = notation.model.hierarchy
    units = [unit for unit in hierarchy.units if unit.kind in ("group", "cell")]
    boxes = [observations_box(notation, observations)]
    boxes += [unit_box(notation, unit) for unit in units]
    positions = {unit.grouping: position for position, unit in enumerate(units, 1)}
    arrows = [
        (positions[inner] if inner is not None else 0, positions[outer])
        for inner, outer in nesting(hierarchy)
    ]
    return Diagram(tuple(boxes), tuple(arrows))


def nesting(hierarchy: Hierarchy) -> list[tuple[str | None, str]]:
    """Pairs (inner, outer) of units with nothing between them; None stands for the observations."""
    units = [unit for unit in hierarchy.units if unit.kind in ("group", "cell")]
    within: dict[str | None, set[str]] = {unit.grouping: set(unit.within) for unit in units}
    within[None] = {unit.grouping for unit in units}
    return [
        (inner, unit.grouping)
        for inner, outers in within.items()
        for unit in units
        if unit.grouping in outers
        and not any(unit.grouping in within[between] for between in outers)
    ]


def _short(box: Box) -> str:
    return box.lines[0].text
