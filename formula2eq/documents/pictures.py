"""Pictures without a TeX installation: Typst sets the equations as PNG, SVG or PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.documents.render import render
from formula2eq.errors import UsageError
from formula2eq.writers import typst_rows

if TYPE_CHECKING:
    from formula2eq.documents.equations import Equations

#: Size of type at ``normalsize``, in points.
_POINTS = 11


def block(equations: Equations) -> str:
    """A display equation of Typst, as large as the style has it, and the legend."""
    made = _equation(equations)
    if equations.style.scale != 1:
        made = f"#[#set text(size: {equations.style.scale:g}em)\n{made}\n]"
    return f"{made}\n\n{equations.legend('typst')}" if equations.style.where else made


def _equation(equations: Equations) -> str:
    return typst_rows.block(equations.layout(), equations.paint())


def page(equations: Equations) -> str:
    """A page of Typst as large as what stands on it."""
    return render(
        "typst/equations.typ.j2",
        size=f"{_POINTS * equations.style.scale:g}",
        equations=_equation(equations),
        legend=equations.legend("typst") if equations.style.where else "",
    )


def picture(page: str, format: Literal["png", "svg", "pdf"], resolution: float = 300) -> bytes:
    """A Typst page as a picture; resolution in points per inch, for PNG.

    Raises `UsageError` when the ``typst`` package is not installed.
    """
    compiled = _typst().compile
    extra = {"ppi": resolution} if format == "png" else {}
    made = compiled(page.encode("utf-8"), format=format, **extra)
    if isinstance(made, list):
        made = made[0]
    return bytes(made) if not isinstance(made, str) else made.encode("utf-8")


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise UsageError(
            Diagnostic(
                "pictures-need-typst",
                "PNG, SVG and PDF are set by the package typst, which is not installed",
                repair='pip install "formula2eq[pictures]"',
            )
        ) from None
    return typst
