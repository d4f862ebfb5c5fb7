"""An index may be a word: it is set apart by commas and read back, in every notation and form."""

from __future__ import annotations

from typing import Any

import pytest

import formula2eq as f2e
from formula2eq.errors import NotationError
from formula2eq.notation import NOTATIONS

MODELS: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("y ~ x*w + (x | cafe)", {"café": "cafe"}, {"levels": {"cafe": ["w"]}}),
    ("y ~ x + (x | child) + (1 | school)", {"pupil": "child"}, {"within": {"child": "school"}}),
    ("y ~ x + (1 + x | actor) + (1 | block)", {"actor": "actor", "block": "block"}, {}),
    ("s ~ x + (1 | tank)", {"tank": "tank"}, {"family": "poisson"}),
]


@pytest.mark.parametrize("markup", ["latex", "text"])
@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize(("formula", "groups", "settings"), MODELS)
def test_a_word_as_an_index_is_read_back(
    formula: str, groups: dict[str, str], settings: dict[str, Any], notation: str, markup: str
) -> None:
    model = f2e.Model(formula, groups=groups, **settings)
    held = 0
    for form in ("levels", "substituted", "combined"):
        try:
            made = model.equations(form, notation)
        except NotationError:
            continue
        held += 1
        assert made.notation is not None
        given = {letter: name for name, letter in made.notation.index.items() if name}
        assert set(groups) <= set(given)
        by_letter = made.notation.outcome_by == "letter"
        names = {formula[0]: made.notation.outcome_letter} if by_letter else {}
        found = f2e.read(getattr(made, markup)(), given, names, within=settings.get("within"))
        assert found.terms == model.terms
    assert held or notation not in ("additive", "matrix")


def test_words_are_set_apart() -> None:
    model = f2e.Model("y ~ x + (x | cafe)", groups={"café": "cafe"})
    shown = model.equations(notation="raudenbush-bryk").latex()
    assert r"Y_{i,\text{café}} &= \beta_{0,\text{café}}" in shown
    assert r"\alpha_{\text{café}[i]}" in model.equations(notation="distributional").latex()
