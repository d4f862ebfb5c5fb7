"""``formula2eq diagram``: on standard output or in a file, by suffix."""

from __future__ import annotations

from pathlib import Path

import pytest

from formula2eq.cli import main

FORMULA = "y ~ x + (1 | class) + (1 | school)"


def test_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagram", FORMULA, "--within", "class=school"]) == 0
    assert capsys.readouterr().out.endswith("    u1 --> u2\n    u0 --> u1\n")


@pytest.mark.parametrize(
    ("suffix", "start"), [(".svg", "<svg "), (".tex", r"\documentclass"), (".mmd", "flowchart BT")]
)
def test_into_a_file(suffix: str, start: str, tmp_path: Path) -> None:
    target = tmp_path / f"units{suffix}"
    assert main(["diagram", FORMULA, "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith(start)


def test_another_suffix_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagram", FORMULA, "-o", "units.bmp"]) == 2
    assert ".svg, .tex, .mmd" in capsys.readouterr().err
