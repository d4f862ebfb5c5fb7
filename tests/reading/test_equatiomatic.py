r"""Equations in the style of the R package equatiomatic (Anderson, Heiss & Sumners), of every kind it makes.

What it prints was looked up in the snapshots of its public tests; the models here are others. It writes
a mean into the law of every grouping factor, numbers coefficients anew in each law, and leaves indices
out at predictors; groups are named beside their laws.
"""

from __future__ import annotations

import pytest

from formula2eq.checking.check import check
from formula2eq.reading.read import read


def name(text: str, category: str = "") -> str:
    shown = rf"\operatorname{{{text}}}"
    return shown + (rf"_{{\operatorname{{{category}}}}}" if category else "")


def vector(entries: list[str]) -> str:
    rows = " \\\\\n".join(f"&{entry}" for entry in entries)
    begin = "\\left(\n\\begin{array}{c} \n\\begin{aligned}\n"
    return begin + rows + "\n\\end{aligned}\n\\end{array}\n\\right)"


def covariance(effects: list[str], *, free: bool) -> str:
    def entry(a: str, b: str) -> str:
        other = rf"\rho_{{{a}{b}}}" if free else "0"
        return rf"\sigma^2_{{{a}}}" if a == b else other

    rows = " \\\\ \n".join(" & ".join(entry(a, b) for b in effects) for a in effects)
    columns = "c" * len(effects)
    return f"\\left(\n\\begin{{array}}{{{columns}}}\n{rows}\n\\end{{array}}\n\\right)"


def law(group: str, index: str, *pairs: tuple[str, str | None], free: bool = True) -> str:
    """The law of a group's effects, with their means; without a mean it has a symbol of its own."""
    effects = [effect for effect, _ in pairs]
    means = [rf"\mu_{{{effect}}}" if mean is None else mean for effect, mean in pairs]
    said = rf"\text{{, for {group} {index} = 1,}} \dots \text{{,{index.upper()}}}"
    if len(effects) == 1:
        return rf"{effects[0]}  &\sim N \left({means[0]}, \sigma^2_{{{effects[0]}}} \right) {said}"
    inside = f"{vector(means)}\n, \n{covariance(effects, free=free)}"
    return f"{vector(effects)}\n&\\sim N \\left(\n{inside}\n \\right)\n{said}"


def text(*lines: str) -> str:
    return "$$\n\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}\n$$"


def normal(outcome: str, predictor: str, *laws: str) -> str:
    return text(rf"{name(outcome)}_{{i}}  &\sim N \left({predictor}, \sigma^2 \right)", *laws)


def separate(outcome: str, predictor: str, *laws: str) -> str:
    first = rf"{name(outcome)}_{{i}}  &\sim N \left(\mu, \sigma^2 \right)"
    return text(first, rf"\mu &={predictor}", *laws)


def binomial(outcome: str, predictor: str, *laws: str) -> str:
    prob = rf"\operatorname{{prob}}_{{{name(outcome)} = 1}} = \widehat{{P}}"
    first = rf"{name(outcome)}_{{i}}  &\sim \operatorname{{Binomial}}(n = 1, {prob})"
    return text(
        first, rf"\log\left[\frac{{\hat{{P}}}}{{1 - \hat{{P}}}} \right] &={predictor}", *laws
    )


def poisson(outcome: str, predictor: str, *laws: str) -> str:
    first = rf"{name(outcome)}_{{i}}  &\sim \operatorname{{Poisson}}(\lambda_i)"
    return text(first, rf"\log(\lambda_i) &={predictor}", *laws)


AGE, SEX, DOSE = rf"({name('age')})", rf"({name('sex', 'male')})", rf"({name('dose_mg')})"
MID, HIGH = rf"({name('size', 'mid')})", rf"({name('size', 'high')})"
A, B1, B2 = r"\alpha_{j}", r"\beta_{1j}", r"\beta_{2j}"
G = r"\gamma_{0}^{\alpha} + \gamma_{1}^{\alpha}"
ODDS = (
    rf"\frac {{ P( {name('won')} = {name('yes')} ) }}{{ 1 - P( {name('won')} = {name('yes')} ) }}"
)


def slope(number: int, group: str) -> str:
    return rf"\gamma^{{\beta_{{{number}}}}}_{{0}} + \gamma^{{\beta_{{{number}}}}}_{{1}}{group}"


MODELS = [
    (
        normal("y", r"\alpha_{j[i]}", law("ward", "j", (A, None))),
        "y ~ 1 + (1 | ward)",
    ),
    (
        separate("y", rf"\alpha_{{j[i]}} + \beta_{{1}}{AGE} + \beta_{{2}}{SEX}", law("w.id", "j", (A, None))),
        "y ~ age + sex + (1 | w.id)",
    ),
    (
        separate(
            "y",
            rf"\alpha_{{j[i]}} + \beta_{{1}}{AGE}\ + \\" + rf"&\quad \beta_{{2}}{DOSE} + \beta_{{3}}{SEX}",
            law("ward", "j", (A, None)),
        ),
        "y ~ age + dose_mg + sex + (1 | ward)",
    ),
    (
        normal(
            "y",
            rf"\alpha_{{j[i]}} + \beta_{{1j[i]}}{AGE}",
            law("ward", "j", (A, G + DOSE), (B1, None)),
        ),
        "y ~ age + dose_mg + (age | ward)",
    ),
    (
        normal(
            "y",
            rf"\alpha_{{j[i]}} + \beta_{{1j[i]}}{AGE}",
            law("ward", "j", (A, G + DOSE), (B1, slope(1, DOSE))),
        ),
        "y ~ age * dose_mg + (age | ward)",
    ),
    (
        normal(
            "y",
            rf"\alpha_{{j[i]}} + \beta_{{1j[i]}}{AGE}",
            law("ward", "j", (A, None), (B1, None), free=False),
        ),
        "y ~ age + (age || ward)",
    ),
    (
        normal(
            "y",
            rf"\beta_{{1j[i]}}{AGE} + \beta_{{2j[i]}}{DOSE}",
            law("ward", "j", (B1, None), (B2, None)),
        ),
        "y ~ 0 + age + dose_mg + (0 + age + dose_mg | ward)",
    ),
    (
        normal(
            "y",
            r"\alpha_{j[i],k[i]}",
            law("bed:ward", "j", (A, None)),
            law("ward", "k", (r"\alpha_{k}", None)),
        ),
        "y ~ 1 + (1 | ward/bed)",
    ),
    (
        normal(
            "y",
            rf"\alpha_{{j[i],k[i]}} + \beta_{{1j[i]}}{AGE}",
            law("rater", "j", (A, None), (B1, None)),
            law("item", "k", (r"\alpha_{k}", G + DOSE)),
        ),
        "y ~ age + dose_mg + (age | rater) + (1 | item)",
    ),
    (
        normal(
            "y",
            rf"\alpha_{{j[i],k[i]}} + \beta_{{1j[i],k[i]}}{AGE}",
            law("bed", "j", (A, rf"\gamma_{{0}}^{{\alpha}} + \gamma_{{1k[i]}}^{{\alpha}}{SEX}"), (B1, None)),
            law("ward", "k", (r"\alpha_{k}", G + DOSE), (r"\beta_{1k}", None), (r"\gamma_{1k}", None)),
        ),
        "y ~ age + sex + dose_mg + (age | bed) + (age + sex | ward)",
    ),
    (
        normal(
            "y",
            rf"\alpha_{{j[i],k[i]}} + \beta_{{1j[i]}}{AGE}",
            law("ward", "j", (A, None), (B1, None)),
            law("ward.1", "k", (r"\alpha_{k}", None)),
        ),
        "y ~ age + (age | ward) + (1 | ward)",
    ),
    (
        binomial("won", rf"\alpha_{{j[i]}} + \beta_{{1j[i]}}{AGE}", law("club", "j", (A, None), (B1, None))),
        "won ~ age + (age | club)",
    ),
    (
        binomial(
            "won",
            rf"\alpha_{{j[i],k[i]}} + \beta_{{1}}{AGE}",
            law("club", "j", (A, None)),
            law("coach", "k", (r"\alpha_{k}", None)),
        ),
        "won ~ age + (1 | club) + (1 | coach)",
    ),
    (
        poisson(
            "visits",
            rf"\alpha_{{j[i]}} + \beta_{{1j[i]}}{MID} + \beta_{{2j[i]}}{HIGH}",
            law("ward", "j", (A, G + DOSE), (B1, slope(1, DOSE)), (B2, slope(2, DOSE))),
        ),
        "visits ~ size * dose_mg + (size | ward)",
    ),
    (
        rf"$${name('y')} = \alpha + \beta_{{1}}{AGE} + \beta_{{2}}{MID} + \beta_{{3}}{HIGH} + \epsilon$$",
        "y ~ age + size",
    ),
    (
        rf"$$ {name('y')} = \alpha + \beta_{{1}}{AGE} + \beta_{{2}}{MID} + "
        rf"\beta_{{3}}({name('age')} \times {name('size', 'mid')}) + \epsilon $$",
        "y ~ age * size",
    ),
    (
        rf"$$ \operatorname{{\widehat{{y}}}} = 34.66 - 1.59{AGE} + -0.02{SEX} $$",
        "y ~ age + sex",
    ),
    (
        r"$$ \operatorname{rate} = \alpha + \beta_{1}(\operatorname{\log(dose\ +\ 1)}) + "
        r"\beta_{2}(\operatorname{age^2}) + \epsilon $$",
        "rate ~ log(dose + 1) + I(age^2)",
    ),
    (
        rf"$$ \log\left[ {ODDS} \right] = \alpha + \beta_{{1}}{AGE} + \beta_{{2}}{SEX} $$",
        "won ~ age + sex",
    ),
    (
        rf"$$ P( {name('won')} = {name('yes')} ) = \Phi[\alpha + \beta_{{1}}{AGE}] $$",
        "won ~ age",
    ),
    (
        rf"$$ {name('won')} \sim Bernoulli\left("
        rf"\operatorname{{prob}}_{{{name('won')} = 1}}= \hat{{P}}\right) \\"
        rf" \log\left[ \frac {{ \hat{{P}} }}{{ 1 - \hat{{P}} }} \right] = \alpha + \beta_{{1}}{AGE} $$",
        "won ~ age",
    ),
    (
        rf"$$ \log ({{ E( {name('visits')} ) }})  = \alpha + \beta_{{1}}{AGE} + "
        rf"{name('offset(log(days))')} $$",
        "visits ~ age + offset(log(days))",
    ),
    (
        r"$$ {\color{#0073ff}{\operatorname{y}}} = {\color{#FF0000}{\alpha}} + "
        r"{\color{red}{\beta}}_{{\color{blue}{1}}}"
        r"({\color{green}{\operatorname{sex}}}{\color{orange}{_{\operatorname{male}}}}) + \epsilon $$",
        "y ~ sex",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("equations", "formula"), MODELS, ids=[formula for _, formula in MODELS])
def test_it_is_read_as_the_formula_without_naming_groups(equations: str, formula: str) -> None:
    found = read(equations)
    assert not [d.rule for d in found.slips if d.severity == "error"]
    report = check(formula, equations, family=found.family, link=found.link)
    assert report.verdict == "equivalent", found.formula


def test_families_and_links_are_those_of_the_text() -> None:
    families = [(read(text).family, read(text).link) for text, _ in MODELS]
    assert families[11:14] == [("binomial", "logit"), ("binomial", "logit"), ("poisson", "log")]
    assert families[-5:-1] == [
        ("binomial", "logit"), ("binomial", "probit"), ("binomial", "logit"), ("poisson", "log")
    ]  # fmt: skip


def test_estimates_stand_above_the_effects_whose_means_they_are() -> None:
    equations = normal(
        r"\widehat{y}",
        r"98.18_{\alpha_{j[i]}} + 0.17_{\beta_{1j[i]}}(\operatorname{age})",
        law("ward", "j", (A, r"-2.1_{\gamma_{1}^{\alpha}}(\operatorname{dose})"), (B1, "0")),
    )
    assert read(equations).formula == "y ~ dose + age + (1 + age | ward)"


def test_a_mean_in_every_law_is_said() -> None:
    found = read(MODELS[8][0])
    assert [d.rule for d in found.slips] == ["several-means"]


def test_a_coefficient_numbered_anew_in_each_law_is_said() -> None:
    equations = normal(
        "y",
        r"\alpha_{j[i],k[i]}",
        law("rater", "j", (A, G + AGE)),
        law("item", "k", (r"\alpha_{k}", G + DOSE)),
    )
    found = read(equations)
    assert found.formula == "y ~ age + dose_mg + (1 | rater) + (1 | item)"
    assert {d.rule for d in found.slips} == {"coefficient-used-twice"}


def test_groups_that_are_given_come_first() -> None:
    assert read(MODELS[0][0], {"j": "unit"}).formula == "y ~ 1 + (1 | unit)"


def test_a_variable_without_a_coefficient_is_said_to_be_an_offset() -> None:
    found = read(r"\operatorname{y} = \alpha + \operatorname{age} + \epsilon")
    assert found.formula == "y ~ offset(age)"
    assert "offset" in {d.rule for d in found.diagnostics}
