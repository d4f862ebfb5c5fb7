"""pdflatex on a text of ours, in a folder of its own, without a shell."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

#: Seconds for one run.
LIMIT = 180


def compiled(source: str, runs: int = 2) -> bytes:
    """The PDF of a LaTeX document.

    Raises `UsageError` when there is no pdflatex, when it takes too long, or when it finds an error.
    """
    program = which("pdflatex")
    if program is None:
        raise UsageError(
            Diagnostic(
                "no-pdflatex",
                "a PDF needs pdflatex, which is not installed; Debian's texlive-latex-recommended "
                "and texlive-pictures have all that it needs",
                repair="deck.tex",
            )
        )
    command = [
        *(program, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error"),
        "document.tex",
    ]
    environment = {**os.environ, "openin_any": "p", "openout_any": "p"}
    with TemporaryDirectory(prefix="formula2eq-") as folder:
        (Path(folder) / "document.tex").write_text(source, encoding="utf-8")
        for _ in range(runs):
            try:
                done = subprocess.run(
                    command,
                    cwd=folder,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    timeout=LIMIT,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                raise UsageError(
                    Diagnostic("latex-failed", f"pdflatex took longer than {LIMIT} seconds")
                ) from None
            if done.returncode:
                raise UsageError(Diagnostic("latex-failed", _said(done.stdout)))
        return (Path(folder) / "document.pdf").read_bytes()


def _said(log: bytes) -> str:
    lines = log.decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines):
        if line.startswith("!"):
            return "pdflatex stopped: " + " ".join(lines[number : number + 3])[:300]
    return "pdflatex stopped without saying why"
