"""A text that states several models, such as a null model and the one with predictors after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from formula2eq.diagnostics import Diagnostic
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
    parts = _parts(text, _cuts(text, whole))
    telling = [bool(_defined(part)) for part in parts]
    if any(telling):
        starts = [part for part, tells in zip(parts[1:], telling[1:], strict=True) if tells]
        parts = _parts(
            text, [len(part) - len(part.lstrip()) for part in starts] if telling[0] else []
        )
    known = {_place(d) for d in whole.diagnostics if d.severity == "error"}
    if len(parts) == 1:
        return (text,)
    try:
        models = [attempt(part) for part in parts]
    except EquationError:
        return (text,)
    errors = {_place(d) for model in models for d in model.diagnostics if d.severity == "error"}
    return parts if errors < known else (text,)


def _place(diagnostic: Diagnostic) -> tuple[str, object]:
    return diagnostic.rule, diagnostic.to_dict()["offset"]


def _cuts(text: str, whole: ReadModel) -> list[int]:
    """Where displays begin that contradict what stands before them."""
    displays = regions(text, "\\" not in text)
    cuts = set()
    for conflict in whole.diagnostics:
        if conflict.rule in CONFLICTS:
            first, second = sorted(label.span.start for label in conflict.labels)
            own = next((r for r in displays if r.start <= second < r.end), None)
            if own is not None and own.start > first:
                cuts.add(_delimiter(text, own.start))
    return sorted(cuts)


def _parts(text: str, cuts: Sequence[int]) -> tuple[str, ...]:
    """The text between the cuts, what stands before each part blanked."""
    ends = [*cuts, len(text)]
    return tuple(
        _blank(text[:start]) + text[start:end] for start, end in zip((0, *cuts), ends, strict=True)
    )


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
