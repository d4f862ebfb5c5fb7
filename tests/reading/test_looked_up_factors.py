r"""Coefficients that are looked up by category, as people write them, and their constraints."""

from __future__ import annotations

import pytest

from formula2eq.checking.check import check
from formula2eq.errors import InterpretationError
from formula2eq.reading.read import read

TAIL = r" + u_j + e_{ij} \\ u_j \sim N(0, \tau^2)"


def model(predictor: str, *lines: str) -> str:
    return r" \\ ".join((f"y_{{ij}} = {predictor}{TAIL}", *lines))


ONE = r"\beta_0 + \beta_{1[f_{ij}]} + \beta_2 x_{ij}"
TWO = ONE + r" + \beta_{3[f_{ij}]} x_{ij}"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (model(ONE, r"\beta_{1[\text{a}]} = 0"), "y ~ f + x + (1 | g)"),
        (model(ONE, r"\sum_c \beta_{1[c]} = 0"), "y ~ f + x + (1 | g)"),
        (model(ONE, r"\sum_{c=1}^{C} \beta_{1[c]} = 0"), "y ~ f + x + (1 | g)"),
        (model(TWO, r"\beta_{1[a]} = 0", r"\beta_{3[a]} = 0"), "y ~ f*x + (1 | g)"),
        (model(r"\beta_{1[f_{ij}]}"), "y ~ 0 + f + (1 | g)"),
        (
            model(r"\mu + \alpha_{treatment[i]}", r"\alpha_{control} = 0"),
            "y ~ treatment + (1 | g)",
        ),
        (
            model(r"\mu + \alpha_{\text{treatment}[i]}", r"\alpha_{\text{A}} = 0"),
            "y ~ treatment + (1 | g)",
        ),
        (
            model(r"\mu + \alpha_{t[i]} + \beta x_{ij}", r"\sum_t \alpha_t = 0"),
            "y ~ t + x + (1 | g)",
        ),
    ],
)
def test_the_equations_say_what_is_a_factor(text: str, formula: str) -> None:
    found = read(text, {"j": "g"})
    assert found.formula == formula
    assert not found.slips
    verdict = check(formula, text, groups={"j": "g"})
    assert verdict.verdict == "equivalent"


def test_a_lookup_with_a_law_is_a_grouping_factor() -> None:
    text = model(r"\beta_0 + \alpha_{k[i]}", r"\alpha_k \sim N(0, \sigma^2_\alpha)")
    assert read(text, {"j": "g", "k": "h"}).formula == "y ~ 1 + (1 | h) + (1 | g)"


MAIN, PRODUCT = r"\beta_{1[f_{ij}]}", r"\beta_{3[f_{ij}]}"
A1, B1, A3, B3 = (rf"\beta_{{{place}}} = 0" for place in ("1[a]", "1[b]", "3[a]", "3[b]"))
SUM = r"\sum_c \beta_{1[c]} = 0"
SLIPS = [
    ("missing-constraint", model(ONE), MAIN),
    ("missing-constraint", model(TWO, A1), PRODUCT),
    ("wrong-constraint", model(ONE, r"\beta_{1[a]} = 1"), r"\beta_{1[a]} = 1"),
    ("wrong-constraint", model(ONE, A1, B1), B1),
    ("wrong-constraint", model(ONE, A1, SUM), SUM),
    ("wrong-constraint", model(TWO, A1, B3), B3),
    ("wrong-constraint", model(MAIN, A1), A1),
    ("unused-equation", model(ONE, A1, A3), A3),
]


@pytest.mark.parametrize(("rule", "text", "place"), SLIPS)
def test_a_wrong_or_missing_constraint_is_named(rule: str, text: str, place: str) -> None:
    (found,) = read(text, {"j": "g"}).slips
    assert found.rule == rule
    assert text[found.labels[0].span.start :].startswith(place)


def test_the_constraint_is_kept() -> None:
    found = read(model(ONE, r"\beta_{1[\text{c d}]} = 0"), {"j": "g"}).factors["f"]
    assert found is not None and found.category == "c d"
    summed = read(model(ONE, r"\sum_c \beta_{1[c]} = 0"), {"j": "g"}).factors["f"]
    assert summed is not None and summed.category is None


def test_the_sum_over_an_index_makes_a_factor_of_it() -> None:
    text = r"y_{ij} = \mu + \alpha_i + e_{ij} \\ \sum_{i=1}^{a} \alpha_i = 0"
    found = read(text, {"i": "dose"})
    assert found.formula == "y ~ dose"
    assert not found.slips


def test_a_law_by_a_letter_is_about_the_groups_of_the_lookup() -> None:
    text = r"""
    S_i \sim \text{Binomial}(N_i, p_i) \\ \text{logit}(p_i) = \alpha_{\text{tank}[i]} \\
    \alpha_j \sim \text{Normal}(\bar{\alpha}, \sigma)
    """
    assert read(text).formula == "cbind(S, N - S) ~ 1 + (1 | tank)"


def test_a_lookup_with_neither_law_nor_constraint_is_said() -> None:
    found = read(r"y_i = \alpha + \beta_{\text{treatment}[i]} + \epsilon_i")
    assert found.formula == "y ~ 1 + (1 | treatment)"
    assert [d.rule for d in found.slips] == ["lookup-without-law"]


@pytest.mark.parametrize("sum_of", [r"\sum_{k} \beta_k x_{ki}", r"\sum_{k=1}^{K} \beta_k x_{ik}"])
def test_a_sum_of_terms_is_refused(sum_of: str) -> None:
    with pytest.raises(InterpretationError) as caught:
        read(rf"y_i = \beta_0 + {sum_of} + e_i")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.rule == "sum-of-terms"
    assert diagnostic.labels
