"""The report of a verification: a line and a figure for each of V1 to V5."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    name     V1 to V5 and what it looks at
    passed   None when it could not be made, with the reason in ``figure``
    figure   what was measured, in words
    value    the number itself, None without one
    """

    name: str
    passed: bool | None
    figure: str
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All checks of one model."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether no check failed."""
        return all(check.passed is not False for check in self.checks)

    def to_dict(self) -> dict[str, object]:
        """As JSON."""
        return {
            "passed": self.passed,
            "checks": [
                {"name": c.name, "passed": c.passed, "figure": c.figure, "value": c.value}
                for c in self.checks
            ],
        }

    def __str__(self) -> str:
        signs = {True: "ok  ", False: "FAIL", None: "--  "}
        wide = max(len(check.name) for check in self.checks)
        return "\n".join(
            f"{signs[check.passed]}  {check.name:<{wide}}  {check.figure}" for check in self.checks
        )
