"""The line on stderr: only for patience lost, only on a terminal."""

import io
import sys
import time

from formula2eq.variables.progress import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_long_work_is_announced_and_wiped(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("counting", patience=0.01):
        time.sleep(0.05)
    assert stream.getvalue().startswith("counting ...")
    assert stream.getvalue().endswith("\r")


def test_short_work_and_files_stay_silent(monkeypatch):
    for stream, work in ((Terminal(), 0.0), (io.StringIO(), 0.05)):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress("counting", patience=0.02):
            time.sleep(work)
        assert stream.getvalue() == ""
