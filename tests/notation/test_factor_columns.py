"""Factors in equations: indicators by category, other contrasts by words, never as a category."""

import pandas as pd
import pytest

import formula2eq as f2e

DATA = pd.DataFrame(
    {
        "y": [float(k * k % 17) for k in range(48)],
        "x": [float(k * 7 % 11) for k in range(48)],
        "f": pd.Categorical([("1", "2", "3")[k % 3] for k in range(48)]),
        "o": pd.Categorical(
            [("low", "mid", "high", "top")[k // 3 % 4] for k in range(48)],
            categories=["low", "mid", "high", "top"],
            ordered=True,
        ),
        "pass": [k % 5 > 2 for k in range(48)],
        "g": [k % 8 for k in range(48)],
    }
)


def shown(formula, **options):
    model = f2e.Model(formula, DATA, **options)
    text = model.equations("combined", laws=False, parts=None).text()
    notes = [d.message for d in model.diagnostics if d.rule in ("contrasts", "reference-category")]
    return text, notes


@pytest.mark.parametrize(
    ("contrasts", "columns", "said"),
    [
        ("contr.treatment", ("f[2]ᵢ", "f[3]ᵢ"), "reference category 1"),
        ("contr.SAS", ("f[1]ᵢ", "f[2]ᵢ"), "reference category 3"),
        ("contr.sum", ("f[sum 1]ᵢ", "f[sum 2]ᵢ"), "the deviation of 3, the last, is minus the sum"),
        ("contr.helmert", ("f[Helmert 1]ᵢ", "f[Helmert 2]ᵢ"), "Helmert 1 2 with 1"),
        ("contr.poly", ("f[linear]ᵢ", "f[quadratic]ᵢ"), "polynomials over the order"),
    ],
)
def test_every_contrast_says_what_it_compares(contrasts, columns, said):
    text, notes = shown("y ~ f + (1 | g)", contrasts={"f": contrasts})
    assert all(column in text for column in columns)
    assert len(notes) == 1 and said in notes[0]
    called, _ = shown(f"y ~ C(f, {contrasts}) + (1 | g)")
    assert called == text


def test_ordered_and_logical():
    text, notes = shown("y ~ o + pass + (1 | g)")
    assert "o[linear]ᵢ" in text and "o[cubic]ᵢ" in text and "·passᵢ" in text
    assert notes == [
        "o is coded by orthogonal polynomials over the order of its categories low, mid, high, top"
    ]


def test_references_are_said_in_one_note():
    model = f2e.Model("y ~ f * o + f:x + (1 | g)", DATA, contrasts={"o": "contr.treatment"})
    rules = [d.rule for d in model.diagnostics]
    assert rules.count("reference-category") == 1 and rules.count("all-categories") == 1


def test_names_of_categories():
    names = {"f2": "second", "f": "Form"}
    text, _ = shown("y ~ f + (1 | g)", names=names)
    assert "Form[second]ᵢ" in text and "Form[3]ᵢ" in text
