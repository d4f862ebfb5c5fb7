"""R's rules for which columns a term makes, each case as R 4.2 has it."""

import pytest

from formula2eq.formula.nodes import Name
from formula2eq.source import Span
from formula2eq.terms.term import Term
from formula2eq.variables.coding import VariableCoding, code

KINDS = {
    "f": VariableCoding.factor(("a", "b", "c")),
    "g": VariableCoding.factor(("p", "q")),
    "s": VariableCoding.factor(("a", "b", "c"), "contr.sum"),
    "o": VariableCoding.factor(("lo", "mid", "hi"), "contr.poly"),
    "flag": VariableCoding.logical(),
    "m": VariableCoding(("1", "2")),
}


def terms(text):
    """Terms from labels with a colon between variables, commas between terms."""
    return [
        Term(tuple(Name(name, Span(0, 1)) for name in label.split(":")))
        for label in text.split(", ")
    ]


CASES = [
    ("f", True, "(Intercept) fb fc"),
    ("f", False, "fa fb fc"),
    ("f, g", False, "fa fb fc gq"),
    ("x, f", False, "x fa fb fc"),
    ("f:x", True, "(Intercept) fa:x fb:x fc:x"),
    ("x, f:x", True, "(Intercept) x fb:x fc:x"),
    ("f, f:g", True, "(Intercept) fb fc fa:gq fb:gq fc:gq"),
    ("f:g", True, "(Intercept) fa:gp fb:gp fc:gp fa:gq fb:gq fc:gq"),
    ("g, f:g", False, "gp gq fb:gp fc:gp fb:gq fc:gq"),
    ("flag", True, "(Intercept) flagTRUE"),
    ("flag", False, "flagFALSE flagTRUE"),
    ("s", True, "(Intercept) s1 s2"),
    ("o", True, "(Intercept) o.L o.Q"),
    ("m, g, m:g", True, "(Intercept) m1 m2 gq m1:gq m2:gq"),
    ("x, z, x:z", True, "(Intercept) x z x:z"),
]


@pytest.mark.parametrize(("labels", "intercept", "names"), CASES)
def test_columns_are_r_s(labels, intercept, names):
    assert [column.name for column in code(terms(labels), intercept, KINDS)] == names.split()


def test_a_product_knows_its_parts():
    column = code(terms("f, x, f:x"), True, KINDS)[-1]
    assert column.assign == 3
    assert [(part.variable, part.category, part.reference) for part in column.parts] == [
        ("f", "c", "a"),
        ("x", None, None),
    ]


def test_the_response_on_the_right_makes_no_column():
    names = [column.name for column in code(terms("y, x"), True, KINDS, response="y")]
    assert names == ["(Intercept)", "x"]
