"""Successive models: what is marked, what is said, and what is nested in what."""

import re

import pytest
from slide_models import read

import formula2eq as f2e
from formula2eq.documents.sentence import plain_text
from formula2eq.errors import UsageError
from formula2eq.levels.nested_models import NotNested, not_nested
from formula2eq.model import Model
from formula2eq.writers import latex

LEVELS = {"levels": {"g": ["w"]}}
NULL = Model("y ~ 1 + (1 | g)")
GROWTH = Model("y ~ x + (x || g)")
CONDITIONAL = Model("y ~ x*w + (x | g)", **LEVELS)


def names(text):
    return re.findall(r"\w+", text)


def said(stage):
    return [plain_text(sentence) for sentence in stage.said]


def test_null_growth_conditional():
    null, growth, conditional = f2e.sequence(NULL, GROWTH, CONDITIONAL).stages
    assert null.new() == ()
    assert said(growth) == ["Adds γ₁₀·xᵢ and η₁ₖ·xᵢ.", "Model 1 is nested in it."]
    assert [latex.summand(item) for item in growth.new()] == [
        r"\beta_{1k} x_i",
        r"\gamma_{10}",
        r"\eta_{1k}",
    ]
    assert said(conditional) == [
        "Adds γ₀₁·wₖ and γ₁₁·wₖ·xᵢ.",
        "Estimates the covariance of η₀ₖ with η₁ₖ.",
        "Model 2 is nested in it.",
    ]
    assert [latex.summand(item) for item in conditional.new()] == [
        r"\gamma_{01} w_k",
        r"\gamma_{11} w_k",
    ]
    assert [stage.nested for stage in (null, growth, conditional)] == [None, True, True]


@pytest.mark.parametrize("form", ["levels", "substituted", "combined"])
def test_markups(form):
    made = f2e.sequence(NULL, GROWTH, form=form)
    assert "[η₁ₖ" in made.text()
    assert r"\underline{\gamma_{10}" in made.latex()
    source = made.slides(author="x").beamer()
    assert r"\lit<1>{\gamma_{10}" in source
    assert source.count(r"\begin{frame}[t]") == 2
    assert made.to_dict()["models"][1]["nested"] is True


def test_a_simpler_model_after_a_richer_one_drops():
    stage = f2e.sequence(CONDITIONAL, Model("y ~ x + w + (x || g)", **LEVELS)).stages[1]
    assert said(stage) == [
        "Drops γ₁₁·wₖ·xᵢ.",
        "Sets the covariance of η₀ₖ with η₁ₖ to zero.",
        "It is nested in model 1.",
    ]
    assert stage.nested is False


def test_different_rows_of_data_are_told():
    data = read("sleepstudy").copy()
    data["z"] = data["Days"].where(data["Days"] > 0)
    models = [Model("Reaction ~ 1 + (1 | Subject)", data)]
    models.append(Model("Reaction ~ z + (1 | Subject)", data))
    assert said(f2e.sequence(*models).stages[1])[-1].startswith(
        "The two use different rows of the data, 180 and 162"
    )


@pytest.mark.parametrize(
    ("inner", "outer", "obstacle"),
    [
        ("y ~ x + (1 | g)", "y ~ x*z + (x | g)", None),
        ("y ~ x + (1 | g)", "y ~ z + (1 | g)", "fixed"),
        ("y ~ 1 + (x | g)", "y ~ 1 + (x || g)", "covariance"),
        ("y ~ 1 + (x || g)", "y ~ 1 + (x | g)", None),
        ("y ~ 1 + (1 | g)", "y ~ 1 + (0 + x | g)", "covariance"),
        ("y ~ 1 + (1 | g)", "y ~ 1 + (1 | h)", "grouping"),
        ("y ~ 1 + (1 | g)", "y ~ 0 + f + (1 | g)", None),
        ("y ~ f + (1 | g)", "y ~ 0 + f:x + (1 | g)", "fixed"),
        ("y ~ x + (1 | g)", "y ~ 0 + f:x + (1 | g)", "fixed"),
        ("y ~ 0 + x + (1 | g)", "y ~ 0 + f:x + (1 | g)", None),
        ("y ~ 1 + (1 | g)", "y ~ 1 + (0 + f | g)", None),
        ("y ~ 1 + (1 | g)", "y ~ 1 + offset(x) + (1 | g)", "offset"),
        ("y ~ 1 + (1 | g)", "log(y) ~ 1 + (1 | g)", "outcome"),
        ("y ~ 1", "y ~ 1 + (1 | g)", None),
    ],
)
def test_nested(inner, outer, obstacle):
    one, other = (
        Model(text, categories={"f": ["a", "b", "c"]} if "f" in names(text) else None)
        for text in (inner, outer)
    )
    found = not_nested(one.level_model, other.level_model)
    assert (found and found.obstacle) == obstacle


def test_families_differ():
    other = Model("y ~ 1 + (1 | g)", family="poisson")
    assert not_nested(NULL.level_model, other.level_model) == NotNested("family")


def test_one_model_is_no_sequence():
    with pytest.raises(UsageError, match="two models or more"):
        f2e.sequence(NULL)


@pytest.mark.parametrize("notation", ["laird-ware", "gelman-hill", "matrix"])
def test_effects_are_named_where_no_summand_of_what_is_shown_stands_for_them(notation):
    texts = ("y ~ x + (1 | g)", "y ~ x*w + (x | g)")
    models = [Model(text, **LEVELS) for text in texts]
    stages = f2e.sequence(*models, *models[:1], notation=notation).stages
    items = "the fixed effect w, the fixed effect x:w and the random effect x of g"
    assert said(stages[1])[0] == f"Adds {items}."
    assert said(stages[2])[0] == f"Drops {items}."
    bare = f2e.sequence(Model("y ~ 0 + x + (0 + x | g)"), models[0], notation=notation).stages[1]
    assert said(bare)[:2] == [
        "Adds the intercept and the random intercept of g.",
        "Drops the random effect x of g.",
    ]


@pytest.mark.parametrize(("outcome", "family"), [("cbind(y, n - y)", "binomial"), ("y", "poisson")])
def test_generalized_models_name_their_columns(outcome, family):
    texts = [f"{outcome} ~ {right} + (1 | herd)" for right in ("1", "period", "offset(log(t))")]
    models = [
        Model(
            text,
            family=family,
            categories={"period": ["1", "2"]} if "period" in text else None,
            names={"period": "Time"},
        )
        for text in texts
    ]
    _, second, third = f2e.sequence(*models).stages
    assert said(second) == ["Adds β₁·Time[2]ᵢ.", "Model 1 is nested in it."]
    assert said(third) == [
        "Adds log(tᵢ).",
        "Drops β₁·Time[2]ᵢ.",
        "Model 2 is not nested in it: the offsets differ.",
    ]
