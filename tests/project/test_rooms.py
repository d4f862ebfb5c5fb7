"""The rooms stand in one order, and imports go one way; heavy libraries stay in the rooms that own them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "formula2eq"

#: Each room with the rooms it may use.
FOUNDATION = {"source", "diagnostics", "errors", "resources"}
MAY_USE: dict[str, set[str]] = {
    "source": set(),
    "resources": set(),
    "diagnostics": {"source"},
    "errors": {"diagnostics"},
}


def allow(room: str, *uses: str) -> None:
    MAY_USE[room] = FOUNDATION | set(uses)
    for used in uses:
        MAY_USE[room] |= MAY_USE[used]


allow("formula")
allow("terms", "formula")
allow("variables", "terms")
allow("levels", "variables")
allow("notation", "levels")
allow("equations", "notation")
allow("writers", "equations")
allow("design", "variables")
allow("fitting", "design")
allow("documents", "writers", "fitting")
allow("reading", "writers")
allow("readers", "equations")
allow("verification", "equations", "design", "fitting", "reading")
allow("checking", "reading", "equations", "design")
allow("given", "design")
allow("pipeline", "given", "documents")
allow("written", "pipeline")
allow(
    "model",
    "written",
    "documents",
    "reading",
    "checking",
    "design",
    "fitting",
    "verification",
    "readers",
)
allow("fitted", "documents", "model")
MAY_USE["model"] |= {"fitted"}
allow("jupyter", "model")
allow("cli", "model")
allow("web", "model")
MAY_USE["__init__"] = set(MAY_USE)
MAY_USE["__main__"] = {"cli"}

#: Heavy libraries and the rooms that may import them.
OWNERS = {
    "lark": {"formula", "reading"},
    "sympy": {"levels"},
    "jinja2": {"documents"},
    "pandas": {
        "variables",
        "design",
        "verification",
        "readers",
        "documents",
        "written",
        "checking",
    },
    "numpy": {"variables", "design", "fitting", "verification", "readers", "checking"},
    "scipy": {"design", "fitting", "verification"},
    "narwhals": {"variables", "design"},
    "threadpoolctl": {"design"},
}

FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            if node.module == "formula2eq":
                found |= {f"formula2eq.{a.name}" for a in node.names if not a.name.startswith("_")}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    own = room(path)
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "formula2eq" and rest:
            used = rest.split(".")[0]
            assert used == own or used in MAY_USE[own], f"{own} may not use {used}"
        elif top in OWNERS:
            assert own in OWNERS[top], f"{own} may not import {top}"


def test_every_file_is_seen() -> None:
    assert len(FILES) > 60
    assert {room(path) for path in FILES} <= set(MAY_USE)


def test_the_test_can_fail(tmp_path: Path) -> None:
    backwards = tmp_path / "nodes.py"
    backwards.write_text("from formula2eq.model import Model\nimport sympy\n", encoding="utf-8")
    assert "model" not in MAY_USE["formula"]
    assert imports(backwards) == {"formula2eq.model", "sympy"}
