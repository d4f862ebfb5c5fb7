"""Models in words: what each effect compares, holds fixed, and where it holds."""

import json

import pytest
from slide_models import MODELS, read

from formula2eq.cli import main
from formula2eq.documents.sentence import plain_text
from formula2eq.model import Model


def items(model, heading, **settings):
    section = next(s for s in model.explain(**settings).sections if s.heading == heading)
    return [plain_text(sentence) for sentence in (*section.sentences, *section.items)]


def test_the_lecture_s_reading_model():
    assert items(MODELS["reading"](), "Fixed effects")[3:7] == [
        "student_re_black: the difference in the expected S per unit of Black where TeacherBlack "
        "is 0 and PropBlack is 0, the other predictors equal.",
        "teacher_re_black: the difference in the expected S per unit of TeacherBlack where Black "
        "is 0, the other predictors equal. It compares observations of groups (teacher_id) "
        "with the same random effects.",
        "class_prop_black: the difference in the expected S per unit of PropBlack where Black is "
        "0, the other predictors equal. It compares observations of groups (teacher_id) "
        "with the same random effects.",
        "student_re_black:teacher_re_black: how much the slope of Black changes per unit of "
        "TeacherBlack (a cross-level interaction: it explains differences between the categories of "
        "teacher_id), "
        "the other predictors equal.",
    ]


def test_the_lecture_s_maths_model_is_on_the_scale_of_the_link():
    said = items(MODELS["maths"](), "Fixed effects")
    assert "exp() of a difference is the odds ratio of the two sides compared." in said
    assert any("the same teacher_id, not of an average one" in sentence for sentence in said)
    assert any("the difference in the log-odds of M per unit of Age" in s for s in said)


@pytest.mark.parametrize(
    ("name", "heading", "sentence"),
    [
        ("three-levels", "Design", "1,548 observations are nested in 359 groups (childid)"),
        (
            "three-levels",
            "Design",
            "Predictors that differ between groups (schoolid) only: lowinc.",
        ),
        ("three-levels", "Fixed effects", "lowinc is 0 (observed: 36.9 to 100)"),
        ("three-levels", "Fixed effects", "the slope of year changes between Male and Female"),
        ("crossed", "Design", "person and item are crossed"),
        (
            "double-bar",
            "Random effects",
            "intercept and the slope of Days across groups (Subject) is set to zero",
        ),
        ("counts", "Outcome", "offset(log(HEIGHT)) is added to them without a coefficient."),
        ("counts", "Fixed effects", "the log of the expected TICKS between 96 and 95 of YEAR"),
        ("counts", "Fixed effects", "exp() of a difference is the rate ratio"),
        ("counts", "Random effects", "Each observation deviates by an effect of its own (INDEX)."),
        ("counts", "Assumptions", "the variance of the count equals its mean"),
        ("factors", "Random effects", "The level of A of Machine differs between groups (Worker)."),
        ("ordered", "Fixed effects", "the log-odds of a higher category of r per unit of x"),
        ("ordered", "Assumptions", "the same at every threshold"),
        ("single-level", "Design", "nothing groups them"),
        ("single-level", "Assumptions", "Residuals are normal"),
    ],
)
def test_sentences(name, heading, sentence):
    assert any(sentence in said for said in items(MODELS[name](), heading))


def test_a_slope_without_a_fixed_one_and_a_group_s_own_variable():
    model = Model("y ~ w + (1 + w + x | g)", levels={"g": ["w"]})
    said = items(model, "Random effects")
    assert "The variance between groups (g) depends on w." in said
    assert any("around zero, since it has no fixed effect" in sentence for sentence in said)


def test_sum_contrasts_hold_at_the_mean_of_the_categories():
    model = Model(
        "y ~ a*b + (1 | g)",
        categories={"a": ["u", "v"], "b": ["k", "l", "m"]},
        contrasts={"b": "contr.sum"},
    )
    said = items(model, "Fixed effects")
    assert "where the categories of b are averaged" in said[1]
    assert "contrast 1 of b (sum coding) where a is u" in said[2]


def test_estimates_of_a_fit_are_added():
    model = Model("Reaction ~ Days + (Days | Subject)", read("sleepstudy"))
    fitted = model.fit()
    assert items(model, "Fixed effects", fit=fitted)[1].endswith(
        "Estimate 10.47 (standard error 1.55)."
    )
    said = items(model, "Random effects", fit=fitted)
    assert said[0] == "Intercepts differ between groups (Subject) (standard deviation 24.74)."
    assert "(correlation 0.07)" in said[2]


def test_ratios_are_added_to_estimates_but_not_to_the_intercept():
    model = MODELS["maths"]()
    names = {"(Intercept)": -1.0, "student_age_s": 0.5, "student_female:teacher_female": -0.25}
    said = items(model, "Fixed effects", fit=names)
    assert said[3].endswith("Estimate \N{MINUS SIGN}1.00.")
    assert said[4].endswith("Estimate 0.50, odds ratio 1.65.")
    assert said[-1].endswith("Estimate \N{MINUS SIGN}0.25, ratio of odds ratios 0.78.")


def test_markups():
    found = MODELS["hostile"]().explain()
    assert "<b>" not in found.markdown()
    assert r"input\{x\}" in found.latex()
    assert all(len(line) <= 60 for line in MODELS["reading"]().explain().text(60).split("\n"))


def test_the_command(capsys):
    formula = "y ~ x + (1 | g)"
    assert main(["explain", formula]) == 0
    assert "Intercepts differ between groups (g)." in capsys.readouterr().out
    assert main(["explain", formula, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sections"][0]["heading"] == "Design"


@pytest.mark.parametrize(
    ("outcome", "weights", "said"),
    [
        ("cbind(s, n - s)", None, "Ill is modelled as a binomial count of successes in n trials;"),
        ("s/n", "n", "Ill is modelled as a binomial count of successes in n trials;"),
        ("p", "n", "p is modelled as the proportion of successes in n trials,"),
    ],
)
def test_trials_are_told_by_their_count(outcome, weights, said):
    made = Model(f"{outcome} ~ x + (1 | g)", family="binomial", weights=weights, names={"s": "Ill"})
    text = " ".join(made.explain().text().split())
    assert said in text
    assert f"the log-odds of {said.split()[0]} per unit of x" in text


def test_zero_inflation_and_dispersion_have_words() -> None:
    formula = "glmmTMB(n ~ x + (1 | g), zi = ~ w + (1 | g), disp = ~ d, family = nbinom2)"
    text = " ".join(Model(formula).explain().text(10_000).split())
    assert "w: the difference in the log-odds of an extra zero per unit of w" in text
    assert "d: the difference in the log of the dispersion parameter per unit of d" in text
    assert text.count("Intercepts differ between groups (g)") == 2


def test_columns_of_a_call_are_told_apart() -> None:
    text = Model("y ~ poly(x, 2)*w + (1 | g)", levels={"g": ["w"]}).explain().text(10_000)
    assert "the slope of poly(x, 2), column 2 changes per unit of w" in text
