"""Scripts, brackets and notes in each markup."""

from __future__ import annotations

import re

import formula2eq as f2e
from formula2eq.notation.math import Apply, Bracket, Mark, Number, Symbol, Text, Times, Transpose
from formula2eq.writers import latex, mathml, omml, typst

LOOKED_UP = Symbol("alpha", (Mark("index", "j[i]"),))
NUMBERED = Transpose(Symbol("z", (Mark("index", "i"),), (Mark("number", "1"),), bold=True))


def test_the_letters_of_an_index_are_letters() -> None:
    assert "<mi>j</mi>" in mathml.node(LOOKED_UP) and "<mi>i</mi>" in mathml.node(LOOKED_UP)
    assert typst.node(LOOKED_UP) == r"α_(j \[ i \])"
    assert "<m:t>j</m:t>" in omml.node(LOOKED_UP)
    word = Symbol("u", (Mark("index", "school(i)"),))
    assert "<mtext>school</mtext>" in mathml.node(word) and "<mi>i</mi>" in mathml.node(word)


def test_a_transposed_symbol_has_one_script_above() -> None:
    assert latex.node(NUMBERED) == r"\boldsymbol{z}^{(1) \top}_i"
    assert typst.node(NUMBERED) == r"bold(z)^(\(1\) top)_(i)"
    assert mathml.node(NUMBERED).startswith("<msubsup>")
    assert omml.node(NUMBERED).startswith("<m:sSubSup>")


def test_subscripts_stand_on_one_line() -> None:
    index = (Mark("index", "i"),)
    assert "<mpadded" in mathml.node(Text("year", index))
    assert "<mpadded" not in mathml.node(Text("male", index))
    assert mathml.node(Symbol("mu", index)).startswith("<msub>")


def test_only_what_is_tall_has_tall_brackets() -> None:
    law = Apply("N", (Number("0"), LOOKED_UP))
    assert "lr(" not in typst.node(law) and r"\left" not in latex.node(law)


def test_names_do_not_touch() -> None:
    bare = Times((Text("age"), Text("sex")))
    assert latex.node(bare) == r"\text{age} \, \text{sex}"
    bracket = Times((Bracket(LOOKED_UP), Text("sex")))
    assert latex.node(bracket) == r"(\alpha_{j[i]}) \, \text{sex}"
    model = f2e.Model("y ~ `body mass` + age + (1 | g)")
    product = model.equations("combined", "additive").latex()
    assert r"\beta_1 \, \text{body mass}" in product and r"\beta_2 \text{age}" in product


def test_thresholds_are_counted_in_mathematics() -> None:
    equations = f2e.Model("clmm(rating ~ temp + (1 | judge))").equations()
    assert r"\text{(for }c = 1" in equations.latex()
    assert "<mi>c</mi>" in equations.mathml()
    assert '"(for "c = 1", …, "C - 1")"' in equations.typst()
    assert "(for c = 1, …, C − 1)" in equations.text()


def test_labels_of_mathml_are_not_broken() -> None:
    written = f2e.Model("y ~ x + (1 | g)").equations("combined").mathml()
    assert re.search(r'<math [^>]*style="white-space:nowrap', written)
