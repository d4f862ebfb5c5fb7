"""Fuzzing the reader of equations with atheris: ``python tests/fuzz/fuzz_equations.py -max_total_time=60``.

Any text must give a model or one of our errors; anything else stops the run.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["formula2eq"]):
    from formula2eq.errors import Formula2eqError
    from formula2eq.reading.read import read


def one_input(data: bytes) -> None:
    """One text, read with two named groups."""
    text = atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(400)
    try:
        read(text, {"j": "g", "k": "h"})
    except Formula2eqError as error:
        str(error)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
