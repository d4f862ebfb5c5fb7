"""What the README shows is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import formula2eq as f2e
from formula2eq.cli import VERBS, main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_command_prints_what_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    block = re.search(r"```\n\$ formula2eq (.*?)\n(.*?)```", README, re.DOTALL)
    assert block is not None
    assert main(shlex.split(block[1])) == 0
    assert capsys.readouterr().out == block[2]


def test_the_code_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert block is not None
    monkeypatch.chdir(tmp_path)
    model = f2e.Model(
        "score ~ age + black*tblack + (1 + black | teacher)", levels={"teacher": ["tblack"]}
    )
    (tmp_path / "paper.tex").write_text(model.equations().latex(), encoding="utf-8")
    code = block[1].replace('open("paper.tex").read()', 'Path("paper.tex").read_text("utf-8")')
    names: dict[str, object] = {"Path": Path}
    exec(compile(code, "README.md", "exec"), names)
    assert (tmp_path / "eq.tex").exists()
    assert str(names["intended"]) == model.text


def test_every_command_and_link_exists() -> None:
    listed = README.split("## On the command line")[1].split("## In Python")[0]
    shown = re.findall(r"^formula2eq ([a-z|]+)", listed, re.MULTILINE)
    assert {verb for group in shown for verb in group.split("|")} == set(VERBS)
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / link).exists(), link
