"""Every format by name, by suffix and in notebooks; the legend explains every symbol."""

from __future__ import annotations

from pathlib import Path

import pytest

import formula2eq as f2e
from formula2eq.cli import main
from formula2eq.cli.printing import FORMATS as OFFERED
from formula2eq.documents.formats import BINARY, FORMATS, SUFFIXES
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


def test_what_a_terminal_shows_where_it_is_the_last_thing_said() -> None:
    model = f2e.Model("y ~ x + (1 | g)")
    assert repr(model) == "Model('y ~ x + (1 | g)')"
    assert repr(model.equations()) == str(model) == model.equations().text()
