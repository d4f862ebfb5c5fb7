"""Every sentence about what a notation cannot do."""

from __future__ import annotations

from difflib import get_close_matches

from formula2eq.diagnostics import Diagnostic
from formula2eq.levels.level_model import LevelModel

#: What each notation that stands in for others holds, for the sentence of a refusal.
_HOLDS = {
    "additive": "the notation additive holds every model",
    "matrix": "the notation matrix holds every model with free covariances",
    "gelman-hill": "the notation gelman-hill holds crossed and nested factors",
}


def unknown_notation(name: str, known: list[str]) -> Diagnostic:
    """A name that is no notation."""
    near = get_close_matches(name, known, n=1)
    return Diagnostic(
        "unknown-notation",
        f"there is no notation {name}; the notations are {', '.join(known)}",
        repair=near[0] if near else None,
    )


def cannot_hold(notation: str, found: str, held: str, instead: str = "additive") -> Diagnostic:
    """A notation has no letters, or no words, for what a model has."""
    return Diagnostic(
        "notation-cannot-hold",
        f"the model has {found}, and the notation {notation} has room for {held}; {_HOLDS[instead]}",
        repair=f'notation="{instead}"',
    )


def beyond_nesting(
    notation: str, model: LevelModel, levels: int, instead: str = "gelman-hill"
) -> Diagnostic | None:
    """Why a notation of ``levels`` nested levels cannot hold a model; None when it can."""
    units = model.hierarchy.units
    held = "two levels" if levels == 2 else f"up to {levels} nested levels"
    if any(unit.kind == "twin" for unit in units):
        return cannot_hold(
            notation, "two factors with the same partition", "one factor a level", instead
        )
    if not model.hierarchy.nested or any(unit.kind == "cell" for unit in units):
        return cannot_hold(notation, "crossed grouping factors", held, instead)
    if model.hierarchy.top > levels:
        return cannot_hold(notation, f"{model.hierarchy.top} levels", held, instead)
    return None


def unknown_choice(name: str, value: object, values: tuple[str, ...]) -> Diagnostic:
    """A value that a choice does not have."""
    near = get_close_matches(str(value), values, n=1)
    return Diagnostic(
        "unknown-choice",
        f"{name} is {' or '.join(values)}, not {value}",
        repair=f'{name}="{near[0]}"' if near else None,
    )


def no_latent_form(family: str, link: str) -> Diagnostic:
    """A latent variable is asked for where the outcome follows none."""
    return Diagnostic(
        "no-latent-form",
        f"a latent variable stands behind binary and ordinal outcomes with one of the links logit, "
        f"probit, cloglog and cauchit; this outcome is {family} with the link {link}, or counts trials",
    )


def choice_without_effect(choice: str, notation: str, reason: str) -> Diagnostic:
    """A choice that a notation cannot follow."""
    return Diagnostic(
        "choice-without-effect", f"the notation {notation} cannot follow {choice}: {reason}"
    )
