"""V3: equations that are written and read back are the same model, in every notation and form."""

from __future__ import annotations

import pytest
from gallery import BESIDE, GALLERY, INDEXED, VECTORS, Entry, read_back

from formula2eq.errors import NotationError
from formula2eq.model import Model
from formula2eq.notation import NOTATIONS

#: Plain text cannot show that a variable's name is set upright: one called as a random effect is lost.
AS_EFFECTS = "y ~ u + e + r + (1 + u | g)"


@pytest.mark.parametrize("markup", ["latex", "text"])
@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize(
    "made",
    GALLERY,
    ids=lambda made: f"{made.formula} {made.options.get('link', '')} {''.join(made.look)}",
)
def test_read_after_write_is_the_model(made: Entry, notation: str, markup: str) -> None:
    model = made.model()
    if markup == "text" and made.formula == AS_EFFECTS:
        made = Entry("y ~ x1 + x2 + x3 + (1 + x1 | g)", {"levels": {"g": ["x3"]}})
        model = made.model()
    held = 0
    for form in ("levels", "substituted", "combined"):
        try:
            found = read_back(made, notation, form, markup)
        except NotationError:
            continue
        held += 1
        assert found.terms == model.terms, (form, found.formula)
        assert (found.family, found.link) == (model.family.name, model.family.link)
        rules = {d.rule for d in found.slips} - {"ambiguous-covariance"}
        assert not rules, (form, rules)
    assert held or notation not in ("additive", "matrix")


@pytest.mark.parametrize("markup", ["latex", "text"])
@pytest.mark.parametrize("notation", [name for name in NOTATIONS if name not in VECTORS])
@pytest.mark.parametrize("made", INDEXED, ids=lambda made: made.formula)
def test_looked_up_factors_are_read_as_terms(made: Entry, notation: str, markup: str) -> None:
    model = made.model()
    held = 0
    for form in ("levels", "substituted", "combined"):
        try:
            found = read_back(made, notation, form, markup, "indexed")
        except NotationError:
            continue
        held += 1
        assert found.terms == model.terms, (form, found.formula)
        assert not found.slips, (form, [d.rule for d in found.slips])
        assert set(found.factors) == set(made.options["categories"])
    assert held or notation not in ("additive", "gelman-hill", "distributional")


@pytest.mark.parametrize("markup", ["latex", "text"])
@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("made", BESIDE, ids=lambda made: made.formula)
def test_parts_beside_the_mean_are_read_back(made: Entry, notation: str, markup: str) -> None:
    model = made.model()
    held = 0
    for form in ("levels", "substituted", "combined"):
        try:
            found = read_back(made, notation, form, markup)
        except NotationError:
            continue
        held += 1
        assert found.terms == model.terms, (form, found.formula)
        assert {name: part.terms for name, part in found.parts.items()} == model.part_terms, form
        assert (found.family, found.link) == (model.family.name, model.family.link)
        assert not {d.rule for d in found.slips} - {"ambiguous-covariance"}
        again = Model(found.call("glmmTMB"), levels=found.levels)
        assert again.terms == model.terms
        assert again.part_terms == model.part_terms
        assert again.family == model.family
    assert held or notation not in ("additive", "matrix")
