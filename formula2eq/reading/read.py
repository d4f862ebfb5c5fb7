"""From equations back to a formula: the whole way on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaError, InterpretationError, UsageError
from formula2eq.formula.parse import parse
from formula2eq.levels.family import family as family_named
from formula2eq.reading import refusals
from formula2eq.reading.assembly import Assembly
from formula2eq.reading.interpret import interpret
from formula2eq.reading.read_model import ReadModel, ReadPart
from formula2eq.reading.said_groups import said_groups
from formula2eq.reading.several import CONFLICTS, texts_of_models
from formula2eq.reading.spell import spell_formula
from formula2eq.reading.texts import text_of
from formula2eq.source import Source, Span
from formula2eq.terms.expand import expand
from formula2eq.terms.term import ModelTerms


def read(
    text: str | Path,
    groups: Mapping[str, str | int] | None = None,
    names: Mapping[str, str] | None = None,
    *,
    within: Mapping[str, str] | None = None,
    columns: Iterable[str] = (),
    outcome: str | None = None,
    family: str | None = None,
    link: str | None = None,
    guess_groups: bool = False,
    computed: Mapping[str, str] | None = None,
    name: str = "equations",
) -> ReadModel:
    r"""The model that equations state.

    text     LaTeX, Unicode text or the plain text of programs: level equations, a substituted or a
             combined form, with or without laws; or the path of a file, a Word document too
    groups   grouping factor by index letter, ``{"k": "teacher_id"}``; 1 is the observations; for a text
             without indices in the order of the levels, ``{"2": "school"}``
    names    display names by column, the same mapping that a model takes; the outcome too, ``{"mAch": "Y"}``
    within   nesting, inner to outer: the inner factor's labels are unique, so it needs no ``a:b``
    columns  further names that are known and matched by their spelling
    outcome  the outcome's column; family and link where the text gives none
    computed  how computed variables are displayed, by their R code: ``{"factor(cyl)": r"\text{cyl}_i"}``
    guess_groups  call unnamed groups ``g_k``, with a warning, instead of asking

    Raises ``EquationSyntaxError`` for a text that cannot be read, ``InterpretationError`` for equations
    that state no model or several (`read_all` reads those), or whose index letters have no grouping factor.

    >>> read(r"Y_{ij} = \gamma_{00} + \gamma_{10} X_{ij} + u_{0j} + e_{ij}", {"j": "school"}).formula
    'Y ~ X + (1 | school)'
    """
    given = _Given(
        groups, names, within, tuple(columns), outcome, family, link, guess_groups, computed, name
    )
    text = text_of(text)
    models = _models(text, given)
    if len(models) > 1:
        places = [model.predictor for model in models]
        formulas = [model.formula for model in models]
        raise InterpretationError(refusals.several_models(Source(text, name), formulas, places))
    return models[0]


def read_all(
    text: str | Path,
    groups: Mapping[str, str | int] | None = None,
    names: Mapping[str, str] | None = None,
    **options: Any,
) -> tuple[ReadModel, ...]:
    r"""The models that a text states, in its order: a paper's null model and the one that follows.

    The arguments are those of `read`; a text that states one model gives one.

    >>> null = r"\[ Y_{ij} = \gamma_{00} + u_{0j} + e_{ij} \] and then "
    >>> full = r"\[ Y_{ij} = \gamma_{00} + \gamma_{10} X_{ij} + u_{0j} + e_{ij} \]"
    >>> [model.formula for model in read_all(null + full, {"j": "school"})]
    ['Y ~ 1 + (1 | school)', 'Y ~ X + (1 | school)']
    """
    return _models(text_of(text), _Given(groups, names, **options))


@dataclass(frozen=True, slots=True)
class _Given:
    """The arguments of `read`."""

    groups: Mapping[str, str | int] | None
    names: Mapping[str, str] | None
    within: Mapping[str, str] | None = None
    columns: Iterable[str] = ()
    outcome: str | None = None
    family: str | None = None
    link: str | None = None
    guess_groups: bool = False
    computed: Mapping[str, str] | None = None
    name: str = "equations"


def _models(text: str, given: _Given) -> tuple[ReadModel, ...]:
    """The models that a text states."""
    found = _read(text, given)
    if not any(d.rule in CONFLICTS for d in found.diagnostics):
        return (found,)
    # What a sentence says of the groups holds for all models of the text.
    said = {**said_groups(text, {}), **(given.groups or {})}
    parts = texts_of_models(text, found, lambda part: _read(part, replace(given, groups=said)))
    return (found,) if len(parts) == 1 else tuple(_read(part, given) for part in parts)


def _read(text: str, given: _Given) -> ReadModel:
    """A text that states one model."""
    source = Source(text, given.name)
    within = given.within or {}
    found = interpret(
        source,
        _groups(given.groups),
        given.names or {},
        within,
        given.columns,
        given.outcome,
        given.guess_groups,
        given.computed,
    )
    made = found.assembly
    spelled, terms = _spelled(made, found.response, source)
    levels: dict[str, list[str]] = {}
    for one in (made, *found.beside.values()):
        for grouping, listed in one.levels.items():
            own = levels.setdefault(":".join(grouping), [])
            own += [variable for variable in listed if variable not in own]
    chosen = family_named(
        given.family or found.root.family, given.link or _link(found.root.link, given.family)
    )
    return ReadModel(
        spelled,
        terms,
        chosen.name,
        chosen.link,
        found.weights,
        {grouping: tuple(listed) for grouping, listed in levels.items()},
        dict(within),
        tuple(found.diagnostics),
        source,
        {key: tuple(spans) for key, (_, spans) in made.fixed.items()},
        {key: tuple(spans) for key, spans in made.effects.items()},
        found.response_span,
        tuple(":".join(grouping) for grouping in made.ambiguous),
        dict(found.factors),
        found.root.predictors[0][1],
        found.root.law or found.root.predictors[0][1],
        dict(made.offsets),
        {
            part: _part(assembly, source, found.places[part])
            for part, assembly in found.beside.items()
        },
    )


def _spelled(made: Assembly, response: str | None, source: Source) -> tuple[str, ModelTerms]:
    """The formula of what was read, and its terms."""
    fixed = [product for product, _ in made.fixed.values()]
    spelled = spell_formula(response, fixed, made.bars, [text for text, _ in made.offsets])
    try:
        return spelled, expand(parse(spelled, source.name))
    except FormulaError as error:
        raise InterpretationError(
            Diagnostic(
                "unreadable-name",
                f"the equations come to {spelled}, which R cannot read",
                refusals.no_predictor(source).labels,
                "other display names",
            )
        ) from error


def _part(made: Assembly, source: Source, place: Span) -> ReadPart:
    """A part beside the mean as a formula of its own."""
    spelled, terms = _spelled(made, None, source)
    return ReadPart(
        spelled,
        terms,
        {key: tuple(spans) for key, (_, spans) in made.fixed.items()},
        {key: tuple(spans) for key, spans in made.effects.items()},
        place,
        dict(made.offsets),
        tuple(":".join(grouping) for grouping in made.ambiguous),
    )


def _link(read_link: str, family: str | None) -> str | None:
    return None if family is not None else read_link


def _groups(groups: Mapping[str, str | int] | None) -> dict[str, str]:
    """Grouping factors by letter, without the observations' own; no letter is a slip of the call."""
    made: dict[str, str] = {}
    for letter, named in (groups or {}).items():
        group = str(named)
        if group == "1":
            continue
        if not letter or not group:
            raise UsageError(
                Diagnostic("usage", f"a group needs a letter and a name: {letter}={group}")
            )
        made[letter.strip()] = re.sub(r"\s*([:/])\s*", r"\1", group.strip())
    return made
