"""Each rule about data: one case where it speaks, one where it must not."""

import numpy as np
import pandas as pd
import pytest

from formula2eq.design.build import design
from formula2eq.design.diagnostics import diagnose
from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand


def school_data():
    """40 schools with 2 to 5 classes, numbered afresh in each; 6 pupils in a class."""
    generator = np.random.default_rng(11)
    rows = [
        (school, number, pupil)
        for school in range(40)
        for number in range(1, 3 + school % 4)
        for pupil in range(6)
    ]
    data = pd.DataFrame(rows, columns=["school", "class", "pupil"])
    cell = data["school"] * 10 + data["class"]
    n = len(data)
    data["y"] = generator.normal(size=n) + generator.normal(size=500)[cell]
    data["x"] = generator.normal(size=n)
    data["size"] = generator.normal(size=500)[cell]
    data["private"] = np.where(data["school"] % 2 == 1, "yes", "no")
    data["district"] = data["school"].map(lambda number: f"d{number}")
    data["cx"] = data["x"] - 3
    data["big"] = data["x"] ** 2 * 1e6
    data["one"] = 1.0
    data["f"] = pd.Categorical(np.array(["a", "b", "c"])[np.arange(n) % 3])
    data["pair"] = np.where(np.arange(n) < n // 2, np.arange(n), -(np.arange(n) // 4))
    data["p"] = generator.uniform(size=n)
    data["two"] = np.where(data["school"] < 20, "u", "v")
    data["region"] = data["school"] % 3
    return data


DATA = school_data()


def rules(text, **options):
    record = design(expand(parse(text), list(DATA.columns)), DATA, **options)
    return {item.rule: item for item in diagnose(record)}


@pytest.mark.parametrize(
    ("rule", "speaks", "silent"),
    [
        ("implicit-nesting", "y ~ x + (1 | school) + (1 | class)", "y ~ x + (1 | school/class)"),
        (
            "implicit-nesting",
            "y ~ size + (1 | class) + (1 | school)",
            "y ~ x + (1 | f) + (1 | pupil)",
        ),
        ("same-partition", "y ~ x + (1 | school) + (1 | district)", "y ~ x + (1 | school)"),
        ("groups-of-one", "y ~ x + (1 | pair)", "y ~ x + (1 | school)"),
        ("few-groups", "y ~ f + (f | region)", "y ~ x + (x | school)"),
        ("few-groups", "y ~ x + (1 | two)", "y ~ x + (1 | pupil)"),
        ("constant-column", "y ~ one + (1 | school)", "y ~ x + (1 | school)"),
        ("rank-deficient", "y ~ x + size + I(x + size) + (1 | school)", "y ~ x + (1 | school)"),
        ("same-up-to-centring", "y ~ x + cx + (1 | school)", "y ~ cx + (1 | school)"),
        ("slope-constant-within-group", "y ~ private + (private | school)", "y ~ x + (x | school)"),
        ("slope-not-in-fixed-part", "y ~ 1 + (x | school)", "y ~ cx + (x | school)"),
        (
            "slope-not-in-fixed-part",
            "y ~ poly(x, 1) + (I(x^2) | school)",
            "y ~ 0 + f + (1 | school)",
        ),
        ("interaction-without-main-effect", "y ~ x:size + (1 | school)", "y ~ f*x + (1 | school)"),
        ("interaction-without-main-effect", "y ~ f + f:x:size", "y ~ f/x"),
        ("different-scales", "y ~ big + x + (1 | school)", "y ~ x + (1 | school)"),
        ("repeated-random-term", "y ~ x + (x | school) + (1 | school)", "y ~ x + (x || school)"),
        ("response-among-predictors", "y ~ y + x", "y ~ x"),
    ],
)
def test_a_rule_speaks_when_it_should_and_only_then(rule, speaks, silent):
    found = rules(speaks)
    assert rule in found
    assert found[rule].labels
    assert rule not in rules(silent)


@pytest.mark.parametrize(("nested", "speaks"), [(True, True), (False, False)])
def test_equal_numbers_of_classes_are_told_by_the_response(nested, speaks):
    generator = np.random.default_rng(3)
    school, number = np.repeat(np.arange(12), 24), np.tile(np.repeat(np.arange(3), 8), 12)
    effect = generator.normal(size=36)[3 * school + number] if nested else 1.0 * number
    y = generator.normal(size=12)[school] + effect + generator.normal(size=len(school))
    data = pd.DataFrame({"y": y, "school": school, "class": number + 1})
    found = diagnose(design(expand(parse("y ~ 1 + (1 | school) + (1 | class)")), data))
    assert ("implicit-nesting" in {item.rule for item in found}) == speaks


def test_columns_of_one_term_are_said_together():
    told = rules("y ~ x + size + f:x + f:I(x + 0 * size) + (1 | school)")
    assert "the same holds for" in told["rank-deficient"].message


def test_implicit_nesting_gives_the_formula_that_is_right():
    found = rules("y ~ x + (1 | school) + (1 | class)")["implicit-nesting"]
    assert found.repair == "(1 | school:class)"
    assert "40 units sharing one id" in found.message


def test_proportions_without_trials():
    assert "response-values" in rules("p ~ x + (1 | school)", family="binomial")


def test_a_group_level_factor_has_no_identified_correlation():
    message = rules("y ~ private + (private | school)")["slope-constant-within-group"].message
    assert "correlation with the intercept is not identified" in message
    message = rules("y ~ size + (size | school:class)")["slope-constant-within-group"].message
    assert "variance between groups changes" in message


def test_a_grouping_factor_among_the_fixed_effects():
    data = pd.DataFrame({"y": np.sin(np.arange(24)), "g": list("abcd") * 6, "n": [1, 2, 3, 4] * 6})

    def found(text):
        return {d.rule: d for d in diagnose(design(expand(parse(text)), data))}

    told = found("y ~ g + (1 | g)")["grouping-in-fixed-part"]
    assert told.severity == "warning" and "nothing is left" in told.message
    assert "grouping-in-fixed-part" in found("y ~ factor(n) + (1 | factor(n))")
    assert "grouping-in-fixed-part" not in found("y ~ n + (1 | n)")
