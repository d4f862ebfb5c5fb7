"""The text of a formula or of equations: an argument, a file's, or standard input."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

#: A name with a suffix and nothing that formulas or equations are made of.
_FILE_NAME = re.compile(r"[^~=(){}|∼\n]*\.(?:R|r|tex|txt|md|qmd|Rmd|Rnw|ltx|json|docx)")
#: No longer argument is looked up as a file: systems have limits of their own.
_LONGEST_NAME = 4096


def read_text(argument: str) -> tuple[str, str | None]:
    """The text, and the name of where it stood: None when it is the argument itself.

    Raises `UsageError` for a file that does not exist or is not in UTF-8.
    """
    if argument == "-":
        return sys.stdin.read().removeprefix("\ufeff"), "standard input"
    if "\n" in argument or len(argument) >= _LONGEST_NAME:
        return argument, None
    path = Path(argument)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        return argument, None
    if is_file:
        from formula2eq.reading.texts import text_of

        return text_of(path), path.name
    if _FILE_NAME.fullmatch(argument.strip()):
        raise UsageError(Diagnostic("no-file", f"there is no file {argument}"))
    return argument, None
