"""Hats and bars are drawn in every markup."""

from __future__ import annotations

import pytest

from formula2eq.notation.math import Symbol
from formula2eq.writers import latex, mathml, omml, plain, typst

DRAWN = {
    latex: {"hat": r"\hat{\beta}", "bar": r"\bar{\beta}"},
    mathml: {"hat": "<mi>β</mi>", "bar": "<mi>β</mi>"},
    omml: {"hat": "\N{COMBINING CIRCUMFLEX ACCENT}", "bar": "\N{COMBINING MACRON}"},
    plain: {"hat": "β\N{COMBINING CIRCUMFLEX ACCENT}", "bar": "β\N{COMBINING MACRON}"},
    typst: {"hat": "hat(β)", "bar": "macron(β)"},
}


@pytest.mark.parametrize("writer", DRAWN)
@pytest.mark.parametrize("accent", ["hat", "bar"])
def test_an_accent_is_drawn(writer, accent):
    shown = writer.node(Symbol("beta", accent=accent))
    assert DRAWN[writer][accent] in shown
    assert shown != writer.node(Symbol("beta"))
