"""Thresholds, extra zeros and dispersions are compared too; a difference has its place in both texts."""

from __future__ import annotations

import pytest

from formula2eq.checking.check import check
from formula2eq.model import Model

ZEROS = (
    r"y_{ij} \sim ZIPoisson(\pi_{ij}, \lambda_{ij}) \\ "
    r"\log(\lambda_{ij}) = \beta_0 + \beta_1 x_{ij} + u_j \\ "
    r"u_j \sim N(0, \sigma_u^2) \\ \text{logit}(\pi_{ij}) = \gamma_0 + \gamma_1 z_{ij} + v_j \\ "
    r"v_j \sim N(0, \sigma_v^2)"
)
RIGHT = "glmmTMB(y ~ x + (1 | g), ziformula = ~ z + (1 | g), family = poisson)"
SPREAD = (
    r"y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij} \\ u_j \sim N(0, \tau^2) \\ "
    r"e_{ij} \sim N(0, \sigma_{ij}^2) \\ \log(\sigma_{ij}^2) = \alpha_0 + \alpha_1 x_{ij}"
)
CUMULATIVE = r"\text{logit}(P(y_{ij} \le c)) = \theta_c - \beta_1 x_{ij} - u_j"


@pytest.mark.parametrize(
    ("formula", "equations"),
    [
        (RIGHT, ZEROS),
        ("glmmTMB(y ~ x + (1 | g), dispformula = ~ x)", SPREAD),
        ("clmm(y ~ x + (1 | g))", CUMULATIVE),
        ("clmm(y ~ 0 + x + (1 | g))", CUMULATIVE),
    ],
)
def test_the_same_parts_are_one_model(formula: str, equations: str) -> None:
    assert check(formula, equations, groups={"j": "g"}).verdict == "equivalent"


#: formula, equations, kind and term of the difference, its part, its places, what to write instead
WRONG = [
    (
        "glmmTMB(y ~ x + (1 | g), ziformula = ~ 1 + (1 | g), family = poisson)",
        ZEROS,
        ("missing-fixed-term", "z", "zero-inflation"),
        ("~ 1 + (1 | g)", r"\gamma_1 z_{ij}"),
    ),
    (
        "glmmTMB(y ~ x + (1 | g), ziformula = ~ z, family = poisson)",
        ZEROS,
        ("missing-grouping", "g", "zero-inflation"),
        ("~ z", "v_j"),
    ),
    (
        "glmmTMB(y ~ x + (1 | g), ziformula = ~ z + w + (1 | g), family = poisson)",
        ZEROS,
        ("extra-fixed-term", "w", "zero-inflation"),
        ("w", r"\text{logit}(\pi_{ij}) = \gamma_0 + \gamma_1 z_{ij} + v_j"),
    ),
    (
        "glmmTMB(y ~ x + (1 | g), family = poisson)",
        ZEROS,
        ("zero-inflation", None, "zero-inflation"),
        ("y ~ x + (1 | g)", r"\text{logit}(\pi_{ij}) = \gamma_0 + \gamma_1 z_{ij} + v_j"),
    ),
    (
        "lmer(y ~ x + (1 | g))",
        SPREAD,
        ("dispersion", None, "dispersion"),
        ("y ~ x + (1 | g)", r"\log(\sigma_{ij}^2) = \alpha_0 + \alpha_1 x_{ij}"),
    ),
    (
        "glmmTMB(y ~ x + (1 | g), dispformula = ~ x + (1 | g))",
        SPREAD,
        ("extra-grouping", "g", "dispersion"),
        ("1 | g", r"\log(\sigma_{ij}^2) = \alpha_0 + \alpha_1 x_{ij}"),
    ),
    (
        'clmm(y ~ x + (1 | g), link = "probit")',
        CUMULATIVE,
        ("link", "probit", None),
        ("y ~ x + (1 | g)", r"\text{logit}(P(y_{ij} \le c))"),
    ),
    (
        "lmer(y ~ x + (1 | g))",
        CUMULATIVE,
        ("family", "gaussian", None),
        ("y ~ x + (1 | g)", r"\text{logit}(P(y_{ij} \le c))"),
    ),
]


@pytest.mark.parametrize(("formula", "equations", "wanted", "places"), WRONG)
def test_a_wrong_part_is_found_where_it_stands(
    formula: str,
    equations: str,
    wanted: tuple[str, str | None, str | None],
    places: tuple[str, str],
) -> None:
    report = check(formula, equations, groups={"j": "g"})
    assert report.verdict == "different"
    (found,) = report.differences
    assert (found.kind, found.term, found.part) == wanted
    first, second = found.formula_spans[0], found.equation_spans[0]
    assert formula[first.start : first.end].strip("()") == places[0].strip("()")
    assert equations[second.start : second.end] == places[1]
    assert found.repair
    assert report.repaired_formula is not None
    if wanted[2] is not None:
        assert check(report.repaired_formula, equations, groups={"j": "g"}).verdict == "equivalent"


def test_the_repair_is_a_whole_call() -> None:
    report = check("y ~ x + (1 | g)", ZEROS, groups={"j": "g"})
    assert report.repaired_formula == RIGHT


def test_the_letters_of_a_part_are_matched_too() -> None:
    equations = ZEROS.replace("u_j", "u_k").replace("v_j", "v_k").replace("_{ij}", "_{ik}")
    assert check(RIGHT, equations).verdict == "equivalent"
    assert check(Model(RIGHT), ZEROS.replace("z_{ij}", r"\text{z}_{ij}")).verdict == "equivalent"


def test_models_with_parts_are_proven_by_reading_them() -> None:
    for call in (RIGHT, "glmmTMB(y ~ x + (1 | g), dispformula = ~ x)"):
        assert Model(call).read_back() == "y ~ x + (1 | g)"
