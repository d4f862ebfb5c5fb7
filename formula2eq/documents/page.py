"""A page of nothing but equations, as MathML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formula2eq.writers import escape

if TYPE_CHECKING:
    from formula2eq.documents.equations import Equations

_STYLE = (
    "body{font-family:system-ui,sans-serif;margin:2rem;color:#222;background:#fff}"
    "code{font-size:.9rem}.wide math{margin:1rem 0}.wide{overflow-x:auto}"
    "dl.symbols{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem;align-items:baseline}"
    "dd{margin:0}"
)


def page(equations: Equations) -> str:
    """A page that needs no script and nothing from elsewhere."""
    formula = escape.markup(equations.system.formula or "")
    legend = equations.legend("html") if equations.style.where else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{formula}</title><style>{_STYLE}</style></head><body>\n"
        f"<p><code>{formula}</code></p>\n"
        f'<div class="wide">{equations.mathml()}</div>\n{legend}</body></html>\n'
    )
