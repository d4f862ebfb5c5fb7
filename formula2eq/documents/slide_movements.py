"""The movements of a deck: building the model, expanding it, building the formula, the link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formula2eq.documents.deck import Frame, Lit, Step
from formula2eq.documents.sentence import Math, Part, Sentence, say
from formula2eq.documents.slide_steps import Speaker
from formula2eq.documents.slide_words import (
    BUILD,
    EXPAND,
    LINK,
    OUTCOME,
    PICTURE,
    READ,
    TITLES,
    WALK,
)
from formula2eq.equations.correspondence import steps
from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.equations.piece import Piece
from formula2eq.equations.unfold import unfoldings
from formula2eq.notation.distribution import linked
from formula2eq.notation.notation import Notation


def picture(notation: Notation) -> Iterator[Frame]:
    """The units and what lies in what."""
    hierarchy = notation.model.hierarchy
    groups = hierarchy.groups
    if not groups:
        return
    key = "single" if len(groups) == 1 else "nested" if hierarchy.nested else "crossed"
    words = [say(PICTURE["nested"])] if key != "single" else []
    yield Frame(
        *("build", TITLES["picture"]),
        (Step((*words, say(PICTURE[key])) if key != "nested" else tuple(words)),),
        picture=True,
    )


def build(notation: Notation, levels: System) -> Iterator[Frame]:
    """Outcome, level 1, each equation above it, the laws: one after the other."""
    equations = levels.equations
    made = []
    for position, equation in enumerate(equations):
        words = tuple(_about(notation, equation))
        made.append(Step(words, 0, Lit(), position + 1))
    yield Frame("build", TITLES["build"], _laws_together(made, equations), (equations,))


def _laws_together(made: Sequence[Step], equations: Sequence[Equation]) -> tuple[Step, ...]:
    """All laws of random effects are one step."""
    kept = []
    for position, (step, equation) in enumerate(zip(made, equations, strict=True)):
        following = equations[position + 1] if position + 1 < len(equations) else None
        if equation.kind == "random-effects" and following is not None:
            if following.kind == "random-effects":
                continue
        kept.append(step)
    return tuple(kept)


def _about(notation: Notation, equation: Equation) -> Iterator[Sentence]:
    model = notation.model
    mean = Math(notation.mean())
    match equation.kind:
        case "distribution":
            family = model.family.name
            key = "trials" if family == "binomial" and model.outcome.trials else family
            template = OUTCOME.get(key, OUTCOME["other"])
            yield say(template, outcome=Math(notation.outcome()), mean=mean)
        case "level-1":
            yield say(BUILD["level-1"], left=Math(equation.left))
            varying = _symbols(s for s in equation.summands if s.part == "coefficient")
            if varying:
                one = "-one" if len(varying) == 1 else ""
                yield say(BUILD[f"level-1-varies{one}"], varying=varying)
                if any(s.part == "fixed" for s in equation.summands):
                    yield say(BUILD["level-1-fixed"])
        case "random-effects":
            yield say(BUILD["laws"])
            if any(len(vector.effects) > 1 for vector in model.random):
                yield say(BUILD["covariances"])
            if any(
                not vector.covary(row, column)
                for vector in model.random
                for row in range(len(vector.effects))
                for column in range(row)
            ):
                yield say(BUILD["zeros"])
        case "residual":
            yield say(BUILD["residual"], residual=Math(notation.residual()))
        case kind if kind.startswith("level-"):
            yield say(BUILD["level"], rank=kind[6:], left=Math(equation.left))
            yield _coefficient(notation, equation)
        case _:
            yield say(BUILD["line"])


def _coefficient(notation: Notation, equation: Equation) -> Sentence:
    """How a coefficient comes about."""
    what: Sentence = (Math(equation.left),)
    random = [s for s in equation.summands if s.part == "random"]
    predictors = [s for s in equation.summands if s.part != "random" and s.variables]
    constant = [s for s in equation.summands if s.part != "random" and not s.variables]
    effects = _symbols(random)
    named = _variables(predictors)
    if predictors and random:
        key = "explained-and-random" + ("-one" if len(named) == 1 else "")
        return say(BUILD[key], what=what, predictors=named, effects=effects)
    if random and constant:
        return say(BUILD["random"], what=what, effects=effects, constant=_symbols(constant))
    if random:
        return say(BUILD["random-only"], what=what, effects=effects)
    if predictors:
        key = "explained" if len(named) == 1 else "explained-many"
        return say(BUILD[key], what=what, predictors=named)
    return say(BUILD["passed"], what=what)


def _symbols(summands: Iterator[Summand] | Sequence[Summand]) -> list[Sentence]:
    return [(Math(s.parameter),) for s in summands if s.parameter is not None]


def _variables(summands: Sequence[Summand]) -> list[Sentence]:
    found = dict.fromkeys(variable for s in summands for variable in s.variables)
    return [(Math(variable),) for variable in found]


def expand(notation: Notation, levels: System, combined: System) -> Iterator[Frame]:
    """Coefficients replaced by their brackets, multiplied out, the parts told apart."""
    model = notation.model
    by_level = [e for e in levels.equations if e.kind.startswith("level-")]
    whole = tuple(e for e in combined.equations if e.kind == "combined")
    if len(by_level) > 1:
        found = unfoldings(by_level)
        made: list[Step] = []
        states = [(unfolding.equation,) for unfolding in found]
        for state, unfolding in enumerate(found):
            if unfolding.coefficient is None:
                words = say(EXPAND["start"])
            else:
                words = say(EXPAND["replace"], coefficient=Math(unfolding.coefficient))
            made.append(Step((words,), state, Lit(effects=unfolding.effects - {None})))
        products = any(len(s.variables) > 1 for e in whole for s in e.summands)
        brackets = any(s.bracket and s.variables for s in found[-1].equation.summands)
        key = "collect" if products else "collect-bracket" if brackets else "collect-plain"
        closing = [say(EXPAND[key])]
        if model.residual and notation.level_one == "distribution":
            closing.append(say(EXPAND["residual"], residual=Math(notation.residual())))
        if not model.residual:
            closing.append(say(EXPAND["inside"]))
        made.append(Step(tuple(closing), len(states)))
        yield Frame("expand", TITLES["expand"], tuple(made), (*states, whole))
    if any(s.part == "random" for e in whole for s in e.summands):
        residual = EXPAND["random-residual"] if model.residual else ""
        parts = (
            Step((say(EXPAND["fixed"]),), 0, Lit(parts=frozenset({"fixed"}))),
            Step((say(EXPAND["random"], residual=residual),), 0, Lit(parts=frozenset({"random"}))),
        )
        yield Frame("expand", TITLES["parts"], parts, (whole,))


def formula(speaker: Speaker, pieces: tuple[Piece, ...], combined: System) -> Iterator[Frame]:
    """The formula, one step for each of its pieces."""
    kinds = ("combined", "distribution")
    shown = tuple(e for e in combined.equations if e.kind in kinds)
    made = [Step((say(WALK["overview"]),))]
    before: list[Piece] = []
    for step in steps(pieces):
        kind = step[0].kind
        lit = Lit(pieces=step)
        if kind == "outcome":
            lit = Lit(pieces=step, lefts=frozenset({"combined" if len(shown) == 1 else kinds[1]}))
        elif kind == "family":
            lit = Lit(pieces=step, lefts=frozenset(kinds[:1]), whole=frozenset(kinds[1:]))
        made.append(Step(tuple(speaker.sentences(step, before)), 0, lit))
        before += step
    yield Frame("formula", TITLES["formula"], tuple(made), (shown,), formula=True)


def link(notation: Notation, levels: System) -> Iterator[Frame]:
    """What distribution and link change, what stays, and how a coefficient is read."""
    model = notation.model
    if model.residual:
        return
    shown = tuple(e for e in levels.equations if e.kind not in ("random-effects", "residual"))
    left: Part = Math(linked(notation))
    mean = Math(notation.mean())
    above = frozenset(e.kind for e in shown if e.kind.startswith("level-") and e.kind != "level-1")
    sums = "level-1" if above else shown[-1].kind
    changed = Lit(lefts=frozenset({"level-1", "combined"}), whole=frozenset({"distribution"}))
    stays = Lit(whole=above) if above else Lit(parts=frozenset({"fixed", "random", "coefficient"}))
    read = model.family.link
    if model.family.name == "ordinal":
        read = "ordinal-logit" if read == "logit" else "ordinal"
    reading = [say(READ[read], mean=mean)]
    if model.random:
        reading.append(say(LINK["conditional"]))
    sloping = Lit(effects=frozenset(effect for effect in model.fixed if any(effect.path)))
    made = [
        Step((say(LINK["changes"]),), 0, changed),
        Step((say(LINK["stays" if above else "stays-plain"]),), 0, stays),
        Step((say(LINK["scale"], left=left),), 0, Lit(lefts=frozenset({sums}))),
        Step(tuple(reading), 0, sloping),
    ]
    if model.family.link not in ("inverse", "1/mu^2", "identity"):
        made.append(Step((say(LINK["sign"]),), 0, sloping))
    yield Frame("link", TITLES["link"], tuple(made), (shown,))
