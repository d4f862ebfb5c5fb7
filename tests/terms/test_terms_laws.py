"""Laws of the terms: equal spellings give equal terms, and any text ends in an answer."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formula2eq.errors import FormulaError
from formula2eq.formula.call import read_call
from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand, expand_specification, specification_diagnostics

TABLES = Path(__file__).parents[1] / "conformance"
FORMULAS = [
    json.loads(line)["formula"]
    for table in ("terms", "errors")
    for line in (TABLES / f"{table}.jsonl").read_text("utf-8").splitlines()
]

variables = st.sampled_from(["a", "b", "c", "x", "log(x)", "I(x^2)", "f:x", "w"])
sums = st.lists(variables, min_size=1, max_size=3, unique=True).map(" + ".join)


def terms(text):
    return expand(parse(text))


@settings(deadline=None)
@given(sums, sums, sums)
def test_spellings_of_the_algebra(first, second, third):
    a, b, c = f"({first})", f"({second})", f"({third})"
    assert terms(f"y ~ {a}*{b}") == terms(f"y ~ {a} + {b} + {a}:{b}")
    assert terms(f"y ~ {a}/{b}") == terms(f"y ~ {a} + {b} %in% {a}")
    assert terms(f"y ~ {a}^2") == terms(f"y ~ {a}*{a}")
    assert terms(f"y ~ {a}:({b}:{c})") == terms(f"y ~ ({a}:{b}):{c}")
    assert terms(f"y ~ {a}*({b} + {c})") == terms(f"y ~ {a}*{b} + {a}*{c}")
    assert terms(f"y ~ {a} + {b}") == terms(f"y ~ {b} + {a}")
    assert terms(f"y ~ {a} + {b} - {b} + {b}") == terms(f"y ~ {a} + {b}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("y ~ x + (x || g)", "y ~ x + (1 | g) + (0 + x | g)"),
        ("y ~ (1 | a/b)", "y ~ (1 | a) + (1 | a:b)"),
        ("y ~ (x | a/b)", "y ~ (x | b:a) + (x | a)"),
        ("y ~ a*b", "y ~ a + b + a:b"),
        ("y ~ (x + 1 | g)", "y ~ (1 + x | g)"),
        ("y ~ ((x - 1) | g)", "y ~ (0 + x | g)"),
        ("y ~ x + (1 | g)", "y~1+x+( 1|g ) # the same"),
        ("y ~ diag(x | g)", "y ~ diag(1 + x | g)"),
    ],
)
def test_two_spellings_are_one_model(one, other):
    assert terms(one) == terms(other)
    assert hash(terms(one)) == hash(terms(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("y ~ (x | g)", "y ~ (x || g)"),
        ("y ~ (1 | g)", "y ~ (1 | g) + (1 | g)"),
        ("y ~ x", "z ~ x"),
        ("y ~ x", "y ~ x - 1"),
        ("y ~ diag(x | g)", "y ~ us(x | g)"),
        ("y ~ f(x, a = 1)", "y ~ f(x, b = 1)"),
    ],
)
def test_two_models_are_not_one(one, other):
    assert terms(one) != terms(other)


def texts(spans, text):
    return [text[span.start : span.end] for span in spans]


def test_origins_are_the_places_that_made_a_term():
    text = "score ~ 1 + x*a + x*b - b + (a + c)^2 + (x || g)"
    found = {term.label: texts(term.origins, text) for term in terms(text).fixed}
    assert found == {
        "1": ["1"],
        "x": ["x", "x"],
        "a": ["a", "a"],
        "c": ["c"],
        "x:a": ["x*a"],
        "x:b": ["x*b"],
        "a:c": ["(a + c)^2"],
    }
    assert terms("y ~ x").fixed[0].origins == ()
    assert [texts(term.origins, text) for term in terms(text).random] == [["(x || g)"]] * 2


def test_thousands_of_terms_and_nesting_have_limits():
    many = " + ".join(f"x{number}" for number in range(2000))
    assert len(terms(f"y ~ {many} + (1 | g)").fixed) == 2001
    for text in ("(" * 5000, "y ~ " + "(" * 500 + "x" + ")" * 500, "y ~ " + "-" * 500 + "x"):
        with pytest.raises(FormulaError):
            terms(text)
    for text in ("y ~ " + "x^" * 500 + "2", "y ~ f" + "(x)" * 500, "y ~ " + "!" * 500 + "x"):
        with pytest.raises(FormulaError):
            terms(text)
    with pytest.raises(FormulaError, match="characters"):
        terms("y ~ " + "x" * 100_001)


def answers(text):
    try:
        said = read_call(text)
        found = expand_specification(said)
        assert found.to_dict()["response"] is None or found.response is not None
        for one in specification_diagnostics(said, found):
            assert 0 <= one.labels[0].span.start <= len(text)
            assert one.draw()
    except FormulaError as error:
        assert 0 <= error.diagnostics[0].labels[0].span.start <= len(text)
        if error.diagnostics[0].repair is not None:
            read_call(error.diagnostics[0].repair)


@settings(deadline=None, max_examples=400)
@given(st.text(max_size=40) | st.text("xyg01 ~+-*/^|:()%in,.", max_size=40).map("y ~ x + ".__add__))
def test_any_text_ends_in_an_answer(text):
    answers(text)


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(FORMULAS),
    st.integers(0, 200),
    st.integers(0, 4),
    st.text("xg~+|()*:^,12./", max_size=3),
)
def test_mutated_formulas_end_in_an_answer(formula, place, removed, inserted):
    answers(formula[:place] + inserted + formula[place + removed :])
