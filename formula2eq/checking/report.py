"""The verdict of a check, for people and for machines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from formula2eq.checking.difference import Difference
from formula2eq.checking.side import Side
from formula2eq.diagnostics import Diagnostic

Verdict = Literal["equivalent", "reparametrized", "different", "undecided"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; equal to its verdict's name.

    verdict           equivalent, reparametrized, different or undecided
    differences       each with its place in both texts
    repaired_formula  the formula that would be right, None when nothing is wrong
    reason            why it is undecided, or in what sense it is one model
    diagnostics       slips and notes about both texts
    first, second     the two sides
    """

    verdict: Verdict
    differences: tuple[Difference, ...]
    repaired_formula: str | None
    reason: str
    diagnostics: tuple[Diagnostic, ...]
    first: Side = field(repr=False)
    second: Side = field(repr=False)

    @property
    def exit_code(self) -> int:
        """0 for one model, 1 for anything else."""
        return 0 if self.verdict in ("equivalent", "reparametrized") else 1

    def __bool__(self) -> bool:
        return self.exit_code == 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self.verdict == other
        return NotImplemented if not isinstance(other, CheckReport) else self is other

    def __hash__(self) -> int:
        return id(self)

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command line."""
        return {
            "verdict": self.verdict,
            "reason": self.reason or None,
            "differences": [difference.to_dict() for difference in self.differences],
            "repaired_formula": self.repaired_formula,
            "diagnostics": [diagnostic.to_dict() for diagnostic in self.diagnostics],
        }

    def text(self) -> str:
        """For people: the verdict, every difference drawn in both texts, the formula that is right."""
        lines = [self.verdict + (f": {self.reason}" if self.reason else "")]
        for difference in self.differences:
            lines += ["", difference.diagnostic(self.first, self.second).draw("difference")]
        if self.repaired_formula is not None:
            lines += ["", f"the formula would be: {self.repaired_formula}"]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()
