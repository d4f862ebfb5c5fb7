r"""Outcomes told by thresholds: cumulative probabilities, and a latent variable that crosses them.

The sign is that of R's ``polr``, ``clm`` and ``clmm``: link(P(y <= c)) = theta_c - eta. Texts that add
eta, or give P(y > c), state the same model: only signs of coefficients or of thresholds differ.
Source: McCullagh & Nelder 1989, sec. 5.2; Agresti 2010, Analysis of Ordinal Categorical Data, ch. 3.
"""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import InterpretationError
from formula2eq.reading import assumptions, refusals, slips
from formula2eq.reading.cumulative import (
    Cut,
    ThresholdsFound,
    names_a_cut,
    quantity_name,
    takes_cumulative,
    unconditional,
)
from formula2eq.reading.latent import Thresholded, latent
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import (
    Apply,
    Matrix,
    Node,
    Number,
    Relation,
    Sum,
    Symbol,
    symbols,
)
from formula2eq.reading.statements import Statement
from formula2eq.source import Source

#: Laws that name thresholds beside the linear predictor, by their names without signs, and the link.
_LAWS = {
    "orderedlogit": "logit",
    "orderedlogistic": "logit",
    "cumulativelogit": "logit",
    "orderedprobit": "probit",
    "cumulativeprobit": "probit",
}


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
    found = ThresholdsFound(source)
    for statement in said:
        if statement.relation == "=" and not names_a_cut(found, statement):
            found.kept.append(statement)
        elif statement.relation != "=":
            found.kept.append(statement)
    kept: list[Statement] = []
    first: int | None = None
    for statement in found.kept:
        if _law(found, statement) or takes_cumulative(found, statement):
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


def _codes(statement: Statement) -> bool:
    """Whether an equation only gives the values of a variable by conditions."""
    return (
        statement.relation == "="
        and isinstance(statement.right, Matrix)
        and any(isinstance(bare(entry), Relation) for row in statement.right.rows for entry in row)
    )


def _law(found: ThresholdsFound, statement: Statement) -> bool:
    """Whether a law has thresholds, ``y ~ OrderedLogit(eta, kappa)``; then it is taken."""
    right = bare(statement.right)
    if statement.relation != "~" or not isinstance(right, Apply) or not right.arguments:
        return False
    link = _LAWS.get("".join(letter for letter in right.function.lower() if letter.isalpha()))
    outcome = unconditional(statement.left)
    if link is None or not isinstance(outcome, Symbol):
        return False
    cut = Cut(outcome, right, True)
    found.cuts.append((cut, link, right, statement.span, right.span))
    return True


def _predictor(
    found: ThresholdsFound, cut: Cut, right: Node, kept: list[Statement], said: list[Diagnostic]
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


def _looked_up(cut: Cut, right: Node, kept: list[Statement]) -> Node:
    """``theta_c - eta`` behind the letter ``eta_c`` that stands for it."""
    right = bare(right)
    if isinstance(right, Symbol) and _varies(right, cut.category):
        for statement in kept:
            left = bare(statement.left)
            if statement.relation == "=" and isinstance(left, Symbol):
                if quantity_name(left) == quantity_name(right) and left.below == right.below:
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
