r"""Outcomes told by thresholds: cumulative probabilities, and a latent variable that crosses them.

The sign is that of R's ``polr``, ``clm`` and ``clmm``: link(P(y <= c)) = theta_c - eta. Texts that add
eta, or give P(y > c), state the same model: only signs of coefficients or of thresholds differ.
Source: McCullagh & Nelder 1989, sec. 5.2; Agresti 2010, Analysis of Ordinal Categorical Data, ch. 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import InterpretationError
from formula2eq.reading import assumptions, refusals, slips
from formula2eq.reading.latent import Thresholded, latent
from formula2eq.reading.links import bare, inverse_of, is_expectation, link_of
from formula2eq.reading.nodes import (
    Apply,
    Conditional,
    Matrix,
    Node,
    Number,
    Relation,
    Sum,
    Symbol,
    symbols,
)
from formula2eq.reading.statements import Statement
from formula2eq.source import Source, Span

#: Laws that name thresholds beside the linear predictor, by their names without signs, and the link.
_LAWS = {
    "orderedlogit": "logit",
    "orderedlogistic": "logit",
    "cumulativelogit": "logit",
    "orderedprobit": "probit",
    "cumulativeprobit": "probit",
}
_BELOW, _ABOVE = ("<=", "<"), (">=", ">")
_TURNED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}
#: Links of P(y > c) that are others of P(y <= c): log(-log p) is that of the complement.
_COMPLEMENT = {"cloglog": "loglog", "loglog": "cloglog"}


@dataclass(frozen=True, slots=True)
class _Cut:
    """``P(y <= c)``: the outcome, the category, and whether it is the probability of lower ones."""

    outcome: Symbol
    category: Node
    lower: bool


@dataclass(slots=True)
class _Found:
    source: Source
    kept: list[Statement] = field(default_factory=list)
    cuts: list[tuple[_Cut, str, Node, Span, Span]] = field(default_factory=list)
    named: dict[tuple[str, tuple[str, ...]], _Cut] = field(default_factory=dict)
    linked: dict[tuple[str, tuple[str, ...]], tuple[_Cut, str, Span]] = field(default_factory=dict)


def thresholded(
    said: Sequence[Statement], source: Source
) -> tuple[tuple[Statement, ...], Thresholded | None]:
    """The equations without those of thresholds, and what these say; None without thresholds.

    Raises ``InterpretationError`` for thresholds that no cumulative model has.
    """
    behind = latent(said, source)
    if behind is not None:
        return behind
    said = [statement for statement in said if not _codes(statement)]
    found = _Found(source)
    for statement in said:
        if statement.relation == "=" and not _names_a_cut(found, statement):
            found.kept.append(statement)
        elif statement.relation != "=":
            found.kept.append(statement)
    kept: list[Statement] = []
    first: int | None = None
    for statement in found.kept:
        if _law(found, statement) or _cumulative(found, statement):
            first = len(kept) if first is None else first
            continue
        kept.append(statement)
    if not found.cuts:
        return tuple(said), None
    diagnostics: list[Diagnostic] = []
    cuts = [
        Statement(cut.outcome, "cut", _predictor(found, cut, right, kept, diagnostics), span)
        for cut, _, right, span, _ in found.cuts
    ]
    cut, link, _, _, place = found.cuts[0]
    made = Thresholded(cut.outcome, "ordinal", link, place, tuple(diagnostics))
    kept[first or 0 : first or 0] = cuts
    return tuple(kept), made


# --- cumulative probabilities ---------------------------------------------------------------------


def _names_a_cut(found: _Found, statement: Statement) -> bool:
    """Whether an equation only gives a cumulative probability, or its link, a letter."""
    left, right = bare(statement.left), bare(statement.right)
    if isinstance(right, Symbol) and not isinstance(left, Symbol):
        left, right = right, left
    if not isinstance(left, Symbol):
        return False
    cut = _cut(found, right)
    if cut is not None:
        found.named[_name(left)] = cut
        return True
    linked = link_of(right)
    cut = None if linked is None else _cut(found, linked[1])
    if linked is None or cut is None or right is bare(statement.left):
        return False
    found.linked[_name(left)] = (cut, linked[0], right.span)
    return True


def _cumulative(found: _Found, statement: Statement) -> bool:
    """Whether an equation gives a cumulative probability by thresholds; then it is taken."""
    if statement.relation != "=":
        return False
    left, right = bare(statement.left), bare(statement.right)
    if isinstance(left, Symbol) and _name(left) in found.linked:
        cut, link, place = found.linked[_name(left)]
        found.cuts.append((cut, _link(cut, link), right, statement.span, place))
        return True
    linked = link_of(left)
    inside = None if linked is None else _cut(found, linked[1])
    if linked is not None and inside is not None:
        found.cuts.append((inside, _link(inside, linked[0]), right, statement.span, left.span))
        return True
    whole = _cut(found, left)
    inverse = inverse_of(right)
    if whole is None:
        whole = _single(left)
        terms = right.terms if isinstance(right, Sum) else ()
        both = [inverse_of(term) for term in terms]
        inverse = both[0] if len(both) == 2 and all(both) else None
    if whole is not None and inverse is not None:
        link, inner = inverse
        found.cuts.append((whole, _link(whole, link), bare(inner), statement.span, left.span))
        return True
    return False


def _cut(found: _Found, node: Node) -> _Cut | None:
    """The cumulative probability that a node is, or that its letter stands for."""
    node = bare(node)
    if isinstance(node, Symbol):
        return found.named.get(_name(node))
    if isinstance(node, Conditional):
        return _cut(found, node.left)
    if not is_expectation(node):
        return None
    relation = _related(node)
    if relation is None or len(relation.operators) != 1 or relation.operators[0] not in _TURNED:
        return None
    operator, (one, other) = relation.operators[0], map(_unconditional, relation.sides)
    if isinstance(other, Symbol) and other.below and not getattr(one, "below", ()):
        operator, one, other = _TURNED[operator], other, one
    return _Cut(one, other, operator in _BELOW) if isinstance(one, Symbol) else None


def _single(node: Node) -> _Cut | None:
    """The outcome and category of ``P(y = c)``."""
    relation = _related(node) if isinstance(node, Apply) else None
    if relation is None or relation.operators != ("=",):
        return None
    one, other = map(_unconditional, relation.sides)
    return _Cut(one, other, True) if isinstance(one, Symbol) else None


def _related(node: Node) -> Relation | None:
    inner = bare(node.arguments[0]) if isinstance(node, Apply) and node.arguments else node
    inner = _unconditional(inner)
    return inner if isinstance(inner, Relation) else None


def _unconditional(node: Node) -> Node:
    node = bare(node)
    return bare(node.left) if isinstance(node, Conditional) else node


def _link(cut: _Cut, link: str) -> str:
    return link if cut.lower else _COMPLEMENT.get(link, link)


def _name(symbol: Symbol) -> tuple[str, tuple[str, ...]]:
    return symbol.letter, tuple(mark.text for mark in symbol.above)


def _codes(statement: Statement) -> bool:
    """Whether an equation only gives the values of a variable by conditions."""
    return (
        statement.relation == "="
        and isinstance(statement.right, Matrix)
        and any(isinstance(bare(entry), Relation) for row in statement.right.rows for entry in row)
    )


def _law(found: _Found, statement: Statement) -> bool:
    """Whether a law has thresholds, ``y ~ OrderedLogit(eta, kappa)``; then it is taken."""
    right = bare(statement.right)
    if statement.relation != "~" or not isinstance(right, Apply) or not right.arguments:
        return False
    link = _LAWS.get("".join(letter for letter in right.function.lower() if letter.isalpha()))
    outcome = _unconditional(statement.left)
    if link is None or not isinstance(outcome, Symbol):
        return False
    cut = _Cut(outcome, right, True)
    found.cuts.append((cut, link, right, statement.span, right.span))
    return True


# --- thresholds -----------------------------------------------------------------------------------


def _predictor(
    found: _Found, cut: _Cut, right: Node, kept: list[Statement], said: list[Diagnostic]
) -> Node:
    """The linear predictor: the right side without its threshold."""
    if cut.category is right and isinstance(right, Apply):
        return right.arguments[0]
    right = _looked_up(cut, right, kept)
    terms = right.terms if isinstance(right, Sum) else (right,)
    signs = right.signs if isinstance(right, Sum) else ("+",)
    which = next((n for n, t in enumerate(terms) if _is_threshold(t, cut.category)), None)
    if isinstance(cut.category, Number) and (which is None or len(found.cuts) == 1):
        raise InterpretationError(refusals.one_cut(found.source, found.cuts[0][4]))
    rest = [(s, t) for n, (s, t) in enumerate(zip(signs, terms, strict=True)) if n != which]
    for symbol in (s for _, term in rest for s in symbols(term)):
        if isinstance(cut.category, Symbol) and _varies(symbol, cut.category):
            raise InterpretationError(refusals.category_slope(found.source, symbol.span))
    if which is None:
        said.append(slips.missing_threshold(found.source, right.span))
    usual = "-" if cut.lower else "+"
    if which is not None and rest and all(sign != usual for sign, _ in rest):
        said.append(assumptions.other_sign(found.source, right.span))
    if not rest:
        return Number("0", right.span)
    # Beside theta_c the predictor is subtracted: its own signs are the other ones.
    signs = tuple("+-"[sign == "+"] if cut.lower else sign for sign, _ in rest)
    return Sum(signs, tuple(t for _, t in rest), right.span)


def _looked_up(cut: _Cut, right: Node, kept: list[Statement]) -> Node:
    """``theta_c - eta`` behind the letter ``eta_c`` that stands for it."""
    right = bare(right)
    if isinstance(right, Symbol) and _varies(right, cut.category):
        for statement in kept:
            left = bare(statement.left)
            if statement.relation == "=" and isinstance(left, Symbol):
                if _name(left) == _name(right) and left.below == right.below:
                    kept.remove(statement)
                    return bare(statement.right)
    return right


def _is_threshold(node: Node, category: Node) -> bool:
    """Whether a summand is a threshold: a symbol that varies with the category alone."""
    node = bare(node)
    if not isinstance(node, Symbol):
        return False
    named = isinstance(category, Symbol) and node.letter.endswith(f"_{category.letter}")
    return _varies(node, category) or node.word and named


def _varies(symbol: Symbol, category: Node) -> bool:
    """Whether a symbol has the category among its subscripts."""
    if isinstance(category, Symbol):
        return any(mark.kind == "letters" and category.letter in mark.text for mark in symbol.below)
    if isinstance(category, Number):
        return len(symbol.below) == 1 and symbol.below[0].text == category.text
    return False
