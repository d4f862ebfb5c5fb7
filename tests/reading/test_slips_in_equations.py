"""Slips between the equations of a model: each a named rule, found where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from formula2eq.errors import EquationError
from formula2eq.reading.read import read

LEVELS = r"""y_{ij} = \beta_{0j} + \beta_{1j} x_{ij} + e_{ij}
\beta_{0j} = \gamma_{00} + \gamma_{01} w_j + u_{0j}
\beta_{1j} = \gamma_{10} + \gamma_{11} w_j + u_{1j}"""


def changed(old: str, new: str) -> str:
    assert old in LEVELS
    return LEVELS.replace(old, new, 1)


SLIPS = [
    ("doubled-plus", changed("+ e_", "+ + e_"), 1, 43),
    ("foreign-subscript", changed(r"\gamma_{01}", r"\gamma_{21}"), 2, 28),
    ("effect-used-twice", changed("u_{1j}", "u_{0j}"), 3, 46),
    ("coefficient-used-twice", changed(r"\gamma_{11}", r"\gamma_{01}"), 3, 28),
    ("undefined-coefficient", changed("+ e_", r"+ \beta_{2j} z_{ij} + e_"), 1, 43),
    ("unused-equation", LEVELS + "\n" + r"\beta_{2j} = \gamma_{20} + u_{2j}", 4, 1),
    ("defined-twice", LEVELS + "\n" + r"\beta_{1j} = \gamma_{12} + u_{2j}", 4, 1),
    ("level-1-variable-in-level-2-equation", changed("w_j", "w_{ij}"), 2, 40),
    ("index-out-of-place", changed("u_{0j}", "u_{0k}"), 2, 46),
    ("missing-residual", changed(" + e_{ij}", ""), 1, 1),
    ("two-residuals", changed("+ e_{ij}", "+ e_{ij} + r_{ij}"), 1, 52),
    ("residual-in-link", r"\text{logit}(p_{ij}) = \beta_0 + u_j + e_{ij}", 1, 40),
    ("two-coefficients-for-one-term", r"y_{ij} = \beta_0 + \delta_0 + u_j + e_{ij}", 1, 20),
    ("ambiguous-covariance", LEVELS + "\n" + r"u_{0j} \sim N(0, a), u_{1j} \sim N(0, b)", 4, 1),
    ("no-law", LEVELS, 2, 46),
    ("varying-coefficient", r"y_i = \alpha_{j[i]} + \epsilon_i", 1, 7),
    ("two-meanings", r"y_{ij} = \beta_0 + \beta_1 u_{0j} + v_j + \beta_2 y_{ij} + e_{ij}", 1, 51),
    ("forms-differ", LEVELS + "\n" + r"y_{ij} = \gamma_{00} + u_{0j} + e_{ij}", 4, 1),
]


@pytest.mark.parametrize(("rule", "text", "line", "column"), SLIPS, ids=[s[0] for s in SLIPS])
def test_a_slip_is_found_where_it_stands(rule: str, text: str, line: int, column: int) -> None:
    found = [d.to_dict() for d in read(text, {"j": "g", "k": "h"}).diagnostics]
    places = [(d["line"], d["column"]) for d in found if d["rule"] == rule]
    assert (line, column) in places, [(d["rule"], d["line"], d["column"]) for d in found]


def test_sound_equations_have_notes_only() -> None:
    assert read(LEVELS, {"j": "g"}).slips == ()


REFUSED = [
    ("missing-group", LEVELS, {}),
    ("unknown-command", r"y_i = \foo x", {}),
    ("unclosed-bracket", r"y_i = (x + 1", {}),
    ("stray-bracket", r"y_i = x + 1)", {}),
    ("unexpected-end", r"y_i = \beta_0 +", {}),
    ("unexpected-symbol", r"y_i = \beta_0 * + x_i", {}),
    ("empty-script", "y_i = x_", {}),
    ("no-equation", "", {}),
    ("unknown-distribution", r"y_i \sim \text{Cauchy}(0, 1)", {}),
    ("two-parameters", r"y_i = \beta_0 \gamma_1 + e_i", {}),
    ("not-linear", r"y_i = \exp(\beta_0 + \beta_1 x_i) + e_i", {}),
    ("matrix-form", r"\mathbf{y} = \mathbf{X}\boldsymbol{\beta} + \mathbf{Z}\mathbf{b} + \mathbf{e}", {}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "groups"), REFUSED, ids=[s[0] for s in REFUSED])
def test_what_states_no_model_is_refused_with_a_place(
    rule: str, text: str, groups: dict[str, str]
) -> None:
    with pytest.raises(EquationError) as caught:
        read(text, groups)
    assert caught.value.diagnostics[0].rule == rule
    assert caught.value.diagnostics[0].labels


def test_guessed_groups_come_with_a_warning() -> None:
    found = read(LEVELS, guess_groups=True)
    assert found.formula == "y ~ x*w + (1 + x | g_j)"
    assert [d.rule for d in found.slips] == ["guessed-group"]


def test_every_rule_has_a_section() -> None:
    root = Path(__file__).parents[2]
    rules: set[str] = set()
    for name in ("slips", "refusals", "assumptions", "complaints"):
        text = (root / "formula2eq" / "reading" / f"{name}.py").read_text(encoding="utf-8")
        rules |= set(re.findall(r'(?:slip|_one)\(\s*"([a-z0-9-]+)"', text))
    page = (root / "docs" / "reading.md").read_text(encoding="utf-8")
    assert len(rules) > 35
    assert rules <= set(re.findall(r"^### `([a-z0-9-]+)`", page, re.MULTILINE))
