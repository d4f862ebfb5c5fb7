"""The text of a formula or of equations: an argument, a file's, or standard input."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

#: A name with a suffix and nothing that formulas or equations are made of.
_FILE_NAME = re.compile(r"[^~=(){}|∼\n]*\.(?:R|r|tex|txt|md|qmd|Rmd|Rnw|ltx|json)")
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
        return _content(path), path.name
    if _FILE_NAME.fullmatch(argument.strip()):
        raise UsageError(Diagnostic("no-file", f"there is no file {argument}"))
    return argument, None


def _content(path: Path) -> str:
    """What a file holds, without the mark that some editors put before UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UsageError(
            Diagnostic(
                "not-utf-8",
                f"{path} is not in UTF-8: line {line} has a byte that belongs to another encoding; "
                "save the file as UTF-8",
                repair=f"iconv -f latin1 -t utf-8 {path}",
            )
        ) from None
