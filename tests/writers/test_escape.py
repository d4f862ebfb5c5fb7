"""Names of users are literal text in every markup, whatever they hold."""

from __future__ import annotations

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

import formula2eq as f2e
from formula2eq.documents.equations import Equations
from formula2eq.writers import escape

NASTY = [
    r"a_b%{\input{/etc/passwd}}",
    "<img src=x onerror=alert(1)>",
    '"); #eval("1") #sys.version',
    r"\\ \end{aligned} $x$ & ~ ^ #1",
    "</math><script>alert(1)</script>",
    "right\u202eto left\u2066",
    "bell\x07 null\x00 escape\x1b[31m",
    "]]> --> ``` $$ {{ 7*7 }} ((* x *))",
    "line\nbreak\ttab\u2028end",
]
LATIN = "Größe_d'été_Ħ"
OTHERS = ["年齢", "возраст", "גיל", "θ_age", "e\u0301cole", "🙂"]


def equations(name: str, **look: object) -> Equations:
    model = f2e.Model(
        "y ~ x*w + (1 + x | g)",
        names={"x": name, "y": name},
        levels={"g": ["w"]},
    )
    return model.equations("combined", **look)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [*NASTY, LATIN, *OTHERS])
def test_xml_stays_well_formed_and_holds_the_name_as_text(name: str) -> None:
    made = equations(name, where=True, colour="variable")
    root = ElementTree.fromstring(made.mathml())
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "img"}
    page = made.html()
    assert "<script" not in page and "<img" not in page
    with zipfile.ZipFile(BytesIO(made.docx())) as archive:
        ElementTree.fromstring(archive.read("word/document.xml"))


@pytest.mark.parametrize("name", [*NASTY, LATIN, *OTHERS])
def test_nothing_invisible_is_written(name: str) -> None:
    made = equations(name, where=True)
    for format in ("text", "latex", "mathml", "typst", "markdown", "html"):
        written = str(made.to(format))
        assert all(c.isprintable() or c in "\n\N{REPLACEMENT CHARACTER}" for c in written), format


@pytest.mark.parametrize("name", [*NASTY, LATIN, *OTHERS])
def test_typst_sets_it_and_runs_nothing(name: str) -> None:
    made = equations(name, where=True, colour="part")
    assert made.picture("svg").startswith(b"<svg")
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", made.typst())
    assert "#eval" not in outside and "#sys" not in outside


@pytest.mark.parametrize("name", NASTY)
def test_latex_has_no_command_of_the_name(name: str) -> None:
    written = equations(name).latex()
    assert r"\input" not in written.replace(r"\textbackslash{}input", "")
    assert written.count(r"\end{aligned}") == 1


@pytest.mark.tools("pdflatex")
def test_articles_compile_with_every_name(tmp_path: Path) -> None:
    for number, name in enumerate([*NASTY, LATIN, *OTHERS]):
        equations(name, where=True).save(tmp_path / f"name{number}.tex")
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"name{number}.tex"],
            cwd=tmp_path,
            capture_output=True,
            timeout=120,
        )
        assert done.returncode == 0, (name, done.stdout[-800:])


@pytest.mark.parametrize("name", [*NASTY, LATIN, *OTHERS, "a_b", "100%", "&c", "x~y^2", "a|b<c"])
def test_mathjax_meets_no_command_in_a_text(name: str) -> None:
    # Without its extension for texts, MathJax prints what stands behind a backslash there, but for these.
    for written in (equations(name).markdown(), equations(name)._repr_latex_()):
        for text in re.findall(r"\\text\{((?:[^{}\\]|\\.)*)\}", written):
            assert re.fullmatch(r"(?:[^\\]|\\[{}$]|\$\\[A-Za-z]+\$)*", text), text
    assert escape.for_mathjax(r"\text{a\_b}") in escape.for_mathjax(equations("a_b").latex())


@pytest.mark.parametrize(
    "name", ["a_b", "100%", "_x", "x~y^2", "a|b<c", "Körper gewicht", "back\\slash"]
)
@pytest.mark.parametrize("notation", ["lecture", "gelman-hill", "matrix"])
def test_names_are_read_back(name: str, notation: str) -> None:
    written = name.replace("\\", "\\\\")
    model = f2e.Model(f"y ~ `{written}`*w + (1 + `{written}` | `g_{written}`)")
    assert written in model.read_back("levels", notation)


def test_what_mathjax_reads_is_read_back() -> None:
    model = f2e.Model("y_a ~ x_1*w + (1 + x_1 | g_1)")
    shown = model.equations()._repr_latex_()
    assert r"\text{x}\_\text{1}_i" in shown
    assert f2e.read(shown, {"k": "g_1"}).formula == model.read_back()
