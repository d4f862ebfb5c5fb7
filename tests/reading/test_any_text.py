"""Any text gives a model or one of our errors with a place, within its limits and without evaluation."""

from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formula2eq.errors import EquationError, Formula2eqError
from formula2eq.reading.read import read
from formula2eq.reading.tokens import MAXIMUM_LENGTH

PIECES = [
    r"\beta_{0j}", r"\beta_1", r"\gamma_{00}", r"\gamma_{01}", "u_{0j}", "u_{1j}", "e_{ij}",
    "x_{ij}", "w_j", "y_{ij}", r"\mu_{ij}", r"\text{Age}_i", "TeacherBlack_k",
    r"\alpha_{j[i]}", r"\sigma^2", r"\bar{X}_{.j}", "=", r"\sim", "~", "+", "+", "-",
    r"\times", r"\cdot", "*", "/", ",", "|", ":", ";", ".", "(", ")", "[", "]", "{", "}",
    r"\left(", r"\right)", r"\{", r"\}", r"\left.", r"\right.", r"\begin{pmatrix}",
    r"\end{pmatrix}", r"\begin{aligned}", r"\end{aligned}", r"\begin{array}{cc}",
    r"\end{array}", "&", r"\\", "\n", "\n\n", "$", "$$", r"\[", r"\]", r"\quad", "%", r"\%",
    "N", r"\mathcal{N}", r"\text{Binomial}", r"\text{logit}", r"\log", r"\frac",
    r"\frac{a}{b}", r"\sqrt", "^2", "^{-1}", "^{e^{x}}", "_", "^", r"\underbrace",
    r"\text{where}", r"\text{Level 1:}", r"\hat", "0", "1", "2.5", "β₀ⱼ", "γ₀₁", "Ageᵢ", "·",
    "⎡", "⎤", "⎣", "⎦", "σ²", "𝒩", "\x00", "é", r"\unknown", "B0", "Level-1 Model",
]  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " "]))
def test_pieces_of_equations_in_any_order(pieces: list[str], between: str) -> None:
    answered(between.join(pieces))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_characters(text: str) -> None:
    answered(text)


def answered(text: str) -> None:
    """A model whose formula is one, or an error of ours with a place inside the text."""
    try:
        found = read(text, {"j": "g", "k": "h"})
    except EquationError as error:
        label = error.diagnostics[0].labels[0]
        assert 0 <= label.span.start <= label.span.end <= len(text)
        assert str(error)
        return
    except Formula2eqError as error:
        assert str(error)
        return
    assert "~" in found.formula


@pytest.mark.parametrize(
    "text",
    [
        "y_i = " + "(" * 5000 + "x" + ")" * 5000,
        "y_i = " + "{" * 5000 + "x" + "}" * 5000,
        "y_i = " + r"\frac{" * 3000,
        "y_i = " + r"\frac{a}{" * 400 + "b" + "}" * 400,
        "y_i = x" + "_1" * 5000,
        "y_i = " + r"\hat" * 3000 + "x",
        "y_i = " + r"\left" * 5000 + "x",
        "y_i = " + r"e^{" * 2000 + "x" + "}" * 2000,
        "y_i = " + "*".join("x" * 3000),
        "y_i = " + "/".join("x" * 3000),
        "y_i = " + "+" * 5000 + "x",
        "y_i = " + "-" * 5000 + "x_i",
        "y_i = " + " + ".join(f"b_{{{n}}}" for n in range(3000)),
        "y_i = " + "(a_i + b_i + c_i)" * 30,
        "y = " * 3000 + "x",
        "\n".join(f"b_{n} = b_{n + 1}" for n in range(300)),
        r"\begin{pmatrix}" * 2000,
        "x_{" + r"\text{" * 200,
        "$" * 10_000,
        "y" * (MAXIMUM_LENGTH + 1),
        r"\sqrt[" * 3000,
        "y ~ " + "[" * 3000,
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_large_texts_take_bounded_work(text: str) -> None:
    """Work is counted in calls, which do not depend on the machine: about 80 for each character."""
    read("y_i = b_0 + b_1 x_i + e_i", {"j": "g"})  # the grammar is built once, and not counted
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        answered(text)
    finally:
        sys.setprofile(before)
    assert calls < 200 * len(text) + 50_000


def test_nothing_is_evaluated() -> None:
    answered(r"y_i = \beta_0 + \text{__import__('os').system('false')}_i + e_i")
    answered("y = b0 + __import__('os') + e")
