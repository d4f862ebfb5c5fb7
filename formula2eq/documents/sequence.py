"""Successive models: the equations of each, what it adds or drops, and whether it holds the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.documents.deck import Deck, Frame, Lit, Step
from formula2eq.documents.sentence import latex_text, plain_text
from formula2eq.documents.sequence_stage import Described, Form, Stage, make_stage
from formula2eq.documents.sequence_words import WORDS
from formula2eq.documents.slides import Slides
from formula2eq.errors import UsageError
from formula2eq.writers import beamer, latex, plain_rows
from formula2eq.writers.layout import rows
from formula2eq.writers.medium import Medium
from formula2eq.writers.pieces import Piece
from formula2eq.writers.row import Row
from formula2eq.writers.style import Style


@dataclass(frozen=True, slots=True)
class Succeeding:
    """Models that build on each other; ``str()`` is text, in notebooks it is typeset."""

    stages: tuple[Stage, ...]

    def text(self, width: float = 80) -> str:
        """Unicode text; what is new stands in square brackets."""
        blocks = []
        for stage in self.stages:
            marked = plain_rows.block(
                rows(stage.marked(), plain_rows.medium(width), Style(parts=None))
            )
            said = " ".join(map(plain_text, stage.said))
            blocks.append(
                "\n".join([f"{stage.title}: {' '.join(stage.formula.split())}", said, "", marked])
            )
        return "\n\n".join(blocks)

    def latex(self) -> str:
        r"""LaTeX paragraphs with displays; what is new is underlined. Needs amsmath only."""
        blocks = []
        for stage in self.stages:
            shown = rows(stage.equations, Medium(Style().block), Style(parts=None))
            lines = " \\\\\n".join(_row(row, stage) for row in shown)
            said = " ".join(map(latex_text, stage.said)).replace(r"\code{", r"\texttt{")
            blocks.append(
                f"\\paragraph{{{stage.title}}} {said}\n"
                f"\\[\n\\begin{{aligned}}\n{lines}\n\\end{{aligned}}\n\\]"
            )
        return "\n\n".join(blocks)

    def slides(self, **options: Any) -> Slides:
        """A deck with a frame for each model; options are title, author, theme, handout, template."""
        frames = tuple(
            Frame(
                *("build", stage.title),
                (Step(stage.said, 0, Lit(effects=frozenset(item.effect for item in stage.new()))),),
                (stage.equations,),
            )
            for stage in self.stages
        )
        title = options.pop("title", None) or WORDS["title"]
        author = options.pop("author", None)
        template = options.pop("template", None)
        if template is not None:
            template = Path(template).read_text(encoding="utf-8")
        return Slides(Deck(title, "", frames, author), template=template, **options)

    def page(self, path: str | Path, *, title: str | None = None) -> None:
        """Write one HTML file that works offline: the models one below another, changes marked."""
        from formula2eq.documents.sequence_page import page

        written = page(self.stages, title or WORDS["title"])
        Path(path).write_text(written, encoding="utf-8")

    def to_dict(self) -> dict[str, object]:
        """As JSON."""
        return {
            "models": [
                {
                    "formula": stage.formula,
                    "said": [plain_text(sentence) for sentence in stage.said],
                    "nested": stage.nested,
                    "equations": [latex.line(equation) for equation in stage.equations],
                    "new": [latex.summand(item) for item in stage.new()],
                }
                for stage in self.stages
            ]
        }

    def __str__(self) -> str:
        return self.text()

    def _repr_latex_(self) -> str:
        return self.latex()


def sequence(*models: Described, form: Form = "levels", notation: str | None = None) -> Succeeding:
    """The equations of successive models, with what each adds or drops marked.

    >>> from formula2eq.model import Model
    >>> null, growth = Model("y ~ 1 + (1 | g)"), Model("y ~ x + (1 | g)")
    >>> [plain_text(item) for item in sequence(null, growth).stages[1].said]
    ['Adds β₁·xᵢ.', 'Model 1 is nested in it.']

    Raises `UsageError` for fewer than two models.
    """
    if len(models) < 2:
        raise UsageError(Diagnostic("too-few-models", "a sequence is of two models or more"))
    before = (None, *models)
    return Succeeding(
        tuple(
            make_stage(number, model, before[number - 1], form, notation)
            for number, model in enumerate(models, 1)
        )
    )


def _row(row: Row, stage: Stage) -> str:
    def lit(_: Row, piece: Piece) -> list[int]:
        return [1] if stage.is_new(piece.summand) else []

    return beamer.row(row, lit, _none, _none, mark=_underlined)


def _none(_: Row) -> list[int]:
    return []


def _underlined(shown: str, numbers: Sequence[int]) -> str:
    return rf"\underline{{{shown}}}" if numbers else shown
