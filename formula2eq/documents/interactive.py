"""The interactive page: one file that needs nothing else, in which each piece lights what it made.

The first variant (a notation, display names on or off) is in the page as it is and needs no script; the
others are packed beside it and unpacked when they are chosen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from formula2eq import resources
from formula2eq.documents.diagram import diagram
from formula2eq.documents.diagram_svg import STYLE
from formula2eq.documents.equations import Equations
from formula2eq.documents.interactive_formula import segments
from formula2eq.documents.interactive_marks import Marks, marks
from formula2eq.documents.interactive_markup import Styles, marked, said_html, symbol
from formula2eq.documents.render import render
from formula2eq.documents.sealed import LIMIT, digest, font_rule, packed
from formula2eq.documents.slide_steps import Speaker
from formula2eq.equations.compose import compose
from formula2eq.equations.correspondence import steps
from formula2eq.equations.equation import System
from formula2eq.equations.meaning import INDEX, Meaning
from formula2eq.equations.piece import Piece
from formula2eq.equations.symbols import meanings
from formula2eq.notation.notation import Notation
from formula2eq.writers.style import Style

#: Kinds of equations that are laws of random effects and residuals.
LAWS = frozenset({"random-effects", "covariance", "residual", "prior"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about.

    text          the formula as the user wrote it
    title         the page's title
    pieces        of the formula
    notations     the model in each notation that can hold it; the first is shown first
    plain         the same without display names; empty when the model has none
    observed      whether the model has data
    observations  number of rows, where known
    """

    text: str
    title: str
    pieces: tuple[Piece, ...]
    notations: tuple[Notation, ...]
    plain: tuple[Notation, ...] = ()
    observed: bool = False
    observations: int | None = None


#: Titles of notations that have one form only.
TITLES = {"line": "In one equation"}
#: Digits in a line of equations.
WIDTH = 84.0


def interactive(subject: Subject) -> str:
    """The page: with its font and readable without scripts if it stays small, else without these."""
    styles = Styles()
    both = [("names", notation) for notation in subject.notations]
    both += [("columns", notation) for notation in subject.plain]
    variants = {f"{names} {n.name}": _variant(subject, n, styles) for names, n in both}
    sheet = styles.sheet()
    for font, readable in ((font_rule(), True), ("", True), (font_rule(), False)):
        page = _page(subject, variants, font + sheet, readable)
        if len(page.encode("utf-8")) < LIMIT:
            return page
    return _page(subject, variants, sheet, False)


def _page(
    subject: Subject, variants: Mapping[str, dict[str, object]], sheet: str, readable: bool
) -> str:
    first = next(iter(variants.values()))
    sheet = resources.text("templates", "html", "page.css") + STYLE + sheet
    script = resources.text("templates", "html", "page.js")
    return render(
        "html/page.html.j2",
        title=subject.title,
        formula=subject.text,
        segments=segments(subject.text, subject.pieces),
        notations=[notation.name for notation in subject.notations],
        named=bool(subject.plain),
        variant=first["html"] if readable else "",
        steps=len(steps(subject.pieces)),
        packed=packed(json.dumps(variants, ensure_ascii=False)),
        sheet=sheet,
        script=script,
        sheet_hash=digest(sheet),
        script_hash=digest(script),
    )


def _variant(subject: Subject, notation: Notation, styles: Styles) -> dict[str, object]:
    """Everything that a notation decides: equations, laws, symbols, diagram and sentences; and the
    sources of the equations, for copying.
    """
    level, combined = compose(notation, "levels"), compose(notation, "combined")
    systems = [level] if level.equations == combined.equations else [level, combined]
    known = marks(subject.pieces, notation, systems)
    single = TITLES.get(notation.shape, "Equations")
    parts = [
        ("levels", single if len(systems) == 1 else "Level by level", _only(level, laws=False))
    ]
    if len(systems) == 2:
        own = tuple(e for e in combined.equations if e.kind not in LAWS or e not in level.equations)
        whole = replace(combined, equations=own, formula=None)
        parts.append(("combined", "In one equation", whole))
    parts.append(("laws", "Random effects and their covariances", _only(level, laws=True)))
    shown = [
        {"name": name, "title": title, **_section(known, system, styles)}
        for name, title, system in parts
        if system.equations
    ]
    rows = dict.fromkeys(meaning for system in systems for meaning in meanings(notation, system))
    html = render(
        "html/variant.html.j2",
        sections=shown,
        symbols=[_row(known, meaning, styles) for meaning in rows],
        diagram=diagram(notation, subject.observations).svg(styled=False, marks=known.drawn),
        walk=_walk(subject, notation, styles),
    )
    sources = {made["name"]: {m: made[m] for m in ("latex", "typst")} for made in shown}
    return {"html": html, "sources": sources}


def _only(system: System, *, laws: bool) -> System:
    """The laws, or all that is none."""
    kept = tuple(e for e in system.equations if (e.kind in LAWS) == laws)
    return replace(system, equations=kept, formula=None)


def _section(known: Marks, system: System, styles: Styles) -> dict[str, str]:
    """The equations and their sources."""
    equations = Equations(system)
    wide = Equations(system, Style(width=WIDTH))
    return {
        "equations": marked(wide.mathml(known.tag), known, styles),
        "latex": equations.latex(),
        "typst": equations.typst(),
    }


def _row(known: Marks, meaning: Meaning, styles: Styles) -> dict[str, str]:
    index = meaning.unit == INDEX
    return {
        "ids": " ".join(known.meaning(meaning)),
        "symbol": symbol(meaning.symbol, styles),
        "meaning": f"index of {meaning.meaning}" if index else meaning.meaning,
        "level": "" if meaning.level is None else str(meaning.level),
        "lme4": meaning.lme4 or "",
    }


def _walk(subject: Subject, notation: Notation, styles: Styles) -> list[dict[str, str]]:
    """The steps of the deck: which pieces each lights, and what is said."""
    speaker = Speaker(notation, subject.text, subject.observed)
    found = []
    before: list[Piece] = []
    for step in steps(subject.pieces):
        said = speaker.sentences(step, before)
        before += step
        found.append(
            {
                "ids": " ".join(piece.id for piece in step),
                "said": " ".join(said_html(sentence, styles) for sentence in said),
            }
        )
    return found


def notations_first(notations: Sequence[Notation], name: str) -> tuple[Notation, ...]:
    """The notations with the one of that name before the others."""
    return tuple(sorted(notations, key=lambda notation: notation.name != name))
