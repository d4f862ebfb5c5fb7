r"""Parts of a text beside its mean: the probability of extra zeros, and the dispersion.

Each is a linear predictor behind a link of its own, logit for the zeros and log for the dispersion, as
in glmmTMB's ``ziformula`` and ``dispformula``. Source: Brooks et al. 2017, The R Journal 9(2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import InterpretationError
from formula2eq.reading import assumptions, refusals, slips
from formula2eq.reading.links import bare, inverse_of
from formula2eq.reading.mixtures import complement
from formula2eq.reading.nodes import (
    Apply,
    Fraction,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    symbols,
)
from formula2eq.reading.outcome_law import is_outcome_law, mean_argument, used_bases
from formula2eq.reading.parts import RESIDUALS
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.stated import Law, Linked, Stated, matrix_name
from formula2eq.source import Span

PartName = Literal["zero-inflation", "dispersion"]
#: The link of each part.
LINKS: dict[PartName, str] = {"zero-inflation": "logit", "dispersion": "log"}
#: Letters of variances and deviations.
_SPREADS = frozenset({"sigma"})


@dataclass(frozen=True, slots=True)
class Beside:
    """A part beside the mean.

    predictors  right sides of its linear predictor; more than one when a text gives several forms
    """

    name: PartName
    predictors: tuple[tuple[Node, Span], ...]

    @property
    def place(self) -> Span:
        """Where its linear predictor stands."""
        return self.predictors[0][1]


def parts_beside(found: Stated) -> tuple[tuple[Beside, ...], list[Diagnostic]]:
    """The parts beside the mean, which are taken out of what is stated, and what there is to say.

    Raises ``InterpretationError`` (``not-read``) for parts with links that glmmTMB has not.
    """
    said: list[Diagnostic] = []
    made = list(_zeros(found, said))
    found.beside += [node for part in made for node, _ in part.predictors]
    made += _dispersion(found, said)
    found.beside += [node for part in made for node, _ in part.predictors]
    return tuple(made), said


# --- extra zeros ----------------------------------------------------------------------------------


def _zeros(found: Stated, said: list[Diagnostic]) -> Iterator[Beside]:
    for number, law in enumerate(found.laws):
        if not law.inflated:
            continue
        zero, rest = law.zero, law.arguments
        if zero is None:
            position = _zero_position(found, law)
            zero = law.arguments[position]
            rest = law.arguments[:position] + law.arguments[position + 1 :]
        found.laws[number] = replace(law, arguments=rest, inflated=False, zero=None)
        turned = complement(zero)
        if turned is None and isinstance(zero, Sum) and zero.signs == ("-",):
            turned = bare(zero.terms[0])
        if turned is not None:
            said.append(assumptions.zeros_turned(found.source, zero.span))
        zero = bare(turned or zero)
        predictors = _taken(found, zero, "zero-inflation")
        if not predictors:
            if any(found.letters.quantity(s).indices for s in symbols(zero)):
                said.append(slips.part_without_equation(found.source, zero.span))
            predictors = [(Number("1", zero.span), zero.span)]
        yield Beside("zero-inflation", tuple(predictors))
        return


def _zero_position(found: Stated, law: Law) -> int:
    """Which argument of a law is the probability of extra zeros: the one that is called so, the only
    one behind a logit, the one without an equation; else the first.
    """
    links: list[str | None] = []
    for position, argument in enumerate(law.arguments):
        inner = bare(argument)
        marks = [m.text for m in inner.above] if isinstance(inner, Symbol) else []
        if "zi" in marks:
            return position
        inverse = inverse_of(inner)
        links.append(inverse[0] if inverse else _link_of(found, inner))
    usual = ("logit", "probit", "cloglog", "cauchit")
    likely = [n for n, link in enumerate(links) if link in usual]
    if len(likely) == 1 and law.family not in ("binomial", "beta"):
        return likely[0]
    without = [n for n, link in enumerate(links[:2]) if link is None]
    if not likely and len(without) == 1:
        return without[0]
    return 0


def _link_of(found: Stated, node: Node) -> str | None:
    own = _quantity(found, node)
    for linked in found.links:
        other = _quantity(found, linked.parameter)
        if own is not None and other is not None and own.base == other.base:
            return linked.link
    return None


# --- the dispersion -------------------------------------------------------------------------------


def _dispersion(found: Stated, said: list[Diagnostic]) -> Iterator[Beside]:
    used = used_bases(found)
    widest = max((len(q.indices) for law in found.laws for q in law.left), default=0)
    for law in found.laws:
        outcome = is_outcome_law(law, used)
        if law.family in ("binomial", "poisson", "truncated_poisson") or len(law.arguments) < 2:
            continue
        mean = mean_argument(law)
        for argument in law.arguments:
            if argument is mean:
                continue
            own = _quantity(found, argument)
            predictors = _taken(
                found, argument, "dispersion", said if law.family == "normal" else None
            )
            if own is not None and own.indices and matrix_name(own) in found.matrices:
                inside = bare(found.matrices[matrix_name(own)])
                if isinstance(inside, Sum):
                    what = refusals.part_link(found.source, inside.span, "dispersion", "identity")
                    raise InterpretationError(what)
            if not predictors:
                continue
            left = law.left[0] if law.left else None
            residual = left is not None and (
                left.letter in RESIDUALS or len(left.indices) == widest
            )
            if not outcome and not residual:
                raise InterpretationError(
                    refusals.variance_of_effects(found.source, predictors[0][1])
                )
            yield Beside("dispersion", tuple(predictors))
            return
    for linked in list(found.links):
        own = _quantity(found, linked.parameter)
        if own is not None and own.letter in _SPREADS:
            about = [t for t in own.texts if t not in ("e", "epsilon", "varepsilon", "r", "y")]
            if about or not own.indices:
                raise InterpretationError(refusals.variance_of_effects(found.source, linked.span))
            yield Beside("dispersion", tuple(_taken(found, linked.parameter, "dispersion", said)))
            return


# --- both -----------------------------------------------------------------------------------------


def _quantity(found: Stated, node: Node) -> Quantity | None:
    """The one quantity that a parameter is, squared or not."""
    node = bare(node)
    if isinstance(node, Fraction):  # prior weights divide a variance
        node = bare(node.numerator)
    if isinstance(node, Product):  # and multiply a shape
        node = bare(node.factors[0])
    if isinstance(node, Apply) and node.function == "diag" and len(node.arguments) == 1:
        node = bare(node.arguments[0])
    if isinstance(node, Power):
        node = bare(node.base)
    return found.letters.quantity(node) if isinstance(node, Symbol) else None


def _taken(
    found: Stated, parameter: Node, name: PartName, said: list[Diagnostic] | None = None
) -> list[tuple[Node, Span]]:
    """The linear predictors of a parameter, taken out of the links; ``said`` for those of a deviation."""
    parameter = bare(parameter)
    inverse = inverse_of(bare(parameter.base) if isinstance(parameter, Power) else parameter)
    if inverse is not None:
        _known(found, inverse[0], name, parameter.span)
        return [(inverse[1], parameter.span)]
    own = _quantity(found, parameter)
    if own is None:
        return []
    made: list[tuple[Node, Span]] = []
    for linked in list(found.links):
        other = _quantity(found, linked.parameter)
        if other is None or other.base != own.base:
            continue
        _known(found, linked.link, name, linked.span)
        found.links.remove(linked)
        made += _predictors(found, linked)
        if said is not None and not isinstance(bare(linked.parameter), Power):
            said.append(assumptions.log_deviation(found.source, linked.span))
    if made or name == "dispersion":
        return made
    for definition in found.definitions:
        if definition.left.base == own.base and symbols(definition.right):
            what = refusals.part_link(found.source, definition.span, name, "identity")
            raise InterpretationError(what)
    return made


def _predictors(found: Stated, linked: Linked) -> list[tuple[Node, Span]]:
    """The right sides behind a link: its own, or those of the letter that stands for it."""
    if linked.predictor is not None:
        return [(linked.predictor, linked.span)]
    made = []
    for definition in list(found.definitions):
        if linked.alias is not None and definition.left.base == linked.alias.base:
            made.append((definition.right, definition.span))
            found.definitions.remove(definition)
    return made


def _known(found: Stated, link: str, name: PartName, span: Span) -> None:
    if link != LINKS[name]:
        raise InterpretationError(refusals.part_link(found.source, span, name, link))
