"""Tables of R's broom.mixed, as lme4, nlme and glmmTMB fill them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import formula2eq as f2e
from formula2eq.cli import main

HERE = Path(__file__).parent / "tidy"
DATA = Path(__file__).parents[1] / "data"


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(HERE / f"{name}.csv")


@pytest.mark.parametrize("name", ["lme4_lmer", "nlme_lme", "glmmTMB"])
def test_one_fit_in_three_dialects(name: str) -> None:
    model = f2e.Model("Reaction ~ Days + (Days | Subject)")
    fitted = f2e.Model(model.text, f2e.read_data(DATA / "sleepstudy.csv")).fit()
    theirs = model.with_estimates(table(name)).equations(digits=1, errors="brackets")
    assert theirs.text() == fitted.equations(digits=1, errors="brackets").text()


def test_double_bar_groups_are_numbered_by_lme4() -> None:
    model = f2e.Model("Reaction ~ Days + (Days || Subject)")
    shown = model.with_estimates(table("lme4_double_bar")).equations(digits=1).text()
    assert "627.6" in shown
    assert "35.9" in shown


def test_factors_need_their_categories() -> None:
    formula = "cbind(incidence, size - incidence) ~ period + (1 | herd)"
    model = f2e.Model(formula, family="binomial", categories={"period": ["1", "2", "3", "4"]})
    for name in ("lme4_glmer", "glmmTMB_binomial"):
        shown = model.with_estimates(table(name)).equations("combined", digits=2).text()
        assert "−1.40 − 0.99·period[2]" in shown
        assert "0.64)" in shown


def test_nested_groups() -> None:
    model = f2e.Model("strength ~ 1 + (1 | batch/cask)")
    shown = model.with_estimates(table("lme4_nested")).equations(digits=2).text()
    assert "Norm(0, 2.90)" in shown
    assert "Norm(0, 1.29)" in shown
    bare = model.with_estimates(table("nlme_nested")).equations(digits=2).text()
    assert "60.05" in bare
    assert "σ_{η0}" in bare


def test_what_does_not_match_is_listed_on_both_sides() -> None:
    model = f2e.Model("Reaction ~ Dayz + (Dayz | Subject)")
    with pytest.raises(f2e.UsageError, match=r"Dayz.*Days") as caught:
        model.with_estimates(table("lme4_lmer")).equations()
    assert "Subject" in str(caught.value)
    plain = pd.DataFrame({"term": ["(Intercept)", "Days"], "estimate": [1.0, 2.0]})
    with pytest.raises(f2e.UsageError, match="without an estimate: Dayz"):
        model.with_estimates(plain).equations()


def test_a_missing_correlation_is_said() -> None:
    model = f2e.Model("Reaction ~ Days + (Days | Subject)")
    with pytest.raises(f2e.UsageError, match="covary"):
        model.with_estimates(table("lme4_double_bar"))


def test_any_frame_or_mapping() -> None:
    model = f2e.Model("y ~ x")
    frame = pd.DataFrame({"term": ["x", "Intercept"], "estimate": [-2.0, 1.0]})
    expected = "μᵢ = 1.00 − 2.00·xᵢ"
    assert expected in model.with_estimates(frame).equations().text()
    assert expected in model.with_estimates({"x": -2, "(Intercept)": 1}).equations().text()
    with pytest.raises(f2e.UsageError, match="no fit that is known"):
        model.with_estimates(3)


def test_an_undeclared_factor_is_told_by_its_categories() -> None:
    model = f2e.Model("cbind(incidence, size - incidence) ~ period + (1 | herd)", family="binomial")
    with pytest.raises(f2e.UsageError) as caught:
        model.with_estimates(table("lme4_glmer")).equations()
    said = caught.value.diagnostics[0]
    assert said.repair == 'categories={"period": ["REFERENCE", "2", "3", "4"]}, or the data'


@pytest.mark.parametrize("rows", ["", "Unnamed: 0", "X"])
def test_the_coefficients_of_a_summary(rows: str) -> None:
    frame = pd.DataFrame(
        {rows: ["(Intercept)", "Days"], "Estimate": [251.4, 10.467], "Std. Error": [6.82, 1.546]}
    )
    model = f2e.Model("Reaction ~ Days + (Days | Subject)").with_estimates(frame)
    text = model.equations("combined", "additive", errors="brackets").text()
    assert "251.40 (6.82) + 10.47 (1.55)·Days" in text
    assert "σ_{u0}²" in text


def test_a_table_that_is_no_fit_is_refused_by_its_columns() -> None:
    with pytest.raises(f2e.UsageError, match="a table of Subject, Days is no fit"):
        f2e.Model("y ~ x").with_estimates(pd.DataFrame({"Subject": [1], "Days": [2]}))


def test_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(HERE / "lme4_lmer.csv")
    formula = "Reaction ~ Days + (Days | Subject)"
    options = ["--estimates", path, "--errors", "brackets", "--notation", "raudenbush-bryk"]
    assert main(["equations", formula, *options]) == 0
    assert "β₁ⱼ = 10.47 (1.55) + u₁ⱼ" in capsys.readouterr().out
    assert main(["equations", formula, "--digits", "3"]) == 2
    assert "--estimates FILE" in capsys.readouterr().err
