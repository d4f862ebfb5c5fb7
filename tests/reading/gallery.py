"""Models of every structure, for the fixed point: what is written is read back as the same model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from formula2eq.formula.names import names
from formula2eq.formula.unparse import unparse
from formula2eq.model import Model
from formula2eq.notation import named
from formula2eq.reading.read import read
from formula2eq.reading.read_model import ReadModel


@dataclass(frozen=True)
class Entry:
    """A formula, what describes its model, and how its equations look."""

    formula: str
    options: dict[str, Any] = field(default_factory=dict)
    look: dict[str, Any] = field(default_factory=dict)

    def model(self) -> Model:
        return Model(self.formula, **self.options)


def entry(formula: str, **options: Any) -> Entry:
    return Entry(formula, options)


def latent(formula: str, **options: Any) -> Entry:
    return Entry(formula, options, {"latent": True})


GALLERY = (
    entry("y ~ x + (1 | g)"),
    entry("y ~ x*w + (1 + x | g)", levels={"g": ["w"]}),
    entry("y ~ I(x - 4.5)*w + (1 + I(x - 4.5) | g)", levels={"g": ["w"]}),
    entry(
        "score ~ age_s + female + re_black*teacher_black + re_black*prop_black + (1 + re_black | t_id)",
        levels={"t_id": ["teacher_black", "prop_black"]},
    ),
    entry(
        "won ~ age + exper + female*tfemale + (1 + age + female | teacher)",
        levels={"teacher": ["exper", "tfemale"]},
        family="binomial",
    ),
    entry(
        "mAch ~ cses*meanses + cses*sector + (1 + cses | school)",
        levels={"school": ["meanses", "sector"]},
    ),
    entry("mAch ~ cses*meanses + (1 | school)", levels={"school": ["meanses"]}),
    entry("Reaction ~ 1 + (Days | Subject)"),
    entry("Reaction ~ 0 + Days + (0 + Days | Subject)"),
    entry("Reaction ~ 0 + Days + (1 | Subject)"),
    entry("Reaction ~ Days + (Days || Subject)"),
    entry(
        "math ~ year*female + year*lowinc + (year | schoolid/childid)",
        levels={"childid": ["female"], "schoolid": ["lowinc"]},
    ),
    entry(
        "math ~ year*female + year*lowinc + (year | schoolid/childid) + (female | schoolid)",
        levels={"childid": ["female"], "schoolid": ["lowinc"]},
    ),
    entry("math ~ year + (1 | childid) + (year | schoolid)", within={"childid": "schoolid"}),
    entry(
        "math ~ year + lowinc + (1 + lowinc | childid) + (1 | schoolid)",
        within={"childid": "schoolid"},
        levels={"schoolid": ["lowinc"]},
    ),
    entry("attain ~ verbal + sex + (1 + verbal | primary) + (1 | second)"),
    entry("y ~ A*C + (1 + C | person) + (1 | item)", levels={"person": ["A"], "item": ["C"]}),
    entry("y ~ x + (1 | a) + (1 | b) + (1 | a:b)"),
    entry("strength ~ 1 + (1 | batch/cask)"),
    entry("y ~ w + (1 + w | g)", levels={"g": ["w"]}),
    entry("y ~ x*z + (x | g) + (z | g)"),
    entry("y ~ f + (f || g)", categories={"f": ["a", "b", "c"]}),
    entry("y ~ f*x + (1 + f | g)", categories={"f": ["a", "b_2", "c d"]}),
    entry("y ~ log(x) + I(x^2) + sqrt(z) + poly(t, 2) + (1 + log(x) | g)"),
    entry("cbind(s, n - s) ~ x + (1 | g)", family="binomial"),
    entry("count ~ x + offset(log(hours)) + (1 | g)", family="poisson"),
    entry("y ~ x + (1 | g)", family="binomial", link="probit"),
    entry("y ~ " + " + ".join(f"x{n}" for n in range(1, 12)) + " + (1 + x11 | g)"),
    entry("log(y) ~ x:w + (0 + x | g) + (1 | g)"),
    entry("y ~ x*z*w + (x*z | g)", levels={"g": ["w"]}),
    entry("y ~ u + e + r + (1 + u | g)", levels={"g": ["r"]}),
    entry("y ~ scale(x) + (1 | d) + (1 | p:q)"),
    entry("y ~ x + (f | g)", categories={"f": [f"c{n}" for n in range(40)]}),
    entry("y ~ x + (f || g)", categories={"f": [f"c{n}" for n in range(12)]}),
    entry("y ~ x + (a*b || g)", categories={"a": list("pqrs"), "b": list("klmn")}),
    entry("y ~ x + (f | g) + (f | h)", categories={"f": [f"c{n}" for n in range(12)]}),
    entry("y ~ x*w + (1 + x | g)", family="ordinal", levels={"g": ["w"]}),
    entry("y ~ x + z + (1 + x || g) + (1 | item)", family="ordinal", link="cloglog"),
    entry("y ~ x + f + (1 | a/b)", family="ordinal", link="loglog", categories={"f": list("pqr")}),
    entry("y ~ x + offset(log(hours)) + (x | g)", family="ordinal", link="probit"),
    entry("y ~ x", family="ordinal", link="cauchit"),
    *(
        latent("y ~ x*w + (1 + x | g)", family="ordinal", link=link, levels={"g": ["w"]})
        for link in ("logit", "probit", "cloglog", "cauchit", "loglog")
    ),
    latent("y ~ x + z + (1 + x || g) + (1 | item)", family="ordinal", link="cloglog"),
    *(
        latent("y ~ x + (1 | g)", family="binomial", link=link)
        for link in ("logit", "probit", "cloglog", "cauchit")
    ),
)


#: Models with extra zeros and with a dispersion that varies.
BESIDE = tuple(
    entry(f"glmmTMB({text})", **({"levels": {"g": ["w"]}} if "w" in text else {}))
    for text in (
        "y ~ x + (1 | g), ziformula = ~ 1, family = poisson",
        "y ~ x*w + (1 + x | g), ziformula = ~ w + (1 | g), family = nbinom2",
        "y ~ x + (1 | g), ziformula = ~ x, family = binomial",
        "cbind(s, n - s) ~ x + (1 | g), ziformula = ~ x + (1 | g), family = binomial",
        "y ~ x, ziformula = ~ z + (1 | g), family = poisson",
        "y ~ x + (1 | g), ziformula = ~ z + (1 | h), family = poisson",
        "y ~ x + (1 | g), ziformula = ~ z + offset(log(hours)), family = poisson",
        "y ~ x + (1 | g) + (1 | item), ziformula = ~ x + (1 + z || g), family = poisson",
        "y ~ x + (1 | a/b), ziformula = ~ x + (1 | a/b), family = poisson",
        "y ~ x*w + (1 + x | g), ziformula = ~ x + (1 | g)",
        "y ~ x + (1 | g), ziformula = ~ x, dispformula = ~ z",
        "y ~ x + (x | g), dispformula = ~ z, weights = h",
        "y ~ x + (1 | g), dispformula = ~ z + (1 | g)",
        "y ~ x + (1 | g), dispformula = ~ 0 + x + (0 + x | g)",
        "y ~ x + (1 | g), dispformula = ~ x*z + (x | g), family = Gamma(log)",
        "y ~ x + (1 | g), dispformula = ~ x, family = beta_family",
        "y ~ x + (1 | g), ziformula = ~ z + (x || g), dispformula = ~ x + (1 | g), family = nbinom2",
    )
)
F3 = ["a", "b_2", "c d"]
SUMS = {"f": "contr.sum", "h": "contr.sum"}
#: Factors whose coefficients are looked up by category.
INDEXED = (
    entry("y ~ f + x + (1 | g)", categories={"f": F3}),
    entry("y ~ f*x + (1 + x | g)", categories={"f": F3}, levels={"g": ["f"]}),
    entry("y ~ f*x + (1 | g)", categories={"f": F3}),
    entry("y ~ f*h + (1 | g)", categories={"f": F3, "h": ["u", "v", "w"]}, levels={"g": ["h"]}),
    entry("y ~ treatment*h*x + (x | g)", categories={"treatment": F3, "h": ["u", "v", "w"]}),
    entry("y ~ 0 + f + f:x + (1 + x | g)", categories={"f": F3}),
    entry("y ~ 0 + f + h + (1 | g)", categories={"f": F3, "h": ["u", "v", "w"]}),
    entry("y ~ x + f:x + (1 | g)", categories={"f": F3}),
    entry("y ~ 0 + f:h + (1 | g)", categories={"f": F3, "h": ["u", "v", "w"]}),
    entry("y ~ f*h + (1 | g)", categories={"f": F3, "h": F3}, contrasts=SUMS),
    entry("count ~ f*t + (1 | g/c)", categories={"f": F3}, family="poisson", levels={"c": ["f"]}),
    entry("y ~ f*w + (1 | person) + (1 | item)", categories={"f": F3}, levels={"item": ["f"]}),
)

#: Notations of matrices: a Gaussian outcome is the vector of all observations, a logarithm of it unsaid.
VECTORS = {"matrix", "laird-ware"}


def read_back(
    made: Entry, notation: str, form: str, markup: str, factors: str | None = None
) -> ReadModel:
    """The model's equations, written and read: given are the index letters and the outcome's letter."""
    model = made.model()
    choices: dict[str, Any] = dict(made.look)
    if factors is not None:
        choices["factors"] = factors
    text = getattr(model.equations(form, notation, **choices), markup)()  # type: ignore[arg-type]
    letters = named(notation)(model.level_model)
    groups = {letter: group for group, letter in letters.index.items() if group}
    response = model.terms.response
    found = () if response is None else names(response)
    shown = {}
    if len(found) == 1 and letters.outcome_by == "letter":
        shown = {found[0]: letters.outcome_letter}
    left = "" if response is None else unparse(response)
    unsaid = notation in VECTORS and model.family.name == "gaussian" and "(" in left
    return read(
        text,
        groups,
        shown,
        within=made.options.get("within"),
        outcome=left if unsaid else None,
    )
