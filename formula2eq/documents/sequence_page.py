"""The page of successive models: one file that needs nothing else, readable without its script."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq import resources
from formula2eq.documents.interactive_marks import Marks
from formula2eq.documents.interactive_markup import Styles, marked, said_html
from formula2eq.documents.render import render
from formula2eq.documents.sealed import LIMIT, digest, font_rule, packed
from formula2eq.documents.sentence import Code, listed, say
from formula2eq.documents.sequence_stage import Change, Stage
from formula2eq.documents.sequence_words import WORDS
from formula2eq.notation.math import Node
from formula2eq.writers import mathml_rows
from formula2eq.writers.colours import paint
from formula2eq.writers.layout import rows
from formula2eq.writers.medium import Medium
from formula2eq.writers.pieces import Piece
from formula2eq.writers.style import Style

#: What a change looks like and the sign before it; kinds that are not here are verdicts.
LOOKS = {
    "first": ("plain", ""),
    "added": ("added", "+"),
    "covariances": ("added", "+"),
    "dropped": ("dropped", "−"),
    "released": ("dropped", "−"),
    "same": ("plain", "="),
    "equal": ("verdict", "="),
    "nested": ("verdict", "⊂"),
    "contains": ("verdict", "⊃"),
    "rows": ("warning", "!"),
}
#: A verdict that stands against nesting.
OTHER = ("verdict", "⊄")


def page(stages: Sequence[Stage], title: str) -> str:
    """The page: with its font and readable without scripts if it stays small, else without these."""
    styles = Styles()
    models = render("html/stages.html.j2", stages=[_stage(item, styles) for item in stages])
    sheet = styles.sheet()
    for face, readable in ((font_rule(), True), ("", True), (font_rule(), False)):
        made = _page(stages, title, models, face + sheet, readable)
        if len(made.encode("utf-8")) < LIMIT:
            return made
    return _page(stages, title, models, sheet, False)


def _page(stages: Sequence[Stage], title: str, models: str, sheet: str, readable: bool) -> str:
    both = (resources.text("templates", "html", name) for name in ("page.css", "sequence.css"))
    sheet = "".join(both) + sheet
    script = resources.text("templates", "html", "sequence.js")
    return render(
        "html/sequence.html.j2",
        title=title,
        titles=[item.title for item in stages],
        models=models if readable else "",
        packed="" if readable else packed(json.dumps(models, ensure_ascii=False)),
        sheet=sheet,
        script=script,
        sheet_hash=digest(sheet),
        script_hash=digest(script),
    )


def _stage(stage: Stage, styles: Styles) -> dict[str, object]:
    """A model's title, formula, changes and equations."""

    def tag(piece: Piece) -> dict[str, str]:
        return {"data-p": "new"} if stage.is_new(piece.summand) else {}

    new: dict[Node, tuple[str, ...]] = dict.fromkeys(stage.symbols, ("new",))
    shown = rows(stage.equations, Medium(Style().block), Style())
    equations = mathml_rows.block(shown, paint(stage.equations, Style()), tag)
    return {
        "title": stage.title,
        "formula": stage.formula,
        "changes": [_change(change, styles) for change in stage.changes],
        "equations": marked(equations, Marks((), new), styles),
    }


def _change(change: Change, styles: Styles) -> dict[str, str]:
    look, sign = LOOKS.get(change.kind, OTHER)
    return {"look": look, "sign": sign, "said": _said(change, styles)}


def _said(change: Change, styles: Styles) -> str:
    """A sentence as HTML; what is added is in an element that is boxed, what is dropped struck."""
    around = {"added": "ins", "dropped": "del"}.get(change.kind)
    if around is None:
        return said_html(change.said, styles)
    items = [f"<{around}>{said_html(item, styles)}</{around}>" for item in change.items]
    places = listed([(Code(str(number)),) for number in range(len(items))], most=len(items))
    return "".join(
        items[int(part.text)] if isinstance(part, Code) else said_html((part,), styles)
        for part in say(WORDS[change.kind], summands=places)
    )
