"""Whole calls, as people paste them."""

import pytest

from formula2eq.errors import FormulaError, FormulaSyntaxError
from formula2eq.formula.call import read_call
from formula2eq.formula.unparse import unparse


def spelled(node):
    return None if node is None else unparse(node)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "lmer(y ~ x + (1|g), data = d, REML = FALSE)",
            {"function": "lmer", "formula": "y ~ x + (1 | g)", "data": "d", "reml": False},
        ),
        (
            'lme4::glmer(cbind(s, n - s) ~ x + (1 | g), family = binomial("probit"),\n'
            "  weights = w, offset = log(e))",
            {
                "function": "glmer",
                "formula": "cbind(s, n - s) ~ x + (1 | g)",
                "family": "binomial",
                "link": "probit",
                "weights": "w",
                "offset": "log(e)",
            },
        ),
        ("lm(y ~ x, d)", {"function": "lm", "data": "d"}),
        ("m <- glm(y ~ x, poisson, d)", {"target": "m", "family": "poisson", "data": "d"}),
        ("glm(y~x, fam=stats::Gamma(link=log))", {"family": "Gamma", "link": "log"}),
        ('glmer(y ~ x + (1|g), d, "binomial")', {"family": "binomial", "data": "d"}),
        ("glmer.nb(y ~ x + (1 | g), d)", {"family": "negative.binomial"}),
        (
            "glm(y ~ x, negative.binomial(2, log), d)",
            {"family": "negative.binomial", "link": "log"},
        ),
        ("y ~ x -> f", {"formula": "y ~ x", "target": "f", "function": None}),
        ("f = y ~ x", {"formula": "y ~ x", "target": "f"}),
        ("(y ~ x)", {"formula": "y ~ x"}),
        ("summary(fit <- lmer(y ~ x + (1 | g), d))", {"function": "lmer", "data": "d"}),
        (
            "glmmTMB(y ~ x + ar1(0 + t | g), d, family=nbinom2, ziformula=~1, disp=~0)",
            {"family": "nbinom2", "zero_inflation": "~1", "dispersion": None, "data": "d"},
        ),
        ("glmmTMB(y ~ x, d, zi = ~ .)", {"zero_inflation": "~x"}),
        ('nlme::lme(y ~ x, random = ~ x | g, method = "ML")', {"function": "lme", "reml": False}),
        ("brm(bf(y ~ x + (x | g)), data = d, family = bernoulli())", {"family": "bernoulli"}),
        ('lmer("y ~ x + (1 | g)", d)', {"formula": "y ~ x + (1 | g)"}),
        (
            "m = fit(MixedModel, @formula(y ~ 1 + a & b + (1 | g)), d, Bernoulli(), ProbitLink())",
            {
                "language": "Julia",
                "formula": "y ~ 1 + a:b + (1 | g)",
                "target": "m",
                "family": "bernoulli",
                "link": "probit",
                "data": "d",
            },
        ),
        ("lmm(@formula(y ~ x), d; REML=true)", {"formula": "y ~ x", "reml": True}),
        (
            'bmb.Model("y ~ x + (x|g)", data, family="bernoulli", link="probit")',
            {
                "language": "Python",
                "formula": "y ~ x + (x | g)",
                "family": "bernoulli",
                "link": "probit",
                "data": "data",
                "independent": True,
            },
        ),
        ('"y ~ x + (x|g)"', {"function": None, "language": "Python", "independent": True}),
        ("Lmer('y ~ x + (x|g)', data=df)", {"function": "Lmer", "independent": False}),
    ],
)
def test_what_a_call_says(text, said):
    found = read_call(text)
    for name, value in said.items():
        is_tree = name in {
            "formula", "data", "weights", "offset", "zero_inflation", "dispersion"
        }  # fmt: skip
        assert (spelled(getattr(found, name)) if is_tree else getattr(found, name)) == value


@pytest.mark.parametrize(
    "text",
    [
        "fit <- lmer( y~x + (1|g), d )",
        'bmb.Model( "y~x + (1|g)", d)',
        "fit(MixedModel, @formula(y~x + (1|g)), d)",
    ],
)
def test_places_are_those_of_the_whole_text(text):
    found = read_call(text)
    assert found.formula.source.text == text
    assert text[found.formula.span.start : found.formula.span.end] == "y~x + (1|g)"


@pytest.mark.parametrize(
    ("text", "rule", "column", "repair"),
    [
        ("lmer(y ~ x + (1 | g, data = d)", "unclosed-parenthesis", 14, "lmer(y ~ x + (1 | g), data = d)"),
        ("lmer(y ~ x + (1|g)) data=d", "closed-too-early", 19, "lmer(y ~ x + (1|g), data=d)"),
        ("lmer(y ~ x + (1|g)), data=d)", "closed-too-early", 19, "lmer(y ~ x + (1|g), data=d)"),
        ("lmer(y ~ x z + (1|g), data=d)", "missing-operator", 12, "lmer(y ~ x + z + (1|g), data=d)"),
        ("lmer(y ~ x data=d)", "missing-comma", 11, "lmer(y ~ x, data=d)"),
        ("lmer(f, d)", "formula-by-name", 6, None),
        ("mean(x)", "no-model-call", 1, None),
        ("y = x", "wrong-tilde", 3, "y ~ x"),
        ("y =~ x", "wrong-tilde", 3, "y ~ x"),
        ("lme(y ~ x, random = ~ x)", "no-groups", 21, None),
        ("fit(MixedModel, @formula(y ~ x z))", "missing-operator", 32,
            "fit(MixedModel, @formula(y ~ x + z))"),
        ('bmb.Model("y ~ x z", d)', "missing-operator", 18, 'bmb.Model("y ~ x + z", d)'),
        ('bmb.Model("y ~ x', "unclosed-string", 11, 'bmb.Model("y ~ x")'),
    ],
)  # fmt: skip
def test_slips_in_calls(text, rule, column, repair):
    with pytest.raises(FormulaSyntaxError) as caught:
        read_call(text)
    first = caught.value.diagnostics[0]
    assert (first.rule, first.to_dict()["column"], first.repair) == (rule, column, repair)
    if repair is not None:
        read_call(repair)


def test_every_error_is_a_formula_error():
    for text in ("", "(", "lmer(", "@formula(", 'Model("', "fit <-", "lmer()", "list(y ~)"):
        with pytest.raises(FormulaError):
            read_call(text)
