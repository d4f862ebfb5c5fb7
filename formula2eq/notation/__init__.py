"""What parameters, indices and laws are called: one file per notation."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from formula2eq.errors import UsageError
from formula2eq.notation.complaints import unknown_notation

if TYPE_CHECKING:
    from formula2eq.notation.notation import Notation

#: Module and class of each notation, by name.
NOTATIONS: dict[str, tuple[str, str]] = {
    "additive": ("additive", "Additive"),
    "lecture": ("lecture", "Lecture"),
    "raudenbush-bryk": ("raudenbush_bryk", "RaudenbushBryk"),
    "snijders-bosker": ("snijders_bosker", "SnijdersBosker"),
    "singer-willett": ("singer_willett", "SingerWillett"),
    "gelman-hill": ("gelman_hill", "GelmanHill"),
    "distributional": ("distributional", "Distributional"),
    "goldstein": ("goldstein", "Goldstein"),
    "matrix": ("matrix", "MatrixForm"),
    "laird-ware": ("laird_ware", "LairdWare"),
}


def named(name: str) -> type[Notation]:
    """The notation of that name.

    Raises `UsageError` for a name that is none.
    """
    if name not in NOTATIONS:
        raise UsageError(unknown_notation(name, list(NOTATIONS)))
    module, attribute = NOTATIONS[name]
    found: type[Notation] = getattr(import_module(f"formula2eq.notation.{module}"), attribute)
    return found
