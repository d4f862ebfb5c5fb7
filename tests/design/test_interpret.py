"""The interpreter: R's rules for missing values, and an answer or an error for anything."""

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from formula2eq.design.build import design
from formula2eq.design.calls import FUNCTIONS
from formula2eq.design.columns import from_series
from formula2eq.design.diagnostics import diagnose
from formula2eq.design.interpret import Environment, evaluate
from formula2eq.design.values import as_text
from formula2eq.errors import DataError, Formula2eqError
from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand
from formula2eq.variables.data import read_data

MESSY = read_data(Path(__file__).parent.parent / "data" / "messy.csv")
FRAME = pd.DataFrame(
    {
        "x": [1.0, 2.0, np.nan],
        "t": pd.array([True, False, None], dtype="boolean"),
        "s": ["b", None, "a"],
        "f": pd.Categorical(["lo", "hi", None], categories=["lo", "mid", "hi"]),
    }
)


def value(text):
    formula = parse(f"~ I({text})")
    columns = {name: from_series(FRAME[name]) for name in FRAME}
    found = evaluate(formula.predictors, Environment(columns, len(FRAME), formula.source))
    return as_text(found)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x > 1", ["FALSE", "TRUE", None]),
        ("t & FALSE", ["FALSE", "FALSE", "FALSE"]),
        ("t | TRUE", ["TRUE", "TRUE", "TRUE"]),
        ("t & x > 0", ["TRUE", "FALSE", None]),
        ("!t", ["FALSE", "TRUE", None]),
        ("x^0", ["1", "1", "1"]),
        ("1^x", ["1", "1", "1"]),
        ("-x %% 3", ["2", "1", None]),
        ("x %in% c(2, NA)", ["FALSE", "TRUE", "TRUE"]),
        ('s == "a"', ["FALSE", None, "TRUE"]),
        ('f == "hi"', ["FALSE", "TRUE", None]),
        ("as.integer(f)", ["1", "3", None]),
        ("paste(s, x)", ["b 1", "NA 2", "a NA"]),
        ("ifelse(t, x, -x)", ["1", "-2", None]),
        ("is.na(s)", ["FALSE", "TRUE", "FALSE"]),
        ("x[c(3, 1, 2)]", [None, "1", "2"]),
        ("mean(x, na.rm = TRUE) + x", ["2.5", "3.5", None]),
        ("pmax(x, 1.5)", ["1.5", "2", None]),
        ("as.numeric(as.character(x)) / 3", ["0.333333333333333", "0.666666666666667", None]),
        ("factor(x)", ["1", "2", None]),
        ("cut(x, c(0, 1, 2))", ["(0,1]", "(1,2]", None]),
        ("max(x, na.rm = TRUE) * 50000", ["1e+05"]),
    ],
)
def test_values_are_r_s(text, answer):
    assert value(text) == answer


@pytest.mark.parametrize("text", ["log(0)", "x/0", "exp(1000) * x", "1e200 * x"])
def test_infinite_values_are_refused_at_their_place(text):
    data = pd.DataFrame({"y": [1.0, 2.0, 4.0], "x": [0.5, 1.0, 1.5]})
    text = text.replace("log(0)", "log(x - 0.5)")
    with pytest.raises(DataError, match="infinite-values") as caught:
        design(expand(parse(f"y ~ I({text})")), data)
    assert caught.value.diagnostics[0].to_dict()["offset"] == 4


def expression(generator, depth):
    """A call, an operation or an atom, sensible or not."""
    atoms = ["x.1", "w", "f", "o", "flag", "chr", "2", "0", '"A"', "NA", "NULL", "c(1, 2)", "1e300"]
    if depth == 0 or generator.random() < 0.25:
        return generator.choice(atoms)
    if generator.random() < 0.6:
        function = generator.choice(sorted(FUNCTIONS))
        names = [*FUNCTIONS[function].parameters, None, None, None]
        arguments = []
        for _ in range(generator.choice([1, 1, 2, 3])):
            inner, name = expression(generator, depth - 1), generator.choice(names)
            arguments.append(inner if name in (None, "...") else f"{name} = {inner}")
        return f"{function}({', '.join(arguments)})"
    operator = generator.choice(["+", "-", "*", "/", "^", "==", "<", "&", "|", "%%", "%in%", ":"])
    return f"({expression(generator, depth - 1)} {operator} {expression(generator, depth - 1)})"


@pytest.mark.parametrize("seed", range(8))
def test_anything_ends_in_an_answer_or_an_error_of_ours(seed):
    generator = random.Random(seed)
    shapes = ["y ~ I({})", "y ~ h*{}", "y ~ offset({})", "y ~ x.1 + ({} | grp)", "{} ~ x.1"]
    for _ in range(150):
        text = generator.choice(shapes).format(expression(generator, 3))
        try:
            record = design(expand(parse(text), list(MESSY.columns)), MESSY, checks=False)
        except Formula2eqError as error:
            assert error.diagnostics
            continue
        diagnose(record)
        record.to_dict()
