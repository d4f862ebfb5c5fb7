"""What a sentence says to write can be read and expanded, whatever was written."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formula2eq.errors import FormulaError
from formula2eq.formula.call import read_call
from formula2eq.model import Model
from formula2eq.terms.expand import expand_specification, specification_diagnostics
from formula2eq.terms.repair import read

TESTS = Path(__file__).parents[1]
TABLES = ("conformance/errors", "conformance/terms", "formula/slips", "terms/further_terms")
FORMULAS = sorted(
    {
        json.loads(line)["formula"]
        for table in TABLES
        for line in (TESTS / f"{table}.jsonl").read_text("utf-8").splitlines()
    }
)
#: What a dot stands for.
COLUMNS = ("a", "b")


def repairs(text):
    try:
        said = read(text)
        found = specification_diagnostics(said, expand_specification(said))
    except FormulaError as error:
        found = error.diagnostics
    return [one.repair for one in found if one.repair is not None]


def hold(text):
    for repair in repairs(text):
        assert repair != text
        expand_specification(read_call(repair), COLUMNS)


@pytest.mark.parametrize("formula", FORMULAS)
def test_repairs_can_be_expanded(formula):
    hold(formula)


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(FORMULAS),
    st.integers(0, 80),
    st.text('xg~+|()*:^,1`[]{}=\\ \n-/%"&!<>;‖$', max_size=3),
    st.integers(0, 2),
)
def test_repairs_of_mutated_formulas_can_be_expanded(formula, place, inserted, dropped):
    hold(formula[:place] + inserted + formula[place + dropped :])


@pytest.mark.parametrize(
    ("formula", "repair"),
    [
        ("y ~ x + (1 ‖ g)", "y ~ x + (1 | g)"),
        ("y ~ x + (1 || g:)", "y ~ x + (1 | g)"),
        ("y ~ (1 | (a/b)", "y ~ (1 | a/b)"),
        ("y ~ . + (1 | g", "y ~ . + (1 | g)"),
        ("y ~ ^2", None),
    ],
)
def test_a_repair_is_mended_until_it_can_be_expanded(formula, repair):
    with pytest.raises(FormulaError) as caught:
        _ = Model(formula).terms
    assert caught.value.diagnostics[0].repair == repair


@pytest.mark.parametrize(
    ("formula", "repair"),
    [
        ("y ~ my var*x", "y ~ `my var`*x"),
        ("y ~ x + (my var | site id)", "y ~ x + (`my var` | `site id`)"),
        ("log(my var) ~ x", "log(`my var`) ~ x"),
        ("y ~ x z", "y ~ x + z"),
    ],
)
def test_names_of_several_words_are_known_by_the_data(formula, repair):
    columns = ("y", "x", "my var", "site id", "var")
    with pytest.raises(FormulaError) as caught:
        read(formula, columns)
    assert caught.value.diagnostics[0].repair == repair
