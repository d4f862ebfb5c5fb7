"""The models worked by hand: formula and facts, and the notations in which they are worked out.

Each has a golden file beside this one, ``examples/<name>.<notation>.<form>.tex``, whose LaTeX was compared
by eye with the page of worked examples. ``python tests/equations/worked.py`` writes them anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import formula2eq as f2e

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
EXAMPLES = HERE / "examples"

HSB = "mAch ~ cses*meanses + cses*sector + (1 + cses | school)"
GROWTH = "math ~ year*female + year*lowinc + (year | schoolid/childid)"
CHILDREN = {"levels": {"childid": ["female"], "schoolid": ["lowinc"]}}
WITHIN = {"within": {"childid": "schoolid"}}
TICKS = "TICKS ~ YEAR + cHEIGHT + offset(log(hours)) + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)"

#: Name, formula, what is declared, and the notations and forms (l levels, s substituted, c combined).
MODELS: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "01-intercepts-and-slopes-as-outcomes",
        HSB,
        {"levels": {"school": ["meanses", "sector"]}},
        "raudenbush-bryk:lsc gelman-hill:l additive:l lecture:lc snijders-bosker:l singer-willett:l"
        " goldstein:lc distributional:l matrix:l laird-ware:l",
    ),
    (
        "02-explained-but-not-random",
        "mAch ~ cses*meanses + (1 | school)",
        {"levels": {"school": ["meanses"]}},
        "raudenbush-bryk:l gelman-hill:l",
    ),
    (
        "03-slope-without-its-fixed-effect",
        "Reaction ~ 1 + (Days | Subject)",
        {},
        "lecture:lc raudenbush-bryk:l",
    ),
    ("04a-no-intercept", "Reaction ~ 0 + Days + (0 + Days | Subject)", {}, "lecture:l"),
    ("04b-random-intercept-only", "Reaction ~ 0 + Days + (1 | Subject)", {}, "lecture:l"),
    (
        "05a-uncorrelated",
        "Reaction ~ Days + (Days || Subject)",
        {},
        "raudenbush-bryk:l distributional:l",
    ),
    (
        "05b-uncorrelated-factor",
        "y ~ f + (f || g)",
        {"categories": {"f": ["a", "b", "c"]}},
        "raudenbush-bryk:l lecture:l",
    ),
    (
        "06a-three-levels",
        GROWTH,
        CHILDREN,
        "raudenbush-bryk:l lecture:lc snijders-bosker:l gelman-hill:l goldstein:l matrix:l additive:l",
    ),
    (
        "06b-effect-of-a-level-2-variable-varies",
        GROWTH + " + (female | schoolid)",
        CHILDREN,
        "raudenbush-bryk:l lecture:l",
    ),
    (
        "07a-slope-varies-at-level-3-only",
        "math ~ year + (1 | childid) + (year | schoolid)",
        WITHIN,
        "raudenbush-bryk:l lecture:l",
    ),
    (
        "07b-level-3-variable-with-level-2-effect",
        "math ~ year + lowinc + (1 + lowinc | childid) + (1 | schoolid)",
        {**WITHIN, "levels": {"schoolid": ["lowinc"]}},
        "lecture:l",
    ),
    (
        "08-crossed",
        "attain ~ verbal + sex + (1 + verbal | primary) + (1 | second)",
        {},
        "raudenbush-bryk:l lecture:l gelman-hill:l additive:l goldstein:lc",
    ),
    (
        "09-persons-by-items",
        "y ~ A*C + (1 + C | person) + (1 | item)",
        {"levels": {"person": ["A"], "item": ["C"]}},
        "lecture:l additive:l goldstein:l",
    ),
    (
        "10-cell",
        "y ~ x + (1 | a) + (1 | b) + (1 | a:b)",
        {},
        "lecture:l raudenbush-bryk:l gelman-hill:l",
    ),
    ("11-nested-by-syntax", "strength ~ 1 + (1 | batch/cask)", {}, "lecture:l gelman-hill:l"),
    (
        "12-counts-with-an-observation-level-effect",
        TICKS,
        {"data": "grouseticks_full.csv", "family": "poisson"},
        "lecture:lc additive:l",
    ),
    (
        "13-group-variable-with-random-slope",
        "y ~ w + (1 + w | g)",
        {"levels": {"g": ["w"]}},
        "raudenbush-bryk:l",
    ),
    ("14-two-bars", "y ~ x*z + (x | g) + (z | g)", {}, "lecture:l"),
    (
        "ordinal-with-a-latent-variable",
        "rating ~ temp + contact + (1 | judge)",
        {"family": "ordinal", "latent": True},
        "lecture:l raudenbush-bryk:l",
    ),
    (
        "ordinal",
        "rating ~ temp + contact + (1 | judge)",
        {"family": "ordinal", "link": "probit"},
        "lecture:l additive:l",
    ),
]

MODELS.append(
    (
        "zero-inflation-and-dispersion",
        "glmmTMB(count ~ spp*mined + (1 | site), ziformula = ~ mined + (1 | site), "
        "dispformula = ~ DOP, family = nbinom2)",
        {"levels": {"site": ["mined"]}},
        "lecture:lc additive:l gelman-hill:l",
    )
)

FORMS = {"l": "levels", "s": "substituted", "c": "combined"}
#: Settings that `Model` takes; the others go to `Model.equations`.
FACTS = ("levels", "within", "crossed", "categories", "family", "link", "weights")


def cases() -> list[tuple[str, str, dict[str, Any], str, str]]:
    """Name, formula, settings, notation and form of each golden file."""
    return [
        (name, formula, settings, notation, FORMS[letter])
        for name, formula, settings, held in MODELS
        for notation, forms in (pair.split(":") for pair in held.split())
        for letter in forms
    ]


def model(formula: str, settings: dict[str, Any]) -> f2e.Model:
    """The model; ``hours``, an exposure, is made up."""
    facts = {key: value for key, value in settings.items() if key in FACTS}
    if "data" in settings:
        data = f2e.read_data(DATA / settings["data"])
        facts["data"] = data.assign(hours=1.0 + data.index % 3)
    return f2e.Model(formula, **facts)


def latex(formula: str, settings: dict[str, Any], notation: str, form: str) -> str:
    """What is compared: the formula, then the LaTeX."""
    latent = {"latent": True} if settings.get("latent") else {}
    made = model(formula, settings).equations(form, notation, **latent)
    return f"% {formula}\n{made.latex()}\n"


def path(name: str, notation: str, form: str) -> Path:
    """The golden file."""
    return EXAMPLES / f"{name}.{notation}.{form}.tex"


def write() -> None:
    """Write all golden files anew."""
    EXAMPLES.mkdir(exist_ok=True)
    for name, formula, settings, notation, form in cases():
        path(name, notation, form).write_text(latex(formula, settings, notation, form), "utf-8")


if __name__ == "__main__":
    write()
