"""The worked models' LaTeX is read by pdflatex and by KaTeX."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import worked  # noqa: E402

ROOT = Path(__file__).parents[2]
PARSE = """
const katex = require(process.argv[1]);
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const slips = [];
for (const text of texts) {
  try { katex.renderToString(text, {displayMode: true, strict: false}); }
  catch (error) { slips.push(error.message); }
}
console.log(JSON.stringify(slips));
"""


def blocks() -> list[str]:
    return [file.read_text("utf-8").split("\n", 1)[1] for file in sorted(worked.EXAMPLES.iterdir())]


@pytest.mark.tools("pdflatex")
def test_pdflatex_compiles_all_in_one_document(tmp_path: Path) -> None:
    body = "\n".join(f"\\[\n{block}\\]" for block in blocks())
    preamble = "\\documentclass{article}\\usepackage{amsmath,amssymb}"
    source = f"{preamble}\\begin{{document}}{body}\\end{{document}}"
    (tmp_path / "all.tex").write_text(source, "utf-8")
    compiler = shutil.which("pdflatex")
    assert compiler is not None, "needs pdflatex"
    done = subprocess.run(
        [compiler, "-interaction=nonstopmode", "-halt-on-error", "all.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=120,
    )
    log = (tmp_path / "all.log").read_text("latin-1")
    assert done.returncode == 0, log[-2000:]
    assert re.findall(r"Overfull [^\n]*", log) == []


@pytest.mark.tools("node", "katex")
def test_katex_parses_all() -> None:
    node = shutil.which("node")
    katex = ROOT / "build" / "katex" / "node_modules" / "katex"
    assert node is not None and katex.is_dir(), "needs node and: make build/katex"
    done = subprocess.run(
        [node, "-e", PARSE, str(katex)],
        input=json.dumps(blocks()).encode("utf-8"),
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert json.loads(done.stdout) == []
