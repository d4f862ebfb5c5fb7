"""The fixed point under Hypothesis: formulas made at random, written in any notation, read back."""

from __future__ import annotations

from gallery import Entry, read_back
from hypothesis import given, settings
from hypothesis import strategies as st

from formula2eq.errors import NotationError, UsageError
from formula2eq.model import Model
from formula2eq.notation import NOTATIONS as NOTATION_NAMES

VARIABLES = ["age", "ses", "size", "w", "z2"]
FIXED = st.lists(
    st.lists(st.sampled_from(VARIABLES), min_size=1, max_size=3, unique=True).map("*".join),
    min_size=1,
    max_size=3,
    unique=True,
)
SLOPES = st.lists(st.sampled_from(["age", "ses", "size"]), max_size=2, unique=True)
BAR = st.sampled_from(["|", "||"])
GROUPS = st.sampled_from([("school",), ("school/class",), ("school", "item"), ("school", "item")])
NOTATIONS = st.sampled_from(
    [
        "lecture",
        "raudenbush-bryk",
        "additive",
        "snijders-bosker",
        "singer-willett",
        "goldstein",
        "gelman-hill",
        "matrix",
        "laird-ware",
    ]
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """A model with one to two grouping factors; w and z2 stand at the level of the school."""
    fixed = draw(FIXED)
    if draw(st.booleans()):
        fixed = ["0", *fixed]
    bars = []
    for group in draw(GROUPS):
        slopes, sign = draw(SLOPES), draw(BAR)
        if not slopes:
            sign = "|"
        bars.append(f"({' + '.join(['1', *slopes])} {sign} {group})")
    formula = f"score ~ {' + '.join([*fixed, *bars])}"
    return Entry(formula, {"levels": {"school": ["w", "z2"]}})


@settings(max_examples=150, deadline=None)
@given(entries(), NOTATIONS, st.sampled_from(["levels", "substituted", "combined"]))
def test_read_after_write_is_the_model(made: Entry, notation: str, form: str) -> None:
    try:
        found = read_back(made, notation, form, "latex")
    except NotationError:
        return
    assert found.terms == made.model().terms, (found.formula, form)
    assert not found.slips


PART = st.builds(
    lambda fixed, bar: " + ".join([*fixed, *bar]),
    st.lists(st.sampled_from([*VARIABLES, "age*ses"]), min_size=1, max_size=2, unique=True),
    st.sampled_from([(), ("(1 | school)",), ("(age | school)",), ("(1 + ses || school)",)]),
)
FAMILIES = st.sampled_from(["poisson", "nbinom2", "Gamma(log)", "gaussian", "beta_family"])


@st.composite
def calls(draw: st.DrawFn) -> Entry:
    """A model with extra zeros, with a dispersion that varies, or with both."""
    family = draw(FAMILIES)
    parts = {"ziformula": draw(PART), "dispformula": draw(PART)}
    wanted = draw(st.sampled_from([("ziformula",), ("dispformula",), ("ziformula", "dispformula")]))
    if family == "poisson":
        wanted = ("ziformula",)
    beside = "".join(f", {name} = ~ {parts[name]}" for name in wanted)
    formula = draw(entries()).formula
    return Entry(
        f"glmmTMB({formula}{beside}, family = {family})", {"levels": {"school": ["w", "z2"]}}
    )


@settings(max_examples=60, deadline=None)
@given(calls(), NOTATIONS, st.sampled_from(["levels", "substituted", "combined"]))
def test_parts_after_write_are_the_model(made: Entry, notation: str, form: str) -> None:
    try:
        found = read_back(made, notation, form, "latex")
    except NotationError:
        return
    assert found.terms == made.model().terms, (found.formula, form)
    parts = {name: part.terms for name, part in found.parts.items()}
    assert parts == made.model().part_terms, (found.ziformula, found.dispformula, form)
    assert not found.slips


@settings(max_examples=60, deadline=None)
@given(
    entries(),
    st.sampled_from(["lecture", "raudenbush-bryk", "additive", "gelman-hill", "distributional"]),
    st.sampled_from(["levels", "substituted", "combined"]),
    st.sampled_from([{"w": ["a", "b", "c"]}, {"z2": ["a", "b_2"], "ses": ["u", "v", "w w"]}]),
    st.sampled_from(["contr.treatment", "contr.sum"]),
)
def test_factors_that_are_looked_up_come_back(
    made: Entry, notation: str, form: str, categories: dict[str, list[str]], contrast: str
) -> None:
    left, _, bars = made.formula.partition("(")
    used = {
        name: listed for name, listed in categories.items() if name in left and name not in bars
    }
    if not used:
        return
    options = {**made.options, "categories": used, "contrasts": dict.fromkeys(used, contrast)}
    factored = Entry(made.formula, options)
    try:
        found = read_back(factored, notation, form, "latex", "indexed")
    except NotationError:
        return
    assert found.terms == factored.model().terms, (found.formula, form)
    assert {d.rule for d in found.slips} <= {"ambiguous-covariance"}


COMPUTED = ["log(income)", "I(age^2)", "poly(t, 2)", "factor(cyl)", "sqrt(area)", "I(a - b)", "a"]
OFFSETS = st.sampled_from([(), ("offset(log(n))",), ("offset(-q)",), ("offset(2 * q)",)])
LINKS = st.sampled_from(
    [
        ("gaussian", None),
        ("binomial", "probit"),
        ("poisson", None),
        ("Gamma", "log"),
        ("ordinal", None),
    ]
)
SEVERAL = st.sampled_from(
    [
        ("(1 + age || school)", "(1 + age | school)"),
        ("(1 + a + z | school/class)",),
        ("(1 + log(income) | subj)", "(0 + age | item)"),
        ("(1 | g)", "(1 + x | h)", "(0 + z || k)"),
    ]
)
CHOICES = st.sampled_from(
    [
        {},
        {"scale": "sd"},
        {"slopes": "levels"},
        {"predictors": "all"},
        {"covariances": "correlation"},
        {"outcome": "letter"},
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*VARIABLES, *COMPUTED]), min_size=1, max_size=4, unique=True),
    OFFSETS,
    SEVERAL,
    LINKS,
    st.sampled_from(["y", "log(y)", "sqrt(y)"]),
    st.sampled_from(tuple(NOTATION_NAMES)),
    st.sampled_from(["levels", "substituted", "combined"]),
    CHOICES,
)
def test_what_is_computed_is_read_back(
    variables, offset, bars, linked, response, notation, form, choices
):
    family, link = linked
    left = response if family == "gaussian" else "y"
    formula = f"{left} ~ {' + '.join(['*'.join(variables[:2]), *variables[2:], *offset, *bars])}"
    model = Model(formula, family=family, link=link)
    try:
        model.read_back(form, notation, **choices)
    except (NotationError, UsageError):
        return
