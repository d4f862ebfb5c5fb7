"""The page in Chromium: what lights when one points, walks, chooses and copies; nothing is fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from browser import Browser, browser
from shown_models import NAMES, shown_model

from formula2eq.documents.interactive import LAWS
from formula2eq.documents.interactive_formula import segments
from formula2eq.equations.compose import compose
from formula2eq.equations.correspondence import steps
from formula2eq.equations.piece import Piece
from formula2eq.notation.choose import choose
from formula2eq.notation.distribution import linked
from formula2eq.notation.math import Node
from formula2eq.notation.notation import Notation
from formula2eq.writers import mathml

pytestmark = pytest.mark.tools("chromium", "chromedriver")

#: The texts of what is lit in a section and in nothing that is lit.
LIT = """
return [...document.querySelectorAll(`[data-section="${arguments[0]}"] math .lit`)]
    .filter((element) => !element.parentElement.closest(".lit"))
    .map((element) => element.textContent);
"""
FORMULA = """
return [...document.querySelectorAll("#formula .lit")].map((element) => element.textContent);
"""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile"), "--window-size=1100,1600") as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name in NAMES:
        shown_model(name).page(folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in NAMES}


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2061]", "", text)


def text_of(*nodes: Node | None) -> str:
    shown = "".join(mathml.node(node) for node in nodes if node is not None)
    return squeezed(unescape(re.sub(r"<[^>]*>", "", shown)))


def notation_of(name: str, wanted: str | None = None) -> Notation:
    model = shown_model(name)
    choices = model._choices(None, None, None, None)
    return choose(wanted, choices, model._level_model)[0]


def expected(notation: Notation, form: str, lit: tuple[Piece, ...]) -> Counter[str]:
    """What these pieces light in a form, from the pieces and the equations alone."""
    found: Counter[str] = Counter()
    kinds = {piece.kind for piece in lit}
    coefficients = {coefficient for piece in lit for coefficient in piece.coefficients}
    lefts = [
        notation.coefficient(equation.coefficient)
        for equation in notation.model.equations
        if equation.coefficient in coefficients
    ]
    if "outcome" in kinds:
        lefts.append(notation.outcome())
    if "family" in kinds and notation.model.family.link != "identity":
        lefts.append(linked(notation))
    for equation in compose(notation, form).equations:
        if equation.kind in LAWS:
            continue
        if equation.left in lefts:
            found[text_of(equation.left)] += 1
        if equation.kind == "distribution" and "family" in kinds:
            found[text_of(equation.right)] += 1
        for summand in equation.summands:
            if any(piece.lights(summand) for piece in lit):
                found[text_of(summand.parameter, *summand.variables)] += 1
    return found


def expected_laws(notation: Notation, lit: tuple[Piece, ...]) -> Counter[str]:
    """What these pieces light in the laws: effects, and scales of effects of one piece."""
    found: Counter[str] = Counter()
    alone = notation.deviation if notation.by_deviation() else notation.variance
    for vector in notation.model.random:
        size = range(len(vector.effects))
        for first in size:
            inside = [piece for piece in lit if vector.effects[first] in piece.effects]
            if inside:
                scale = notation.variance if len(size) > 1 else alone
                found[text_of(notation.random(vector.effects[first]))] += 1
                found[text_of(scale(vector, first))] += 1
            for second in size:
                together = any(vector.effects[second] in piece.effects for piece in inside)
                if second != first and together and vector.covary(first, second):
                    found[text_of(notation.covariance(vector, first, second))] += 1
    return found


def lit_in(window: Browser, section: str) -> Counter[str]:
    return Counter(map(squeezed, window.run(LIT, section)))


def check(window: Browser, notation: Notation, lit: tuple[Piece, ...]) -> None:
    assert lit_in(window, "levels") == expected(notation, "levels", lit), lit
    assert lit_in(window, "combined") == expected(notation, "combined", lit), lit
    assert lit_in(window, "laws") == expected_laws(notation, lit), lit


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("long", "large")])
def test_every_piece_of_the_formula_lights_its_terms(
    name: str, window: Browser, pages: dict[str, Path]
) -> None:
    window.open(pages[name])
    model, notation = shown_model(name), notation_of(name)
    pieces = {piece.id: piece for piece in model.pieces}
    written = [s for s in segments(model.text, model.pieces) if s.ids]
    elements = window.find("#formula [data-p]")
    assert len(elements) == len(written)
    for segment, element in zip(written, elements, strict=True):
        window.hover(element)
        own = pieces[segment.ids[0]]
        check(window, notation, (own,))
        around = [s.text for s in written if own.id in s.ids]
        assert window.run(FORMULA) == around
    window.hover(window.find("h1")[0])
    assert window.run("return document.querySelectorAll('.lit').length") == 0


@pytest.mark.parametrize("name", ["reading", "rates", "ticks"])
def test_the_arrow_keys_walk_the_steps(name: str, window: Browser, pages: dict[str, Path]) -> None:
    window.open(pages[name])
    notation = notation_of(name)
    walk = steps(shown_model(name).pieces)
    for number, step in enumerate(walk, 1):
        window.press("right")
        assert window.run("return document.getElementById('count').textContent") == (
            f"{number} of {len(walk)}"
        )
        check(window, notation, step)
    window.press("right")
    assert window.run("return document.getElementById('after').disabled") is True
    window.press("left")
    check(window, notation, walk[-2])
    said = window.run("return document.getElementById('said').textContent")
    assert said == window.run(
        "return document.querySelector('#steps [aria-current=step]').textContent"
    )
    window.press("escape")
    assert window.run("return document.querySelectorAll('.lit').length") == 0


@pytest.mark.parametrize(
    ("part", "rows", "drawn"),
    [
        ("teacher_re_black", ["γ01", "TeacherBlackk"], []),
        ("student_age_s", ["β1", "Agei"], []),
        (
            "teacher_id",
            ["k", "β0k", "β3k", "η0k", "η3k", "ση0", "ση3", "ση0,3", "Blacki"],
            ["teacher_id", "η0k", "intercept", "η3k", "slopeofBlack"],
        ),
    ],
)
def test_symbols_and_diagram_light(
    part: str, rows: list[str], drawn: list[str], window: Browser, pages: dict[str, Path]
) -> None:
    window.open(pages["reading"])
    found = [
        element
        for element in window.find("#formula [tabindex]")
        if window.run("return arguments[0].textContent", element) == part
    ]
    window.hover(found[0])
    lit = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
    assert list(map(squeezed, window.run(lit, "tr.lit th"))) == rows
    boxes = window.run(lit, "svg g.lit .name") + window.run(lit, "svg text.lit")
    assert list(map(squeezed, boxes)) == drawn


def test_terms_light_the_formula(window: Browser, pages: dict[str, Path]) -> None:
    window.open(pages["reading"])
    shown = {
        "γ31TeacherBlackkBlacki": ["student_re_black", "*", "teacher_re_black"],
        "β1Agei": ["student_age_s"],
        "η3kBlacki": ["student_re_black"],
    }
    for element in window.find('[data-section="combined"] mrow[data-p]'):
        text = squeezed(window.run("return arguments[0].textContent", element))
        if text in shown:
            window.hover(element)
            assert window.run(FORMULA) == shown.pop(text)
    assert not shown


def test_the_keyboard_reaches_every_piece(window: Browser, pages: dict[str, Path]) -> None:
    window.open(pages["reading"])
    model = shown_model("reading")
    stops = [s for s in segments(model.text, model.pieces) if s.stop]
    window.run("document.getElementById('formula').focus()")
    for segment in stops:
        window.press("tab")
        assert window.run("return document.activeElement.textContent") == segment.text
        piece = next(piece for piece in model.pieces if piece.id == segment.ids[0])
        check(window, notation_of("reading"), (piece,))
    window.press("enter")
    assert window.run("return document.querySelectorAll('#steps .now').length") == 1


def test_another_notation_lights_its_own_terms(window: Browser, pages: dict[str, Path]) -> None:
    window.open(pages["reading"])
    model = shown_model("reading")
    window.press("right")
    window.run(
        "const select = document.getElementById('notation'); select.value = 'raudenbush-bryk';"
        "select.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    window.wait("setTimeout(arguments[0], 300)")
    assert "r" in window.run("return document.getElementById('variant').textContent")
    notation = notation_of("reading", "raudenbush-bryk")
    walk = steps(model.pieces)
    check(window, notation, walk[0])
    for step in walk[1:]:
        window.press("right")
        check(window, notation, step)
    window.click(window.find("#names")[0])
    window.wait("setTimeout(arguments[0], 300)")
    shown = window.run("return document.querySelector('[data-section=levels] math').textContent")
    assert "student_age_s" in shown and "Age" not in shown


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fetched_and_the_policy_is_kept(
    name: str, window: Browser, pages: dict[str, Path]
) -> None:
    window.requests()
    window.log("browser")
    window.open(pages[name])
    for option in window.run(
        "return [...document.querySelectorAll('#notation option')].map((o) => o.value)"
    ):
        window.run(
            "const select = document.getElementById('notation'); select.value = arguments[0];"
            "select.dispatchEvent(new Event('change'))",
            option,
        )
        window.wait("setTimeout(arguments[0], 100)")
        assert window.run("return document.querySelectorAll('math').length") > 2
    asked = [address for address in window.requests() if not address.startswith("data:font/")]
    assert asked == [pages[name].as_uri()]
    assert window.log("browser") == []
    assert window.run("return document.images.length") == 0
    assert window.run("return typeof window.alerted") == "undefined"


def test_a_large_model_is_unpacked_when_the_page_opens(
    window: Browser, pages: dict[str, Path]
) -> None:
    assert "<math" not in pages["large"].read_text(encoding="utf-8")
    window.open(pages["large"])
    window.wait("setTimeout(arguments[0], 500)")
    window.press("right")
    window.press("right")
    check(window, notation_of("large"), steps(shown_model("large").pieces)[1])


def test_copying(window: Browser, pages: dict[str, Path]) -> None:
    window.open(pages["reading"])
    window.run(
        "window.taken = [];"
        "navigator.clipboard.writeText = (text) => { taken.push(text); return Promise.resolve(); }"
    )
    for element in window.find("[data-copy=formula], [data-section=combined] [data-copy]"):
        window.click(element)
        window.wait("setTimeout(arguments[0], 200)")
    formula, tex, typst, markup = window.run("return taken")
    model = shown_model("reading")
    assert formula == model.text
    assert r"\gamma_{31} \text{TeacherBlack}_k \text{Black}_i" in tex
    assert tex.startswith("\\begin{aligned}") and "γ_(31)" in squeezed(typst)
    assert markup.startswith("<math ") and 'xmlns="http://www.w3.org/1998/Math/MathML"' in markup
    assert "data-" not in markup and "class=" not in markup and "style=" in markup
    assert text_of(model.equations("combined").notation.outcome()) in squeezed(
        re.sub(r"<[^>]*>", "", markup)
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_scrolls_inside_and_not_sideways(
    name: str, window: Browser, pages: dict[str, Path]
) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    window.command("Emulation.setDeviceMetricsOverride", **size)
    try:
        window.open(pages[name])
        assert window.run("return document.documentElement.scrollWidth") <= 390
    finally:
        window.command("Emulation.clearDeviceMetricsOverride")


def test_dark_and_light_have_contrast(window: Browser, pages: dict[str, Path]) -> None:
    script = """
    const numbers = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const light = (text) => numbers(text).map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const lit = document.querySelector("math .lit");
    const pairs = [[getComputedStyle(document.body).color,
        getComputedStyle(document.body).backgroundColor],
        [getComputedStyle(lit).color, getComputedStyle(lit).backgroundColor]];
    return pairs.map(([ink, page]) => {
        const [a, b] = [light(ink), light(page)].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
    });
    """
    for scheme in ("light", "dark"):
        wanted = [{"name": "prefers-color-scheme", "value": scheme}]
        window.command("Emulation.setEmulatedMedia", features=wanted)
        window.open(pages["reading"])
        window.press("right")
        assert min(window.run(script)) > 7
    window.command("Emulation.setEmulatedMedia", features=[])
