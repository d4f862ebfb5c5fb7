"""The notations print what their books print, symbol by symbol.

`books.jsonl` holds published equations as they were seen, with the book's place and where they were seen
(most are transcriptions: the book itself was at hand for lme4's paper and the lecture only). `spelled.py`
says what a comparison forgives. What else differs stands in a case, where it can be seen: ``respelled``
replaces a piece of the book's line and says why, ``any_order`` frees the order of a sum. Every line of a
book must be a line of ours; a case marked ``whole`` has no lines beside the book's. ``variances`` and
``covariances`` are entries of our laws, for books that give them in words.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from spelled import equations, spelled

import formula2eq as f2e
from formula2eq.notation import NOTATIONS

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "books.jsonl").read_text("utf-8").splitlines()
]
RECALLED = "recalled: the page was not at hand"


def printed(case: dict[str, Any]) -> str:
    model = f2e.Model(case["formula"], names=case.get("names"), **case.get("settings", {}))
    made = model.equations(case["form"], case["notation"], **case.get("choices", {}))
    return made.latex()


def book(case: dict[str, Any]) -> list[str]:
    """The book's lines with what the case respells."""
    lines = []
    for line in case["lines"]:
        for found, ours, _ in case.get("respelled", ()):
            line = line.replace(found, ours)
        lines.append(line)
    return lines


def summands(line: str) -> list[str]:
    """A line whose order of summands does not count."""
    left, right = line.split("=")
    return [left, *sorted(right.split("+"))]


def hlm(line: str) -> str:
    r"""A line as the program HLM spells it: no indices, P, B and G for pi, beta and gamma, no signs.

    >>> hlm(r"\beta_{0j} = \gamma_{00} + u_{0j}")
    'B0=G00+u0'
    """
    bare = re.sub(r"_\{([^{}]*)\}", lambda found: re.sub("[ijk]", "", found[1]), spelled(line))
    for letter, capital in (("pi", "P"), ("beta", "B"), ("gamma", "G")):
        bare = bare.replace(f"\\{letter}", capital)
    return re.sub(r"[*()\s]", "", bare)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_prints_what_the_book_prints(case: dict[str, Any]) -> None:
    ours = equations(printed(case))
    if case.get("spelling") == "hlm":
        assert set(map(hlm, case["lines"])) <= {hlm(line) for line in ours}
        return
    theirs = [spelled(line) for line in book(case)]
    if case.get("any_order"):
        assert [summands(line) for line in theirs] == [summands(ours[0])]
        return
    assert [line for line in theirs if line not in ours] == []
    if case.get("whole"):
        assert sorted(theirs) == sorted(ours)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_variances_are_the_books(case: dict[str, Any]) -> None:
    """Where a book names the variances in words, they are the entries of our laws."""
    found: dict[tuple[str, str], str] = {}
    lines = equations(printed(case))
    matrices = dict(line.split("=") for line in lines if re.fullmatch(r"\\Omega[^=]*=⟦.*⟧", line))
    for line in lines:
        for name, matrix in matrices.items():
            line = line.replace(f",{name})", f",{matrix})")
        scalar = re.fullmatch(r"([^⟦~]*)\\simN\(0,(.*)\)", line)
        vector = re.fullmatch(r"⟦(.*)⟧\\simN\(⟦.*⟧,⟦(.*)⟧\)", line)
        if scalar:
            found[scalar[1], scalar[1]] = scalar[2]
        if vector:
            effects = vector[1].split("\\\\")
            rows = [row.split(";") for row in vector[2].split("\\\\")]
            found |= {
                (a, b): entry
                for a, row in zip(effects, rows, strict=True)
                for b, entry in zip(effects, row, strict=True)
            }
    told = [(name, name, value) for name, value in case.get("variances", {}).items()]
    for a, b, value in [*told, *case.get("covariances", ())]:
        assert found[spelled(a), spelled(b)] == spelled(value)


def test_every_replacement_is_needed_and_every_notation_has_two_examples() -> None:
    for case in CASES:
        for found, _, _ in case.get("respelled", ()):
            assert any(found in line for line in case["lines"]), (case["id"], found)
    seen = [case["notation"] for case in CASES if case["seen"] != RECALLED]
    assert [name for name in NOTATIONS if seen.count(name) < 2] == []
