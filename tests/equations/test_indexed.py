"""One indexed coefficient for each factor: its constraint beside it, proven by writing it out."""

from dataclasses import replace

import pandas as pd
import pytest

import formula2eq as f2e
from formula2eq.cli import main
from formula2eq.errors import NotationError, ProofError, UsageError
from formula2eq.levels.indexed import indexed_columns, is_indexed, prove_expansion

N = 240
DATA = pd.DataFrame(
    {
        "y": [float(k * k % 17) for k in range(N)],
        "x": [float(k * 7 % 11) + k / 97 for k in range(N)],
        "f": [("a", "b", "c")[k * 5 % 7 % 3] for k in range(N)],
        "item": [f"i{k // 7 % 8}" for k in range(N)],
        "h": [("lo", "hi")[k // 5 % 2] for k in range(N)],
        "t": [k % 5 > 2 for k in range(N)],
        "sector": [("Public", "Catholic", "Secular")[k % 24 % 3] for k in range(N)],
        "g": [k % 24 for k in range(N)],
    }
)
NOTATIONS = ["lecture", "raudenbush-bryk", "additive", "gelman-hill", "distributional"]
NOTATIONS += ["snijders-bosker", "singer-willett", "goldstein"]


def text(formula, notation=None, form="levels", factors="indexed", laws=False, **options):
    model = f2e.Model(formula, DATA, **options)
    made = model.equations(form, notation, factors=factors, laws=laws, parts=None)
    return made.text()


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("form", ["levels", "substituted", "combined"])
@pytest.mark.parametrize(
    "formula",
    [
        "y ~ f*x + (1 | g)",
        "y ~ sector*x + f + (x | g)",
        "y ~ f*item + h + (1 | g)",
        "y ~ 0 + f + sector:f + (1 | g)",
        "y ~ sector*f*x + (1 | g)",
    ],
)
def test_every_notation_and_form(formula, form, notation):
    for contrasts in ({}, {"f": "contr.sum"}, {"f": "contr.SAS"}):
        model = f2e.Model(formula, DATA, contrasts=contrasts)
        made = model.equations(form, notation, factors="indexed")
        assert any(equation.kind == "constraint" for equation in made.system.equations)
        for markup in (made.latex(), made.text(), made.mathml(), made.typst(), made.omml()):
            assert "[" in markup
        assert [d.rule for d in made.diagnostics].count("indexed-factor") == 1
        assert len(made.symbols()) > 5


def test_reference_and_sum_stand_beside_it():
    assert text("y ~ f + (1 | g)", "additive").splitlines() == [
        "  yᵢⱼ = β₀ + β₁[fᵢⱼ] + u₀ⱼ + εᵢⱼ",
        "β₁[a] = 0   (reference category of f)",
    ]
    assert "∑_c·β₁[c] = 0   (over the categories of f)" in text(
        "y ~ f + (1 | g)", "additive", contrasts={"f": "contr.sum"}
    )
    latex = f2e.Model("y ~ sector*x + (x | g)", DATA).equations(factors="indexed").latex()
    assert r"\beta_{1k} &= \gamma_{10} + \gamma_{11[\text{sector}_k]} + \eta_{1k}" in latex
    assert r"\gamma_{11[\text{Catholic}]} &= 0 \quad \text{(reference category of sector)}" in latex


def test_categories_by_their_display_names():
    names = {"sector": "Sector", "sectorCatholic": "Cath"}
    shown = text("y ~ sector + (1 | g)", "additive", names=names)
    assert "β₁[Sectorⱼ]" in shown and "β₁[Cath] = 0" in shown


def test_constraints_are_on_the_coefficients_that_are_printed():
    shown = text("y ~ f*sector + h + (1 | g)", "gelman-hill", "combined", {"sector": "indexed"})
    assert "β₃[sector_{j[i]}]" in shown and "β₃[Catholic] = 0" in shown
    laws = text("y ~ sector*x + (x | g)", "gelman-hill", laws=True)
    assert "[sectorⱼ]" in laws and "[Catholic] = 0" in laws


def test_short_factors_stay_indicators_unless_named():
    assert "h[lo]ᵢ" in text("y ~ f + h + t + (1 | g)")
    assert "β₂[hᵢ]" in text("y ~ f + h + (1 | g)", factors={"f": "indexed", "h": "indexed"})
    automatic = text("y ~ item + f + (1 | g)", factors="auto")
    assert "[itemᵢ]" in automatic and "f[b]ᵢ" in automatic
    assert "β₁[fᵢ]" in text("y ~ factor(f) + (1 | g)", factors={"f": "indexed"})


@pytest.mark.parametrize(
    ("formula", "options", "reason"),
    [
        ("y ~ f + (f | g)", {}, "random effects one by one"),
        ("y ~ f + (1 | g)", {"contrasts": {"f": "contr.helmert"}}, "Helmert contrasts"),
    ],
)
def test_refused_with_the_reason(formula, options, reason):
    model = f2e.Model(formula, DATA, **options)
    with pytest.raises(NotationError, match=reason):
        model.equations(factors={"f": "indexed"})
    with pytest.raises(NotationError, match=reason):
        model.equations(factors="indexed")
    assert "[b]" in model.equations(factors="auto").text() or "Helmert" in reason
    with pytest.raises(NotationError, match="entry for each column"):
        f2e.Model("y ~ f + (1 | g)", DATA).equations(notation="matrix", factors="indexed")


def test_columns_dropped_for_rank_leave_no_list():
    data = DATA.assign(copy=(DATA["f"] == "b").astype(float))
    model = f2e.Model("y ~ copy + f + (1 | g)", data)
    with pytest.raises(NotationError, match="lack of rank"):
        model.equations(factors="indexed")


def test_names_and_styles_are_checked():
    model = f2e.Model("y ~ f + x + (1 | g)", DATA)
    with pytest.raises(UsageError, match="x is no factor"):
        model.equations(factors={"x": "indexed"})
    with pytest.raises(UsageError, match="not index"):
        model.equations(factors="index")


def test_a_wrong_list_is_not_proven():
    columns = f2e.Model("y ~ f*x + (1 | g)", DATA).columns
    grouped = indexed_columns(columns, "indexed").fixed
    prove_expansion(columns.fixed, grouped)
    wrong = [
        replace(c, parts=tuple(replace(p, reference="b") if is_indexed(p) else p for p in c.parts))
        for c in grouped
    ]
    for broken in (wrong, grouped[:-1], (*grouped, grouped[-1])):
        with pytest.raises(ProofError):
            prove_expansion(columns.fixed, broken)


def test_without_data_and_on_the_command_line(capsys):
    arguments = ["equations", "y ~ sector + f + (1 | g)", "--level", "g=sector"]
    arguments += ["--categories", "sector=Public,Catholic,Secular", "--categories", "f=a,b"]
    assert main([*arguments, "--factors", "indexed", "--no-laws"]) == 0
    shown = capsys.readouterr().out
    assert "γ₀₁[sectorₖ]" in shown and "γ₀₁[Public] = 0" in shown and "f[b]ᵢ" in shown
    assert main([*arguments, "--factors", "f=indexed", "--no-laws"]) == 0
    shown = capsys.readouterr().out
    assert "β₁[a] = 0" in shown and "sector[Catholic]ₖ" in shown
