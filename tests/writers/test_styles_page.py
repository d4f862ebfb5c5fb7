"""The commands of docs/styles.md run, and its tables name every setting and format."""

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

from formula2eq.cli import main
from formula2eq.documents.formats import FORMATS
from formula2eq.writers.style import Style

PAGE = (Path(__file__).parents[2] / "docs" / "styles.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^formula2eq (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_runs(command, capsys):
    assert not main(shlex.split(command))
    assert capsys.readouterr().out


def test_nothing_is_left_out():
    assert COMMANDS
    for name in [*(field.name for field in fields(Style)), *FORMATS]:
        assert f"`{name}`" in PAGE
