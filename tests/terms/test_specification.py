"""The terms of whole calls: covariance structures, nlme's random formulas, offsets."""

import pytest

from formula2eq.errors import UsageError
from formula2eq.formula.call import read_call
from formula2eq.formula.unparse import unparse
from formula2eq.model import Model
from formula2eq.terms.expand import expand_specification, specification_diagnostics


@pytest.mark.parametrize(
    ("text", "random"),
    [
        ("lme(y ~ x, random = ~ x | g)", [("x | g", "unstructured")]),
        ("lme(y ~ x, random = ~ 1 | a/b)", [("1 | b:a", "unstructured"), ("1 | a", "unstructured")]),
        ("lme(y ~ x, random = list(g = pdDiag(~x)))", [("x | g", "diagonal")]),
        (
            "lme(y ~ x, d, list(a = ~1, b = pdIdent(~x)))",
            [("x | b:a", "homogeneous-diagonal"), ("1 | a", "unstructured")],
        ),
        (
            "glmmTMB(y ~ x + ar1(0 + t | g) + cs(x | h) + diag(x | i) + us(x | j), d)",
            [
                ("0 + t | g", "ar1"),
                ("x | h", "compound-symmetry"),
                ("x | i", "diagonal"),
                ("x | j", "unstructured"),
            ],
        ),
        ("lmer(y ~ x + diag(x | g), d)", [("x | g", "unstructured")]),
        ("fit(MixedModel, @formula(y ~ zerocorr(1 + x | g)), d)", [("1 + x | g", "diagonal")]),
        ('bmb.Model("y ~ x + (x|g) + (1|h)", d)', [("x | g", "diagonal"), ("1 | h", "unstructured")]),
        ("brm(y ~ x + (x || g), d)", [("x | g", "diagonal")]),
        ("brm(y ~ x + (x |p| g), d)", [("x | g", "unstructured")]),
        ("gamm(y ~ x, random = list(g = ~ x), data = d)", [("x | g", "unstructured")]),
        ("lmer(y ~ x + (x || g), d)", [("1 | g", "unstructured"), ("0 + x | g", "unstructured")]),
    ],
)  # fmt: skip
def test_random_terms(text, random):
    terms = expand_specification(read_call(text))
    assert [(term.text, term.covariance) for term in terms.random] == random


def test_offset_argument_is_an_offset():
    terms = expand_specification(read_call("glm(y ~ x + offset(a), poisson, d, offset = log(e))"))
    assert [unparse(offset) for offset in terms.offsets] == ["offset(a)", "offset(log(e))"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("glmmTMB(y ~ x + diag(x | g), d)", []),
        ("brm(y ~ x + (1 |p| g) + (0 + x |p| g), d)", ["shared-label"]),
        ("brm(bf(y ~ x + (x |p| g), sigma ~ z), d)", ["dispersion-scale"]),
        ("brm(bf(y ~ x + (x |p| g), nu ~ z), d)", ["argument-not-read"]),
        ("lme(y ~ x + (1 | g), d)", ["bar-not-known"]),
        ("y ~ x + (1 | Subject) + (0 + x | subject)", ["names-differ-in-case"]),
        ("y ~ log(X) + log(Z) + (X | g)", []),
        ("lmer(y ~ x, d)", ["no-bar"]),
        ("MCMCglmm(y ~ x, random = ~ g, data = d)", ["unknown-function", "argument-not-read"]),
        ("gls(y ~ x, d, weights = varIdent(form = ~ 1 | g))", ["argument-not-read"]),
        ("lmer(y ~ x + diag(x | g), d)", ["bar-inside-call"]),
        ('bmb.Model("y ~ x + (x|g)", d)', ["independent-effects"]),
        ('bmb.Model("y ~ x + (1|g)", d)', []),
        ("fit(MixedModel, @formula(y ~ zerocorr(1 + x | g)), d)", []),
        ("lme(y ~ x, random = ~ 1 | g, correlation = corAR1())", ["argument-not-read"]),
        ("lm(y ~ x, d, subset = x > 0)", ["ignored-argument"]),
    ],
)
def test_what_is_said_aloud(text, rules):
    said = read_call(text)
    found = specification_diagnostics(said, expand_specification(said))
    assert [one.rule for one in found] == rules


def test_brms_formulas_beside_the_main_one_are_glmmtmbs():
    said = read_call("brm(bf(y ~ x, phi ~ z + w, zi = ~ v), data = d)")
    there = read_call("glmmTMB(y ~ x, dispformula = ~ z + w, ziformula = ~ v, data = d)")
    for mine, theirs in (
        (said.dispersion, there.dispersion),
        (said.zero_inflation, there.zero_inflation),
    ):
        assert unparse(mine.predictors) == unparse(theirs.predictors)


def test_an_unknown_family_is_pointed_at():
    with pytest.raises(UsageError, match="there is no family binomal") as caught:
        _ = Model("glmer(y ~ x + (1 | g), d, family = binomal(link = 'logit'))").family
    assert caught.value.diagnostics[0].labels[0].span.start == 35
