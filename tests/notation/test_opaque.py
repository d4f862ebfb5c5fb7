"""A call is shown by its name where what is inside it stands for another column."""

import pytest

import formula2eq as f2e
from formula2eq.notation import NOTATIONS


def shown(formula, notation, **settings):
    model = f2e.Model(formula, **settings)
    return model.equations("combined", notation, laws=False, parts=None).text()


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize(
    "formula",
    [
        "y ~ x + factor(x) + (1 | g)",
        "y ~ x + I(x) + (x | g)",
        "y ~ I(a*b) + a*b + (1 | g)",
        "y ~ a*b*I(a*b) + (a | g)",
        "y ~ factor(x) + ordered(x) + (1 | g)",
        "y ~ I(a*b):c + I(c*b):a + (1 | g)",
        "y ~ I(a*b) + (I(a*b) | g)",
        "y ~ I(2*b) + (1 | g)",
    ],
)
def test_every_notation_tells_them_apart(formula, notation):
    assert f2e.Model(formula).equations(notation=notation).latex()


def test_only_what_would_be_ambiguous_is_named():
    assert "factor" not in shown("y ~ factor(x) + (1 | g)", "additive")
    assert "factor(x)" in shown("y ~ x + factor(x) + (1 | g)", "additive")
    assert "I(" not in shown("y ~ I(a*b) + a + b + (1 | g)", "additive")
    assert "I(a·b)" in shown("y ~ I(a*b) + a*b + (1 | g)", "additive")
    assert "factor(x)" in shown(
        "y ~ x + factor(x) + (1 | g)", "additive", categories={"factor(x)": ["a", "b"]}
    )


def test_a_factor_without_effects_is_no_random_part():
    model = f2e.Model("y ~ x + (0 | g)")
    with pytest.raises(f2e.NotationError, match="no random effects"):
        model.equations(notation="laird-ware")
    for notation in NOTATIONS:
        if notation != "laird-ware":
            assert model.equations(notation=notation).latex()


def test_a_choice_of_one_and_zero_is_an_indicator() -> None:
    model = f2e.Model("ifelse(y > 1, 1, 0) ~ ifelse(a > 2, 1, 0) + ifelse(b > 2, 1, c)")
    text = model.equations().text()
    assert text.startswith("1(yᵢ > 1) ~ ")
    assert "β₁·1(aᵢ > 2) + β₂·ifelse(b > 2, 1, c)ᵢ" in text
    model.read_back()


def test_a_part_beside_the_mean_tells_them_apart_from_the_means() -> None:
    for mean, dispersion in (("factor(x)", "~ x"), ("x", "~ factor(x)")):
        model = f2e.Model(f"y ~ {mean} + (1 | g)", dispformula=dispersion)
        assert model.equations().text().count("factor(x)") == 1
        assert model.read_back() is not None
    alike = f2e.Model("y ~ factor(x) + (1 | g)", dispformula="~ factor(x)")
    assert "factor(" not in alike.equations().text()
