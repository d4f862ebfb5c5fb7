"""design, levels, fit and verify: their JSON has the fields of R's own answers."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from formula2eq.cli import main

TESTS = Path(__file__).parents[1]


def answers(name: str) -> list[dict[str, Any]]:
    path = TESTS / "conformance" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(arguments) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def table(name: str) -> str:
    return str(next((TESTS / "data").glob(f"{name}.csv*")))


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, dict):
        return theirs.keys() <= ours.keys() and all(same(ours[k], v) for k, v in theirs.items())
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(theirs, float) or isinstance(ours, float):
        return math.isclose(ours, theirs, rel_tol=1e-8, abs_tol=1e-6)
    return bool(ours == theirs)


PLAIN = [
    row
    for row in answers("design")
    if not row["contrasts_arg"]
    and not row["contrasts_attribute"]
    and row["contrasts_option"] == ["contr.treatment", "contr.poly"]
    and not row["warnings"]
    and not row["messages"]
]


@pytest.mark.parametrize("row", PLAIN[::12], ids=lambda row: row["id"])
def test_design(capsys: pytest.CaptureFixture[str], row: dict[str, Any]) -> None:
    arguments = ["design", row["formula"], "--data", table(row["dataset"]), "--json"]
    if row["family"]:
        arguments += ["--family", row["family"]]
    if row["weights"]:
        arguments += ["--weights", row["weights"]]
    if row["checks_disabled"]:
        arguments += ["--no-checks"]
    ours = run(capsys, *arguments)
    for field in ("formula", "n_rows_used", "rows_dropped", "term_labels", "X", "random"):
        assert same(ours[field], row[field]), field


def test_design_contrasts(capsys: pytest.CaptureFixture[str]) -> None:
    for option, key in (
        ("--contrasts", "contrasts_arg"),
        ("--column-contrasts", "contrasts_attribute"),
    ):
        row = next(r for r in answers("design") if r[key] and r["random"])
        given = [f"{option}={name}={kind}" for name, kind in row[key].items()]
        ours = run(
            capsys, "design", row["formula"], "--data", table(row["dataset"]), "--json", *given
        )
        assert same(ours["X"], row["X"])
        assert same(ours["random"], row["random"])


def test_levels(capsys: pytest.CaptureFixture[str]) -> None:
    formula = "math ~ year + (1 | schoolid) + (1 | childid)"
    ours = run(capsys, "levels", formula, "--data", table("egsingle"), "--json")
    known = {row.get("group"): row for row in answers("levels") if row["dataset"] == "egsingle"}
    checked = 0
    for group in ours["groups"]:
        for field, value in known.get(group["group"], {}).items():
            if field not in ("id", "dataset"):
                assert group[field] == value
                checked += 1
    assert checked
    assert ours["pairs"][0]["relation"] in ("first_in_second", "second_in_first")


@pytest.mark.parametrize("row", answers("fits")[::9], ids=lambda row: row["id"])
def test_fit(capsys: pytest.CaptureFixture[str], row: dict[str, Any]) -> None:
    arguments = ["fit", row["formula"], "--data", table(row["dataset"]), "--json"]
    arguments += ["--family", row["family"], "--link", row["link"]]
    for option, field in (("--weights", "weights"), ("--offset", "offset_arg")):
        if row[field]:
            arguments += [option, row[field]]
    if row["REML"] is False:
        arguments += ["--ml"]
    ours = run(capsys, *arguments)
    assert abs(ours["objective"] - row["objective"]) < 1e-6
    assert ours["fixed"]["names"] == row["fixed"]["names"]
    assert [law["group"] for law in ours["varcorr"]] == [law["group"] for law in row["varcorr"]]


def test_verify(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(
        capsys,
        "verify",
        "Reaction ~ Days + (Days | Subject)",
        "--data",
        table("sleepstudy"),
        "--replicates",
        "5",
        "--json",
    )
    assert said["passed"]
    assert len(said["checks"]) == 5


def test_bad_data_ends_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["fit", "f ~ x + (1 | g)", "--data", table("errors_data")])
    assert code == 2
    assert "Traceback" not in capsys.readouterr().err
