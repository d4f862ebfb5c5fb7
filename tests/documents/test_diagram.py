"""Classification diagrams: what is nested has an arrow, what crosses has none, names are text."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from itertools import combinations
from pathlib import Path

import pytest
from shown_models import DATA, NAMES, shown_model

import formula2eq as f2e
from formula2eq.documents.diagram import Diagram


def arrows(diagram: Diagram) -> set[tuple[str | None, str | None]]:
    boxes = diagram.boxes
    return {(boxes[inner].name, boxes[outer].name) for inner, outer in diagram.arrows}


def said(diagram: Diagram, name: str | None) -> list[str]:
    (box,) = (box for box in diagram.boxes if box.name == name)
    return [line.text for line in box.lines]


@pytest.mark.parametrize(
    ("formula", "settings", "expected"),
    [
        ("y ~ x", {}, set()),
        ("y ~ x + (1 | g)", {}, {(None, "g")}),
        ("y ~ 1 + (1 | a/b)", {}, {(None, "b:a"), ("b:a", "a")}),
        ("y ~ 1 + (1 | a) + (1 | b)", {}, {(None, "a"), (None, "b")}),
        ("y ~ 1 + (1 | a) + (1 | b)", {"within": {"a": "b"}}, {(None, "a"), ("a", "b")}),
        (
            "y ~ 1 + (1 | a) + (1 | b) + (1 | a:b)",
            {},
            {(None, "a:b"), ("a:b", "a"), ("a:b", "b")},
        ),
        (
            "y ~ 1 + (1 | a) + (1 | b) + (1 | c) + (1 | d)",
            {"within": {"a": "b", "b": "c"}},
            {(None, "a"), ("a", "b"), ("b", "c"), (None, "d")},
        ),
    ],
)
def test_arrows_are_nesting(formula: str, settings: dict, expected: set) -> None:
    assert arrows(f2e.Model(formula, **settings).diagram()) == expected


def test_data_show_nesting_and_counts() -> None:
    drawn = shown_model("ticks").diagram()
    assert arrows(drawn) == {(None, "BROOD"), ("BROOD", "LOCATION")}
    assert said(drawn, "BROOD")[:4] == [
        "BROOD",
        "level 2 · index k · 118 groups",
        "variables",
        "YEAR",
    ]
    assert "63 groups" in said(drawn, "LOCATION")[1]
    assert said(drawn, None)[1] == "level 1 · index i · 403 rows"
    assert said(drawn, None)[-2:] == ["random effects", "intercept of INDEX, one row each"]


def test_variables_and_random_effects_stand_at_their_level() -> None:
    drawn = shown_model("reading").diagram()
    assert said(drawn, None)[2:] == ["outcome", "S", "variables", "Age, Female, Black"]
    assert said(drawn, "teacher_id")[2:] == [
        "variables",
        "TeacherBlack, PropBlack",
        "random effects",
        "intercept",
        "slope of Black",
    ]


def test_a_factor_with_the_same_groups_is_in_the_same_box() -> None:
    data = f2e.read_data(DATA / "sleepstudy.csv")
    data["person"] = data["Subject"].astype(str) + "x"
    drawn = f2e.Model("Reaction ~ Days + (1 | Subject) + (0 + Days | person)", data).diagram()
    assert len(drawn.boxes) == 2
    assert said(drawn, "Subject")[2] == "the same groups as person"
    assert said(drawn, "Subject")[-2:] == ["intercept", "slope of Days"]


@pytest.mark.parametrize("name", NAMES)
def test_boxes_do_not_touch(name: str) -> None:
    layout = shown_model(name).diagram().layout()
    for one, other in combinations(layout.places, 2):
        apart = (
            one.x + one.width < other.x
            or other.x + other.width < one.x
            or one.y + one.height < other.y
            or other.y + other.height < one.y
        )
        assert apart
    for place in layout.places:
        assert place.x >= 0 and place.x + place.width <= layout.width
        assert place.y >= 0 and place.y + place.height <= layout.height


@pytest.mark.parametrize("name", NAMES)
def test_svg_is_xml_with_every_name_as_text(name: str) -> None:
    drawn = shown_model(name).diagram()
    tree = ElementTree.fromstring(drawn._repr_svg_())
    text = ["".join(element.itertext()) for element in tree.iter() if element.tag.endswith("}text")]
    for box in drawn.boxes:
        for line in box.lines:
            assert line.text in text
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags <= set("svg title desc style defs marker path g rect text tspan".split())


def test_mermaid() -> None:
    drawn = shown_model("three-level").diagram()
    assert drawn.mermaid().splitlines()[0] == "flowchart BT"
    assert drawn.mermaid().splitlines()[-2:] == ["    u1 --> u2", "    u0 --> u1"]
    nasty = shown_model("nasty").diagram().mermaid()
    assert "#60;img src#61;x onerror#61;alert(1)#62;" in nasty
    assert "<img" not in nasty and "`" not in nasty
    for line in nasty.splitlines():
        assert line.count('"') in (0, 2)


def test_the_diagram_of_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "page.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{shown_model('three-level').diagram().mermaid()}```" in page


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(f2e.UsageError, match=r"\.svg, \.tex, \.mmd"):
        shown_model("cells").diagram().save(tmp_path / "x.gif")


@pytest.mark.tools("pdflatex")
@pytest.mark.parametrize("name", NAMES)
def test_tikz_compiles(name: str, tmp_path: Path) -> None:
    assert shutil.which("pdflatex")
    shown_model(name).diagram().save(tmp_path / "diagram.tex")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "diagram.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    log = (tmp_path / "diagram.log").read_text(encoding="latin-1")
    assert done.returncode == 0, log[-2000:]
    assert "Output written on diagram.pdf (1 page" in log
    assert "Overfull \\hbox" not in log


def test_words_of_an_effect_stand_clear_of_its_symbol() -> None:
    formula = (
        "y ~ x + (1 | subject) + (1 | rater) + (1 | subject:rater) + (1 | a) + (1 | b) + (1 | c)"
    )
    root = ElementTree.fromstring(f2e.Model(formula).diagram().svg())
    texts = [t for t in root.iter("{http://www.w3.org/2000/svg}text") if t.get("class") == "effect"]
    for symbol, words in zip(texts[::2], texts[1::2], strict=True):
        letters = len("".join(symbol.itertext()))
        assert float(words.get("x", 0)) - float(symbol.get("x", 0)) > 4 * letters


def test_names_in_backticks_are_said_once_and_bare() -> None:
    model = f2e.Model("y ~ `a&b` + `back\\\\slash` + (1 | `g:h`)", levels={"g:h": ["a&b"]})
    said_of_group = said(model.diagram(), "`g:h`")
    assert said_of_group[0] == "g:h" and said_of_group.count("a&b") == 1
    assert "back\\slash" in said(model.diagram(), None)
