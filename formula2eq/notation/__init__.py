"""What parameters, indices and laws are called: one file per notation."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

if TYPE_CHECKING:
    from formula2eq.notation.notation import Notation

#: Module and class of each notation, by name.
NOTATIONS: dict[str, tuple[str, str]] = {
    "additive": ("additive", "Additive"),
    "lecture": ("lecture", "Lecture"),
    "raudenbush-bryk": ("raudenbush_bryk", "RaudenbushBryk"),
}


def named(name: str) -> type[Notation]:
    """The notation of that name.

    Raises `UsageError` for a name that is none.
    """
    if name not in NOTATIONS:
        near = get_close_matches(name, NOTATIONS, n=1)
        raise UsageError(
            Diagnostic(
                "unknown-notation",
                f"there is no notation {name}; the notations are {', '.join(NOTATIONS)}",
                repair=near[0] if near else None,
            )
        )
    module, attribute = NOTATIONS[name]
    found: type[Notation] = getattr(import_module(f"formula2eq.notation.{module}"), attribute)
    return found
