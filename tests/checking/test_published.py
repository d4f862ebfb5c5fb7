"""Published equations against formulas, right and wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formula2eq.checking.check import check

PAIRS = [
    json.loads(line)
    for name in ("published.jsonl", "published_copied.jsonl")
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["source"])
def test_the_verdict_on_a_published_pair(pair: dict[str, Any]) -> None:
    given = {key: pair.get(key) for key in ("groups", "names", "within", "family", "link")}
    report = check(pair["formula"], pair["equations"], **given)
    kinds = {difference.kind for difference in report.differences}
    assert report.verdict == pair["verdict"], report.text()
    assert set(pair.get("kinds", ())) <= kinds
    assert (report.exit_code == 0) == (pair["verdict"] == "equivalent")
    for difference in report.differences:
        assert difference.equation_spans, difference
        assert difference.formula_spans or difference.kind not in (
            "missing-fixed-term",
            "covariance",
        )


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 240
    assert len({pair["source"] for pair in PAIRS}) == len(PAIRS)
    assert len({pair["verdict"] for pair in PAIRS}) == 3


@pytest.mark.parametrize(
    "pair",
    [p for p in PAIRS if p["verdict"] == "different" and "link" not in p.get("kinds", ())],
    ids=lambda pair: pair["source"],
)
def test_the_repaired_formula_is_the_equations(pair: dict[str, Any]) -> None:
    given = {key: pair.get(key) for key in ("groups", "names", "within")}
    report = check(pair["formula"], pair["equations"], family=pair.get("family"), **given)
    assert report.repaired_formula is not None
    assert report.second.read is not None
    again = check(
        report.repaired_formula,
        pair["equations"],
        family=report.second.family,
        link=report.second.link,
        **given,
    )
    slips = {d.rule for d in report.second.diagnostics if d.severity == "error"}
    assert {d.kind for d in again.differences} <= slips
