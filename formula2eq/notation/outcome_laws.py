"""The outcome's laws by family: what each is called, its parameters in order, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from formula2eq.levels.families import WITHOUT_ZEROS
from formula2eq.notation.math import Fraction, Mark, Node, Symbol, Times

if TYPE_CHECKING:
    from formula2eq.notation.notation import Notation

#: A parameter of a law: its mean; a second parameter by its own letter, multiplied by prior weights,
#: or under the mean as the size that makes the variance a multiple of it; and what some have besides.
Role = Literal["trials", "mean", "shape", "weighted", "size", "degrees", "power", "cutpoints"]


@dataclass(frozen=True, slots=True)
class OutcomeLaw:
    """The law of a family.

    name        as printed, ``NegBinomial``
    parameters  in order
    words       said once beside a law whose parameters are not everybody's
    """

    name: str
    parameters: tuple[Role, ...]
    words: str | None = None


#: Laws by family; the Gaussian and the binomial ones are written by hand in `distribution`.
#: nbinom1 is the negative binomial law whose size is mu / phi, so that its variance is mu (1 + phi):
#: Hardin & Hilbe 2007, Generalized Linear Models and Extensions. Ordered beta: Kubinec 2022, Political
#: Analysis 31(4). Conway-Maxwell-Poisson by its mean: Huang 2017, Statistical Modelling 17(6).
LAWS: dict[str, OutcomeLaw] = {
    "poisson": OutcomeLaw("Poisson", ("mean",)),
    "Gamma": OutcomeLaw("Gamma", ("mean", "weighted"), "mean and shape"),
    "inverse.gaussian": OutcomeLaw("InvGaussian", ("mean", "weighted"), "mean and shape"),
    "negative.binomial": OutcomeLaw("NegBinomial", ("mean", "shape"), "mean and size"),
    "nbinom1": OutcomeLaw("NegBinomial", ("mean", "size"), "mean and size"),
    "compois": OutcomeLaw("COMPoisson", ("mean", "shape"), "mean and dispersion"),
    "genpois": OutcomeLaw("GenPoisson", ("mean", "shape"), "mean and variance over mean"),
    "truncated_poisson": OutcomeLaw("TruncPoisson", ("mean",), "mean before truncation"),
    "truncated_nbinom1": OutcomeLaw(
        "TruncNegBinomial", ("mean", "size"), "mean and size before truncation"
    ),
    "truncated_nbinom2": OutcomeLaw(
        "TruncNegBinomial", ("mean", "shape"), "mean and size before truncation"
    ),
    "betabinomial": OutcomeLaw(
        "BetaBinomial", ("trials", "mean", "shape"), "trials, mean probability and precision"
    ),
    "beta": OutcomeLaw("Beta", ("mean", "shape"), "mean and precision"),
    "ordbeta": OutcomeLaw(
        "OrderedBeta",
        ("mean", "shape", "cutpoints"),
        "mean between 0 and 1, precision, cutpoints of 0 and of 1 on the scale of the link",
    ),
    "student": OutcomeLaw(
        "StudentT", ("degrees", "mean", "shape"), "degrees of freedom, location and scale"
    ),
    "lognormal": OutcomeLaw(
        "LogNormal", ("mean", "shape"), "mean and standard deviation of the logarithm"
    ),
    "lognormal_mean": OutcomeLaw(
        "LogNormal", ("mean", "shape"), "mean and standard deviation of the outcome itself"
    ),
    "tweedie": OutcomeLaw(
        "Tweedie",
        ("mean", "shape", "power"),
        "mean, dispersion, and power of the variance function",
    ),
    "quasipoisson": OutcomeLaw(
        "QuasiPoisson",
        ("mean", "shape"),
        "mean, and variance over mean; the law itself is left open",
    ),
    "quasibinomial": OutcomeLaw(
        "QuasiBinomial",
        ("trials", "mean", "shape"),
        "trials, probability, and what the binomial variance is multiplied by; "
        "the law itself is left open",
    ),
}

#: What each parameter is, by family where it differs.
MEANINGS: dict[str, str] = {
    "Gamma": "shape of the gamma distribution",
    "inverse.gaussian": "shape of the inverse Gaussian distribution",
    "negative.binomial": "size of the negative binomial distribution",
    "truncated_nbinom2": "size of the negative binomial distribution",
    "nbinom1": "extra variance of the negative binomial distribution, as a multiple of the mean",
    "truncated_nbinom1": "extra variance of the negative binomial distribution, as a multiple of the "
    "mean",
    "compois": "dispersion of the Conway-Maxwell-Poisson distribution",
    "genpois": "variance over mean of the generalized Poisson distribution",
    "beta": "precision of the beta distribution",
    "betabinomial": "precision of the beta-binomial distribution",
    "ordbeta": "precision of the beta distribution between 0 and 1",
    "student": "scale of Student's t distribution",
    "lognormal": "standard deviation of the outcome's logarithm",
    "lognormal_mean": "standard deviation of the outcome",
    "tweedie": "dispersion of the Tweedie distribution",
    "quasipoisson": "dispersion, by which the Poisson variance is multiplied",
    "quasibinomial": "dispersion, by which the binomial variance is multiplied",
}
#: Letters of the second parameter; others have alpha.
LETTERS: dict[str, str] = {
    "inverse.gaussian": "lambda",
    "negative.binomial": "theta",
    "truncated_nbinom2": "theta",
    "student": "sigma",
    "lognormal": "sigma",
    **dict.fromkeys(
        "beta betabinomial ordbeta nbinom1 truncated_nbinom1 compois genpois lognormal_mean tweedie "
        "quasipoisson quasibinomial".split(),
        "phi",
    ),
}


#: The degrees of freedom of Student's t, and the power of a Tweedie law.
DEGREES, POWER = Symbol("nu"), Symbol("psi")


def cutpoints(notation: Notation) -> tuple[Symbol, ...]:
    """The cutpoints of 0 and of 1 of an ordered beta law."""
    letter = notation.threshold_letter()
    return tuple(Symbol(letter, (Mark("number", str(n)),)) for n in (0, 1))


def parameters(notation: Notation, mean: Node, trials: Node, weights: Node | None) -> list[Node]:
    """The parameters of the family's law, in its order."""
    shape = notation.shape_parameter()
    found: list[Node] = []
    for role in LAWS[notation.model.family.name].parameters:
        match role:
            case "trials":
                found.append(trials)
            case "mean":
                found.append(mean)
            case "shape":
                found.append(shape)
            case "weighted":
                found.append(shape if weights is None else Times((shape, weights)))
            case "size":
                found.append(Fraction(mean, shape))
            case "degrees":
                found.append(DEGREES)
            case "power":
                found.append(POWER)
            case "cutpoints":
                found += cutpoints(notation)
    return found


def with_zeros(name: str, words: str | None, family: str) -> tuple[str, str]:
    """Name and words of a law that zeros have a probability of their own beside."""
    without = family in WITHOUT_ZEROS
    zero = "probability of a zero" if without else "probability of an extra zero"
    name = f"Hurdle{name.removeprefix('Trunc')}" if name.startswith("Trunc") else f"ZI{name}"
    return name, zero if words is None else f"{zero}, {words}"
