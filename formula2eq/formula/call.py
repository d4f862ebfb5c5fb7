"""Reading a whole call, as people paste it."""

from __future__ import annotations

from formula2eq.formula.nodes import Formula
from formula2eq.formula.parse import parse


def read_formula(text: str, name: str = "formula") -> Formula:
    """The formula in a text."""
    return parse(text, name)
