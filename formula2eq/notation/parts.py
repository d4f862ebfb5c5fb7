"""A notation for a part beside the mean: the same letters, each with the part's name above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from formula2eq.levels.level_model import LevelModel
from formula2eq.notation.math import Mark, Symbol, Text
from formula2eq.notation.notation import Notation

#: What stands above the parameters of a part, as in glmmTMB's output.
MARKS = {"zero-inflation": "zi", "dispersion": "disp"}
#: The questions whose answers are parameters.
_ANSWERS = (
    "coefficient fixed random varying residual deviation variance covariance correlation"
    " covariance_name correlation_name lone_mean bold entry"
).split()


def part_notation(notation: Notation, part: LevelModel) -> Notation:
    """The notation of the mean for a part: its parameters carry ``zi`` or ``disp``."""
    assert part.part is not None
    made = _marked_class(type(notation), MARKS[part.part])(part, notation.choices)
    made.beside(notation)
    return made


def _marked_class(kind: type[Notation], mark: str) -> type[Notation]:
    answers = {
        name: _marking(getattr(kind, name), Mark("text", mark))
        for name in _ANSWERS
        if hasattr(kind, name)
    }
    return type(kind.__name__, (kind,), answers)


def _marking(answer: Callable[..., Any], mark: Mark) -> Callable[..., Any]:
    def marked_answer(*arguments: Any, **options: Any) -> Any:
        return marked(answer(*arguments, **options), mark)

    return marked_answer


def marked(node: Any, mark: Mark) -> Any:
    """A node with a mark above each of its symbols that has none yet."""
    if isinstance(node, Symbol):
        return node if mark in node.above else replace(node, above=(*node.above, mark))
    if isinstance(node, tuple):
        return tuple(marked(item, mark) for item in node)
    if is_dataclass(node) and not isinstance(node, (type, Text, Mark)):
        changes = {item.name: marked(getattr(node, item.name), mark) for item in fields(node)}
        return replace(node, **changes)
    return node
