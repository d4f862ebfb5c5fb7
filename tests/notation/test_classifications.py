"""Crossed factors in MLwiN's notation are classifications: ``u^(2)_{school(i)}``."""

import pytest

import formula2eq as f2e


def lines(formula, form="levels", **settings):
    equations = f2e.Model(formula, **settings).equations(form, "goldstein", width=100)
    return [line.strip() for line in equations.text().splitlines() if line]


def test_two_classifications():
    assert lines("y ~ x + (1 | school) + (1 | area)") == [
        "yᵢ = β₀ᵢ + β₁·xᵢ",
        "β₀ᵢ = β₀ + u⁽²⁾_{school(i)} + u⁽³⁾_{area(i)} + eᵢ",
        "u⁽²⁾_{school(i)} ~ N(0, σ_{u(2)}²)",
        "u⁽³⁾_{area(i)} ~ N(0, σ_{u(3)}²)",
        "eᵢ ~ N(0, σ_e²)",
    ]
    assert lines("y ~ x + (1 | school) + (1 | area)", "combined")[:2] == [
        "yᵢ = β₀ + β₁·xᵢ   (fixed part)",
        "+ u⁽²⁾_{school(i)} + u⁽³⁾_{area(i)} + eᵢ   (random part)",
    ]


def test_a_slope_and_a_variable_of_a_classification():
    shown = lines("y ~ x*w + (x | school) + (1 | area)", levels={"area": ["w"]})
    assert shown[0] == "yᵢ = β₀ᵢ + β₁ᵢ·xᵢ + β₂·w_{area(i)} + β₃·xᵢ·w_{area(i)}"
    assert "β₁ᵢ = β₁ + u⁽²⁾_{1,school(i)}" in shown
    assert "Ω_{u(2)} = ⎡ σ_{u(2)0}²  σ_{u(2)01} ⎤" in shown


def test_nested_factors_keep_levels():
    assert lines("y ~ x + (1 | school/class)")[1] == "β₀ᵢⱼₖ = β₀ + v₀ₖ + u₀ⱼₖ + e₀ᵢⱼₖ"


@pytest.mark.parametrize(
    "formula",
    [
        "y ~ x + (1 | school/class) + (1 | area)",
        "y ~ x + (1 + x | teacher_id) + (1 | t_id_2)",
        "y ~ x + (1 | i) + (1 | x1)",
        "y ~ x + (1 | `t id`) + (1 | a_b)",
        "y ~ x + (1 | a/c) + (1 | b/c)",
    ],
)
def test_factors_of_any_name_are_read_back(formula):
    model = f2e.Model(formula)
    equations = model.equations("levels", "goldstein")
    groups = {index: name for name, index in equations.notation.index.items() if name}
    for text in (equations.latex(), equations.text()):
        assert f2e.read(text, groups, {"y": "y"}).terms == model.terms


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("y ~ x + (1 | a) + (1 | b) + (1 | a:b)", "an interaction of crossed grouping factors"),
        ("y ~ x*z + (x | a) + (z | a) + (1 | b)", "several bars on one factor"),
    ],
)
def test_what_classifications_cannot_hold(formula, found):
    with pytest.raises(f2e.NotationError, match=found):
        lines(formula)


def test_a_letter_within_another_is_no_classification():
    text = "y_{i(j)} = \\beta_0 + \\beta_1 x_{i(j)} + u_j + e_{i(j)}"
    assert f2e.read(text, {"j": "school"}).formula == "y ~ x + (1 | school)"


def test_a_classification_names_its_group():
    text = (
        r"y_i = \beta_0 + \beta_1 x_i + u^{(2)}_{0,\text{school}(i)} + u^{(2)}_{1,\text{school}(i)} x_i"
        r" + u^{(3)}_{\text{area}(i)} + e_i"
    )
    found = f2e.read(text)
    assert found.formula == "y ~ x + (1 + x | school) + (1 | area)"
    assert [d.rule for d in found.diagnostics if d.severity == "error"] == []


def test_two_factors_are_not_called_alike() -> None:
    model = f2e.Model("y ~ x + (x | a/c) + (x | b/c)")
    for notation in ("additive", "gelman-hill", "distributional"):
        latex = model.equations(notation=notation).latex()
        assert "c:a" in latex and "c:b" in latex
        model.read_back(notation=notation)
