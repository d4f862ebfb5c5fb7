"""A model in words, for a methods section: design, outcome, effects, assumptions."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from formula2eq.documents.explain_fixed import FixedWords
from formula2eq.documents.explain_random import RandomWords
from formula2eq.documents.explain_words import DESIGN, HEADINGS, OUTCOME, PARTS
from formula2eq.documents.sentence import (
    Sentence,
    latex_text,
    listed,
    markdown_text,
    plain_text,
    say,
)
from formula2eq.equations.estimates import Estimates
from formula2eq.equations.rounding import Digits
from formula2eq.formula.unparse import unparse
from formula2eq.notation.notation import Notation
from formula2eq.notation.parts import part_notation
from formula2eq.variables.hierarchy import Unit


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, sentences that make a paragraph, and items of a list."""

    heading: str
    sentences: tuple[Sentence, ...]
    items: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A model in words; ``str()`` is plain text."""

    sections: tuple[Section, ...]

    def text(self, width: int = 80) -> str:
        """Plain text in lines of at most ``width`` characters."""
        blocks = []
        for section in self.sections:
            lines = [section.heading]
            if section.sentences:
                lines += textwrap.wrap(_joined(section.sentences, plain_text), width)
            for item in section.items:
                lines += textwrap.wrap(
                    plain_text(item), width, initial_indent="- ", subsequent_indent="  "
                )
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks)

    def markdown(self) -> str:
        """Markdown with headings."""
        blocks = []
        for section in self.sections:
            blocks.append(f"## {section.heading}")
            if section.sentences:
                blocks.append(_joined(section.sentences, markdown_text))
            if section.items:
                blocks.append("\n".join(f"- {markdown_text(item)}" for item in section.items))
        return "\n\n".join(blocks)

    def latex(self) -> str:
        """LaTeX paragraphs and lists."""
        blocks = []
        for section in self.sections:
            body = _joined(section.sentences, latex_text)
            if section.items:
                items = "\n".join(rf"\item {latex_text(item)}" for item in section.items)
                body += f"\n\\begin{{itemize}}\n{items}\n\\end{{itemize}}"
            blocks.append(rf"\paragraph{{{section.heading}}} {body}".rstrip())
        return "\n\n".join(blocks)

    def to_dict(self) -> dict[str, object]:
        """As JSON."""
        return {
            "sections": [
                {
                    "heading": section.heading,
                    "sentences": [plain_text(sentence) for sentence in section.sentences],
                    "items": [plain_text(item) for item in section.items],
                }
                for section in self.sections
            ]
        }

    def __str__(self) -> str:
        return self.text()

    def _repr_markdown_(self) -> str:
        return self.markdown()


def _joined(sentences: tuple[Sentence, ...], spell: Callable[[Sentence], str]) -> str:
    return " ".join(map(spell, sentences))


def explain(
    notation: Notation,
    *,
    observations: int | None = None,
    estimates: Estimates | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    digits: Digits = None,
) -> Explanation:
    """The model of a notation in words.

    observations  number of rows, where there are data
    estimates     numbers of a fit, which are then added to what they estimate
    ranges        least and greatest value of numeric columns: a value of 0 outside of it is pointed out
    """
    fixed = FixedWords(notation, estimates, dict(ranges or {}), digits)
    random = RandomWords(fixed)
    return Explanation(
        (
            Section(HEADINGS["design"], tuple(_design(notation, fixed, observations))),
            Section(HEADINGS["outcome"], tuple(_outcome(notation, fixed))),
            Section(HEADINGS["fixed"], tuple(fixed.sentences()), tuple(fixed.effects())),
            Section(HEADINGS["random"], (), tuple(random.sentences())),
            *_parts(notation, estimates, fixed.ranges, digits),
            Section(HEADINGS["assumptions"], tuple(random.assumptions())),
        )
    )


def _parts(
    notation: Notation,
    estimates: Estimates | None,
    ranges: Mapping[str, tuple[float, float]],
    digits: Digits,
) -> Iterator[Section]:
    """What glmmTMB models beside the mean."""
    for part in notation.model.parts:
        kind = part.part
        assert kind is not None
        found = None if estimates is None else estimates.parts.get(kind)
        fixed = FixedWords(part_notation(notation, part), found, ranges, digits)
        effects = RandomWords(fixed).sentences() if part.random else ()
        opening = (say(PARTS[kind]), *fixed.sentences())
        yield Section(HEADINGS[kind], opening, (*fixed.effects(), *effects))


def _design(notation: Notation, fixed: FixedWords, observations: int | None) -> Iterator[Sentence]:
    hierarchy = notation.model.hierarchy
    groups = hierarchy.groups
    counted = "" if observations is None else "-counted"
    number = observations or 0
    if not hierarchy.units:
        yield say(DESIGN[f"single{counted}"], number=number)
        return
    if groups and hierarchy.nested:
        chain: list[str | Sentence] = []
        for unit in groups:
            chain += ([DESIGN["chain"]] if chain else []) + [_unit(notation, unit)]
        parts: Sentence = tuple(
            part for item in chain for part in ((item,) if isinstance(item, str) else item)
        )
        yield say(DESIGN[f"nested{counted}"], number=number, chain=parts)
    elif groups:
        units = listed(
            [_unit(notation, u) if counted else (notation.factor_name(u.grouping),) for u in groups]
        )
        yield say(DESIGN[f"groups{counted}"], number=number, units=units)
        for unit in groups:
            for outer in unit.within[:1]:
                names = notation.factor_name(unit.grouping), notation.factor_name(outer)
                yield say(DESIGN["within"], inner=names[0], outer=names[1])
        inside = {outer for unit in groups for outer in unit.within}
        lowest = [unit for unit in groups if unit.grouping not in inside]
        if len(lowest) > 1:
            names_crossed = listed([(notation.factor_name(u.grouping),) for u in lowest])
            key = "crossed" if len(lowest) == 2 else "crossed-many"
            yield say(DESIGN[key], names=names_crossed)
    for unit in hierarchy.units:
        name = notation.factor_name(unit.grouping)
        match unit.kind:
            case "cell":
                yield say(DESIGN["cell"], names=name.replace(":", " and "))
            case "observation":
                yield say(DESIGN["observation"], name=name)
            case "twin":
                yield say(DESIGN["twin"], name=name, twin=notation.factor_name(unit.twin or ""))
    yield from _levels(notation, fixed)


def _unit(notation: Notation, unit: Unit) -> Sentence:
    name = notation.factor_name(unit.grouping)
    if unit.size is None:
        return say(DESIGN["unit"], name=name)
    return say(DESIGN["unit-counted"], number=unit.size, name=name)


def _levels(notation: Notation, fixed: FixedWords) -> Iterator[Sentence]:
    """Which predictors stand at which level."""
    model = notation.model
    used: dict[str, None] = {}
    for column in model.columns.fixed:
        used.update(dict.fromkeys(part.variable for part in column.parts))
    by_level: dict[str | None, list[Sentence]] = {}
    for variable in used:
        by_level.setdefault(model.roles.level(variable), []).append((fixed.name(variable),))
    if None in by_level:
        yield say(DESIGN["level-1"], names=listed(by_level[None], 12))
    for unit in model.hierarchy.units:
        if unit.grouping in by_level:
            names = listed(by_level[unit.grouping], 12)
            yield say(DESIGN["level-group"], group=notation.factor_name(unit.grouping), names=names)
    if model.columns.dropped:
        names = listed([(name,) for name in model.columns.dropped])
        yield say(DESIGN["dropped"], names=names)


def _outcome(notation: Notation, fixed: FixedWords) -> Iterator[Sentence]:
    model = notation.model
    family = model.family.name
    key = family if family in OUTCOME else "other"
    if family == "gaussian" and model.family.link != "identity":
        key = "gaussian-link"
    trials = model.outcome.trials if family == "binomial" else None
    if trials is not None:
        key = "proportion" if model.outcome.successes is None else "trials"
    named = "" if trials is None else fixed.name(unparse(trials))
    yield say(OUTCOME[key], outcome=fixed.outcome, scale=fixed.scale, family=family, trials=named)
    if model.offsets:
        names = listed([(unparse(offset),) for offset in model.offsets])
        yield say(OUTCOME["offset"], names=names)
