"""One side of a comparison: a formula or equations, as terms with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.names import names
from formula2eq.formula.parse import parse
from formula2eq.formula.unparse import unparse
from formula2eq.levels.family import family as family_named
from formula2eq.levels.family import has_zeros
from formula2eq.levels.parts import LINKS, stated
from formula2eq.reading.read_model import ReadModel
from formula2eq.source import Source, Span
from formula2eq.terms.dialect import dialect_of
from formula2eq.terms.expand import expand, expand_specification, specification_diagnostics
from formula2eq.terms.repair import read
from formula2eq.terms.term import ModelTerms, RandomTerm, Term

#: A term by the labels of its variables; the constant has none.
Key = frozenset[str]


@dataclass(frozen=True, slots=True)
class Side:
    """A model with the places of its parts.

    terms        expanded
    family, link by R's names
    weights      prior weights, R's text
    source       the text
    equations    whether the text is equations
    read         what was read, for equations
    within       declared nesting, inner to outer
    diagnostics  what the text's own room had to say
    parts        what is beside the mean, ``zero-inflation`` and ``dispersion``, as sides of their own
    """

    terms: ModelTerms
    family: str
    link: str
    weights: str | None
    source: Source
    equations: bool
    read: ReadModel | None = None
    within: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    parts: Mapping[str, Side] = field(default_factory=dict)

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of all variables but the grouping factors."""
        found: dict[str, None] = {}
        if self.terms.response is not None:
            found.update(dict.fromkeys(names(self.terms.response)))
        for term in self.every_term():
            for factor in term.factors:
                found.update(dict.fromkeys(names(factor)))
        for one in (self, *self.parts.values()):
            for offset in one.terms.offsets:
                found.update(dict.fromkeys(names(offset)))
        return tuple(found)

    def every_term(self) -> tuple[Term, ...]:
        """Fixed terms and random effects, those of the parts too."""
        own = (*self.terms.fixed, *(e for r in self.terms.random for e in r.effects))
        return (*own, *(term for part in self.parts.values() for term in part.every_term()))

    @property
    def grouping_names(self) -> tuple[str, ...]:
        """Names of the grouping factors' variables."""
        found: dict[str, None] = {}
        for random in (r for one in (self, *self.parts.values()) for r in one.terms.random):
            for factor in random.grouping.factors:
                found.update(dict.fromkeys(names(factor)))
        return tuple(found)

    def fixed_place(self, term: Term) -> tuple[Span, ...]:
        """Where a fixed term stands."""
        if self.read is not None:
            return self.read.places.get(key_of(term), ())
        return term.origins

    def random_place(
        self, randoms: Sequence[RandomTerm], effect: Term | None = None
    ) -> tuple[Span, ...]:
        """Where the random terms of a group stand, or one effect of them."""
        if self.read is not None:
            found: list[Span] = []
            for random in randoms:
                group = frozenset(unparse(f, label=True) for f in random.grouping.factors)
                if effect is not None:
                    found += self.read.effects.get((group, key_of(effect)), ())
                else:
                    for (owner, _), spans in self.read.effects.items():
                        if owner == group:
                            found += spans
            return tuple(found)
        own = [(effect.origins if effect else ()) or random.origins for random in randoms]
        return tuple(dict.fromkeys(span for listed in own for span in listed))

    def response_place(self) -> tuple[Span, ...]:
        """Where the response stands."""
        if self.read is not None:
            return () if self.read.outcome is None else (self.read.outcome,)
        return () if self.terms.response is None else (self.terms.response.span,)

    def family_place(self) -> tuple[Span, ...]:
        """What tells the family."""
        if self.read is not None and self.read.law is not None:
            return (self.read.law,)
        return self.whole()

    def offset_place(self, text: str) -> tuple[Span, ...]:
        """Where an offset stands; ``text`` is ``offset(log(time))``."""
        if self.read is not None:
            span = self.read.offsets.get(text.removeprefix("offset(").removesuffix(")"))
            return self.whole() if span is None else (span,)
        return tuple(o.span for o in self.terms.offsets if unparse(o) == text)

    def whole(self) -> tuple[Span, ...]:
        """The place of the model as a whole: of equations the linear predictor."""
        if self.read is not None and self.read.predictor is not None:
            return (self.read.predictor,)
        if self.read is not None or self.terms.formula is None:
            end = len(self.source.text)
            return (Span(0, min(1, end)),)
        return (self.terms.formula.span,)


def key_of(term: Term) -> Key:
    """A term by its labels."""
    return frozenset(unparse(factor, label=True) for factor in term.factors)


def formula_side(
    text: str, family: str | None, link: str | None, within: Mapping[str, str], name: str
) -> Side:
    """A formula, or a whole call, as one side."""
    said = read(text)
    terms = expand_specification(said)
    chosen = family_named(family or said.family, link or (said.link if family is None else None))
    weights = None if said.weights is None else unparse(said.weights)
    source = Source(text, name)
    found = specification_diagnostics(said, terms)
    side = Side(terms, chosen.name, chosen.link, weights, source, False, None, within, found)
    formulas = {"zero-inflation": said.zero_inflation, "dispersion": said.dispersion}
    dialect = dialect_of(said)
    if said.zero_inflation is None and has_zeros(family or said.family):
        formulas["zero-inflation"] = parse("~ 1", "zeros")
    parts = {
        part: expand(formula, None, dialect)
        for part, formula in formulas.items()
        if formula is not None
    }
    return with_parts(side, stated(parts))


def model_side(model: Any, name: str) -> Side:
    """A model that is there already: anything with terms, family and weights."""
    weights = None if model.weights is None else unparse(model.weights)
    source = Source(model.text, name)
    within = dict(getattr(model, "_within", {}))
    side = Side(
        model.terms, model.family.name, model.family.link, weights, source, False, None, within
    )
    return with_parts(side, getattr(model, "part_terms", {}))


def read_side(read: ReadModel) -> Side:
    """What was read from equations, as one side."""
    side = Side(
        read.terms,
        read.family,
        read.link,
        read.weights,
        read.source,
        True,
        read,
        read.within,
        read.diagnostics,
    )
    return with_parts(side, {name: part.terms for name, part in read.parts.items()})


def with_parts(side: Side, terms: Mapping[str, ModelTerms]) -> Side:
    """A side with the parts of its model, each a side of its own with the places in the same text."""
    made = {}
    for name, own in terms.items():
        read = None if side.read is None else _read(side.read, name)
        made[name] = replace(
            side, terms=own, family=name, link=LINKS[name], weights=None, read=read, diagnostics=()
        )
    return replace(side, parts=made)


def _read(read: ReadModel, name: str) -> ReadModel:
    """What was read of a part, as a model of its own."""
    part = read.parts[name]
    return replace(
        read,
        formula=part.formula,
        terms=part.terms,
        diagnostics=(),
        places=part.places,
        effects=part.effects,
        ambiguous=part.ambiguous,
        predictor=part.predictor,
        law=part.predictor,
        offsets=part.offsets,
        parts={},
    )
