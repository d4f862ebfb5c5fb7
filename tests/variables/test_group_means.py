"""Means by group, ``ave(x, g)``: they stand at the level of their groups, with and without data."""

from __future__ import annotations

from pathlib import Path

import pytest

import formula2eq as f2e

HSB = Path(__file__).parents[1] / "data" / "Hsb82.csv"
CENTRED = (
    "mAch ~ I(ses - ave(ses, school)) + ave(ses, school) + (I(ses - ave(ses, school)) | school)"
)
LEVELS = [
    r"Y_{ij} &= \beta_{0j} + \beta_{1j} (\text{ses}_{ij} - \text{ave}(\text{ses}, \text{school})_j)"
    r" + r_{ij} \\",
    r"\beta_{0j} &= \gamma_{00} + \gamma_{01} \text{ave}(\text{ses}, \text{school})_j + u_{0j} \\",
    r"\beta_{1j} &= \gamma_{10} + u_{1j} \\",
]


@pytest.mark.parametrize("data", [None, HSB], ids=["declared", "observed"])
def test_group_mean_centring(data: Path | None) -> None:
    model = f2e.Model(CENTRED, None if data is None else f2e.read_data(data))
    lines = model.equations(notation="raudenbush-bryk").latex().splitlines()
    assert lines[1:4] == LEVELS
    for form, notation in (("levels", "lecture"), ("combined", "additive")):
        assert "(1 + I(ses - ave(ses, school)) | school)" in model.read_back(form, notation)


@pytest.mark.parametrize(
    ("variable", "level"),
    [
        ("ave(x, school)", "school"),
        ("ave(x, school, class)", "class:school"),
        ("ave(x = x, class, FUN = median)", "class:school"),
        ("stats::ave(x, school)", "school"),
        ("ave(x)", None),
        ("ave(x, sex)", None),
        ("I(x - ave(x, school))", None),
        ("I(w - ave(x, school))", "school"),
        ("ave(x, school, FUN = function(v) v - mean(v))", None),
        ("ave(x, school, FUN = cumsum)", None),
    ],
)
def test_the_level_of_a_mean(variable: str, level: str | None) -> None:
    model = f2e.Model(f"y ~ {variable} + (1 | school/class)", levels={"school": ["w"]})
    assert model.roles.level(variable) == level


def test_the_legend_says_what_it_is() -> None:
    model = f2e.Model("y ~ I(x - ave(x, g)) + (1 | g)")
    rows = {row.symbol: row for row in model.symbols(notation="raudenbush-bryk").itertuples()}
    assert rows["ave(x, g)ⱼ"].meaning == "mean of x in each g"
    assert (rows["ave(x, g)ⱼ"].level, rows["ave(x, g)ⱼ"].unit) == (2, "g")
    assert (rows["xᵢⱼ"].level, rows["xᵢⱼ"].unit) == (1, "observation")


def test_what_is_no_summary_is_refused_with_the_way_out() -> None:
    formula = "mAch ~ ave(ses, school, FUN = scale)"
    with pytest.raises(f2e.DataError, match="add to the data as a column"):
        f2e.Model(formula, f2e.read_data(HSB)).equations()
