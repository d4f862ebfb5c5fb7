"""Verdicts on two formulas: the same, in other coordinates, or different; with and without data."""

from __future__ import annotations

from pathlib import Path

import pytest

from formula2eq.checking.check import check, is_equations
from formula2eq.model import Model
from formula2eq.variables.data import read_data

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("y ~ a*b + (1 | g)", "y ~ b + a + b:a + (1 | g)"),
        ("y ~ x + (x | g)", "lmer(y ~ 1 + x + (1 + x | g), data = d)"),
        ("y ~ x + (x || g)", "y ~ x + (1 | g) + (0 + x | g)"),
        ("y ~ x + (1 | a/b)", "y ~ x + (1 | a) + (1 | b:a)"),
        ("y ~ x + diag(1 + x | g)", "y ~ x + (x || g)"),
    ],
)
def test_two_spellings_are_one_model(first: str, second: str) -> None:
    assert check(first, second).verdict == "equivalent"


@pytest.mark.parametrize(
    ("first", "second", "kind", "term"),
    [
        ("y ~ x + (1 | g)", "y ~ x + z + (1 | g)", "missing-fixed-term", "z"),
        ("y ~ x + z + (1 | g)", "y ~ x + (1 | g)", "extra-fixed-term", "z"),
        ("y ~ 0 + x + (1 | g)", "y ~ x + (1 | g)", "missing-fixed-term", "1"),
        ("y ~ x + (1 | g)", "y ~ x + (x | g)", "missing-random-effect", "x | g"),
        ("y ~ x + (x | g)", "y ~ x + (1 | g)", "extra-random-effect", "x | g"),
        ("y ~ x + (1 | g)", "y ~ x + (1 | h)", "missing-grouping", "h"),
        ("y ~ x + (x || g)", "y ~ x + (x | g)", "covariance", "g"),
        ("y ~ x + (1 | g)", "log(y) ~ x + (1 | g)", "response", "y"),
        ("y ~ x + (1 | g)", "y ~ x + offset(z) + (1 | g)", "offset", "offset(z)"),
        ("y ~ x", "glm(y ~ x, family = poisson)", "family", "gaussian"),
    ],
)
def test_a_difference_is_named(first: str, second: str, kind: str, term: str) -> None:
    report = check(first, second)
    assert report.verdict == "different"
    assert (kind, term) in {(d.kind, d.term) for d in report.differences}
    assert report.exit_code == 1


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("(Days | Subject)", "(I(Days - 4.5) | Subject)", "reparametrized"),
        ("(Days || Subject)", "(I(Days - 4.5) || Subject)", "different"),
        ("(Days || Subject)", "(I(2 * Days) || Subject)", "reparametrized"),
        ("(Days | Subject)", "(Days | Subject) + (1 | Subject)", "reparametrized"),
        ("(Days | Subject)", "(1 | Subject)", "different"),
    ],
)
def test_other_coordinates_of_the_random_part(first: str, second: str, verdict: str) -> None:
    data = read_data(DATA / "sleepstudy.csv", DATA / "sleepstudy.schema.json")
    report = check(f"Reaction ~ Days + {first}", f"Reaction ~ Days + {second}", data)
    assert report.verdict == verdict


def test_other_coordinates_of_the_fixed_part() -> None:
    data = read_data(DATA / "sleepstudy.csv", DATA / "sleepstudy.schema.json")
    same = check(
        "Reaction ~ poly(Days, 2) + (1 | Subject)",
        "Reaction ~ Days + I(Days^2) + (1 | Subject)",
        data,
    )
    assert same.verdict == "reparametrized"
    other = check(
        "Reaction ~ Days + (1 | Subject)", "Reaction ~ log(Days + 1) + (1 | Subject)", data
    )
    assert other.verdict == "different"


def test_a_model_checks_itself_against_equations_and_with_its_data() -> None:
    model = Model("Reaction ~ Days + (Days | Subject)", DATA / "sleepstudy.csv")
    same = r"R_{ij} = (\beta_0 + u_{0j}) + (\beta_1 + u_{1j}) \text{Days}_{ij} + e_{ij}"
    assert (
        model.check(same.replace("R_", r"\text{Reaction}_"), groups={"j": "Subject"}).exit_code == 0
    )
    assert model.check("Reaction ~ Days + (I(Days - 4) | Subject)").verdict == "reparametrized"
    assert Model("y ~ x").check("y ~ x + z").verdict == "different"


def test_equations_against_equations() -> None:
    levels = r"y_{ij} = \beta_{0j} + \beta_1 x_{ij} + e_{ij} \\ \beta_{0j} = \gamma_{00} + u_{0j}"
    combined = r"y_{ij} = b_0 + b_1 x_{ij} + v_j + \epsilon_{ij}"
    assert check(levels, combined, groups={"j": "g"}).verdict == "equivalent"


def test_zero_correlation_is_told_from_a_free_one() -> None:
    law = (
        r"y_{ij} = \beta_0 + \beta_1 x_{ij} + u_{0j} + u_{1j} x_{ij} + e_{ij} \\ "
        r"\begin{pmatrix} u_{0j} \\ u_{1j} \end{pmatrix} \sim N(0, T)"
    )
    assert check("y ~ x + (x | g)", law).verdict == "equivalent"
    assert check("y ~ x + (x || g)", law).verdict == "different"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y ~ x + (1 | g)", False),
        ("fit <- lmer(y ~ x + (1 | g), data = d)", False),
        ("y ~ x +\n  (1 | g)", False),
        ("y ~ I(x == 2) + (1 | g)", False),
        ("Y = B0 + B1*(SES) + R", True),
        (r"y_i \sim N(\mu, \sigma)", True),
        ("yᵢ ~ N(μᵢ, σ)", True),
    ],
)
def test_formulas_are_told_from_equations(text: str, expected: bool) -> None:
    assert is_equations(text) is expected


def test_what_the_equations_lack_is_placed_at_their_linear_predictor() -> None:
    text = "Some words first.\n\n$$y_{ij} = \\beta_0 + \\beta_1 x_{ij} + u_j + e_{ij}$$"
    report = check("y ~ x + z + (1 | g)", text, groups={"j": "g"})
    (difference,) = report.differences
    (span,) = difference.equation_spans
    assert text[span.start : span.end] == "y_{ij} = \\beta_0 + \\beta_1 x_{ij} + u_j + e_{ij}"


def test_a_family_is_placed_at_the_law_and_an_offset_at_its_term() -> None:
    text = (
        r"$n_{ij} \sim \text{Poisson}(\lambda_{ij})$ and "
        r"$\log(\lambda_{ij}) = \log(t_{ij}) + \beta_0 + \beta_1 x_{ij} + u_j$"
    )
    report = check("n ~ x + (1 | g)", text, groups={"j": "g"})
    shown = {d.kind: [text[s.start : s.end] for s in d.equation_spans] for d in report.differences}
    assert shown == {
        "family": [r"n_{ij} \sim \text{Poisson}(\lambda_{ij})"],
        "offset": [r"\log(t_{ij})"],
    }
    assert all(d.formula_spans for d in report.differences)


def test_an_inner_factor_alone_is_the_nested_one_with_labels_of_its_own() -> None:
    text = r"$y_{ijk} = \beta_0 + \beta_1 x_{ijk} + v_k + u_{jk} + e_{ijk}$"
    report = check("y ~ x + (1 | class)", text, groups={"j": "class", "k": "school"})
    assert [d.term for d in report.differences] == ["school"]
    assert report.repaired_formula == "y ~ x + (1 | school) + (1 | class)"
    assert "unique-labels" in {d.rule for d in report.diagnostics}


def test_a_repaired_product_keeps_the_order_of_the_formula() -> None:
    text = (
        r"y_{ij} = \beta_0 + \beta_1 s_{ij} + \beta_2 t_{ij} + \beta_3 w_j + \beta_4 s_{ij} w_j + "
        r"\beta_5 t_{ij} w_j + u_j + e_{ij}"
    )
    report = check("y ~ s + t + w + (1 | g)", text, groups={"j": "g"})
    assert report.repaired_formula == "y ~ s*w + t*w + (1 | g)"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("y ~ poly(x, 2) + (1 | g)", "y ~ x + I(x^2) + (1 | g)", True),
        ("y ~ x + (scale(x) | g)", "y ~ x + (x | g)", True),
        ("y ~ log(x) + (1 | g)", "y ~ x + (1 | g)", False),
        ("y ~ poly(x, 2) + (1 | g)", "y ~ z + (1 | g)", False),
    ],
)
def test_without_data_functions_of_the_same_variables_are_told(
    first: str, second: str, told: bool
) -> None:
    report = check(first, second)
    assert report.verdict == "different"
    assert ("functions-of-the-same" in {d.rule for d in report.diagnostics}) is told
