"""The text of a file: as it stands, or what a Word document says, its equations in LaTeX."""

from __future__ import annotations

from pathlib import Path

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError


def text_of(given: str | Path) -> str:
    """A text itself, or what the file at a path holds.

    Raises `UsageError` for a file that does not exist, is not in UTF-8, or is no document of Word
    though its name says so.
    """
    if isinstance(given, str):
        return given
    if not given.is_file():
        raise UsageError(Diagnostic("no-file", f"there is no file {given}"))
    if given.suffix.lower() == ".docx":
        from formula2eq.reading.word import text_of_docx

        return text_of_docx(given.read_bytes(), str(given))
    try:
        return given.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = given.read_bytes()[: error.start].count(b"\n") + 1
        raise UsageError(
            Diagnostic(
                "not-utf-8",
                f"{given} is not in UTF-8: line {line} has a byte that belongs to another encoding; "
                "save the file as UTF-8",
                repair=f"iconv -f latin1 -t utf-8 {given}",
            )
        ) from None
