"""What the data say against a model reaches its users."""

from pathlib import Path

import formula2eq as f2e

DATA = Path(__file__).parents[1] / "data"


def test_findings_from_text_roles_and_data():
    iris = f2e.read_data(DATA / "iris.csv")
    model = f2e.Model("Sepal.Length ~ Petal.Length*Species + (1 | Species)", iris)
    rules = [found.rule for found in model.lint()]
    assert rules[0] == "grouping-in-fixed-part"
    assert {"few-groups", "reference-category"} <= set(rules)
    assert [d.rule for d in model.lint(select=["few"])] == ["few-groups"]
    assert "few-groups" not in [d.rule for d in model.lint(ignore=["few-groups"])]


def test_data_may_come_with_the_question():
    model = f2e.Model("strength ~ 1 + (1 | cask)")
    assert model.lint() == ()
    assert "few-groups" in [d.rule for d in model.lint(f2e.read_data(DATA / "Pastes.csv"))]


def test_a_double_bar_over_single_columns_needs_no_note():
    sleep = f2e.read_data(DATA / "sleepstudy.csv")
    assert f2e.Model("Reaction ~ Days + (Days || Subject)", sleep).lint() == ()
    several = f2e.Model("Reaction ~ Days + (factor(Days > 4) || Subject)", sleep, checks=False)
    assert "double-bar" in [d.rule for d in several.lint()]
