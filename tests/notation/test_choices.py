"""Every choice changes what a notation prints, or is refused with the reason."""

import pytest

import formula2eq as f2e
from formula2eq.notation import NOTATIONS, named
from formula2eq.notation.choices import VALUES

FORMULA = "score ~ x*w + log(z) + (x | g)"


def printed(notation, **settings):
    groups = settings.pop("groups", None)
    model = f2e.Model(FORMULA, levels={"g": ["w"]}, groups=groups)
    return model.equations(notation=notation, **settings).latex()


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("choice", [*VALUES, "priors"])
def test_a_choice_changes_the_equations_or_is_refused(notation, choice):
    values = VALUES.get(choice, (True,))
    if choice in named(notation).fixed_choices:
        for value in values:
            with pytest.raises(f2e.UsageError, match="cannot follow"):
                printed(notation, **{choice: value})
        return
    shown = {printed(notation, **{choice: value}) for value in values}
    assert len(shown | {printed(notation)}) == 2
    if len(values) > 1:
        assert len(shown) == 2


@pytest.mark.parametrize("notation", NOTATIONS)
def test_index_letters(notation):
    assert printed(notation, groups={"q": "g"}) != printed(notation)


@pytest.mark.parametrize("notation", NOTATIONS)
def test_letters_of_variables_come_with_a_legend(notation):
    equations = f2e.Model(FORMULA, levels={"g": ["w"]}).equations(
        notation=notation, variables="letter"
    )
    assert "log" not in equations.latex()
    legend = next(d for d in equations.diagnostics if d.rule == "letters")
    assert "x2 is log(z)" in legend.message


def test_a_value_that_a_choice_does_not_have():
    with pytest.raises(f2e.UsageError, match="sd or variance"):
        printed("lecture", scale="deviation")


def test_the_scale_is_a_standard_deviation_or_a_variance():
    model = f2e.Model("y ~ x + (1 | g)")
    for notation, deviation, variance in [
        ("lecture", r"\sigma_{\eta0})", r"\sigma_{\eta0}^2)"),
        ("raudenbush-bryk", r"\sqrt{\tau_{00}})", r"\tau_{00})"),
        ("snijders-bosker", r"\tau_0)", r"\tau_0^2)"),
        ("gelman-hill", r"\sigma_{\alpha})", r"\sigma_{\alpha}^2)"),
    ]:
        assert deviation in model.equations(notation=notation, scale="sd").latex()
        assert variance in model.equations(notation=notation, scale="variance").latex()


def test_priors_are_read_with_the_formula_grammar():
    model = f2e.Model("y ~ x + (x | g)")
    shown = model.equations(
        notation="distributional",
        priors={"slope": "Student(3, 0, 2.5)", "correlation": "LKJcorr(4)"},
    ).latex()
    lines = {line.removesuffix(r" \\") for line in shown.splitlines()}
    assert r"\bar{\beta} &\sim \text{Student}(3, 0, 2.5)" in lines
    assert r"\boldsymbol{R} &\sim \text{LKJcorr}(4)" in lines
    assert r"\sigma &\sim \text{Exponential}(1)" in lines
    with pytest.raises(f2e.FormulaSyntaxError):
        model.equations(notation="distributional", priors={"slope": "Normal(0,"})
