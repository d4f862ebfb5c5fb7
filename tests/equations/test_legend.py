"""Every symbol that is printed has an entry in the legend, in every notation."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))
from structures import STRUCTURES  # noqa: E402

import formula2eq as f2e  # noqa: E402
from formula2eq.equations.atoms import atoms  # noqa: E402
from formula2eq.equations.lookups import plain  # noqa: E402
from formula2eq.equations.symbols import meanings  # noqa: E402
from formula2eq.notation import NOTATIONS  # noqa: E402
from formula2eq.notation.math import Apply, Symbol, Text  # noqa: E402
from formula2eq.writers import latex  # noqa: E402


def inside(node):
    """The symbols that an entry explains together with itself."""
    if isinstance(node, (Symbol, Text)):
        yield plain(node)
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            yield from inside(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from inside(item)


PARTS = "glmmTMB(n ~ x*w + (1 + x | g), zi = ~ w + (1 | g), disp = ~ d, family = nbinom2)"
EXPLAINED = {
    **STRUCTURES,
    "parts": (PARTS, {"levels": {"g": ["w"]}}),
    "ordinal": ("clmm(rating ~ x + (1 + x | g))", {}),
    "computed": ("log(y + 1) ~ x + (x | g)", {}),
}


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("structure", EXPLAINED)
def test_every_symbol_is_explained(structure, notation):
    formula, facts = EXPLAINED[structure]
    model = f2e.Model(formula, **facts)
    for form in ("levels", "combined"):
        try:
            equations = model.equations(form, notation)
        except f2e.NotationError:
            return
        said = meanings(equations.notation, equations.system)
        explained = {symbol for meaning in said for symbol in inside(meaning.symbol)}
        missing = {
            latex.node(node)
            for node in atoms(equations.system.equations)
            if not isinstance(node, Apply) and plain(node) not in explained
        }
        assert not missing
        assert all(meaning.meaning for meaning in said)
        rows = [latex.node(meaning.symbol) for meaning in said]
        assert len(rows) == len(set(rows)), "one row for each symbol"


LME4 = [
    json.loads(line)
    for line in (Path(__file__).parent / "lme4_names.jsonl").read_text("utf-8").splitlines()
]
#: Notations whose laws have a symbol for each variance and covariance.
BY_ENTRY = (
    "additive",
    "lecture",
    "raudenbush-bryk",
    "snijders-bosker",
    "singer-willett",
    "goldstein",
)


@pytest.mark.parametrize("notation", BY_ENTRY)
@pytest.mark.parametrize("case", LME4, ids=lambda case: case["formula"])
def test_names_are_those_of_lme4s_own_output(case, notation):
    """The names were printed by lme4 (`lme4_names.R`): each of them is in the legend, and no other."""
    data = f2e.read_data(Path(__file__).parents[1] / "data" / f"{case['dataset']}.csv")
    model = f2e.Model(case["formula"], data)
    try:
        table = model.symbols(notation=notation)
    except f2e.NotationError:
        return
    named = set(table["lme4"].dropna())
    assert named == {*case["fixed"], *case["random"]}


def test_units_levels_and_words_of_two_levels():
    table = f2e.Model("y ~ x*w + (x | g)", levels={"g": ["w"]}).symbols(notation="lecture")
    rows = {row.symbol: row for row in table.itertuples()}
    assert (rows["η₁ₖ"].level, rows["η₁ₖ"].unit, rows["η₁ₖ"].lme4) == (2, "g", "g: x")
    assert (rows["γ₁₁"].level, rows["γ₁₁"].lme4) == (2, "x:w")
    assert rows["γ₀₀"].lme4 == "(Intercept)"
    assert table["unit"].isna()[list(table["symbol"]).index("γ₀₀")]
    assert (rows["wₖ"].level, rows["wₖ"].unit, rows["wₖ"].variable) == (2, "g", "w")
    assert (rows["xᵢ"].level, rows["xᵢ"].unit) == (1, "observation")
    assert (rows["σ"].level, rows["σ"].lme4) == (1, "Residual")
    assert rows["σ_{η0,1}"].lme4 == "g: (Intercept), x"


def test_matrices_are_called_what_they_are():
    model = f2e.Model("y ~ x + (x | g)")
    said = {
        m.symbol.letter: m.meaning
        for m in model.equations(notation="laird-ware").meanings()
        if isinstance(m.symbol, Symbol) and m.symbol.bold
    }
    assert said["R"] == "covariance matrix of the residuals"
    said = {
        m.symbol.letter: m.meaning
        for m in model.equations(notation="distributional").meanings()
        if isinstance(m.symbol, Symbol) and m.symbol.bold
    }
    assert said["R"].startswith("correlation matrix")


def test_words_use_an_author_s_names():
    model = f2e.Model(
        "y ~ treat*w + poly(x, 2) + (1 + treat | g)",
        levels={"g": ["w"]},
        categories={"treat": ["a", "b"]},
        names={"treat": "Dose", "w": "mean wealth", "g": "School"},
    )
    said = {m.lme4: m.meaning for m in model.equations().meanings() if m.lme4}
    assert said["treatb:w"] == "interaction of Dose b and mean wealth"
    assert said["g: treatb"] == "standard deviation of the effect of Dose b across School"
    assert said["poly(x, 2)1"] == "effect of poly(x, 2), column 1"
    assert "by School" in model.equations().legend()


def test_parts_say_which_part_they_are_of():
    table = f2e.Model(PARTS, levels={"g": ["w"]}).symbols(notation="additive")
    rows = {row.symbol: row for row in table.itertuples()}
    assert rows["β^(zi)₁"].meaning == "effect of w, zero-inflation"
    assert rows["β^(zi)₁"].lme4 == "w (zero-inflation)"
    assert rows["p^(zi)ᵢⱼ"].meaning == "probability of an extra zero"


@pytest.mark.parametrize("columns", [60, 80])
def test_the_text_s_legend_is_as_wide_as_the_terminal(columns):
    formula, facts = EXPLAINED["long-names"]
    for notation in ("lecture", "goldstein"):
        equations = f2e.Model(formula, **facts).equations("combined", notation, width=columns)
        lines = equations.legend().splitlines()
        unbroken = ("student_reads_at_home_daily", "student_age_in_years:teacher_experience_years")
        assert all(len(line) <= columns or line.strip().startswith(unbroken) for line in lines)


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("structure", ["two-level", "parts", "ordinal", "transformed"])
def test_hats_are_on_estimates_and_nothing_else(structure, notation):
    formula, facts = EXPLAINED[structure]
    try:
        equations = f2e.Model(formula, **facts).equations("combined", notation, hats=True)
    except f2e.NotationError:
        return
    estimated = {plain(m.symbol) for m in equations.meanings() if m.estimated}
    hatted = {a for a in atoms(equations.printed) if isinstance(a, Symbol) and a.accent == "hat"}
    assert {plain(replace(symbol, accent=None)) for symbol in hatted} <= estimated
    assert hatted
    variables = {"X", "Z", "I", "W", "x", "z", "w", "b", "u", "eta", "r", "e"}
    assert not {symbol.letter for symbol in hatted} & variables


def test_a_variable_inside_a_call_is_called_by_its_own_name():
    levels = {"g": ["w"]}
    model = f2e.Model("y ~ I(x^2) + log(w + 3):x + scale(z) + (1 | g)", levels=levels)
    rows = {row.symbol: row for row in model.symbols(notation="raudenbush-bryk").itertuples()}
    assert (rows["xᵢⱼ"].meaning, rows["xᵢⱼ"].variable) == ("variable x", "x")
    assert (rows["wⱼ"].meaning, rows["wⱼ"].level, rows["wⱼ"].unit) == ("variable w", 2, "g")
    assert rows["log(wⱼ + 3)"].meaning == "variable log(w + 3)"
    assert rows["scale(z)ᵢⱼ"].meaning == "variable scale(z)"


def test_the_unit_is_said_though_its_letters_stand_in_another_word():
    model = f2e.Model("y ~ log(w) + (1 | g)", levels={"g": ["w"]})
    assert "log(wₖ)  variable log(w) (level 2, by g)" in model.equations(where=True).text()
