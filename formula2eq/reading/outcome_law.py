"""The law of the outcome: which one it is, its mean and trials, family and link."""

from __future__ import annotations

from formula2eq.errors import InterpretationError
from formula2eq.levels.families import OF_TRIALS
from formula2eq.levels.family import family as family_named
from formula2eq.reading import refusals
from formula2eq.reading.links import UNNAMED, bare
from formula2eq.reading.nodes import Node, Number, symbols
from formula2eq.reading.stated import Law, Stated


def only_law(found: Stated) -> Law | None:
    """``y_i ~ N(0, sigma^2)`` where a text says nothing else: a model without coefficients."""
    if len(found.laws) != 1 or found.definitions or found.links or found.expectations:
        return None
    law = found.laws[0]
    return law if len(law.left) == 1 and not law.left[0].greek and law.outcome else None


def used_bases(found: Stated) -> set[object]:
    """Bases of the symbols on right sides, and in the means of laws."""
    used: set[object] = set()
    for definition in found.definitions:
        own = definition.left.key
        used |= {
            q.base for q in map(found.letters.quantity, symbols(definition.right)) if q.key != own
        }
    for linked in found.links:
        if linked.predictor is not None:
            used |= {found.letters.quantity(s).base for s in symbols(linked.predictor)}
    for node in found.beside:
        used |= {found.letters.quantity(s).base for s in symbols(node)}
    for law in found.laws:
        for argument in law.arguments[:1]:
            used |= {found.letters.quantity(s).base for s in symbols(argument)}
    for _, right, _ in found.expectations:
        used |= {found.letters.quantity(s).base for s in symbols(right)}
    return used


def is_outcome_law(law: Law, used: set[object]) -> bool:
    """Whether a law is the outcome's and no random effect's; ``used`` are the bases on right sides."""
    if law.family != "normal":
        return True
    mean = bare(law.arguments[0]) if law.arguments else None
    if mean is None or isinstance(mean, Number):
        return False
    if len(law.left) > 1 and law.outcome is None:
        return False
    return bool(law.left) and law.left[0].base not in used


def mean_argument(law: Law | None) -> Node | None:
    """The argument of a law that is its mean, or its probability."""
    if law is None or not law.arguments:
        return None
    if law.family == "binomial" and len(law.arguments) > 1:
        first, second = law.arguments[0], law.arguments[1]
        return (
            first
            if isinstance(bare(second), Number) and not isinstance(bare(first), Number)
            else second
        )
    behind = law.family in OF_TRIALS and len(law.arguments) > 1
    behind = behind or law.family == "student" and len(law.arguments) > 2
    return law.arguments[1 if behind else 0]


def trials_of(law: Law | None) -> tuple[Node | None, bool]:
    """The trials of a binomial law, None for one; and whether its outcome is a proportion."""
    if law is None or law.family not in OF_TRIALS or len(law.arguments) < 2:
        return None, False
    trials = law.arguments[0]
    if mean_argument(law) is trials:
        trials = law.arguments[1]
    inner = bare(trials)
    return (None, False) if isinstance(inner, Number) and inner.text == "1" else (inner, False)


def family_and_link(
    law: Law | None, link: str | None, parameter: Node | None, found: Stated
) -> tuple[str, str]:
    """Family and link by R's names; what is not stated follows from the other."""
    if law is not None:
        family = "gaussian" if law.family == "normal" else law.family
        if link == UNNAMED:
            return family, family_named(family).link
        if link is None:
            return family, "identity"
        if family == "lognormal" and link == "log":
            return "lognormal_mean", link
        return family, link
    if link == UNNAMED and parameter is not None:
        raise InterpretationError(refusals.unnamed_link(found.source, parameter.span))
    if link in ("logit", "probit", "cloglog", "cauchit"):
        return "binomial", link
    if link in ("log", "sqrt"):
        return "poisson", link
    if link is not None:
        return "Gamma", link
    return "gaussian", "identity"
