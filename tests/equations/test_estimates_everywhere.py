"""Estimates in every notation: no symbol of a parameter is left, and the numbers are the fit's."""

from dataclasses import fields, is_dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import formula2eq as f2e
from formula2eq.levels.level_model import FixedEffect
from formula2eq.notation import NOTATIONS
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.math import Number, Symbol, Under
from formula2eq.variables.data import read_data

DATA = Path(__file__).parents[1] / "data"
MODELS = {
    "slopes": ("sleepstudy", "Reaction ~ Days + (Days | Subject)", {}),
    "uncorrelated": ("sleepstudy", "Reaction ~ Days + (Days || Subject)", {}),
    "cross-level": ("Hsb82", "mAch ~ cses * sector + (cses | school)", {}),
    "crossed": ("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", {}),
    "nested": ("Pastes", "strength ~ 1 + (1 | batch / cask)", {}),
    "weights": ("sim_rates", "y ~ x + treat + (x | grp)", {"weights": "w"}),
    "successes": (
        "sim_rates",
        "cbind(succ, size - succ) ~ x + treat + (x | grp)",
        {"family": "binomial"},
    ),
    "counts": ("sim_rates", "count ~ x + treat + (1 | grp)", {"family": "poisson"}),
    "Gamma": ("sim_rates", "dur ~ x + treat + (1 | grp)", {"family": "Gamma", "link": "log"}),
    "inverse Gaussian": (
        "sim_rates",
        "dur ~ x + treat + (1 | grp)",
        {"family": "inverse.gaussian", "link": "log"},
    ),
    "no groups": ("sleepstudy", "Reaction ~ Days", {}),
}


@cache
def fitted(name):
    dataset, formula, options = MODELS[name]
    return f2e.Model(formula, read_data(DATA / f"{dataset}.csv"), **options).fit()


def nodes(node):
    """A node with all that is inside it, what it is for left out."""
    if isinstance(node, tuple):
        for item in node:
            yield from nodes(item)
    elif is_dataclass(node):
        yield node
        if not isinstance(node, Symbol):
            for field in fields(node):
                yield from nodes(getattr(node, field.name))


def sides(equation):
    for summand in equation.summands:
        parts = [summand, *summand.bracket]
        for part in parts:
            if part.parameter is not None:
                yield part.parameter
    if equation.right is not None:
        yield equation.right


def parameters(notation):
    """All symbols of parameters that a fit estimates."""
    found = {notation.fixed(effect) for effect in notation.model.fixed}
    found |= {notation.residual_deviation(), notation.shape_parameter()}
    for vector in notation.model.random:
        size = len(vector.effects)
        found |= {notation.deviation(vector, place) for place in range(size)}
        found |= {notation.variance(vector, place) for place in range(size)}
        for row, column in combinations(range(size), 2):
            if vector.covary(row, column):
                found.add(notation.covariance(vector, row, column))
    found |= set(notation.derived(lambda a, b: 1.0, 1.0))
    return {item for item in found if isinstance(item, Symbol)}


@pytest.mark.parametrize("form", ["levels", "combined"])
@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("name", MODELS)
def test_every_parameter_is_a_number(name, notation, form):
    found = fitted(name)
    try:
        shown = found.equations(form, notation, digits=4)
    except f2e.NotationError:
        return
    named = shown.notation
    if isinstance(named, GelmanHill) and form == "combined":
        named = named.with_errors()
    inside = [n for e in shown.system.equations for side in sides(e) for n in nodes(side)]
    forbidden = parameters(named)
    assert [node for node in inside if isinstance(node, Symbol) and node in forbidden] == []
    for equation in shown.system.equations:
        for summand in equation.summands:
            if isinstance(summand.effect, FixedEffect) and summand.parameter is not None:
                assert isinstance(summand.parameter, Number)
    numbers = {node.text.removeprefix("-") for node in inside if isinstance(node, Number)}
    fit = found.fit

    def printed(*values):
        return any(f"{abs(value):.4f}" in numbers for value in values)

    assert all(printed(value) for value in fit.beta)
    if fit.family == "gaussian":
        assert printed(fit.sigma, fit.sigma**2)
    elif fit.family in ("Gamma", "inverse.gaussian"):
        assert printed(1 / fit.sigma**2)
    scale = fit.sigma if fit.family == "gaussian" else 1.0
    for law in fit.covariances:
        T = np.linalg.cholesky(law.cov) / scale
        for row in range(len(law.names)):
            for column in range(row + 1):
                correlation = law.cov[row, column] / law.sd[row] / law.sd[column]
                spread = law.sd[row] if row == column else correlation
                assert printed(law.cov[row, column], spread, T[row, column])


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("errors", ["under", "brackets"])
def test_every_standard_error_is_there(notation, errors):
    found = fitted("cross-level")
    for form in ("levels", "combined"):
        shown = found.equations(form, notation, digits=4, errors=errors)
        inside = [n for e in shown.system.equations for side in sides(e) for n in nodes(side)]
        notes = [node.note.inner.text for node in inside if isinstance(node, Under)]
        assert set(notes) == {f"{error:.4f}" for error in found.fit.standard_errors}
        assert all(
            node.beside == (errors == "brackets") for node in inside if isinstance(node, Under)
        )


@pytest.mark.parametrize("notation", NOTATIONS)
def test_symbols_stay_beside_their_numbers(notation):
    text = fitted("cross-level").equations("levels", notation, digits=2, symbols=True).text()
    for number in ("12.16", "3.33", "1.00", "−1.87"):
        assert f"= {number}" in text
