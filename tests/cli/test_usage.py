"""Slips on the command line and in files: said in one voice, with the way out, and exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from formula2eq.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["equations"], "required: FORMULA\n  write: formula2eq equations --help"),
        (["equations", "y ~ x", "--frm", "combined"], "no option --frm\n  write: --form"),
        (["equations", "y ~ x", "--no-such"], "no option --no-such"),
        (["equations", "y", "~", "x"], "~ is one argument too many; quote what holds spaces"),
        (["equations", "model.R"], "(no-file): there is no file model.R"),
        (["check", "y ~ x", "paper.tex"], "(no-file): there is no file paper.tex"),
        (["formula", "chapters/two.md"], "(no-file): there is no file chapters/two.md"),
    ],
)
def test_a_slip_is_said_with_the_way_out(arguments: list[str], said: str, capsys: Captured) -> None:
    assert main(arguments) == 2
    met = capsys.readouterr()
    assert met.out == ""
    assert said in met.err
    assert "usage: " not in met.err


def test_a_file_with_a_byte_order_mark(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "model.R"
    file.write_bytes(b"\xef\xbb\xbfy ~ x + (1 | g)\r\n")
    assert main(["equations", str(file)]) == 0
    assert "β₀ₖ = γ₀₀ + η₀ₖ" in capsys.readouterr().out


@pytest.mark.parametrize("verb", [["equations"], ["formula"], ["check", "y ~ x"]])
def test_a_file_in_another_encoding(verb: list[str], tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "model.txt"
    file.write_bytes("# Modell\ny ~ größe + (1 | g)\n".encode("latin-1"))
    assert main([*verb, str(file)]) == 2
    said = capsys.readouterr().err
    assert "(not-utf-8)" in said
    assert "line 2" in said
