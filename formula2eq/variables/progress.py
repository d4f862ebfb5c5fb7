"""A line on stderr for work that takes long, only when somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

#: Seconds after which there is something to say.
PATIENCE = 2.0


@contextmanager
def progress(message: str, patience: float = PATIENCE) -> Iterator[None]:
    """Say ``message`` on stderr when the work inside takes longer than ``patience`` seconds.

    The line is wiped at the end; nothing is written when stderr is no terminal.
    """
    stream = sys.stderr
    if not stream.isatty():
        yield
        return
    said: list[str] = []

    def say() -> None:
        said.append(message)
        stream.write(f"{message} ...")
        stream.flush()

    timer = Timer(patience, say)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if said:
            stream.write("\r" + " " * (len(message) + 4) + "\r")
            stream.flush()
