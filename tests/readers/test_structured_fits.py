"""Real fits of glmmTMB and MASS: structured covariances, parts beside the mean, thresholds.

The tables are written by ``structured_fits.R``.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import formula2eq as f2e
from formula2eq.notation import NOTATIONS
from formula2eq.notation.structured import HOLDING

HERE = Path(__file__).parent / "tidy"
CATEGORIES = {"recipe": ["A", "B", "C"]}
PARTS = (
    "glmmTMB(TICKS ~ cHEIGHT + (1 | LOCATION), ziformula = ~ cHEIGHT, dispformula = ~ cHEIGHT, "
    "family = nbinom2)"
)


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(HERE / f"{name}.csv")


def value(frame: pd.DataFrame, term: str, component: str = "cond") -> float:
    rows = frame[(frame["term"] == term) & (frame["component"] == component)]
    return float(rows["estimate"].iloc[0])


def shown(number: float, digits: int = 3) -> str:
    return f"{number:.{digits}f}".replace("-", "−")


@pytest.mark.parametrize("notation", HOLDING)
@pytest.mark.parametrize("structure", ["cs", "ar1", "diag"])
def test_structured_covariances_stand_in_the_matrix(structure: str, notation: str) -> None:
    frame = table(f"glmmTMB_{structure}")
    formula = f"glmmTMB(angle ~ temp + {structure}(0 + recipe | replicate))"
    model = f2e.Model(formula, categories=CATEGORIES).with_estimates(frame)
    text = model.equations(notation=notation, digits=3).text()
    sd = {c: value(frame, f"sd__recipe{c}") for c in "ABC"}
    for category in "ABC":
        assert shown(sd[category] ** 2) in text
    for pair in ("AB", "AC", "BC"):
        if structure != "diag":
            correlation = value(frame, f"cor__recipe{pair[0]}.recipe{pair[1]}")
            assert shown(correlation * sd[pair[0]] * sd[pair[1]]) in text
    assert "ρ" not in text
    correlations = model.equations(notation=notation, digits=3, correlations=True).text()
    if structure != "diag":
        assert shown(value(frame, "cor__recipeA.recipeC")) in correlations
    assert shown(sd["C"]) in correlations


@pytest.mark.parametrize("notation", NOTATIONS)
def test_each_part_has_its_own_numbers(notation: str) -> None:
    frame = table("glmmTMB_parts")
    try:
        model = f2e.Model(PARTS)
        text = model.with_estimates(frame).equations(notation=notation, digits=3).text()
    except f2e.NotationError:
        assert notation == "laird-ware"
        return
    for component in ("cond", "zi", "disp"):
        for term in ("(Intercept)", "cHEIGHT"):
            number = value(frame, term, component)
            assert text.count(shown(abs(number))) == 1, (component, term)


def test_a_part_without_estimates_keeps_its_symbols() -> None:
    frame = table("glmmTMB_parts")
    without = frame[frame["component"] == "cond"]
    text = f2e.Model(PARTS).with_estimates(without).equations(notation="additive").text()
    assert "0.99 − 0.025·cHEIGHT" in text
    assert "β^(zi)₀ + β^(zi)₁·cHEIGHT" in text
    assert "β^(disp)₀ + β^(disp)₁·cHEIGHT" in text


def test_estimates_of_a_part_that_the_model_lacks_are_refused() -> None:
    model = f2e.Model("glmmTMB(TICKS ~ cHEIGHT + (1 | LOCATION), family = nbinom2)")
    with pytest.raises(f2e.UsageError, match="no zero-inflation formula"):
        model.with_estimates(table("glmmTMB_parts"))


def test_names_of_a_part_are_checked() -> None:
    model = f2e.Model(PARTS.replace("ziformula = ~ cHEIGHT", "ziformula = ~ YEAR"))
    with pytest.raises(f2e.UsageError, match="YEAR"):
        model.with_estimates(table("glmmTMB_parts")).equations(notation="additive")


def test_a_constant_dispersion_is_the_size() -> None:
    frame = table("glmmTMB_size")
    model = f2e.Model("glmmTMB(TICKS ~ cHEIGHT + (1 | LOCATION), family = nbinom2)")
    text = model.with_estimates(frame).equations(notation="additive", digits=5).text()
    assert "1.04119)" in text  # sigma() of the fit


def test_thresholds_are_listed() -> None:
    frame = table("MASS_polr")
    model = f2e.Model("grade ~ temp", family="ordinal")
    text = model.with_estimates(frame).equations(notation="additive", digits=2).text()
    found = dict(zip(frame["term"], frame["estimate"], strict=True))
    low, high = (shown(found[name], 2) for name in ("low|middle", "middle|high"))
    assert f"(θ₁, θ₂) = ({low}, {high})" in text
    assert f"= {shown(found['temp'], 2)}·temp" in text
    with pytest.raises(f2e.UsageError, match="not ordinal"):
        f2e.Model("grade ~ temp").with_estimates(frame)


def test_indexed_factors_are_refused_with_the_reason() -> None:
    model = f2e.Model("y ~ f", categories={"f": ["a", "b"]})
    estimated = model.with_estimates({"(Intercept)": 1.0, "fb": 2.0})
    with pytest.raises(f2e.UsageError, match="one symbol for several estimates"):
        estimated.equations(factors="indexed")
    assert "2.00" in estimated.equations(factors="indicators").text()
