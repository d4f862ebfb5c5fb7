"""Models whose decks are compiled: one for each thing that a deck has to explain."""

import json
from pathlib import Path

import formula2eq as f2e

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
LECTURE = ROOT / "examples" / "lecture"
NAMES = json.loads((LECTURE / "names.json").read_text(encoding="utf-8"))

LONG = (
    "a_rather_long_outcome_name ~ ("
    + " + ".join(f"predictor_number_{i}" for i in range(1, 7))
    + ")^2 + "
    + " + ".join(f"another_predictor_{i}*group_variable_{i}" for i in range(1, 6))
    + " + (1 + "
    + " + ".join(f"another_predictor_{i}" for i in range(1, 6))
    + " | hospital) + (1 | hospital:ward)"
)


def lecture(name, **settings):
    text = (LECTURE / f"{name}.R").read_text(encoding="utf-8")
    return f2e.Model(text, **{**NAMES[name], **settings})


def read(name):
    return f2e.read_data(DATA / f"{name}.csv")


MODELS = {
    "reading": lambda: lecture("reading"),
    "maths": lambda: lecture("maths", family="binomial"),
    "three-levels": lambda: f2e.Model(
        "math ~ year*female + year*lowinc + (year | schoolid/childid)", read("egsingle")
    ),
    "crossed": lambda: f2e.Model(
        "y ~ A*C + x + (1 + C | person) + (1 | item)", levels={"person": ["A"], "item": ["C"]}
    ),
    "double-bar": lambda: f2e.Model("Reaction ~ Days + (Days || Subject)", read("sleepstudy")),
    "factors": lambda: f2e.Model(
        "score ~ Machine + (0 + Machine || Worker)",
        categories={"Machine": ["A", "B", "C"]},
    ),
    "counts": lambda: f2e.Model(
        "TICKS ~ YEAR + offset(log(HEIGHT)) + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)",
        read("grouseticks"),
        family="poisson",
    ),
    "long": lambda: f2e.Model(
        LONG, levels={"hospital": [f"group_variable_{i}" for i in range(1, 6)]}
    ),
    "single-level": lambda: f2e.Model("y ~ x*z + x:w - 1"),
    "ordered": lambda: f2e.Model("r ~ x*w + (x | g)", levels={"g": ["w"]}, family="ordinal"),
    "hostile": lambda: f2e.Model(
        "`\\input{x}` ~ `a_b%$#&^~{}` * `<b>\u00e9\u4e2d\u03b1` + (1 | `g\\\\|--\"'`)",
        names={"a_b%$#&^~{}": "((* x *)) \\end{frame}"},
    ),
}
