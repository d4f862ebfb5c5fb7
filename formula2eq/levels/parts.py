"""Parts of a glmmTMB model beside its mean: the probability of a zero, and the dispersion.

Each part is a linear predictor of its own, with levels and random effects of its own, on the same
hierarchy. Source: Brooks et al. 2017, The R Journal 9(2), 378-400.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from formula2eq.levels.build import build
from formula2eq.levels.family import Family
from formula2eq.levels.level_model import Columns, LevelModel
from formula2eq.levels.outcome import Outcome
from formula2eq.terms.term import ModelTerms, Term
from formula2eq.variables.roles import Roles

#: The link of each part in glmmTMB.
LINKS = {"zero-inflation": "logit", "dispersion": "log"}


def stated(parts: Mapping[str, ModelTerms]) -> dict[str, ModelTerms]:
    """The parts that say something: ``ziformula = ~0`` and ``dispformula = ~1`` are none."""
    silent: dict[str, tuple[Term, ...]] = {"zero-inflation": (), "dispersion": (Term(()),)}
    return {
        name: terms
        for name, terms in parts.items()
        if terms.random or terms.offsets or (terms.fixed and terms.fixed != silent[name])
    }


def together(terms: ModelTerms, parts: Mapping[str, ModelTerms]) -> ModelTerms:
    """The terms of a model and of its parts, from which the roles of all variables are found."""
    every = [terms, *parts.values()]
    return replace(
        terms,
        fixed=tuple(dict.fromkeys(term for one in every for term in one.fixed)),
        random=tuple(random for one in every for random in one.random),
        offsets=tuple(dict.fromkeys(offset for one in every for offset in one.offsets)),
    )


def part_model(
    name: str,
    terms: ModelTerms,
    columns: Columns,
    roles: Roles,
    main: Family,
    *,
    every_line: bool = False,
) -> LevelModel:
    """The level equations of a part; ``main`` is the family of the model that it belongs to."""
    family = Family(name, LINKS[name])
    model = build(columns, roles, Outcome(None), family, terms.offsets, every_line=every_line)
    return replace(model, part=name, main=main)
