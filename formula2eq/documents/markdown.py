"""Markdown for Quarto and for GitHub, which read mathematics differently.

Quarto, Pandoc and Jupyter take ``$$`` blocks as they are. GitHub reads ``$$`` blocks as Markdown first
and loses backslashes on the way; a fence of ``math`` it leaves alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from formula2eq.writers import escape

if TYPE_CHECKING:
    from formula2eq.documents.equations import Equations


def markdown(equations: Equations, flavour: Literal["quarto", "github"]) -> str:
    """The equations, and the legend if the style has one."""
    block = escape.for_mathjax(equations.latex())
    label = equations.style.label
    if flavour == "github":
        shown = f"```math\n{block}\n```"
    else:
        # Quarto's cross-references begin with eq- whatever the prefix.
        name = "" if label is None else f" {{#eq-{label}-{equations.system.form}}}"
        shown = f"$$\n{block}\n$${name}"
    written: Literal["markdown", "github"] = "github" if flavour == "github" else "markdown"
    return f"{shown}\n\n{equations.legend(written)}" if equations.style.where else shown
