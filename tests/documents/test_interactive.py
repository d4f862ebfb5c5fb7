"""The page: what each piece lights, what is in it, and that names are text."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from shown_models import NAMES, shown_model

import formula2eq as f2e
from formula2eq.documents.interactive import interactive
from formula2eq.documents.interactive_formula import segments
from formula2eq.documents.sealed import LIMIT


def page(name: str) -> str:
    return interactive(shown_model(name)._page_subject(None, None))


def variants(text: str) -> dict[str, dict]:
    packed = re.search(r'<script type="text/plain" id="packed">([^<]*)</script>', text)
    assert packed is not None
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


class Elements(HTMLParser):
    """All start tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_small(name: str) -> None:
    assert len(page(name).encode("utf-8")) < LIMIT


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_names_every_style_and_script(name: str) -> None:
    text = page(name)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        contents = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(contents) == 1
        digest = base64.b64encode(hashlib.sha256(contents[0].encode("utf-8")).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy[1]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_styled_inline_loaded_or_run_by_an_attribute(name: str) -> None:
    text = page(name)
    for part in (text, *(variant["html"] for variant in variants(text).values())):
        for tag, attributes in Elements(part).found:
            assert tag not in ("img", "link", "iframe", "object", "embed", "a") or attributes == {
                "class": "skip",
                "href": "#variant",
            }
            assert not {"style", "src", "srcset"} & set(attributes)
            assert not any(attribute.startswith("on") for attribute in attributes)


def test_names_are_text() -> None:
    text = page("nasty")
    everything = [text, *(variant["html"] for variant in variants(text).values())]
    for part in everything:
        assert "<img" not in part
        assert "&lt;img src=x onerror=alert(1)&gt;" in part
    assert text.count("</script>") == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_formula_is_whole_and_every_piece_can_be_reached(name: str) -> None:
    model = shown_model(name)
    cut = segments(model.text, model.pieces)
    assert "".join(segment.text for segment in cut) == model.text
    walked = {ident for segment in cut for ident in segment.ids}
    assert walked == {piece.id for piece in model.pieces if piece.spans}
    stops = [segment.ids[0] for segment in cut if segment.stop]
    assert len(stops) == len(set(stops))


def test_the_star_is_the_interaction_and_its_sides_the_predictors() -> None:
    model = f2e.Model("y ~ x*w + (x | g)", levels={"g": ["w"]})
    kinds = {piece.id: piece.kind for piece in model.pieces}
    shown = [
        (segment.text, kinds[segment.ids[0]])
        for segment in segments(model.text, model.pieces)
        if segment.ids
    ]
    assert shown == [
        ("y", "outcome"),
        ("x", "level-1"),
        ("*", "interaction"),
        ("w", "group-level"),
        ("(", "bar"),
        ("x", "random-slope"),
        (" | ", "bar"),
        ("g", "grouping"),
        (")", "bar"),
    ]


def test_variants_are_the_notations_that_hold_the_model_with_names_and_without() -> None:
    found = variants(page("reading"))
    kinds = {key.split()[0] for key in found}
    assert kinds == {"names", "columns"}
    assert {"names lecture", "columns lecture", "names raudenbush-bryk"} <= set(found)
    assert "TeacherBlack" in found["names lecture"]["html"]
    assert "TeacherBlack" not in found["columns lecture"]["html"]
    assert found["names lecture"]["sources"]["combined"]["latex"].startswith(r"\begin{aligned}")
    assert {key.split()[0] for key in variants(page("cells"))} == {"names"}


def test_the_steps_are_those_of_the_walk() -> None:
    model = shown_model("reading")
    html = variants(page("reading"))["names lecture"]["html"]
    lit = re.findall(r'<li data-step="([^"]*)">', html)
    expected: dict[int, list[str]] = {}
    for piece in model.pieces:
        expected.setdefault(piece.step, []).append(piece.id)
    assert [item.split() for item in lit] == list(expected.values())


def test_the_command(tmp_path: Path) -> None:
    from formula2eq.cli import main

    target = tmp_path / "model.html"
    assert main(["page", "y ~ x + (1 | g)", "-o", str(target), "--title", "A & B"]) == 0
    text = target.read_text(encoding="utf-8")
    assert "<title>A &amp; B</title>" in text
    assert main(["page", "y ~ x +", "-o", str(target)]) == 2


@pytest.mark.parametrize("name", NAMES)
def test_every_piece_with_effects_lights_a_term_in_every_notation(name: str) -> None:
    made = {piece.id for piece in shown_model(name).pieces if piece.effects}
    for key, variant in variants(page(name)).items():
        equations = "".join(re.findall(r"<math.*?</math>", variant["html"].split("<svg")[0]))
        lit = {ident for ids in re.findall(r'data-p="([^"]*)"', equations) for ident in ids.split()}
        assert made <= lit, (key, made - lit)
