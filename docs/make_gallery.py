"""Make ``docs/gallery``: structures down, notations across, every cell proven and rendered.

Run it after a change of notation or writer, and look at ``docs/gallery/index.html``.
"""

from __future__ import annotations

import html
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "golden"))

from structures import STRUCTURES  # noqa: E402

import formula2eq as f2e  # noqa: E402
from formula2eq.documents.equations import Equations  # noqa: E402
from formula2eq.errors import NotationError  # noqa: E402
from formula2eq.notation import NOTATIONS  # noqa: E402

GALLERY = ROOT / "docs" / "gallery"
NOTE = "Made by `python docs/make_gallery.py`; changes by hand are lost."

STYLE = """
body{font-family:system-ui,sans-serif;margin:0;color:#222;background:#fff}
header{padding:1rem 2rem}main{overflow:auto;height:calc(100vh - 7rem)}
table{border-collapse:separate;border-spacing:0}
th,td{border-right:1px solid #ddd;border-bottom:1px solid #ddd;padding:.6rem 1rem;vertical-align:top}
thead th{position:sticky;top:0;background:#f4f4f4;z-index:2;text-align:left}
tbody th{position:sticky;left:0;background:#fafafa;text-align:left;max-width:18rem;z-index:1}
tbody th code{font-weight:400;font-size:.8rem;overflow-wrap:anywhere}
.refused{color:#666;font-size:.85rem;max-width:16rem}math{font-size:.95rem;margin:0}
"""


def made(structure: str, notation: str) -> Equations | str:
    """The equations of a structure in a notation, or why it cannot hold them."""
    formula, settings = STRUCTURES[structure]
    try:
        return f2e.Model(formula, **settings).equations("levels", notation)
    except NotationError as error:
        return error.diagnostics[0].message


def page(structure: str, cells: dict[str, Equations | str]) -> str:
    """One structure in Markdown, with mathematics that GitHub renders."""
    formula, settings = STRUCTURES[structure]
    parts = [f"# {structure}", NOTE, f"```r\n{formula}\n```"]
    parts += [f"`{name} = {value!r}`" for name, value in settings.items()]
    for notation, cell in cells.items():
        parts.append(f"## {notation}")
        parts.append(f"Refused: {cell}." if isinstance(cell, str) else cell.markdown("github"))
    return "\n\n".join(parts) + "\n"


def contents(cells: dict[str, dict[str, Equations | str]]) -> str:
    """The table of what holds what."""
    lines = [
        "# Gallery",
        "",
        NOTE,
        "",
        "Structures down, notations across; a dash where a notation has no room, with the reason on",
        "the structure's page. `index.html` shows all of it rendered, without any script.",
        "",
        "| structure | " + " | ".join(NOTATIONS) + " |",
        "|:--" + "|:-:" * len(NOTATIONS) + "|",
    ]
    for structure, row in cells.items():
        marks = " | ".join("–" if isinstance(cell, str) else "✓" for cell in row.values())
        lines.append(f"| [{structure}]({structure}.md) | {marks} |")
    return "\n".join(lines) + "\n"


def table(cells: dict[str, dict[str, Equations | str]]) -> str:
    """Everything rendered on one page."""
    head = "".join(f"<th>{notation}</th>" for notation in NOTATIONS)
    rows = []
    for structure, row in cells.items():
        formula = html.escape(STRUCTURES[structure][0])
        shown = "".join(
            f'<td class="refused">{html.escape(cell)}</td>'
            if isinstance(cell, str)
            else f"<td>{cell.mathml()}</td>"
            for cell in row.values()
        )
        rows.append(f"<tr><th>{structure}<br><code>{formula}</code></th>{shown}</tr>")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{STYLE}</style></head><body><header><h1>Structures and notations</h1></header>"
        f"<main><table><thead><tr><th></th>{head}</tr></thead><tbody>\n"
        + "\n".join(rows)
        + "\n</tbody></table></main></body></html>\n"
    )


def main() -> None:
    """Write the gallery."""
    GALLERY.mkdir(exist_ok=True)
    cells = {
        structure: {notation: made(structure, notation) for notation in NOTATIONS}
        for structure in STRUCTURES
    }
    written = {"README.md": contents(cells), "index.html": table(cells)}
    written |= {f"{structure}.md": page(structure, row) for structure, row in cells.items()}
    for name, text in written.items():
        (GALLERY / name).write_text(text, encoding="utf-8")
    for old in GALLERY.iterdir():
        if old.name not in written:
            old.unlink()
    print(f"{len(written)} pages in {GALLERY.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
