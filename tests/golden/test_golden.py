"""Every markup of every structure is what the golden files hold, and every tool accepts it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from structures import MARKUPS, STRUCTURES, blocks, everything, golden  # noqa: E402

from formula2eq.documents import docx, tex  # noqa: E402

LOOKS = [
    {"parts": "underbrace", "colour": "level", "operator": "end", "hats": True},
    {"parts": None, "colour": "variable", "products": "thin", "width": 45},
    {"per_line": 2, "colour": "part", "size": "small"},
]


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("markup", MARKUPS)
def test_golden(structure: str, markup: str) -> None:
    expected = (HERE / markup / f"{structure}{MARKUPS[markup]}").read_text(encoding="utf-8")
    assert golden(structure, markup) == expected


@pytest.mark.parametrize("structure", STRUCTURES)
def test_markup_is_well_formed(structure: str) -> None:
    for _, equations in blocks(structure):
        ElementTree.fromstring(equations.mathml())
        parts = docx.package([docx.paragraph(equations.omml())])
        with zipfile.ZipFile(io.BytesIO(parts)) as archive:
            ElementTree.fromstring(archive.read("word/document.xml"))


def all_blocks():
    yield from everything()
    for look in LOOKS:
        for structure in STRUCTURES:
            yield from blocks(structure, **look)


@pytest.mark.tools("pdflatex")
def test_pdflatex_compiles_everything_and_nothing_is_too_wide(tmp_path: Path) -> None:
    bodies = []
    for name, equations in all_blocks():
        article = tex.article(equations.layout(), equations.paint(), None)
        preamble, _, body = article.partition("\\begin{document}")
        display = equations.latex()
        if equations.style.size == "normalsize":
            body = body.replace("\\end{document}", f"\\[\n{display}\n\\]\n")
        bodies.append(f"\\typeout{{block {name}}}\n{body.replace(chr(92) + 'end{document}', '')}")
    preamble = preamble.replace(
        "\\usepackage{amssymb}", "\\usepackage{amssymb}\\usepackage{xcolor}"
    )
    source = f"{preamble}\\begin{{document}}{''.join(bodies)}\\end{{document}}"
    (tmp_path / "all.tex").write_text(source, encoding="utf-8")
    subprocess.run(
        [tool("pdflatex"), "-interaction=nonstopmode", "-halt-on-error", "all.tex"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=300,
    )
    log = (tmp_path / "all.log").read_text(encoding="latin-1")
    blamed = re.findall(r"block ([^\n]*)(?:(?!block ).)*?(Overfull \\hbox[^\n]*)", log, re.DOTALL)
    assert blamed == []


def test_typst_compiles_everything() -> None:
    import typst

    source = "\n".join(equations.typst() for _, equations in all_blocks())
    assert typst.compile(source.encode("utf-8"), format="pdf").startswith(b"%PDF")


@pytest.mark.tools("chromium")
def test_chromium_lays_out_every_block(tmp_path: Path) -> None:
    written = "\n".join(equations.mathml() for _, equations in all_blocks())
    page = tmp_path / "all.html"
    script = (
        "const bad=[...document.querySelectorAll('math, math *')].filter(e=>{"
        "const b=e.getBoundingClientRect();const empty=!e.textContent.trim()&&e.children.length==0;"
        "return e.namespaceURI!='http://www.w3.org/1998/Math/MathML'"
        "||(!empty&&e.tagName!='mspace'&&e.textContent.trim()!='\\u2061'"
        "&&e.textContent.trim()!=''&&(b.height==0||b.width==0))});"
        "document.body.insertAdjacentHTML('beforeend','<pre id=found>'"
        "+document.querySelectorAll('math').length+' '+bad.length+'</pre>')"
    )
    page.write_text(
        f"<!doctype html><meta charset=utf-8><body>{written}<script>{script}</script></body>",
        encoding="utf-8",
    )
    done = subprocess.run(
        [tool("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", str(page)],
        capture_output=True,
        check=True,
        timeout=300,
    )
    found = re.search(r"<pre id=\"found\">(\d+) (\d+)</pre>", done.stdout.decode("utf-8"))
    assert found is not None
    assert (int(found[1]), int(found[2])) == (written.count("<math "), 0)


@pytest.mark.tools("soffice", "pdftotext")
def test_libreoffice_opens_the_word_document(tmp_path: Path) -> None:
    blocks = list(all_blocks())
    # The time of a document grows with the square of its formulas.
    documents = {f"{n}": blocks[n : n + 50] for n in range(0, len(blocks), 50)}
    for stem, part in documents.items():
        paragraphs = []
        for name, equations in part:
            paragraphs += [docx.words(name), docx.table(equations.layout(), equations.paint())]
        (tmp_path / f"{stem}.docx").write_bytes(docx.package(paragraphs))
    subprocess.run(
        [
            tool("soffice"),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            *(f"{stem}.docx" for stem in documents),
        ],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=900,
    )
    for stem in documents:
        text = subprocess.run(
            [tool("pdftotext"), f"{stem}.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
        ).stdout.decode("utf-8")
        assert "∼" in text and "β" in text
        # LibreOffice marks what it cannot read with an inverted question mark.
        assert "¿" not in text


def tool(name: str) -> str:
    """A program, which these tests need."""
    found = shutil.which(name)
    assert found is not None, f"{name} is not installed"
    return found
