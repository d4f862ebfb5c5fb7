"""The models worked by hand print what the page of worked examples says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import worked  # noqa: E402


@pytest.mark.parametrize(
    ("name", "formula", "settings", "notation", "form"),
    worked.cases(),
    ids=[f"{name}-{notation}-{form}" for name, _, _, notation, form in worked.cases()],
)
def test_prints_what_was_worked_out(
    name: str, formula: str, settings: dict[str, Any], notation: str, form: str
) -> None:
    golden = worked.path(name, notation, form).read_text("utf-8")
    assert worked.latex(formula, settings, notation, form) == golden


def test_no_golden_file_is_left_over() -> None:
    wanted = {worked.path(n, notation, form).name for n, _, _, notation, form in worked.cases()}
    assert {file.name for file in worked.EXAMPLES.iterdir()} == wanted
