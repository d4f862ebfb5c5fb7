"""Equations as users hold them: one form of one model in one notation, in any markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from formula2eq.diagnostics import Diagnostic
from formula2eq.documents.render import render
from formula2eq.equations.equation import Equation, System
from formula2eq.errors import UsageError
from formula2eq.writers import escape, latex, plain
from formula2eq.writers.colours import Paint, paint
from formula2eq.writers.layout import Medium, Row, rows
from formula2eq.writers.style import Style


@dataclass(frozen=True, slots=True)
class Equations:
    """The equations of a model, proven; every method gives them in one markup.

    system       the equations
    style        what the author set
    diagnostics  notes that belong to them
    """

    system: System
    style: Style = Style()
    diagnostics: tuple[Diagnostic, ...] = field(default=(), compare=False)

    def layout(self) -> tuple[Row, ...]:
        """The rows of what is typeset, as wide as the style's text block."""
        return rows(self.system.equations, Medium(self.style.block), self.style)

    def paint(self) -> Paint:
        """The colours of the factors."""
        return paint(self.system.equations, self.style)

    def rows(self, *, columns: bool = True) -> list[str]:
        """The LaTeX lines, each with ``&`` before its relation, without line ends."""
        colours = self.paint()
        return [latex.row(row, colours, columns=columns) for row in self.layout()]

    def latex(self, *, document: bool = False) -> str:
        """LaTeX: an ``aligned`` block for any display, or a whole article that compiles as it is."""
        if document:
            block = {"heading": "", "rows": self.rows(columns=False)}
            formula = self.system.formula
            shown = None if formula is None else escape.latex(formula)
            return render("latex/article.tex.j2", blocks=[block], title="", formula=shown)
        return render("latex/equations.tex.j2", rows=self.rows()).rstrip("\n")

    def text(self) -> str:
        """Unicode text for a terminal."""
        limit = self.style.columns
        return plain.block(rows(self.system.equations, plain.medium(limit), self.style))

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command line."""
        return {
            "form": self.system.form,
            "notation": self.system.notation,
            "formula": self.system.formula,
            "equations": [equation_dict(equation) for equation in self.system.equations],
            "diagnostics": [diagnostic.to_dict() for diagnostic in self.diagnostics],
        }

    def save(self, path: str | Path) -> None:
        """Write to a file; the suffix decides the format.

        Raises `UsageError` for a suffix that has no writer.
        """
        target = Path(path)
        writer = WRITERS.get(target.suffix.lower())
        if writer is None:
            known = ", ".join(WRITERS)
            raise UsageError(
                Diagnostic(
                    "unknown-format",
                    f"no format is known by {target.suffix or 'no suffix'}; "
                    f"the suffixes are {known}",
                )
            )
        content = writer(self)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(content, encoding="utf-8")

    def __str__(self) -> str:
        return self.text()

    def _repr_latex_(self) -> str:
        return f"$$\n{self.latex()}\n$$"


def equation_dict(equation: Equation) -> dict[str, object]:
    """One equation as JSON; parameters and variables are given in LaTeX."""
    return {
        "kind": equation.kind,
        "latex": latex.line(equation),
        "left": latex.node(equation.left),
        "relation": equation.relation,
        "summands": [
            {
                "parameter": None if s.parameter is None else latex.node(s.parameter),
                "variables": [latex.node(variable) for variable in s.variables],
                "part": s.part,
                "bracket": [latex.summand(inner) for inner in s.bracket],
                "origins": [[span.start, span.end] for span in s.origins],
            }
            for s in equation.summands
        ],
        "right": None if equation.right is None else latex.node(equation.right),
    }


#: What each suffix writes.
WRITERS: dict[str, Callable[[Equations], str | bytes]] = {
    ".tex": lambda equations: equations.latex(document=True),
    ".txt": lambda equations: equations.text() + "\n",
}
