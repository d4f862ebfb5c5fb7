"""Successive models: the equations of each, what it adds or drops, and whether it holds the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Protocol

from formula2eq.diagnostics import Diagnostic
from formula2eq.documents.deck import Deck, Frame, Lit, Step
from formula2eq.documents.equations import Equations
from formula2eq.documents.sentence import (
    Code,
    Math,
    Sentence,
    latex_text,
    listed,
    plain_text,
    say,
)
from formula2eq.documents.sequence_words import WORDS
from formula2eq.documents.slides import Slides
from formula2eq.equations.equation import Equation, Summand
from formula2eq.equations.succession import Key, innermost, is_new, key, succession, summands
from formula2eq.errors import UsageError
from formula2eq.levels.nested_models import not_nested
from formula2eq.notation.math import Text, Times
from formula2eq.notation.notation import Notation
from formula2eq.writers import beamer, latex, plain
from formula2eq.writers.layout import Medium, Row, rows
from formula2eq.writers.pieces import Piece
from formula2eq.writers.style import Style

Form = Literal["levels", "substituted", "combined"]


class Described(Protocol):
    """What a sequence must know of a model."""

    text: str

    def equations(self, form: Form = ..., notation: str | None = ..., **choices: Any) -> Equations:
        """The equations of a form in a notation."""

    @property
    def frame(self) -> Any:
        """Its data, or None."""

    def design(self) -> Any:
        """Its matrices, when it has data."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One model of a sequence.

    title      ``Model 2``
    formula    its text
    equations  in the form asked for
    known      what the model before it has already; None for the first model
    said       sentences on what it adds, drops, and on nesting
    nested     whether the model before it is nested in it; None for the first
    """

    title: str
    formula: str
    equations: tuple[Equation, ...]
    known: frozenset[Key] | None
    said: tuple[Sentence, ...]
    nested: bool | None

    def is_new(self, summand: Summand | None) -> bool:
        """Whether a summand is marked."""
        return summand is not None and self.known is not None and is_new(summand, self.known)

    def new(self) -> tuple[Summand, ...]:
        """The marked summands."""
        items = (item for equation in self.equations for item in innermost(equation))
        return tuple(item for item in items if self.is_new(item))

    def marked(self) -> tuple[Equation, ...]:
        """The equations for text: what is new in square brackets."""
        return tuple(
            replace(equation, summands=tuple(map(self._marked, equation.summands)))
            for equation in self.equations
        )

    def _marked(self, item: Summand) -> Summand:
        if item.bracket:
            return replace(item, bracket=tuple(map(self._marked, item.bracket)))
        if not self.is_new(item):
            return item
        return replace(item, parameter=Text(f"[{plain.summand(item)}]"), variables=())


@dataclass(frozen=True, slots=True)
class Succeeding:
    """Models that build on each other; ``str()`` is text, in notebooks it is typeset."""

    stages: tuple[Stage, ...]

    def text(self, width: float = 80) -> str:
        """Unicode text; what is new stands in square brackets."""
        blocks = []
        for stage in self.stages:
            marked = plain.block(rows(stage.marked(), plain.medium(width), Style(parts=None)))
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
    stages: list[Stage] = []
    for number, model in enumerate(models, 1):
        shown = model.equations(form, notation)
        before = models[number - 2] if number > 1 else None
        stages.append(_stage(number, model, shown, before, notation))
    return Succeeding(tuple(stages))


def _stage(
    number: int, model: Described, shown: Equations, before: Described | None, notation: str | None
) -> Stage:
    title = plain_text(say(WORDS["model"], number=number))
    equations = shown.system.equations
    if before is None:
        said: tuple[Sentence, ...] = (say(WORDS["first"]),)
        return Stage(title, model.text, equations, None, said, None)
    earlier = before.equations("combined", notation, laws=False)
    later = model.equations("combined", notation, laws=False)
    known = frozenset(key(item) for item in summands(earlier.system))
    changes, nested = _changes(number, before, model, earlier, later)
    return Stage(title, model.text, equations, known, changes, nested)


def _changes(
    number: int, before: Described, model: Described, earlier: Equations, later: Equations
) -> tuple[tuple[Sentence, ...], bool]:
    assert earlier.notation is not None
    assert later.notation is not None
    one, other = earlier.notation.model, later.notation.model
    found = succession(earlier.system, later.system, (one, other))
    said: list[Sentence] = []
    for name, items in (("added", found.added), ("dropped", found.dropped)):
        if items:
            said.append(say(WORDS[name], summands=listed([(_math(s),) for s in items])))
    for name, pairs, named in (
        ("covariances", found.covariances, later.notation),
        ("released", found.released, earlier.notation),
    ):
        if pairs:
            said.append(say(WORDS[name], pairs=_pairs(pairs, named)))
    if not said:
        said.append(say(WORDS["same"]))
    up, down = not_nested(one, other), not_nested(other, one)
    if up is None:
        said.append(say(WORDS["equal" if down is None else "nested"], earlier=number - 1))
    elif down is None:
        said.append(say(WORDS["contains"], earlier=number - 1))
    else:
        said.append(say(WORDS[up.obstacle], earlier=number - 1, label=Code(up.label)))
    if before.frame is not None and model.frame is not None:
        sizes = [len(item.design().frame.rows) for item in (before, model)]
        if sizes[0] != sizes[1]:
            said.append(say(WORDS["rows"], before=sizes[0], after=sizes[1]))
    return tuple(said), up is None


def _pairs(pairs: Sequence[tuple[Any, Any]], named: Notation) -> Sentence:
    return listed(
        [
            say(WORDS["pair"], first=Math(named.random(a)), second=Math(named.random(b)))
            for a, b in pairs
        ]
    )


def _math(item: Summand) -> Math:
    own = () if item.parameter is None else (item.parameter,)
    return Math(Times((*own, *item.variables)))


def _row(row: Row, stage: Stage) -> str:
    def lit(_: Row, piece: Piece) -> list[int]:
        return [1] if stage.is_new(piece.summand) else []

    return beamer.row(row, lit, _none, _none, mark=_underlined)


def _none(_: Row) -> list[int]:
    return []


def _underlined(shown: str, numbers: Sequence[int]) -> str:
    return rf"\underline{{{shown}}}" if numbers else shown
