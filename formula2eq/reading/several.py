"""A text that states several models, such as a null model and the one with predictors after it."""

from __future__ import annotations

import re
from collections.abc import Callable

from formula2eq.errors import EquationError
from formula2eq.reading.nodes import Node
from formula2eq.reading.read_model import ReadModel
from formula2eq.reading.regions import regions
from formula2eq.reading.statements import statements
from formula2eq.source import Source

#: What two models in one text look like when they are read as one.
CONFLICTS = frozenset({"forms-differ", "defined-twice"})


def texts_of_models(
    text: str, whole: ReadModel, attempt: Callable[[str], ReadModel]
) -> tuple[str, ...]:
    """The text of each model, all else blanked so that places stay; the text itself if it states one.

    whole    the text read as one model
    attempt  reads a part of it

    Two forms of one model that do not agree are a slip, and stay one: a second model stands in a display
    of its own and has equations for its coefficients, or is multiplied out like the first.
    """
    cut = _second_model(text, whole)
    if cut is None:
        return (text,)
    first, rest = text[:cut], _blank(text[:cut]) + text[cut:]
    known = {(d.rule, d.to_dict()["offset"]) for d in whole.diagnostics if d.severity == "error"}
    try:
        parts = [(first, attempt(first))]
        following = attempt(rest)
        parts += [(part, attempt(part)) for part in texts_of_models(rest, following, attempt)]
    except EquationError:
        return (text,)
    for _, model in parts:
        errors = [d for d in model.diagnostics if d.severity == "error"]
        if any(d.rule in CONFLICTS for d in errors):
            return (text,)
        if any((d.rule, d.to_dict()["offset"]) not in known for d in errors):
            return (text,)
    return tuple(part for part, _ in parts)


def _second_model(text: str, whole: ReadModel) -> int | None:
    """Where the display with the second model begins; None where there is none."""
    displays = regions(text, "\\" not in text)
    cuts = []
    for conflict in whole.diagnostics:
        if conflict.rule in CONFLICTS:
            first, second = sorted(label.span.start for label in conflict.labels)
            own = next((r for r in displays if r.start <= second < r.end), None)
            if own is not None and own.start > first:
                cuts.append(_delimiter(text, own.start))
    if not cuts:
        return None
    cut = min(cuts)
    before, after = _defined(text[:cut]), _defined(_blank(text[:cut]) + text[cut:])
    return cut if after or not before else None


def _delimiter(text: str, start: int) -> int:
    """Where the delimiter before a run of mathematics begins."""
    found = re.search(r"(?:\$\$?|\\\[|\\\()\s*$", text[:start])
    return start if found is None else found.start()


def _defined(text: str) -> frozenset[str]:
    """The left sides of a text's equations that its other equations use: its coefficients' equations."""
    source = Source(text)
    try:
        equations = [said for said in statements(source) if said.relation == "="]
    except EquationError:
        return frozenset()

    def bare(node: Node) -> str:
        return "".join(source.slice(node.span).split())

    rights = [bare(said.right) for said in equations]
    return frozenset(
        bare(said.left)
        for number, said in enumerate(equations)
        if any(bare(said.left) in right for right in rights[:number] + rights[number + 1 :])
    )


def _blank(text: str) -> str:
    """As many characters and lines, and nothing on them."""
    return "".join("\n" if character == "\n" else " " for character in text)
