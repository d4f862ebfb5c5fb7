"""Models that pages and diagrams are tried on: small, three-level, crossed, with data, long, nasty."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import formula2eq as f2e

LECTURE = Path(__file__).parents[2] / "examples" / "lecture"
DATA = Path(__file__).parents[1] / "data"

#: Names that are markup somewhere.
NASTY = (
    "`<img src=x onerror=alert(1)>` ~ `a\"b'c` * `</script>` + `$x_1%&{}` + log(`]]>--!>` + 1)"
    ' + (1 + `</script>` | `g#1;"]`) + (1 | `班级`)'
)
LONG = (
    "outcome_of_the_study ~ "
    + " + ".join(f"predictor_number_{number}_of_the_questionnaire" for number in range(1, 13))
    + " + (1 + predictor_number_1_of_the_questionnaire | clinic/ward) + (1 | rater)"
)
#: More than a page holds as it is.
LARGE = "y ~ " + " + ".join(f"predictor_{n}" for n in range(36)) + " + (1 + predictor_0 | g)"
NAMES = (
    "reading",
    "three-level",
    "cells",
    "ticks",
    "factor",
    "items",
    "rates",
    "nasty",
    "long",
    "large",
)


@cache
def shown_model(name: str) -> f2e.Model:
    """The model of that name."""
    match name:
        case "reading":
            settings = json.loads((LECTURE / "names.json").read_text(encoding="utf-8"))[name]
            return f2e.Model((LECTURE / f"{name}.R").read_text(encoding="utf-8"), **settings)
        case "three-level":
            return f2e.Model(
                "math ~ year*female + year*lowinc + (year | schoolid/childid)",
                levels={"childid:schoolid": ["female"], "schoolid": ["lowinc"]},
            )
        case "cells":
            return f2e.Model("score ~ x + (1 + x | worker) + (1 | machine) + (1 | worker:machine)")
        case "ticks":
            ticks = f2e.read_data(DATA / "grouseticks_full.csv")
            return f2e.Model(
                "TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)",
                ticks,
                family="poisson",
            )
        case "factor":
            formula = "mAch ~ cses*meanses + cses*sector + (1 + cses | school)"
            return f2e.Model(formula, f2e.read_data(DATA / "Hsb82.csv"))
        case "items":
            formula = "r2 ~ Anger*Gender + btype + situ + (1 + Anger | id) + (1 | item)"
            verbal = f2e.read_data(DATA / "VerbAgg.csv")
            return f2e.Model(formula, verbal, family="binomial")
        case "rates":
            formula = "deaths ~ age + smoker + offset(log(years)) + (age || region)"
            return f2e.Model(formula, family="poisson")
        case "nasty":
            return f2e.Model(NASTY)
        case "long":
            return f2e.Model(LONG)
        case "large":
            return f2e.Model(LARGE)
    raise AssertionError(name)
