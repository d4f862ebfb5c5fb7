"""The text of grammars and templates, from an installed package or from a bare checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def folder(name: str) -> Traversable:
    """The folder ``grammar`` or ``templates``.

    An installed package holds them inside itself; in a checkout, and so in an editable install,
    they stand beside the package.
    """
    packaged = files("formula2eq") / name
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / name


def text(*path: str) -> str:
    """The text of a file, e.g. ``text("grammar", "formula.lark")``."""
    found = folder(path[0])
    for part in path[1:]:
        found = found / part
    return found.read_text(encoding="utf-8")
