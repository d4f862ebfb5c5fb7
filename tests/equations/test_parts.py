"""Zero inflation and dispersion have equations of their own, with parameters of their own."""

import pytest

import formula2eq as f2e

CALL = "glmmTMB(y ~ x + (1 | g){}, family = {})"


def text(call, notation="lecture"):
    return f2e.Model(call).equations(notation=notation).latex()


@pytest.mark.parametrize(
    ("family", "parameter"),
    [
        ("gaussian", r"\sigma_{ik}^2"),
        ("nbinom2", r"\theta_{ik}"),
        ("beta_family", r"\phi_{ik}"),
        ("Gamma(link = log)", r"\alpha_{ik}"),
    ],
)
def test_the_dispersion_s_parameter_has_indices(family, parameter):
    shown = text(CALL.format(", dispformula = ~ z", family))
    assert (
        rf"\log({parameter}) &= \beta^{{\text{{disp}}}}_0 + \beta^{{\text{{disp}}}}_1 z_i" in shown
    )


def test_zero_inflation_is_in_the_law():
    shown = text(CALL.format(", ziformula = ~ z + (1 | g)", "poisson"))
    assert r"\text{ZIPoisson}(p^{\text{zi}}_{ik}, \lambda_{ik})" in shown
    assert (
        r"\text{logit}(p^{\text{zi}}_{ik}) &= \beta^{\text{zi}}_{0k} + \beta^{\text{zi}}_1 z_i"
        in shown
    )
    assert r"\eta^{\text{zi}}_{0k} &\sim \text{Norm}(0, \sigma^{\text{zi}}_{\eta0})" in shown


def test_parts_may_stand_beside_the_formula():
    call = f2e.Model(CALL.format(", ziformula = ~ z + (1 | g), dispformula = ~ z", "nbinom2"))
    beside = {"ziformula": "~ z + (1 | g)", "dispformula": "~ z"}
    model = f2e.Model("y ~ x + (1 | g)", family="negative.binomial", **beside)
    assert model.part_terms == call.part_terms
    assert model.equations().latex() == call.equations().latex()
    assert model.check(call).verdict == "equivalent"
    with pytest.raises(f2e.UsageError, match="beside a formula"):
        f2e.Model(CALL.format("", "nbinom2"), **beside)


def test_parts_that_say_nothing_are_none():
    silent = CALL.format(", ziformula = ~ 0, dispformula = ~ 1", "poisson")
    assert text(silent) == text(CALL.format("", "poisson"))


def test_a_part_that_a_notation_cannot_hold_refuses_the_model():
    model = f2e.Model(CALL.format(", ziformula = ~ (1 | h)", "poisson"))
    with pytest.raises(f2e.NotationError, match="crossed"):
        model.equations(notation="singer-willett")
    assert r"v^{\text{zi}}_{0k}" in model.equations(notation="additive").latex()


@pytest.mark.parametrize("form", ["levels", "combined"])
@pytest.mark.parametrize("notation", ["lecture", "raudenbush-bryk", "gelman-hill", "matrix"])
def test_a_mixture_with_extra_zeros_has_no_residual(notation, form):
    model = f2e.Model(CALL.format(", ziformula = ~ z", "gaussian"))
    shown = str(model.equations(form, notation))
    assert "~ ZIN" in shown
    assert not {"ε", "εᵢ", "rᵢⱼ", "ϵᵢ", "Y"} & set(shown.split())


def test_a_dispersion_that_varies_is_a_diagonal_matrix():
    shown = text(CALL.format(", dispformula = ~ z", "gaussian"), "matrix")
    assert r"{diag}(\sigma_{ij}^2)" in shown
    assert r"N(0, \boldsymbol{\Lambda}_{\theta} \boldsymbol{\Lambda}_{\theta}^{\top})" in shown
