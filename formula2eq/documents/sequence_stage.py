"""One model of a sequence: its equations, and what it changes of the model before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

from formula2eq.documents.equations import Equations
from formula2eq.documents.interactive_marks import parameters, spellings
from formula2eq.documents.sentence import Code, Math, Sentence, listed, plain_text, say
from formula2eq.documents.sequence_words import WORDS
from formula2eq.equations.equation import Equation, Summand
from formula2eq.equations.succession import (
    Key,
    Succession,
    effect_key,
    fixed_key,
    innermost,
    is_new,
    key,
    model_succession,
    succession,
    summands,
)
from formula2eq.levels.level_model import FixedEffect, LevelModel, RandomEffect
from formula2eq.levels.nested_models import not_nested
from formula2eq.notation.math import Node, Text, Times
from formula2eq.notation.notation import Notation
from formula2eq.writers import plain

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
class Change:
    """Something that is said of a model beside the one before it.

    kind   the key of its sentence in ``sequence_words``: added, dropped, nested, ...
    said   the sentence; of many items it counts those after the first few
    items  all that is added or dropped
    """

    kind: str
    said: Sentence
    items: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One model of a sequence.

    title      ``Model 2``
    formula    its text
    equations  in the form asked for
    known      what the model before it has already; None for the first model
    changes    what it adds, drops, and whether the model before it is nested in it
    nested     whether the model before it is nested in it; None for the first
    symbols    parameters and random effects that the model before it lacks
    """

    title: str
    formula: str
    equations: tuple[Equation, ...]
    known: frozenset[Key] | None
    changes: tuple[Change, ...]
    nested: bool | None
    symbols: frozenset[Node] = frozenset()

    @property
    def said(self) -> tuple[Sentence, ...]:
        """The sentences on what it adds, drops, and on nesting."""
        return tuple(change.said for change in self.changes)

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


def make_stage(
    number: int, model: Described, before: Described | None, form: Form, name: str | None
) -> Stage:
    """A model as the one of that number, after another one; ``name`` is the notation's."""
    title = plain_text(say(WORDS["model"], number=number))
    equations = model.equations(form, name).system.equations
    if before is None:
        first = (Change("first", say(WORDS["first"])),)
        return Stage(title, model.text, equations, None, first, None)
    earlier = before.equations("combined", name, laws=False)
    later = model.equations("combined", name, laws=False)
    assert earlier.notation is not None
    assert later.notation is not None
    one, other = earlier.notation.model, later.notation.model
    tells = all(
        _tells(combined, described.equations(form, name))
        for described, combined in ((before, earlier), (model, later))
    )
    found = (
        succession(earlier.system, later.system, (one, other))
        if tells
        else model_succession(one, other)
    )
    known = frozenset(_keys(one) | {key(item) for item in summands(earlier.system)})
    verdict, nested = _verdict(number - 1, one, other)
    changes = (*_changes(found, earlier.notation, later.notation), verdict, *_rows(before, model))
    symbols = _new_symbols(earlier.notation, later.notation, found)
    return Stage(title, model.text, equations, known, changes, nested, symbols)


def _keys(model: LevelModel) -> set[Key]:
    effects = {effect_key(effect) for vector in model.random for effect in vector.effects}
    return {fixed_key(effect) for effect in model.fixed} | effects


def _tells(combined: Equations, shown: Equations) -> bool:
    """Whether the combined form has a summand for every effect, its symbol one of what is shown.

    Matrices have no such summands; some notations have other symbols in the other form.
    """
    assert combined.notation is not None
    parts = list(summands(combined.system))
    symbols = {
        item.parameter for equation in shown.system.equations for item in innermost(equation)
    }
    return _keys(combined.notation.model) <= {key(item) for item in parts} and symbols >= {
        item.parameter for item in parts if item.parameter is not None
    }


def _changes(found: Succession, earlier: Notation, later: Notation) -> tuple[Change, ...]:
    made = []
    for kind, items in (("added", found.added), ("dropped", found.dropped)):
        if items:
            shown = tuple(map(_named, items))
            made.append(Change(kind, say(WORDS[kind], summands=listed(shown)), shown))
    for kind, pairs, notation in (
        ("covariances", found.covariances, later),
        ("released", found.released, earlier),
    ):
        if pairs:
            made.append(Change(kind, say(WORDS[kind], pairs=_pairs(pairs, notation))))
    return tuple(made) or (Change("same", say(WORDS["same"])),)


def _verdict(earlier: int, one: LevelModel, other: LevelModel) -> tuple[Change, bool]:
    """Whether the earlier model is nested in the later one, and what stands against it."""
    up, down = not_nested(one, other), not_nested(other, one)
    if up is None:
        kind = "equal" if down is None else "nested"
        return Change(kind, say(WORDS[kind], earlier=earlier)), True
    if down is None:
        return Change("contains", say(WORDS["contains"], earlier=earlier)), False
    said = say(WORDS[up.obstacle], earlier=earlier, label=Code(up.label))
    return Change(up.obstacle, said), False


def _rows(before: Described, model: Described) -> tuple[Change, ...]:
    """What is said when data make the two models use different rows."""
    if before.frame is None or model.frame is None:
        return ()
    one, other = (len(item.design().frame.rows) for item in (before, model))
    return () if one == other else (Change("rows", say(WORDS["rows"], before=one, after=other)),)


def _pairs(found: Sequence[tuple[Any, Any]], named: Notation) -> Sentence:
    return listed(
        [
            say(WORDS["pair"], first=Math(named.random(a)), second=Math(named.random(b)))
            for a, b in found
        ]
    )


def _named(item: Summand | FixedEffect | RandomEffect) -> Sentence:
    match item:
        case Summand():
            own = () if item.parameter is None else (item.parameter,)
            return (Math(Times((*own, *item.variables))),)
        case FixedEffect():
            kind = "fixed effect" if item.variables else "fixed intercept"
            return say(WORDS[kind], name=Code(item.name))
        case RandomEffect():
            kind = "random effect" if item.variables else "random intercept"
            return say(WORDS[kind], name=Code(item.name), grouping=Code(item.grouping))


def _new_symbols(earlier: Notation, later: Notation, found: Succession) -> frozenset[Node]:
    """Symbols of effects, scales and covariances that the earlier model has not."""
    known = _keys(earlier.model)
    pairs = {frozenset(pair) for pair in found.covariances}

    def is_known(effects: Iterable[FixedEffect | RandomEffect]) -> bool:
        held = tuple(effects)
        if len(held) == 2:
            return frozenset(held) not in pairs
        return all(
            (effect_key(e) if isinstance(e, RandomEffect) else fixed_key(e)) in known for e in held
        )

    new: set[Node] = set()
    old: set[Node] = set()
    for spelling in spellings(later):
        for effects, parameter in parameters(spelling):
            (old if is_known(effects) else new).add(parameter)
    return frozenset(new - old)
