"""What a notation of matrices answers with: equations without summands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formula2eq.notation.math import (
    Node,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """An equation without summands: what a notation of matrices answers with."""

    kind: str
    left: Node
    relation: Literal["=", "~"]
    right: Node
