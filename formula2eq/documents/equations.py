"""Equations as users hold them: one form of one model in one notation, in any markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.equation import Equation, System
from formula2eq.errors import UsageError
from formula2eq.writers.colours import Paint, paint
from formula2eq.writers.layout import rows
from formula2eq.writers.medium import Medium
from formula2eq.writers.row import Row
from formula2eq.writers.style import Style

if TYPE_CHECKING:
    import pandas

    from formula2eq.equations.meaning import Meaning
    from formula2eq.notation.notation import Notation
    from formula2eq.writers.mathml_rows import Tag


@dataclass(frozen=True, slots=True, repr=False)
class Equations:
    """The equations of a model, proven; every method gives them in one markup.

    system       the equations
    style        what the author set
    diagnostics  notes that belong to them
    notation     the notation, as it was made for the model: it knows what the symbols mean
    """

    system: System
    style: Style = Style()
    diagnostics: tuple[Diagnostic, ...] = field(default=(), compare=False)
    notation: Notation | None = field(default=None, compare=False, repr=False)

    # --- what all markups share ---------------------------------------------------------------

    @property
    def printed(self) -> tuple[Equation, ...]:
        """The equations, with hats where the style has them."""
        if not self.style.hats:
            return self.system.equations
        from formula2eq.equations.lookups import plain
        from formula2eq.writers.hats import hatted

        estimated = {plain(m.symbol) for m in self.meanings() if m.estimated}
        return hatted(self.system.equations, estimated)

    def layout(self) -> tuple[Row, ...]:
        """The rows of what is typeset, as wide as the style's text block."""
        return rows(self.printed, Medium(self.style.block), self.style)

    def paint(self) -> Paint:
        """The colours of the factors."""
        return paint(self.system.equations, self.style)

    def meanings(self) -> tuple[Meaning, ...]:
        """What each printed symbol means."""
        from formula2eq.equations.symbols import meanings

        return () if self.notation is None else meanings(self.notation, self.system)

    def symbols(self) -> pandas.DataFrame:
        """A table of the symbols: symbol, latex, meaning, level, unit, variable, lme4."""
        from formula2eq.documents.legend import table

        return table(self.meanings())

    # --- markups ------------------------------------------------------------------------------

    def rows(self, *, columns: bool = True) -> list[str]:
        """The LaTeX lines, each with ``&`` before its relation, without line ends."""
        from formula2eq.writers import latex_rows

        colours = self.paint()
        return [latex_rows.row(row, colours, columns=columns) for row in self.layout()]

    def latex(self, *, document: bool = False) -> str:
        """LaTeX: an ``aligned`` block for any display, or a whole article that compiles as it is."""
        from formula2eq.documents import tex

        if document:
            legend = self.legend("latex") if self.style.where else ""
            return tex.article(self.layout(), self.paint(), self.system.formula, legend)
        return tex.block(self.layout(), self.paint())

    def align(self) -> str:
        r"""LaTeX's ``align``: equations are numbered, with ``\label`` if ``style.label`` is set."""
        from formula2eq.documents import tex

        legend = self.legend("latex") if self.style.where else ""
        return tex.align(self.layout(), self.paint(), legend)

    def text(self) -> str:
        """Unicode text for a terminal."""
        from formula2eq.writers import plain_rows

        limit = self.style.columns
        shown = plain_rows.block(rows(self.printed, plain_rows.medium(limit), self.style))
        return f"{shown}\n\n{self.legend('text')}" if self.style.where else shown

    def mathml(self, tag: Tag | None = None) -> str:
        """A MathML element; tag gives each piece attributes, such as its place in the formula."""
        from formula2eq.writers import mathml_rows

        return mathml_rows.block(self.layout(), self.paint(), tag or (lambda _: {}))

    def html(self) -> str:
        """A page with the equations as MathML: no script, nothing from elsewhere."""
        from formula2eq.documents import page

        return page.page(self)

    def typst(self, *, document: bool = False) -> str:
        """A display equation of Typst, or a page as large as the equations."""
        from formula2eq.documents import pictures

        return pictures.page(self) if document else pictures.block(self)

    def omml(self) -> str:
        """Word's ``m:oMathPara``."""
        from formula2eq.writers import omml_rows

        return omml_rows.block(self.layout(), self.paint())

    def docx(self) -> bytes:
        """A Word document, its equations editable."""
        from formula2eq.documents import docx

        return docx.document(self)

    def markdown(self, flavour: Literal["quarto", "github"] = "quarto") -> str:
        """Markdown: a ``$$`` block for Quarto, Pandoc and Jupyter; a ``math`` fence for GitHub."""
        from formula2eq.documents import markdown

        return markdown.markdown(self, flavour)

    def picture(self, format: Literal["png", "svg", "pdf"], resolution: float = 300) -> bytes:
        """A picture; needs the package typst, the extra ``pictures``."""
        from formula2eq.documents import pictures

        return pictures.picture(self.typst(document=True), format, resolution)

    def legend(
        self, markup: Literal["text", "latex", "typst", "html", "markdown", "github"] = "text"
    ) -> str:
        """The legend of the symbols: what each means, its level and its name in lme4's output."""
        from formula2eq.documents import legend

        if markup == "text":
            return legend.text(self.meanings(), self.style.columns)
        writers = {
            "latex": legend.tex,
            "typst": legend.typst_grid,
            "html": legend.html,
            "markdown": legend.markdown,
            "github": legend.github,
        }
        return writers[markup](self.meanings())

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command line."""
        return {
            "form": self.system.form,
            "notation": self.system.notation,
            "formula": self.system.formula,
            "equations": [equation_dict(equation) for equation in self.system.equations],
            "diagnostics": [diagnostic.to_dict() for diagnostic in self.diagnostics],
        }

    def to(self, format: str) -> str | bytes:
        """The equations in a format by its name on the command line.

        Raises `UsageError` for a name that is none.
        """
        from formula2eq.documents.formats import FORMATS

        if format not in FORMATS:
            known = ", ".join(FORMATS)
            raise UsageError(
                Diagnostic(
                    "unknown-format", f"there is no format {format}; the formats are {known}"
                )
            )
        return FORMATS[format](self)

    def save(self, path: str | Path) -> None:
        """Write to a file; the suffix decides the format.

        Raises `UsageError` for a suffix that has no writer.
        """
        from formula2eq.documents.formats import SUFFIXES

        target = Path(path)
        format = SUFFIXES.get(target.suffix.lower())
        if format is None:
            known = ", ".join(SUFFIXES)
            raise UsageError(
                Diagnostic(
                    "unknown-format",
                    f"no format is known by {target.suffix or 'no suffix'}; "
                    f"the suffixes are {known}",
                )
            )
        content = self.to(format)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(content.rstrip("\n") + "\n", encoding="utf-8")

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        """The equations, as a table shows itself where it is the last thing said."""
        return self.text()

    def _repr_latex_(self) -> str:
        from formula2eq.writers import escape

        return f"$$\n{escape.for_mathjax(self.latex())}\n$$"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """What notebooks show: LaTeX, which all of them typeset, and text for terminals.

        With a legend, Markdown, which holds it beside the equations.
        """
        shown = {"text/plain": self.text(), "text/latex": self._repr_latex_()}
        return shown | ({"text/markdown": self.markdown()} if self.style.where else {})


def equation_dict(equation: Equation) -> dict[str, object]:
    """One equation as JSON; parameters and variables are given in LaTeX."""
    from formula2eq.writers import latex

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
