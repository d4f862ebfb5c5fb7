"""Several statements pasted together, and pipes: the one model in them."""

import pytest

from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.call import read_call
from formula2eq.formula.unparse import unparse


@pytest.mark.parametrize(
    ("text", "data", "notes"),
    [
        ("library(lme4)\nfit <- lmer(y ~ x, data = d)\nsummary(fit)", "d", ["other-statements"]),
        ("m <- lmer(y ~ x, d); anova(m)", "d", ["other-statements"]),
        ("f <- y ~ x\nfit <- lmer(f, data = d)", "d", []),
        ("x <- rnorm(10)\ny ~ x", None, ["other-statements"]),
        (
            "library(lme4)\nlmer(\n  y ~\n    x,\n  data = d\n)\nplot(fit)",
            "d",
            ["other-statements"],
        ),
        ("lmer(y ~ x, d)\nupdate(m, . ~ . + z)", "d", ["other-statements"]),
        ("d |> lmer(y ~ x, data = _)", "d", []),
        ("d[1:9, ] %>% lmer(y ~ x, data = .)", "d[1:9, ]", []),
        ("m <- d %>% filter(x > 1) %>%\n  lmer(y ~ x, data = .) %>% summary()", None, []),
        ("with(d, lmer(y ~ x))", None, []),
        ("lmer(y ~ x, d);", "d", []),
        ("afex::mixed(y ~ x, d)", "d", []),
        ("lmer(formula = y ~ x, data = d)", "d", []),
    ],
)
def test_the_one_model_is_read(text, data, notes):
    found = read_call(text)
    assert unparse(found.formula) == "y ~ x"
    assert (None if found.data is None else unparse(found.data)) == data
    assert [one.rule for one in found.diagnostics] == notes
    span = found.formula.span
    assert text[span.start : span.end].split() == ["y", "~", "x"]


@pytest.mark.parametrize(
    ("text", "rule", "line", "repair"),
    [
        ("a <- lm(y ~ x)\nb <- lm(y ~ z)", "several-models", 2, "a <- lm(y ~ x)"),
        ("anova(lm(y ~ x), lm(y ~ z))", "several-models", 1, "lm(y ~ x)"),
        ("y ~ x\nz ~ w", "several-models", 2, "y ~ x"),
        ("update(fit, . ~ . + x)", "update-call", 1, None),
        ("library(lme4)\nsummary(x)", "no-model-call", 1, None),
        ("glmer(f, family = binomial)", "formula-by-name", 1, None),
        ("if (a) lm(y ~ x)", "control-flow", 1, None),
        ("for (i in 1:3) { lm(y ~ x) }", "control-flow", 1, None),
        ("> lm(y ~ x,\n+    d)", "console-prompt", 1, "lm(y ~ x,\n   d)"),
        ("lm(y ~ x z)\nsummary(m)", "missing-operator", 1, "lm(y ~ x + z)\nsummary(m)"),
        ("y ~ a\nb*c + (1 | g)", "missing-operator", 2, "y ~ a +\nb*c + (1 | g)"),
        ("y <- a\n(1 | g)", "missing-operator", 2, "y ~ a +\n(1 | g)"),
    ],
)
def test_what_is_refused(text, rule, line, repair):
    with pytest.raises(FormulaSyntaxError) as caught:
        read_call(text)
    first = caught.value.diagnostics[0]
    assert (first.rule, first.to_dict()["line"], first.repair) == (rule, line, repair)


@pytest.mark.parametrize(
    "text", ["library(lme4)\n(fit <- lmer(y ~ x, d)", "y ~ function(1", "library(a)\n(lm(y ~ x)"]
)
def test_slips_inside_scripts_are_refused(text):
    with pytest.raises(FormulaSyntaxError):
        read_call(text)
