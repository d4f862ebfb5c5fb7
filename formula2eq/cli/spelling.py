"""What a message says to write, as the command line's options: ``notation="matrix"`` is an argument
of Python, ``--notation matrix`` its option.
"""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from formula2eq.diagnostics import Diagnostic


def _one(option: str, value: object) -> str:
    return f"{option} {shlex.quote(str(value))}"


def _pairs(option: str, value: object) -> str:
    """A mapping as one option for each of its entries: ``--level g=x,z``."""
    if not isinstance(value, Mapping):
        return _one(option, value)
    shown = []
    for key, entry in value.items():
        listed = isinstance(entry, Sequence) and not isinstance(entry, str)
        text = ",".join(map(str, entry)) if listed else str(entry)
        shown.append(_one(option, f"{key}={text}"))
    return " ".join(shown)


def _lists(option: str, value: object) -> str:
    """Pairs of names, one option each: ``--crossed a,b``."""
    if not isinstance(value, Sequence):
        return _one(option, value)
    return " ".join(_one(option, ",".join(map(str, pair))) for pair in value)


#: The option of each argument of Python, with the way its value is written.
_OPTIONS: dict[str, Callable[[object], str]] = {
    **{
        name: partial(_one, f"--{name}")
        for name in (
            "notation form family link weights offset scale slopes predictors outcome variables "
            "covariances"
        ).split()
    },
    "factors": partial(_pairs, "--factors"),
    "categories": partial(_pairs, "--categories"),
    "contrasts": partial(_pairs, "--contrasts"),
    "levels": partial(_pairs, "--level"),
    "within": partial(_pairs, "--within"),
    "names": partial(_pairs, "--name"),
    "groups": partial(_pairs, "--group"),
    "crossed": partial(_lists, "--crossed"),
}
#: Options by the arguments that are only named, ``data=``.
_NAMED = {
    "data": "--data",
    "levels": "--level",
    "names": "--name",
    "groups": "--group",
} | {name: f"--{name}" for name in _OPTIONS if name not in ("levels", "names", "groups")}
_VALUE = r"""(?:\{[^{}]*\}|\[[^\[\]]*(?:\([^()]*\)[^\[\]]*)*\]|"[^"]*"|'[^']*')"""
_GIVEN = re.compile(rf"(?<![\w.(-])({'|'.join(_OPTIONS)})=({_VALUE})")
_ALONE = re.compile(rf"(?<![\w.(-])({'|'.join(_NAMED)})=(?=[\s,;.)]|$)")


def on_command_line(diagnostic: Diagnostic) -> Diagnostic:
    """A diagnostic whose repair and message name options; formulas and calls stay as they are."""
    repair = diagnostic.repair
    if repair is not None and "~" not in repair:
        repair = _spelled(repair)
    return replace(diagnostic, message=_spelled(diagnostic.message), repair=repair)


def _spelled(text: str) -> str:
    return _ALONE.sub(lambda found: _NAMED[found[1]], _GIVEN.sub(_option, text))


def _option(found: re.Match[str]) -> str:
    try:
        value = ast.literal_eval(found[2])
    except (SyntaxError, ValueError):
        return found[0]
    return _OPTIONS[found[1]](value)
