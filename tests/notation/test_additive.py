"""The additive notation holds every model in one line."""

import pytest

import formula2eq as f2e


def line(formula, **settings):
    system = f2e.Model(formula, **settings).equations("combined", "additive", parts=None).system
    whole = next(e for e in system.equations if e.kind == "combined")
    from formula2eq.writers import latex

    return latex.line(whole)


def test_one_line_numbers_fixed_effects_in_r_s_order():
    shown = line(
        "mAch ~ cses*meanses + cses*sector + (1 + cses | school)",
        levels={"school": ["meanses", "sector"]},
    )
    assert shown == (
        r"y_{ij} = \beta_0 + \beta_1 \text{cses}_{ij} + \beta_2 \text{meanses}_j"
        r" + \beta_3 \text{sector}_j + \beta_4 \text{cses}_{ij} \text{meanses}_j"
        r" + \beta_5 \text{cses}_{ij} \text{sector}_j + u_{0j} + u_{1j} \text{cses}_{ij}"
        r" + \varepsilon_{ij}"
    )


@pytest.mark.parametrize(
    "formula",
    [
        "y ~ x + (1 | a/b/c/d/e)",
        "y ~ x + (1 | a) + (x | b) + (1 | c) + (1 | d) + (1 | e)",
        "y ~ x + (1 | a) + (1 | b) + (1 | a:b) + (z | c/d)",
        "y ~ x + z",
        "y ~ 0 + x + (0 + z || g)",
        "y ~ x*z + (x | g) + (z | g)",
        "y ~ x + " + " + ".join(f"(1 | g{n})" for n in range(30)),
    ],
)
def test_holds_every_model(formula):
    for form in ("levels", "substituted", "combined"):
        assert f2e.Model(formula).equations(form, "additive").latex()


def test_stands_in_where_the_lecture_s_letters_run_out():
    equations = f2e.Model("y ~ x + (1 | a/b/c)").equations()
    assert equations.system.notation == "additive"
    assert "notation-changed" in {d.rule for d in equations.diagnostics}
    with pytest.raises(f2e.NotationError, match="additive"):
        f2e.Model("y ~ x + (1 | a/b/c)").equations(notation="lecture")


def test_factors_beyond_three_carry_their_names():
    shown = line("y ~ 1 + (1 | a) + (1 | b) + (1 | c) + (1 | d)")
    assert r"u^{\text{(a)}}_{0j}" in shown
    assert r"u^{\text{(d)}}_{0m}" in shown
