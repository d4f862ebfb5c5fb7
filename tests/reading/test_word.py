"""Equations of Word documents: our own, Pandoc's, and what is no document."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

import formula2eq as f2e
from formula2eq.cli import main
from formula2eq.documents.docx import package, words
from formula2eq.notation import NOTATIONS
from formula2eq.reading.word import text_of_docx
from formula2eq.verification.fixed_point import computed, nesting

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))
from structures import STRUCTURES  # noqa: E402

PAPER = r"""
We first fitted an unconditional model,
\begin{align}
  Y_{ij} &= \beta_{0j} + r_{ij}, \\
  \beta_{0j} &= \gamma_{00} + u_{0j},
\end{align}
whose intraclass correlation is $\rho = \tau_{00} / (\tau_{00} + \sigma^2)$. Then we added SES and sector:
\begin{align}
  Y_{ij} &= \beta_{0j} + \beta_{1j} (\text{SES}_{ij} - \overline{\text{SES}}_{\cdot j}) + r_{ij}, &
  r_{ij} &\sim N(0, \sigma^2) \\
  \beta_{0j} &= \gamma_{00} + \gamma_{01} \text{Sector}_j + u_{0j} \\
  \beta_{1j} &= \gamma_{10} + \gamma_{11} \text{Sector}_j + u_{1j}
\end{align}
with
\[ \begin{pmatrix} u_{0j} \\ u_{1j} \end{pmatrix} \sim
   N\left( \mathbf{0}, \begin{pmatrix} \tau_{00} & 0 \\ 0 & \tau_{11} \end{pmatrix} \right). \]
"""
FORMULAS = [
    "Y ~ 1 + (1 | school)",
    "Y ~ I(SES - mean_SES)*Sector + (1 + I(SES - mean_SES) || school)",
]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("structure", STRUCTURES)
def test_what_is_written_for_word_reads_as_its_latex_does(structure: str, notation: str) -> None:
    formula, settings = STRUCTURES[structure]
    model = f2e.Model(formula, **settings)
    for form in ("levels", "combined"):
        try:
            equations = model.equations(form, notation)
        except f2e.NotationError:
            return
        letters = equations.notation
        assert letters is not None
        options = {
            "groups": {letter: group for group, letter in letters.index.items() if group},
            "within": nesting(model.level_model),
            "computed": computed(letters),
        }
        again = text_of_docx(equations.docx())
        equations_alone = again[again.index("\\[") :]
        assert (
            f2e.read(equations_alone, **options).formula
            == f2e.read(equations.latex(), **options).formula
        )


@pytest.mark.tools("pandoc")
def test_a_paper_that_pandoc_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "paper.docx"
    made = ["pandoc", "--from", "latex", "--to", "docx", "--output", str(paper)]
    subprocess.run(made, input=PAPER, text=True, check=True)
    assert [model.formula for model in f2e.read_all(paper, {"j": "school"})] == FORMULAS
    assert f2e.check(FORMULAS[1], paper).verdict == "equivalent"
    assert main(["formula", str(paper), "--group", "j=school"]) == 0
    assert capsys.readouterr().out.splitlines() == FORMULAS


def run(text: str, style: str = "") -> str:
    return f"<m:r>{style}<m:t>{text}</m:t></m:r>"


def element(tag: str, properties: str = "", **parts: str) -> str:
    """An element of OMML with its properties and its parts, ``m:e`` and others, of plain runs."""
    inner = "".join(f"<m:{name}>{run(text)}</m:{name}>" for name, text in parts.items())
    given = f"<m:{tag}Pr>{properties}</m:{tag}Pr>" if properties else ""
    return f"<m:{tag}>{given}{inner}</m:{tag}>"


def sign(name: str, text: str) -> str:
    return f"<m:{name} m:val='{text}'/>"


BRACKETS = sign("begChr", "[") + sign("endChr", "]")


@pytest.mark.parametrize(
    ("omml", "latex"),
    [
        (element("sSub", e="Age", sub="ij"), r"\text{Age}_{ij}"),
        (element("sSub", e="\U0001d6fd", sub="0j"), "β_{0j}"),
        (element("sSubSup", e="σ", sub="u", sup="2"), "σ_{u}^{2}"),
        (run("a_b", "<m:rPr><m:nor/></m:rPr>"), r"\text{a\_b}"),
        (run("b", f"<m:rPr>{sign('sty', 'b')}</m:rPr>"), r"\mathbf{b}"),
        (element("bar", sign("pos", "top"), e="x"), r"\overline{x}"),
        (element("acc", sign("chr", "\u0304"), e="x"), r"\bar{x}"),
        (element("acc", e="y"), r"\hat{y}"),
        (element("f", num="1", den="2"), r"\frac{1}{2}"),
        (element("d", BRACKETS, e="x"), r"\left[ x \right]"),
        (element("func", fName="logit", e="p"), r"\operatorname{logit}p"),
        (element("rad", deg="", e="x"), r"\sqrt{x}"),
        (element("nary", sign("chr", "∑"), sub="k", e="x"), r"\sum_{k} x"),
        (element("limLow", e="y", lim="n"), r"\underset{n}{y}"),
        (
            f"<m:eqArr><m:e>{run('y&amp;=a')}</m:e><m:e>{run('a&amp;=b')}</m:e></m:eqArr>",
            r"y=a \\ a=b",
        ),
        (f"<w:del>{run('gone')}</w:del><w:ins>{run('kept')}</w:ins>", "kept"),
    ],
)
def test_an_element(omml: str, latex: str) -> None:
    made = package([f"<w:p><m:oMath>{omml}</m:oMath></w:p>"])
    assert text_of_docx(made).replace(" $", "$") == f"${latex}$"


def test_words_and_equations_stand_in_their_order() -> None:
    inline = f"<m:oMath>{run('j')}</m:oMath>"
    shown = f"<m:oMathPara><m:oMath>{run('y=a')}</m:oMath></m:oMathPara>"
    text = text_of_docx(
        package(
            [
                f"<w:p><w:r><w:t>where </w:t></w:r>{inline}<w:r><w:t> is a school</w:t></w:r></w:p>",
                f"<w:p>{shown}</w:p>",
            ]
        )
    )
    assert text == "where $j$ is a school\n\n\\[ y=a \\]"


def archive(document: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/document.xml", document)
    return stream.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DEEP = 20_000


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "no-document"),
        (b"PK\x03\x04 and no more", "no-document"),
        (package([words("x")])[:-40], "no-document"),
        (archive("<w:document"), "no-document"),
        (archive('<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'), "no-document"),
        (
            archive(
                f'<w:document xmlns:w="{W}" xmlns:o="urn:schemas-microsoft-com:office:office"><w:body><w:p>'
                '<w:r><o:OLEObject ProgID="Equation.DSMT4"/></w:r></w:p></w:body></w:document>'
            ),
            "old-equations",
        ),
        (
            archive(
                f'<w:document xmlns:w="{W}"><w:body><w:p>{"<w:r>" * DEEP}{"</w:r>" * DEEP}</w:p>'
                "</w:body></w:document>"
            ),
            "too-deep",
        ),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, rule: str) -> None:
    with pytest.raises(f2e.UsageError) as caught:
        text_of_docx(data, "paper.docx")
    assert caught.value.diagnostics[0].rule == rule


def test_a_damaged_document_is_read_or_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}">{"<w:p/>" * 300}</w:document>'
        )
    whole, random, refused = stream.getvalue(), Random(1), 0
    for _ in range(1000):
        damaged = bytearray(whole)
        for _ in range(random.randint(1, 4)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        try:
            text_of_docx(bytes(damaged), "paper.docx")
        except f2e.UsageError:
            refused += 1
    assert refused > 500


def test_too_large_a_document_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formula2eq.reading.word.LARGEST", 10)
    with pytest.raises(f2e.UsageError, match="unpacks to too much"):
        text_of_docx(package([words("x")]))
