"""What packages say beside lme4's formulas: brms' additions, nlme's blocks, statsmodels' groups."""

import pytest

from formula2eq import Model
from formula2eq.errors import FormulaSyntaxError, UsageError
from formula2eq.formula.call import read_call
from formula2eq.formula.unparse import unparse
from formula2eq.terms.expand import expand_specification


def terms(text):
    found = expand_specification(read_call(text))
    return [term.label for term in found.fixed], [
        (bar.text, bar.grouping.label, bar.covariance) for bar in found.random
    ]


@pytest.mark.parametrize(
    ("text", "response", "rules"),
    [
        ("brm(y | trials(n) ~ x, family = binomial)", "cbind(y, n - y)", []),
        ("brm(y | trials(1) ~ x, family = binomial)", "y", []),
        ("y | trials(n) ~ x", "cbind(y, n - y)", []),
        ("brm(bf(y | trials(n) + cens(c) ~ x))", "cbind(y, n - y)", ["argument-not-read"]),
        ("bf(y | subset(s) ~ x)", "y", ["family-elsewhere"]),
        ("bf(y | se(s) ~ x)", "y", ["argument-not-read", "family-elsewhere"]),
        ('bmb.Model("p(y, n) ~ x", d)', "cbind(y, n - y)", []),
        ("y | z ~ x", "y | z", []),
    ],
)
def test_additions_to_the_response(text, response, rules):
    found = read_call(text)
    assert unparse(found.formula.response) == response
    assert [one.rule for one in found.diagnostics] == rules


def test_a_rate_is_an_offset():
    assert unparse(read_call("brm(y | rate(t) ~ x, family = poisson)").offset) == "log(t)"


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("brm(y ~ 0 + Intercept + x)", ["1", "x"]),
        ("brm(bf(y ~ 0 + Intercept))", ["1"]),
        ("brm(y ~ x + Intercept - 1)", ["1", "x"]),
        ("lmer(y ~ 0 + Intercept + (1 | g))", ["Intercept"]),
    ],
)
def test_the_constant_of_brms(text, fixed):
    assert terms(text)[0] == fixed


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("brm(bf(y ~ x, hu ~ z), family = hurdle_poisson())", {"zero-inflation"}),
        ("bf(y ~ x, zi ~ z, family = zero_inflated_poisson())", {"zero-inflation"}),
        ("bf(y ~ x, shape ~ z, family = negbinomial())", {"dispersion"}),
        ("brm(y ~ x, family = zero_inflated_poisson())", {"zero-inflation"}),
        (
            'bmb.Model(bmb.Formula("y ~ x", "psi ~ z"), d, family="zero_inflated_poisson")',
            {"zero-inflation"},
        ),
    ],
)
def test_parts_beside_the_mean(text, beside):
    model = Model(text)
    assert set(model.part_terms) == beside
    model.read_back()


def test_a_nonlinear_formula_is_refused():
    with pytest.raises(FormulaSyntaxError) as caught:
        read_call("brm(bf(y ~ a * exp(b * x), a + b ~ 1, nl = TRUE), data = d)")
    assert caught.value.diagnostics[0].rule == "nonlinear-formula"


@pytest.mark.parametrize(
    ("text", "group", "words"),
    [
        ("brm(y ~ x + (1 | gr(g, cov = A)))", "g", "gr() states covariances between the groups"),
        ("brm(y ~ x + (1 | gr(g, by = h)))", "g", "for each category (by)"),
        ("brm(y ~ x + (1 | gr(g)))", "g", ""),
        ("brm(y ~ x + (1 | mm(a, b)))", "mm(a, b)", "mm() adds up the effects"),
    ],
)
def test_groupings_of_brms(text, group, words):
    assert terms(text)[1][0][1] == group
    said = " ".join(found.message for found in Model(text).diagnostics)
    assert words in said and bool(words) == bool(said)


@pytest.mark.parametrize(
    ("text", "random"),
    [
        (
            "lme(y ~ x, random = list(g = pdBlocked(list(~1, pdIdent(~f - 1)))))",
            [("1 | g", "g", "unstructured"), ("f - 1 | g", "g", "homogeneous-diagonal")],
        ),
        (
            "lme(y ~ x, random = list(g = nlme::pdCompSymm(~ x)))",
            [("x | g", "g", "homogeneous-compound-symmetry")],
        ),
        (
            "glmmPQL(y ~ x, random = list(~ 1 | a, ~ x | b))",
            [("x | b:a", "b:a", "unstructured"), ("1 | a", "a", "unstructured")],
        ),
        (
            "gamm4(y ~ x, random = ~ (x | g) + (1 | h), data = d)",
            [("x | g", "g", "unstructured"), ("1 | h", "h", "unstructured")],
        ),
        (
            'smf.mixedlm("y ~ x", d, groups=d["g"], re_formula="~x")',
            [("x | g", "g", "unstructured")],
        ),
        (
            'smf.mixedlm("y ~ x", d, groups="g", vc_formula={"c": "0 + C(c)"}).fit()',
            [("1 | c:g", "c:g", "unstructured"), ("1 | g", "g", "unstructured")],
        ),
    ],
)
def test_random_parts_beside_the_formula(text, random):
    assert terms(text)[1] == random


@pytest.mark.parametrize(
    "text",
    [
        'f <- "y ~ x + (1 | g)"\nlmer(f, d)',
        'f <- as.formula("y ~ x + (1 | g)")\nlmer(f, d)',
        "f <- as.formula(y ~ x + (1 | g))\nm <- lmer(formula = f, d)",
        "m <- (lmer(y ~ x + (1 | g), d))",
        "lmer(y ~ x + (1 | g), data = d |> filter(a > 1) |> dplyr::select(y))",
        "f = @formula y ~ x + (1 | g)\nm = fit(MixedModel, f, d)",
        "f = @formula y ~ x +\n  (1 | g);\nm = fit(MixedModel, f, d)",
        'Lmer("y ~ x + "\n  "(1 | g)", data=d)',
    ],
)
def test_formulas_by_name_in_parentheses_and_joined(text):
    assert terms(text) == (["1", "x"], [("1 | g", "g", "unstructured")])


def test_mixedlm_needs_groups():
    with pytest.raises(FormulaSyntaxError, match="grouping factor"):
        read_call('smf.mixedlm("y ~ x", d)')


def test_an_unknown_function_keeps_its_own_arguments():
    found = read_call("ordbetareg(bf(y ~ x + (1 | g)), data = d)")
    assert (found.function, found.family) == ("ordbetareg", "ordbeta")


def test_a_dispersion_of_zero_is_said():
    model = Model("glmmTMB(y ~ x + (1 | g), data = d, dispformula = ~0)")
    assert [d.rule for d in model.diagnostics] == ["argument-not-read"]
    assert "near zero" in model.diagnostics[0].message


def test_an_autoregression_needs_the_categories_of_its_factor():
    text = "glmmTMB(y ~ x + ar1(0 + t | g), data = d)"
    with pytest.raises(UsageError) as caught:
        Model(text).equations()
    assert caught.value.diagnostics[0].rule == "undeclared-categories"
    assert "ρ_η²" in Model(text, categories={"t": "123"}).equations().text()


def test_what_an_unknown_function_states_is_not_called_without_effect():
    found = read_call("feols(y ~ x, data = d, vcov = a)")
    assert [one.message for one in found.diagnostics] == [
        "feols() is not known here: only its formula is read; what vcov states is not"
    ]


@pytest.mark.parametrize(
    ("text", "random"),
    [
        ('gam(y ~ x + s(g, bs = "re"), data = d)', ["1 | g"]),
        ('bam(y ~ s(x) + s(g, bs = "re") + s(g, z, bs = "re"))', ["1 | g", "0 + z | g"]),
        ('gam(y ~ s(g, bs = "re") + s(z, g, bs = "re") + x)', ["1 | g", "0 + z | g"]),
        ('gam(y ~ x + s(z, g, bs = "re"))', []),
        ('gam(y ~ x + s(g, bs = "cc"))', []),
    ],
)
def test_random_effects_as_smooths(text, random):
    assert [bar[0] for bar in terms(text)[1]] == random
    assert "bar-not-known" not in [d.rule for d in Model(text).diagnostics]


def test_the_autocorrelation_of_brms_is_no_predictor():
    model = Model("brm(y ~ x + ar(p = 1) + (1 | g), data = d)")
    assert [term.label for term in model.terms.fixed] == ["1", "x"]
    assert [d.rule for d in model.diagnostics] == ["argument-not-read"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("clm(y ~ x, scale = ~ z, nominal = ~ w)", ["argument-not-read", "argument-not-read"]),
        ("glmmTMB(y ~ x, d, map = list(betad = factor(NA)))", ["argument-not-read"]),
        ("glmmTMB(y ~ x, d, map = NULL)", ["ignored-argument"]),
        ("glmmTMB(y ~ x + exp(p + 0 | g), d)", ["unknown-structure"]),
    ],
)
def test_what_changes_the_model_is_not_called_without_effect(text, rules):
    assert [d.rule for d in Model(text).diagnostics] == rules
