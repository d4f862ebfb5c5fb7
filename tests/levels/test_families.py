"""Families: as text and in a call alike, each law printed and read back, refusals with their reason."""

import pytest

from formula2eq import Model
from formula2eq.errors import UsageError
from formula2eq.levels.families import LINKS, NOT_HELD, OF_TRIALS
from formula2eq.levels.family import Family, family
from formula2eq.reading.read import read

SPELLINGS = {
    'binomial("cloglog")': Family("binomial", "cloglog"),
    "binomial(link = 'cloglog')": Family("binomial", "cloglog"),
    "binomial(link = cloglog)": Family("binomial", "cloglog"),
    "binomial()": Family("binomial", "logit"),
    '"binomial"': Family("binomial", "logit"),
    'stats::Gamma("log")': Family("Gamma", "log"),
    "nbinom2": Family("negative.binomial", "log"),
    'nbinom2(link = "identity")': Family("negative.binomial", "identity"),
    "negative.binomial(2, log)": Family("negative.binomial", "log"),
    "negative.binomial(theta = 2)": Family("negative.binomial", "log"),
    'list(family = "beta", link = "logit")': Family("beta", "logit"),
    'brmsfamily("student", link = "log")': Family("student", "log"),
    "tweedie(var.power = 1.5, link.power = 0)": Family("tweedie", "log"),
    'tweedie("log")': Family("tweedie", "log"),
    "quasipoisson(link=log)": Family("quasipoisson", "log"),
    'binomial(make.link("probit"))': Family("binomial", "probit"),
    "hurdle_gamma()": Family("Gamma", "log"),
    "t_family": Family("student", "identity"),
}


@pytest.mark.parametrize(("text", "expected"), SPELLINGS.items())
def test_a_family_is_read_alike_as_text_and_in_a_call(text: str, expected: Family) -> None:
    assert Model("y ~ x", family=text).family == expected
    assert Model(f"glmmTMB(y ~ x, data = d, family = {text})").family == expected


@pytest.mark.parametrize(
    ("name", "zeros"),
    [
        (name, zeros)
        for name in LINKS
        for zeros in (None, "~ x + (1 | g)")
        if zeros is None or name != "ordinal"  # thresholds have no zeros
    ],
)
def test_every_law_is_printed_and_read_back(name: str, zeros: str | None) -> None:
    left = "cbind(s, n - s)" if name in OF_TRIALS else "y"
    for link in LINKS[name]:
        model = Model(f"{left} ~ x + (x | g)", family=name, link=link, ziformula=zeros)
        for notation in ("lecture", "raudenbush-bryk", "gelman-hill", "additive", "matrix"):
            model.read_back("levels", notation)
            model.read_back("combined", notation)


@pytest.mark.parametrize(
    ("name", "law"),
    [
        ("nbinom1", "NegBinomial(μᵢₖ, μᵢₖ/ϕ)"),
        ("betabinomial", "BetaBinomial(1, μᵢₖ, ϕ)"),
        ("t_family", "StudentT(ν, μᵢₖ, σ)"),
        ("truncated_nbinom2", "TruncNegBinomial(μᵢₖ, θ)"),
        ("hurdle_poisson", "HurdlePoisson(p^(zi)ᵢₖ, λᵢₖ)"),
        ("zero_inflated_poisson", "ZIPoisson(p^(zi)ᵢₖ, λᵢₖ)"),
        ("ordbeta", "OrderedBeta(μᵢₖ, ϕ, θ₀, θ₁)"),
        ("tweedie", "Tweedie(μᵢₖ, ϕ, ψ)"),
    ],
)
def test_laws_have_their_parameters(name: str, law: str) -> None:
    model = Model("y ~ x + (1 | g)", family=name)
    assert law in model.equations().text()
    symbols = set(model.symbols()["symbol"])
    assert not {letter for letter in "νσϕθψ" if letter in law} - {s[0] for s in symbols}


def test_glmm_tmb_has_a_log_normal_law_by_the_mean_of_the_outcome() -> None:
    call = Model("glmmTMB(y ~ x, data = d, family = lognormal)")
    assert call.family == Family("lognormal_mean", "log")
    assert Model("brm(y ~ x, data = d, family = lognormal())").family.name == "lognormal"


@pytest.mark.parametrize("name", NOT_HELD)
def test_a_family_that_is_not_held_is_refused_with_its_reason(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        family(name)
    message = caught.value.diagnostics[0].message
    assert message.startswith(f"the family {name} {NOT_HELD[name]}; the families are gaussian")


def test_a_computed_family_is_said() -> None:
    model = Model("glmer(y ~ x + (1 | g), family = families[[i]])")
    assert [d.message for d in model.diagnostics] == [
        "family is not written out and cannot be read"
    ]


def test_the_law_of_a_linear_variance_is_read() -> None:
    text = (
        r"y_{ij} \sim \text{NegBinomial}(\mu_{ij}, \mu_{ij}/\phi) \\"
        r"\log(\mu_{ij}) = \beta_0 + \beta_1 x_{ij} + u_j \\ u_j \sim N(0, \tau^2)"
    )
    assert read(text, {"j": "g"}).family == "nbinom1"
    assert read(text.replace(r"\mu_{ij}/\phi", r"\phi"), {"j": "g"}).family == "negative.binomial"


def test_a_hurdle_is_read() -> None:
    text = (
        r"y_{ij} \sim \text{HurdlePoisson}(\pi_{ij}, \lambda_{ij}) \\"
        r"\log(\lambda_{ij}) = \beta_0 + \beta_1 x_{ij} + u_j \\ u_j \sim N(0, \tau^2) \\"
        r"\text{logit}(\pi_{ij}) = \gamma_0 + \gamma_1 z_{ij}"
    )
    found = read(text, {"j": "g"})
    assert (found.family, found.ziformula) == ("truncated_poisson", "~ z")
    assert found.call("brms", "d") == (
        "brm(bf(y ~ x + (1 | g), hu ~ z), data = d, family = hurdle_poisson())"
    )


def test_weights_without_a_place_in_the_law_are_said() -> None:
    assert [d.rule for d in Model("y ~ x", family="poisson", weights="w").diagnostics] == [
        "weights-not-shown"
    ]
    assert not Model("y ~ x", family="Gamma", weights="w").diagnostics


def test_weights_beside_a_dispersion_come_back() -> None:
    for name in ("Gamma", "inverse.gaussian"):
        Model("y ~ x", family=name, weights="w", dispformula="~ x").read_back()


def test_independent_effects_of_a_factor_beside_numbers_come_back() -> None:
    model = Model("y ~ x + diag(1 + x + f | g)", categories={"f": "abc"})
    assert model.read_back() == "y ~ x + (1 | g) + (0 + x | g) + diag(0 + f | g)"
