r"""A number beside a coefficient is part of it, and said; nothing that was written is lost unsaid."""

from __future__ import annotations

import pytest

import formula2eq as f2e


@pytest.mark.parametrize("written", [r"\beta_1 10 x_{ij}", r"\beta_1 \times 10 x_{ij}"])
def test_it_is_said(written: str) -> None:
    found = f2e.read(rf"y_{{ij}} = \beta_0 + {written} + u_{{0j}} + e_{{ij}}", {"j": "g"})
    assert found.formula == "y ~ x + (1 | g)"
    assert "number-in-coefficient" in [d.rule for d in found.diagnostics]
    assert not found.slips


def test_without_a_number_nothing_is_said() -> None:
    found = f2e.read(r"y_{ij} = \beta_0 + \beta_1 x_{ij} + u_{0j} + e_{ij}", {"j": "g"})
    assert "number-in-coefficient" not in [d.rule for d in found.diagnostics]
