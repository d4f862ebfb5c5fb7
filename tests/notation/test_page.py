"""The page on notations shows what the program prints."""

import re
from pathlib import Path

import formula2eq as f2e
from formula2eq.notation import NOTATIONS

PAGE = Path(__file__).parents[2] / "docs" / "notations.md"


def test_every_block_is_what_is_printed():
    page = PAGE.read_text(encoding="utf-8")
    shown = dict(re.findall(r"## `([\w-]+)`\n.*?```\n(.*?)\n```", page, re.DOTALL))
    model = f2e.Model("mAch ~ cses*sector + (1 + cses | school)", levels={"school": ["sector"]})
    assert shown == {name: model.equations(notation=name).text() for name in NOTATIONS}


def test_the_block_of_many_effects_is_what_is_printed():
    page = PAGE.read_text(encoding="utf-8")
    (shown,) = re.findall(r"## Many random effects\n.*?```\n(.*?)\n```", page, re.DOTALL)
    categories = {"f": [f"category_{letter}" for letter in "abcdefghijkl"]}
    model = f2e.Model("y ~ x + (0 + f | g)", categories=categories)
    text = model.equations(notation="additive").text()
    assert text[text.index("εᵢⱼ ~") :] == shown
