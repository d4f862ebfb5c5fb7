"""Effects of factors as the analysis of variance writes them, fixed and random."""

from __future__ import annotations

import pytest

from formula2eq.checking.check import check
from formula2eq.errors import InterpretationError
from formula2eq.reading.read import read

GROUPS = {"i": "A", "j": "B", "k": "C"}
SPLIT_PLOT = "y ~ A*C + (1 | B) + (1 | A:B)"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            r"y_{ijk} = \mu + \alpha_i + b_j + (\alpha b)_{ij} + \gamma_k + (\alpha\gamma)_{ik} + e_{ijk}, "
            r"b_j \sim N(0, \sigma_b^2), (\alpha b)_{ij} \sim N(0, \sigma_w^2)",
            SPLIT_PLOT,
        ),
        (
            r"y_{ijk} = \mu + \alpha_i + b_j + \alpha b_{ij} + \gamma_k + \alpha\gamma_{ik} + e_{ijk}, "
            r"b_j \sim N(0, \sigma_b^2), \alpha b_{ij} \sim N(0, \sigma_w^2)",
            SPLIT_PLOT,
        ),
        (
            "y_ijk = μ + α_i + b_j + (αb)_ij + γ_k + (αγ)_ik + ε_ijk\nb_j ~ N(0, σ_b²)",
            SPLIT_PLOT,
        ),
        (
            "yijk = μ + αi + bj + (αb)ij + γk + (αγ)ik + εijk\nbj ~ N(0, σb²)",
            SPLIT_PLOT,
        ),
        (
            r"y_{ijk} = \mu + \gamma_i + \tau_k + s_j + e_{ijk}, s_j \sim N(0, \sigma_s^2)",
            "y ~ A + C + (1 | B)",
        ),
        (
            r"y_{ijk} = \mu + \alpha_i + b_{j(i)} + e_{ijk}, b_{j(i)} \sim N(0, \sigma_b^2)",
            "y ~ A + (1 | A:B)",
        ),
        (
            r"y_{ijkl} = \mu + \alpha_i + \beta_{j(i)} + c_k + e_{ijkl}, c_k \sim N(0, \sigma_c^2)",
            "y ~ A + A:B + (1 | C)",
        ),
    ],
)
def test_an_effect_without_a_law_beside_others_with_one_is_fixed(text: str, formula: str) -> None:
    found = read(text, GROUPS)
    assert found.formula == formula
    assert "effect-without-law" in {d.rule for d in found.diagnostics}


def test_without_any_law_of_an_effect_it_stays_random() -> None:
    found = read(r"y_{ij} = \mu + \alpha_i + e_{ij}, e_{ij} \sim N(0, \sigma^2)", {"i": "operator"})
    assert found.formula == "y ~ 1 + (1 | operator)"
    assert [d.rule for d in found.diagnostics] == ["effect-without-law"]


def test_an_interaction_among_effects_without_laws_is_refused_at_its_place() -> None:
    text = r"y_{ijk} = \mu + \alpha_i + \beta_j + (\alpha\beta)_{ij} + \epsilon_{ijk}"
    with pytest.raises(InterpretationError) as raised:
        read(text, GROUPS)
    assert raised.value.diagnostics[0].rule == "effects-without-laws"
    span = raised.value.diagnostics[0].labels[0].span
    assert text[span.start : span.end] == r"(\alpha\beta)_{ij}"


@pytest.mark.parametrize(
    ("formula", "effect"),
    [
        ("y ~ treatment + (1 | cage)", "b_j"),
        ("y ~ treatment + (1 | treatment:cage)", "b_{j(i)}"),
    ],
)
def test_an_index_counts_the_categories_of_a_fixed_effect_where_that_fits(
    formula: str, effect: str
) -> None:
    text = rf"y_{{ijk}} = \mu + \alpha_i + {effect} + e_{{ijk}}, {effect} \sim N(0, \sigma_b^2)"
    assert check(formula, text).verdict == "equivalent"
    assert check("y ~ 1 + (1 | cage)", text).verdict == "different"
