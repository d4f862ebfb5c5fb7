r"""Laws with zeros of their own, ``ZIPoisson(pi, lambda)``, or with the two cases written out.

Source: Lambert 1992, Technometrics 34(1); Brooks et al. 2017, The R Journal 9(2).
"""

from __future__ import annotations

import re

from formula2eq.reading.commands import DISTRIBUTIONS
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Bracket, Matrix, Node, Number, Product, Sum, Symbol

_NAME = re.compile(r"(zeroinflated|zeroinfl|zi|hurdle)(\w+)")
#: Families whose zeros are cut off above a hurdle.
_ABOVE_ZERO = {"poisson": "truncated_poisson", "negative.binomial": "truncated_nbinom2"}
_SHORT = {"p": "poisson", "nb": "negative.binomial", "b": "binomial"}


def inflated(node: Node) -> tuple[str, tuple[Node, ...], Node | None] | None:
    """Family and arguments of a law with extra zeros, and their probability where the cases name it;
    else it is among the arguments. None for other laws.
    """
    node = bare(node)
    if isinstance(node, Product) and isinstance(node.factors[-1], Bracket):
        words = "".join(f.letter for f in node.factors[:-1] if isinstance(f, Symbol))
        node = Apply(words, node.factors[-1].items, node.span)
    if isinstance(node, Apply) and len(node.arguments) > 1:
        found = _NAME.fullmatch(re.sub(r"[\W_]", "", node.function.lower()))
        if found is not None:
            family = _SHORT.get(found[2]) or DISTRIBUTIONS.get(found[2])
            if found[1] == "hurdle":
                family = _ABOVE_ZERO.get(family or "", family)
            return None if family is None else (family, node.arguments, None)
    return _by_cases(node)


def _by_cases(node: Node) -> tuple[str, tuple[Node, ...], Node | None] | None:
    """``0`` with probability pi, else the law."""
    from formula2eq.reading.laws_as_written import distribution

    if not isinstance(node, Matrix) or len(node.rows) != 2:
        return None
    zeros = [row for row in node.rows if _is_zero(row[0])]
    others = [row for row in node.rows if not _is_zero(row[0])]
    if len(zeros) != 1 or len(zeros[0]) + len(others[0]) < 3:
        return None
    family, arguments = distribution(bare(others[0][0]))
    if family is None or family == "normal":
        return None
    if len(zeros[0]) > 1:
        return family, arguments, bare(zeros[0][-1])
    rest = bare(others[0][-1])
    return family, arguments, complement(rest) or Sum(("-",), (rest,), rest.span)


def complement(node: Node) -> Node | None:
    """``p`` of ``1 - p``; None of anything else."""
    match bare(node):
        case Sum(("+", "-"), (Number("1"), other)):
            return bare(other)
        case _:
            return None


def _is_zero(node: Node) -> bool:
    inner = bare(node)
    return isinstance(inner, Number) and inner.text == "0"
