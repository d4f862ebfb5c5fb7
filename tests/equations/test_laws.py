"""Every structure, in every notation that holds it, keeps every law."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import laws  # noqa: E402

import formula2eq as f2e  # noqa: E402
from formula2eq.notation import NOTATIONS  # noqa: E402

FORMS = ("levels", "substituted", "combined")
CATEGORIES = {"f": ["a", "b", "c"], "h": ["u", "v"]}
ONE_FACTOR = {"f": ["a", "b", "c"]}

#: Structures named in the documentation, with what must be declared.
STRUCTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "no random part": ("y ~ x*z", {}),
    "nothing at all": ("y ~ 0", {}),
    "two levels": ("y ~ x*w + (x | a)", {"levels": {"a": ["w"]}}),
    "three levels": (
        "y ~ x*w*v + (x*w | b) + (x | b:a)",
        {"levels": {"b:a": ["w"], "b": ["v"]}},
    ),
    "five levels": ("y ~ x + (x | a/b/c/d)", {}),
    "crossed": ("y ~ x + (1 + x | a) + (1 | b)", {}),
    "six crossed factors": (
        "y ~ x + (1 | a) + (x | b) + (1 | c) + (1 | d) + (1 | e) + (0 + x | g)",
        {},
    ),
    "nested and crossed": ("y ~ x + (x | a/b) + (1 | c)", {}),
    "a cell": ("y ~ x + (1 | a) + (1 | b) + (x | a:b)", {}),
    "an interaction beside its factor": ("y ~ x + (1 | a) + (1 | a:b)", {}),
    "persons by items": (
        "y ~ A*C + (1 + C | p) + (1 + A | q)",
        {"levels": {"p": ["A"], "q": ["C"]}},
    ),
    "several bars": ("y ~ x*z + (x | g) + (z | g) + (0 + x | g)", {}),
    "uncorrelated": ("y ~ x + f + (x + f || g)", {"categories": ONE_FACTOR}),
    "slopes of a factor": ("y ~ f*x + (0 + f | g)", {"categories": ONE_FACTOR}),
    "slopes of an interaction": ("y ~ f*h + (f:h | g)", {"categories": CATEGORIES}),
    "only random": ("y ~ 0 + (x | g)", {}),
    "no intercept": ("y ~ 0 + f + (1 | g)", {"categories": ONE_FACTOR}),
    "slope of a group variable": ("y ~ w + (w | g)", {"levels": {"g": ["w"]}}),
    "non-randomly varying": ("y ~ x*w + (1 | g)", {"levels": {"g": ["w"]}}),
    "calls": ("log(y) ~ log(x + 1) + I(x^2) + sqrt(z) + scale(u) + (log(x + 1) | g)", {}),
    "polynomial": ("y ~ poly(x, 2) + (poly(x, 2) | g)", {}),
    "a condition": ("y ~ I(x > 5) + (I(x > 5) | g)", {}),
    "offset and weights": ("y ~ offset(log(n)) + x + (x | g)", {"weights": "m"}),
    "long names": (
        "outcome_of_interest ~ a_rather_long_name_of_a_predictor*another_long_name_of_one"
        " + (a_rather_long_name_of_a_predictor | grouping_factor_with_a_long_name)",
        {},
    ),
    "many slopes": ("y ~ " + " + ".join(f"x{n}" for n in range(12)) + " + (x1 + x2 + x11 | g)", {}),
    "twelve slopes that vary": (
        "y ~ 1 + (1 + " + " + ".join(f"x{n}" for n in range(1, 13)) + " | g)",
        {},
    ),
    "a slope with two numbers beside a twelfth": (
        "y ~ "
        + " + ".join(f"x{n}" for n in range(1, 13))
        + " + w1 + w2 + (x1 + x12 + x1:w2 + x1:w1 | g)",
        {"levels": {"g": ["w1", "w2"]}},
    ),
    "counts": ("y ~ x + offset(log(n)) + (x | g)", {"family": "poisson"}),
    "successes": ("cbind(s, n - s) ~ x + (1 | g)", {"family": "binomial"}),
    "proportions": ("s/n ~ x + (1 | g)", {"family": "binomial", "weights": "n"}),
    "binary": ("p ~ x + (1 | g) + (1 | k)", {"family": "binomial", "link": "cauchit"}),
    "Gamma": ("y ~ x + (1 | g)", {"family": "Gamma", "link": "inverse"}),
    "inverse Gaussian": ("y ~ x + (1 | g)", {"family": "inverse.gaussian"}),
    "negative binomial": ("y ~ x + (1 | g) + (1 | k)", {"family": "negative.binomial"}),
    "beta": ("y ~ x + (1 | g/k)", {"family": "beta"}),
    "ordinal": ("y ~ x*f + (x | g)", {"family": "ordinal", "categories": ONE_FACTOR}),
    "zero inflation and dispersion": (
        "glmmTMB(count ~ spp*mined + (spp | site), ziformula = ~ mined + (1 | site),"
        " dispformula = ~ DOP, family = nbinom2)",
        {"levels": {"site": ["mined"]}},
    ),
    "dispersion of a Gaussian": ("glmmTMB(y ~ x + (1 | g), dispformula = ~ z)", {}),
    "Gaussian, log link": ("y ~ x + (x | g)", {"link": "log"}),
    "letters that mean something": (
        "e ~ u + v + w + r + b + i + j + N + (u | k) + (1 | l)",
        {},
    ),
}


def hold(formula: str, facts: dict[str, Any], notation: str) -> bool:
    """Whether a notation holds a model, and if so by all laws in all forms."""
    model = f2e.Model(formula, **facts)
    try:
        for form in FORMS:
            laws.check(model.equations(form, notation))
    except f2e.NotationError as error:
        repair = error.diagnostics[0].repair
        assert repair is not None, error
        instead = repair.split('"')[1]
        assert instead in NOTATIONS
        assert model.equations(notation=instead).latex()
        return False
    return True


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("structure", STRUCTURES)
def test_structure(structure: str, notation: str) -> None:
    held = hold(*STRUCTURES[structure], notation)
    if notation in ("additive", "gelman-hill", "distributional", "matrix"):
        assert held


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("formula", ["y ~ x + (1 | g)", "y ~ f + (f | g)"])
@pytest.mark.parametrize("family", ["binomial", "ordinal"])
def test_latent(formula: str, notation: str, family: str) -> None:
    categories = ONE_FACTOR if "f" in formula else {}
    model = f2e.Model(formula, family=family, categories=categories)
    try:
        equations = model.equations(notation=notation, latent=True)
    except f2e.NotationError:
        assert notation == "laird-ware"
        return
    laws.check(equations)


# --- generated formulas -------------------------------------------------------------------------

VARIABLES = ["x", "z", "w", "v", "f"]
#: Grouping of the bars, by shape; ``{}`` is what stands left of the bar.
SHAPES = [
    ["a"],
    ["a", "a"],
    ["a/b"],
    ["a/b/c"],
    ["a", "b"],
    ["a", "b", "a:b"],
    ["a/b", "c"],
    ["a", "b", "c", "d"],
    [],
]
products = st.lists(st.sampled_from(VARIABLES), min_size=1, max_size=3, unique=True)
terms = st.builds(lambda names, sign: sign.join(names), products, st.sampled_from([":", "*", "+"]))
sums = st.builds(
    lambda items, constant: " + ".join([*([] if constant else ["0"]), *items]) or "1",
    st.lists(terms, max_size=3),
    st.booleans(),
)
effects = st.sampled_from(
    ["1", "x", "0 + x", "x + z", "w", "0 + w", "f", "0 + f", "x:f", "x*w", "v", "0 + x:w", "log(x)"]
)
#: What is one effect.
ONE = ("1", "0 + x", "0 + w", "0 + f", "0 + x:w")
#: A bar keeps apart what it has several of.
bar_effects = st.builds(
    lambda left, apart: f"{left} ||" if apart and left not in ONE else f"{left} |",
    effects,
    st.sampled_from([False, False, True]),
)


@st.composite
def models(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A formula and what is declared with it."""
    groups = draw(st.sampled_from(SHAPES))
    bars = [f"({draw(bar_effects)} {group})" for group in groups]
    offset = draw(st.sampled_from(["", "", "offset(log(n))"]))
    parts = [draw(sums), *bars, *([offset] if offset else [])]
    formula = "y ~ " + " + ".join(parts)
    family = draw(st.sampled_from(["gaussian", "gaussian", "poisson", "binomial", "ordinal"]))
    facts: dict[str, Any] = {"family": family}
    names = set(re.findall(r"\w+", formula))
    if "f" in names:
        facts["categories"] = ONE_FACTOR
    levels: dict[str, list[str]] = {}
    if groups:
        inner, outer = _ends(groups)
        for name, group in (("w", inner), ("v", outer)):
            if name in names and draw(st.booleans()):
                levels.setdefault(group, []).append(name)
    facts["levels"] = levels
    return formula, facts


def _ends(groups: list[str]) -> tuple[str, str]:
    """The innermost and the outermost grouping factor of the first bar."""
    parts = groups[0].split("/")
    return ":".join(reversed(parts)), parts[0]


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(models())
def test_generated(case: tuple[str, dict[str, Any]]) -> None:
    formula, facts = case
    for notation in NOTATIONS:
        hold(formula, facts, notation)
