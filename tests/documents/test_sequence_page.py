"""The page of successive models: small, sealed, marked; read and stepped in Chromium."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, browser

import formula2eq as f2e
from formula2eq.documents.sealed import LIMIT
from formula2eq.documents.sequence import Succeeding

LEVELS = {"levels": {"g": ["w"]}}
EVIL = "<img src=x onerror=alert(1)>"


def build_up() -> Succeeding:
    null = f2e.Model("y ~ 1 + (1 | g)")
    growth = f2e.Model("y ~ x + (x || g)")
    conditional = f2e.Model("y ~ x*w + (x | g)", **LEVELS)
    return f2e.sequence(null, growth, conditional, f2e.Model("y ~ x + w + (x | g)", **LEVELS))


def written(made: Succeeding, folder: Path) -> str:
    made.page(folder / "models.html")
    return (folder / "models.html").read_text(encoding="utf-8")


def large(count: int) -> Succeeding:
    sizes = range(4, 4 + 4 * count, 4)
    sums = [" + ".join(f"predictor{number}" for number in range(size)) for size in sizes]
    return f2e.sequence(*[f2e.Model(f"y ~ {s} + ({s} | g) + (1 | h)") for s in sums])


def test_the_policy_names_style_and_script(tmp_path: Path) -> None:
    text = written(build_up(), tmp_path)
    assert len(text.encode("utf-8")) < LIMIT
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy[1]
    assert not re.search(r' (style|on\w+)="', text)
    assert "http" not in re.sub(r"http-equiv", "", text)


def test_names_are_text(tmp_path: Path) -> None:
    models = [f2e.Model(f"y ~ 1 + `{EVIL}` + (1 | g)"), f2e.Model(f"y ~ 1 + (1 | `{EVIL}`)")]
    made = f2e.sequence(*models)
    made.page(tmp_path / "models.html", title=EVIL)
    text = (tmp_path / "models.html").read_text(encoding="utf-8")
    assert "<img" not in text
    assert text.count("&lt;img") > 4


def test_large_models_stay_small_and_need_their_script(tmp_path: Path) -> None:
    text = written(large(12), tmp_path)
    assert len(text.encode("utf-8")) < LIMIT
    assert '<script type="text/plain" id="packed">' in text
    assert "<noscript>" in text
    assert "<math" not in text


def test_all_that_is_dropped_is_named(tmp_path: Path) -> None:
    predictors = [f"x{number}" for number in range(9)]
    models = [f"y ~ {' + '.join(predictors)} + (1 | g)", "y ~ 1 + (1 | g)"]
    text = written(f2e.sequence(*map(f2e.Model, models)), tmp_path)
    assert text.count("<del><math>") == 9


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile"), "--window-size=1000,1400") as opened:
        yield opened


def shown(window: Browser, script: str) -> list[str]:
    found: list[str] = window.run(f"return {script}")
    return [re.sub(r"[\s\u2061]", "", text) for text in found]


def texts(window: Browser, number: int, selector: str) -> list[str]:
    script = f'[...document.querySelectorAll("#model-{number} {selector}")].map(e => e.textContent)'
    return shown(window, script)


@pytest.mark.tools("chromium", "chromedriver")
def test_what_is_marked_and_struck(window: Browser, tmp_path: Path) -> None:
    written(build_up(), tmp_path)
    window.open(tmp_path / "models.html")
    window.requests()
    window.open(tmp_path / "models.html")
    marked = ".wide [data-p]"
    assert texts(window, 1, marked) == []
    assert texts(window, 2, "ins") == ["γ10xi", "η1kxi"]
    assert texts(window, 2, marked) == ["β1kxi", "γ10", "η1k", "η1k", "ση12"]
    assert texts(window, 3, "ins") == ["γ01wk", "γ11wkxi"]
    assert texts(window, 3, marked) == ["γ01wk", "γ11wk", "ση0,1", "ση0,1"]
    assert texts(window, 4, "del") == ["γ11wkxi"]
    assert texts(window, 4, marked) == []
    struck = window.run(
        'const e = document.querySelector("#model-4 del");'
        'return [getComputedStyle(e, "::after").borderTopStyle, e.parentElement.textContent]'
    )
    assert struck[0] == "solid"
    assert struck[1].startswith("Drops ")
    verdicts = [texts(window, number, ".verdict") for number in (2, 3, 4)]
    assert verdicts == [
        ["⊂Model1isnestedinit."],
        ["⊂Model2isnestedinit."],
        ["⊃Itisnestedinmodel3."],
    ]
    asked = [address for address in window.requests() if not address.startswith("data:font/")]
    assert [address.rpartition("/")[2] for address in asked] == ["models.html"]
    assert window.log("browser") == []


@pytest.mark.tools("chromium", "chromedriver")
def test_stepping(window: Browser, tmp_path: Path) -> None:
    written(build_up(), tmp_path)
    window.open(tmp_path / "models.html")
    now = '[...document.querySelectorAll(".links [aria-current]")].map(e => e.textContent)'
    visible = (
        '[...document.querySelectorAll(".stage")].filter(e => e.offsetHeight > 0).map(e => e.id)'
    )
    assert shown(window, now) == ["Model1"]
    for key, expected in (("right", 2), ("right", 3), ("right", 4), ("right", 4), ("left", 3)):
        window.press(key)
        assert shown(window, now) == [f"Model{expected}"]
    assert len(shown(window, visible)) == 4
    window.click(window.find("#single")[0])
    assert shown(window, visible) == ["model-3"]
    window.click(window.find("#before")[0])
    assert shown(window, visible) == ["model-2"]
    window.command("Emulation.setEmulatedMedia", media="print")
    assert len(shown(window, visible)) == 4
    window.command("Emulation.setEmulatedMedia", media="")


@pytest.mark.tools("chromium", "chromedriver")
def test_a_phone_scrolls_the_equations_alone(window: Browser, tmp_path: Path) -> None:
    written(build_up(), tmp_path)
    window.open(tmp_path / "models.html")
    size = {"width": 360, "height": 700, "deviceScaleFactor": 1, "mobile": True}
    window.command("Emulation.setDeviceMetricsOverride", **size)
    assert window.run("return document.documentElement.scrollWidth") == 360
    window.command("Emulation.clearDeviceMetricsOverride")


@pytest.mark.tools("chromium", "chromedriver")
def test_packed_models_are_unpacked(window: Browser, tmp_path: Path) -> None:
    written(large(5), tmp_path)
    window.open(tmp_path / "models.html")
    script = """
    const done = arguments[0];
    const look = () => document.querySelector("#model-5 .wide math") ? done(true) : setTimeout(look, 50);
    look();
    """
    assert window.wait(script) is True
    assert len(texts(window, 2, "ins")) == 8
    assert window.log("browser") == []
