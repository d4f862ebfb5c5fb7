"""The level-1 model of a text: the outcome, its law and link, and the linear predictor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from formula2eq.errors import InterpretationError
from formula2eq.reading import refusals
from formula2eq.reading.latent import Thresholded
from formula2eq.reading.links import bare, expected, inverse_of, is_expectation, link_of
from formula2eq.reading.nodes import Apply, Node, Number, Product, Sum, Symbol, symbols
from formula2eq.reading.outcome_law import (
    family_and_link,
    is_outcome_law,
    mean_argument,
    only_law,
    trials_of,
    used_bases,
)
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.stated import Definition, Stated
from formula2eq.reading.statements import Statement
from formula2eq.source import Span

#: Parameters that a link is applied to, by letter, and the family that they suggest.
_MEANS = {
    "p": "binomial",
    "pi": "binomial",
    "phi": "binomial",
    "lambda": "poisson",
    "theta": None,
    "mu": None,
}


@dataclass(frozen=True, slots=True)
class Root:
    """The first level.

    outcome     as written, None when no equation names it
    family      by R's name, ``link`` by R's name
    trials      of a binomial outcome; ``proportion`` when trials times the outcome is the count
    predictors  right sides of the linear predictor: more than one when a text gives several forms
    residual    whether a residual is expected among them
    stated      whether a law of the outcome is printed
    used        the definitions that the root itself consumed
    law         where the outcome's law stands
    """

    outcome: Node | None
    family: str
    link: str
    trials: Node | None
    proportion: bool
    predictors: tuple[tuple[Node, Span], ...]
    residual: bool
    stated: bool
    used: tuple[Definition, ...] = field(default=())
    law: Span | None = None


def find_root(found: Stated) -> Root:
    """The level-1 model.

    Raises ``InterpretationError`` when no equation gives a linear predictor.
    """
    used = used_bases(found)
    laws = [law for law in found.laws if is_outcome_law(law, used)]
    law = laws[0] if laws else only_law(found)
    if law is None:
        _refuse_two_means(found)
    link, parameter, predictors, aliases = _links(found)
    consumed: list[Definition] = []
    outcome = law.outcome if law else None
    trials, proportion = trials_of(law)
    if isinstance(outcome, Product) and proportion is False and law and law.family == "binomial":
        rest = [f for f in outcome.factors if f != trials]
        if len(rest) == len(outcome.factors) - 1 and rest:
            outcome, proportion = rest[0], True
    mean = mean_argument(law)
    for inner, right, span in found.expectations:
        if outcome is None:
            outcome = inner
        if isinstance(bare(right), Symbol) and not predictors and mean is None:
            mean = right
        elif not predictors and not isinstance(bare(right), Symbol):
            predictors.append((right, span))
    if mean is not None and not isinstance(bare(mean), Symbol):
        inverse = inverse_of(mean)
        if inverse is not None:
            link, mean = inverse[0], inverse[1]
        predictors.insert(0, (mean, mean.span))
    mean_symbol = bare(mean) if mean is not None else None
    if parameter is None and isinstance(mean_symbol, Symbol):
        parameter = mean_symbol
    names: list[Quantity] = list(aliases)
    if isinstance(mean_symbol, Symbol):
        names.append(found.letters.quantity(mean_symbol))
    if isinstance(outcome, Symbol):
        names.append(found.letters.quantity(outcome))
    if isinstance(mean_symbol, Symbol) and not predictors:
        base = found.letters.quantity(mean_symbol).base
        if any(law is not other and base in {q.base for q in other.left} for other in found.laws):
            predictors.append((mean_symbol, mean_symbol.span))
    for definition in found.definitions:
        if definition.law is None and any(definition.left.base == name.base for name in names):
            if definition.left.base in used and not _only_means(definition, names):
                continue
            predictors.append((definition.right, definition.span))
            consumed.append(definition)
    if not predictors:
        predictors += _constant(found, mean)
    residual_expected = False
    if not predictors:
        candidate = _unused(found, used)
        if candidate is None:
            raise InterpretationError(refusals.no_predictor(found.source))
        for definition in found.definitions:
            if definition.left.key == candidate.left.key:
                predictors.append((definition.right, definition.span))
                consumed.append(definition)
        named = candidate.left
        if _is_outcome(named):
            outcome = outcome or candidate.computed or _symbol_of(found, named)
            residual_expected = named.accent != "hat"
    elif law is None and isinstance(outcome, Symbol) and consumed:
        residual_expected = True
    family, link = family_and_link(law, link, parameter, found)
    if outcome is None and law is None and family == "poisson" and isinstance(parameter, Sum):
        # log(y + 1) of a variable: means are symbols.
        if all(_is_outcome(found.letters.quantity(s)) for s in symbols(parameter)):
            outcome, residual_expected = Apply(link, (parameter,), parameter.span), True
            family, link = "gaussian", "identity"
    if outcome is None and parameter is not None and link != "identity":
        inner = expected(parameter)
        if isinstance(inner, Symbol) and _is_outcome(found.letters.quantity(inner)):
            outcome = inner
            plain = not is_expectation(parameter) and inner.letter not in _MEANS
            if law is None and family == "poisson" and plain:
                linked, family, link = link, "gaussian", "identity"
                outcome = Apply(linked, (inner,), inner.span)
                residual_expected = True
    return Root(
        outcome,
        family,
        link,
        trials,
        proportion,
        tuple(predictors),
        residual_expected and family == "gaussian" and law is None,
        law is not None,
        tuple(consumed),
        law.span if law is not None else next((linked.span for linked in found.links), None),
    )


def _constant(found: Stated, mean: Node | None) -> list[tuple[Node, Span]]:
    """The mean itself where it is one number for all, ``y_i ~ N(mu, sigma^2)``."""
    if isinstance(mean, Number):
        return [(mean, mean.span)]
    if not isinstance(mean, Symbol):
        return []
    quantity = found.letters.quantity(mean)
    own = quantity.indices or any(d.left.base == quantity.base for d in found.definitions)
    return [] if own else [(mean, mean.span)]


def root_of(cut: Thresholded, said: Sequence[Statement]) -> Root:
    """The level-1 model of an outcome that thresholds tell; ``said`` has its predictors."""
    predictors = tuple((s.right, s.span) for s in said if s.relation == "cut")
    named = (cut.outcome, cut.family, cut.link)
    return Root(*named, None, False, predictors, False, True, law=cut.place)


def _links(
    found: Stated,
) -> tuple[str | None, Node | None, list[tuple[Node, Span]], list[Quantity]]:
    link: str | None = None
    parameter: Node | None = None
    predictors: list[tuple[Node, Span]] = []
    aliases: list[Quantity] = []
    for linked in found.links:
        inner = None if linked.predictor is None else bare(linked.predictor)
        again = None if inner is None else link_of(inner)
        if again is not None and set(symbols(again[1])) & set(symbols(linked.parameter)):
            continue  # it only says what the link is, logit(p) = log(p / (1 - p))
        link, parameter = link or linked.link, parameter or linked.parameter
        if linked.predictor is None:
            if linked.alias is not None:
                aliases.append(linked.alias)
            continue
        if isinstance(inner, Symbol):
            quantity = found.letters.quantity(inner)
            elsewhere = any(
                other.predictor is not None
                and other.parameter == linked.parameter
                and not isinstance(bare(other.predictor), Symbol)
                for other in found.links
            )
            equations = [d for d in found.definitions if d.left.base == quantity.base]
            if elsewhere or any(d.law is None for d in equations):
                aliases.append(quantity)
                continue
        predictors.append((linked.predictor, linked.span))
    return link, parameter, predictors, aliases


def _refuse_two_means(found: Stated) -> None:
    """Refuse ``logit(pi)`` beside ``log(lambda)`` where no law says which is the outcome's mean."""
    told = [
        (linked.link, found.letters.quantity(inner).base, linked.span)
        for linked in found.links
        if isinstance(inner := expected(linked.parameter), Symbol) and linked.predictor is not None
    ]
    for link, base, span in told[1:]:
        if link != told[0][0] and base != told[0][1]:
            what = "a second linear predictor, where no law of the outcome joins the two,"
            raise InterpretationError(refusals.not_read(found.source, span, what))


def _only_means(definition: Definition, names: list[Quantity]) -> bool:
    return any(definition.left.key == name.key for name in names)


def _unused(found: Stated, used: set[object]) -> Definition | None:
    """The definition that nothing else uses: of several one with coefficients, with most indices, first
    named.
    """
    unused = [d for d in found.definitions if d.left.base not in used and d.law is None]
    told = [d for d in unused if any(found.letters.quantity(s).greek for s in symbols(d.right))]
    unused = told or unused
    plain = [d for d in unused if not d.left.greek or d.left.letter in ("mu", "eta")]
    best = max((len(d.left.indices) for d in plain or unused), default=0)
    return next((d for d in plain or unused if len(d.left.indices) == best), None)


def _is_outcome(quantity: Quantity) -> bool:
    """Whether a left side names the outcome, not its mean."""
    return not quantity.greek


def _symbol_of(found: Stated, quantity: Quantity) -> Symbol:
    from formula2eq.reading.nodes import Mark

    marks = tuple(Mark("letters", i, quantity.span) for i in quantity.indices)
    numbers = tuple(Mark("number", str(n), quantity.span) for n in quantity.numbers)
    texts = tuple(Mark("text", t, quantity.span) for t in quantity.texts)
    return Symbol(quantity.letter, quantity.word, quantity.span, (*numbers, *texts, *marks))
