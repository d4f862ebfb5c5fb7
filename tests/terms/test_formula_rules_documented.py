"""Every rule that the rooms formula and terms can name has its section in the docs."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = [
    *(ROOT / "formula2eq/formula/complaints").glob("*.py"),
    *(ROOT / "formula2eq/terms/cautions").glob("*.py"),
    ROOT / "formula2eq/terms/complaints.py",
]


def test_every_rule_has_a_section():
    sections = set(re.findall(r"^### (\S+)$", (ROOT / "docs/errors.md").read_text("utf-8"), re.M))
    named = {
        rule
        for file in FILES
        for rule in re.findall(
            r'(?:Diagnostic|warning|note)\(\s*"([a-z-]+)"', file.read_text("utf-8")
        )
    }
    assert len(named) > 60
    assert named <= sections
