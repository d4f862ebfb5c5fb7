"""Every format by name, by suffix and in notebooks; the legend explains every symbol."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import formula2eq as f2e
from formula2eq.cli import main
from formula2eq.cli.printing import FORMATS as OFFERED
from formula2eq.documents.formats import BINARY, FORMATS, SUFFIXES, without_effect
from formula2eq.errors import UsageError

MODEL = f2e.Model("math ~ year*female + (year | schoolid/childid)", levels={"childid": ["female"]})
BEGINNINGS = {
    "png": b"\x89PNG",
    "pdf": b"%PDF",
    "docx": b"PK",
    "svg": b"<svg",
    "html": b"<!doctype html>",
    "article": b"\\documentclass",
    "align": b"\\begin{align}",
    "mathml": b"<math ",
    "typst": b"$\n",
    "markdown": b"$$\n",
    "github": b"```math\n",
    "json": b"{",
}


@pytest.mark.parametrize("format", FORMATS)
def test_formats(format: str) -> None:
    written = MODEL.equations().to(format)
    content = written if isinstance(written, bytes) else written.encode("utf-8")
    assert content.startswith(BEGINNINGS.get(format, b""))
    assert content


def test_the_command_line_offers_them_all() -> None:
    assert set(OFFERED) == set(FORMATS)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_saved_by_suffix(suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"equations{suffix}"
    MODEL.equations().save(target)
    assert target.stat().st_size > 100


def test_same_equations_give_the_same_bytes() -> None:
    assert MODEL.equations().docx() == MODEL.equations().docx()


def test_word_has_the_size_and_sets_braces_from_the_top() -> None:
    made = MODEL.equations("combined", parts="underbrace", size="small").docx()
    with zipfile.ZipFile(BytesIO(made)) as archive:
        document = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    assert '<w:sz w:val="20"/>' in styles
    assert document.count('<w:vAlign w:val="top"/>') == 2 * document.count("⏟") > 0


def test_unknown_formats_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format is known by .doc"):
        MODEL.equations().save(tmp_path / "equations.doc")
    with pytest.raises(UsageError, match="there is no format wmf"):
        MODEL.equations().to("wmf")


@pytest.mark.parametrize("format", BINARY)
def test_pictures_need_a_file(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["equations", "y ~ x + (1 | g)", "--to", format]) == 2
    assert f"-o eq.{format}" in capsys.readouterr().err


def test_without_typst_it_is_said_how_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(UsageError) as told:
        MODEL.equations().picture("png")
    assert told.value.diagnostics[0].repair == 'pip install "formula2eq[pictures]"'


def test_notebooks_get_latex() -> None:
    bundle = MODEL.equations()._repr_mimebundle_()
    assert bundle["text/latex"].startswith("$$\n\\begin{aligned}")


@pytest.mark.parametrize("notation", ["lecture", "raudenbush-bryk", "additive"])
def test_the_table_of_symbols(notation: str) -> None:
    table = MODEL.symbols("combined", notation)
    assert list(table.columns) == [
        "symbol",
        "latex",
        "meaning",
        "level",
        "unit",
        "variable",
        "lme4",
    ]
    assert table["symbol"].is_unique
    fixed = table[table["meaning"].str.startswith(("effect", "interaction", "fixed"))]
    assert set(fixed["lme4"]) == {"(Intercept)", "year", "female", "year:female"}


PLACES = {
    "colour": "part",
    "size": "small",
    "label": "eq",
    "products": "dot",
    "where": True,
    "hats": True,
    "parts": "underbrace",
    "per_line": 1,
    "width": 40,
}


@pytest.mark.parametrize("setting", PLACES)
@pytest.mark.parametrize("format", [name for name in FORMATS if name not in ("png", "pdf", "svg")])
def test_a_setting_changes_the_output_or_is_said_not_to(format: str, setting: str) -> None:
    plain = MODEL.equations("combined")
    made = MODEL.equations("combined", **{setting: PLACES[setting]})
    said = [note.message for note in without_effect(made.style, format)]
    # A size that stands around a fragment still says how much goes into a line.
    unchanged = made.to(format) == plain.to(format)
    assert unchanged == bool(said) or (setting == "size" and said)


def test_legends_of_markdown_are_tables_of_two_columns() -> None:
    model = f2e.Model("y ~ sqrt(abs(w)) + a_b + (1 | g)", names={"a_b": "a|b_c"})
    for flavour, opening in (("quarto", "| $"), ("github", "| $`")):
        written = model.equations("combined", where=True).markdown(flavour)
        rows = [line for line in written.splitlines() if line.startswith(opening)]
        assert len(rows) > 5
        assert all(len(re.findall(r"(?<!\\)\|", row)) == 3 for row in rows)


def test_notebooks_show_the_legend() -> None:
    assert "text/markdown" not in MODEL.equations()._repr_mimebundle_()
    assert "| meaning |" in MODEL.equations(where=True)._repr_mimebundle_()["text/markdown"]


def test_what_a_terminal_shows_where_it_is_the_last_thing_said() -> None:
    model = f2e.Model("y ~ x + (1 | g)")
    assert repr(model) == "Model('y ~ x + (1 | g)')"
    assert repr(model.equations()) == str(model) == model.equations().text()


def test_legends_of_word_line_up() -> None:
    with zipfile.ZipFile(BytesIO(MODEL.equations(where=True).docx())) as archive:
        document = archive.read("word/document.xml").decode()
    equations, legend = document.split("where</w:t>")
    assert equations.count("<w:tbl>") == legend.count("<w:tbl>") == 1
