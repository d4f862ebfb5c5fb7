"""A formula that is changed in one place is never the model of the equations that it fitted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from formula2eq.checking.check import check
from formula2eq.checking.side import Side
from formula2eq.formula.unparse import unparse
from formula2eq.reading.spell import Bar, spell_formula

PAIRS = [
    pair
    for name in ("published.jsonl", "published_copied.jsonl")
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    if (pair := json.loads(line))["verdict"] == "equivalent"
]
OTHER = {"binomial": ("poisson", "log"), "poisson": ("gaussian", "identity")}


def changed(side: Side) -> Iterator[tuple[str, str]]:
    """The formula with its last fixed term, bar or effect left out, and with its bars split."""
    fixed = [tuple(unparse(f, label=True) for f in t.factors) for t in side.terms.fixed]
    bars = [
        Bar(
            tuple(tuple(unparse(f, label=True) for f in e.factors) for e in random.effects),
            tuple(unparse(f, label=True) for f in random.grouping.factors),
            random.covariance == "diagonal",
        )
        for random in side.terms.random
    ]
    response = None if side.terms.response is None else unparse(side.terms.response)
    offsets = [unparse(o).removeprefix("offset(")[:-1] for o in side.terms.offsets]

    def spelled(terms: Sequence[tuple[str, ...]], randoms: Sequence[Bar]) -> str:
        return spell_formula(response, terms, randoms, offsets)

    if fixed and fixed[-1]:
        yield "without the last fixed term", spelled(fixed[:-1], bars)
    if len(bars) > 1:
        yield "without the last bar", spelled(fixed, bars[:-1])
    for number, bar in enumerate(bars):
        if len(bar.effects) > 1:
            fewer = Bar(bar.effects[:-1], bar.grouping, bar.diagonal)
            yield "without an effect", spelled(fixed, [*bars[:number], fewer, *bars[number + 1 :]])
            apart = [Bar((effect,), bar.grouping) for effect in bar.effects]
            yield "split", spelled(fixed, [*bars[:number], *apart, *bars[number + 1 :]])


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["source"])
def test_a_changed_formula_is_another_model(pair: dict[str, Any]) -> None:
    given = {key: pair.get(key) for key in ("groups", "names", "within")}
    first = check(pair["formula"], pair["equations"], family=pair.get("family"), **given).first
    # a variable that is left out stays known by its name
    known = {name: name for name in first.variables} | (pair.get("names") or {})
    for what, formula in changed(first):
        family, link = first.family, first.link
        report = check(
            formula, pair["equations"], family=family, link=link, **{**given, "names": known}
        )
        assert report.verdict != "equivalent", (what, formula)
        assert report.differences, (what, formula)
    family, link = OTHER.get(first.family, ("binomial", "logit"))
    report = check(pair["formula"], pair["equations"], family=family, link=link, **given)
    assert (
        report.verdict == "different" or "glmer" in pair["formula"] or "family" in pair["formula"]
    )
