"""The text of grammars and templates, from an installed package or from a bare checkout."""

from __future__ import annotations

from pathlib import Path
from pkgutil import get_data


def data(*path: str) -> bytes:
    """The bytes of a file of ``grammar`` or ``templates``.

    An installed package holds these folders inside itself; in a checkout, and so in an editable
    install, they stand beside the package.
    """
    try:
        packaged = get_data("formula2eq", "/".join(path))
    except OSError:
        packaged = None
    if packaged is None:
        return Path(__file__).parent.parent.joinpath(*path).read_bytes()
    return packaged


def text(*path: str) -> str:
    r"""The text of a file, e.g. ``text("grammar", "formula.lark")``, its lines ended by ``\n``."""
    return data(*path).decode().replace("\r\n", "\n")
