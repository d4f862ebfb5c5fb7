"""Tests that need a program outside Python, and what happens where it is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

KATEX = Path(__file__).parents[1] / "build" / "katex" / "node_modules" / "katex"


def missing(program: str) -> bool:
    """Whether a program is not installed; ``katex`` is a package of node, in build."""
    return not KATEX.is_dir() if program == "katex" else shutil.which(program) is None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip where a tool is missing; continuous integration has them all, so there it fails."""
    for marker in item.iter_markers("tools"):
        absent = [program for program in marker.args if missing(program)]
        if absent:
            reason = f"needs {', '.join(absent)}"
            if os.environ.get("CI"):
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
