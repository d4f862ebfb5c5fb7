"""Every rule about data has a section in the docs."""

import re
from pathlib import Path

from formula2eq.design.diagnostics import RULES

ROOT = Path(__file__).parent.parent.parent
SOURCES = [
    *(ROOT / "formula2eq" / "design").glob("*.py"),
    *(
        ROOT / "formula2eq" / "variables" / f"{name}.py"
        for name in ("data", "contrasts", "observed", "observed_eager", "observed_lazy")
    ),
]


def test_each_rule_has_a_section():
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^#### (\S+)$", text, flags=re.MULTILINE))
    named = {
        rule
        for source in SOURCES
        for rule in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source.read_text(encoding="utf-8"))
    }
    assert named | set(RULES) == sections


def test_the_docs_name_the_functions_that_there_are():
    from formula2eq.design.calls import FUNCTIONS
    from formula2eq.design.interpret import evaluate

    assert evaluate
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    table = text.split("## Functions in formulas")[1].split("Limits:")[0]
    mentioned = set(re.findall(r"`([A-Za-z_][\w.]*)`", table))
    assert mentioned <= set(FUNCTIONS)
