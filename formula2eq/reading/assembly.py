"""What the parts of one form of a model come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading.grouping import Grouping
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.spell import Bar, Product
from formula2eq.source import Span


@dataclass(slots=True)
class Assembly:
    """What the parts of one form come to.

    fixed      fixed terms with the places of their summands
    bars       random terms
    effects    places of the random effects by group and effect
    offsets    arguments of offsets
    residuals  the residuals
    levels     variables by the grouping factor at whose level they stand
    """

    fixed: dict[frozenset[str], tuple[Product, list[Span]]] = field(default_factory=dict)
    bars: list[Bar] = field(default_factory=list)
    effects: dict[tuple[frozenset[str], frozenset[str]], list[Span]] = field(default_factory=dict)
    offsets: list[tuple[str, Span]] = field(default_factory=list)
    residuals: list[Quantity] = field(default_factory=list)
    levels: dict[Grouping, list[str]] = field(default_factory=dict)
    ambiguous: list[Grouping] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def differs(self, other: Assembly) -> str | None:
        """In what another form of the same text differs; None when it is the same."""
        mine, theirs = set(self.fixed), set(other.fixed)
        for key in sorted(mine ^ theirs, key=sorted):
            where = "lacks" if key in mine else "adds"
            return f"it {where} {':'.join(sorted(key)) or 'the constant'}"

        def shape(assembly: Assembly) -> Counter[object]:
            return Counter(
                (frozenset(b.grouping), frozenset(map(frozenset, b.effects))) for b in assembly.bars
            )

        if shape(self) != shape(other):
            return "its random effects are others"
        return None
