"""What is loaded when: the package alone loads nothing heavy, nor does the level form."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("lark", "sympy", "jinja2", "pandas", "numpy", "scipy", "narwhals")


def loaded(code: str) -> set[str]:
    """The heavy libraries that a fresh process has loaded after running some code."""
    report = f"{code}\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.strip() else set()


def test_the_package_alone_loads_nothing_heavy() -> None:
    assert loaded("import formula2eq") == set()


def test_the_level_form_needs_no_library() -> None:
    code = "from formula2eq.cli import main; main(['equations', 'y ~ x + (x | g)'])"
    assert loaded(code) == set()


def test_the_combined_form_is_proven_by_sympy() -> None:
    code = "from formula2eq.cli import main; main(['equations', 'y ~ x + (x | g)', '--form', 'combined'])"
    assert "sympy" in loaded(code)
