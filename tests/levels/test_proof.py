"""The proof of closure holds for true equations and fails for tampered ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

import formula2eq as f2e
from formula2eq.equations import by_levels, prove
from formula2eq.equations.equation import Equation
from formula2eq.errors import NotationError, ProofError
from formula2eq.notation.lecture import Lecture
from formula2eq.notation.notation import Notation

FORMULA = "y ~ x*w + z + (x | g)"


@pytest.fixture
def named() -> Notation:
    return Lecture(f2e.Model(FORMULA, levels={"g": ["w"]}).level_model)


def test_true_equations_are_proven(named: Notation) -> None:
    equations = by_levels.level_equations(named)
    prove.prove_levels(named, equations)
    prove.prove_combined(named, equations, by_levels.combined_summands(named))


def without(equation: Equation, position: int) -> Equation:
    kept = equation.summands[:position] + equation.summands[position + 1 :]
    return replace(equation, summands=kept)


def test_a_missing_summand_is_found(named: Notation) -> None:
    equations = by_levels.level_equations(named)
    for number, equation in enumerate(equations):
        for position in range(len(equation.summands)):
            wrong = (
                *equations[:number],
                without(equation, position),
                *equations[number + 1 :],
            )
            with pytest.raises(ProofError):
                prove.prove_levels(named, wrong)
            with pytest.raises(ProofError):
                prove.prove_combined(named, wrong, by_levels.combined_summands(named))


def test_a_wrong_combined_form_is_found(named: Notation) -> None:
    equations = by_levels.level_equations(named)
    summands = by_levels.combined_summands(named)
    for position, summand in enumerate(summands):
        swapped = replace(summand, variables=(*summand.variables, *summands[1].variables))
        wrong = (*summands[:position], swapped, *summands[position + 1 :])
        if swapped != summand:
            with pytest.raises(ProofError):
                prove.prove_combined(named, equations, wrong)


def test_two_columns_of_one_name_are_refused() -> None:
    model = f2e.Model("y ~ a + b", names={"a": "same", "b": "same"})
    with pytest.raises(NotationError, match="one symbol"):
        model.equations()
