"""Link functions as people write them, on either side of an equation."""

from __future__ import annotations

from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Conditional,
    Fraction,
    Node,
    Number,
    Power,
    Product,
    Relation,
    Sum,
    Symbol,
    symbols,
)

_LINKS = {
    "logit": "logit",
    "probit": "probit",
    "cloglog": "cloglog",
    "cauchit": "cauchit",
    "loglog": "loglog",
    "log": "log",
    "ln": "log",
    "sqrt": "sqrt",
}
_INVERSES = {
    "invlogit": "logit",
    "expit": "logit",
    "ilogit": "logit",
    "sigmoid": "logit",
    "logistic": "logit",
    "plogis": "logit",
    "invprobit": "probit",
    "pnorm": "probit",
    "exp": "log",
}
#: Probabilities and expectations by the names people give them.
_EXPECTATIONS = frozenset({"P", "Pr", "E", "Prob", "prob", "mean"})


def bare(node: Node) -> Node:
    """A node without brackets around it."""
    while isinstance(node, Bracket) and len(node.items) == 1 and not node.below:
        node = node.items[0]
    return node


def expected(node: Node) -> Node:
    """The quantity inside a probability or expectation: ``y`` of ``Pr(y = 1 | u)``."""
    node = bare(node)
    if isinstance(node, Conditional):
        return expected(node.left)
    if isinstance(node, Apply) and node.function in _EXPECTATIONS:
        inner = bare(node.arguments[0])
        if isinstance(inner, Conditional):
            inner = inner.left
        if isinstance(inner, Relation):
            inner = inner.sides[0]
        return inner
    return node


def is_expectation(node: Node) -> bool:
    """Whether a node is ``E(...)`` or ``Pr(...)``."""
    node = bare(node)
    return isinstance(node, Apply) and node.function in _EXPECTATIONS


#: What `link_of` calls a link that is only a letter, ``g(mu)``.
UNNAMED = "unnamed"


def link_of(node: Node) -> tuple[str, Node] | None:
    """The link and the parameter of ``logit(p)``, ``log(p / (1 - p))``, ``1 / mu``; else None."""
    node = bare(node)
    match node:
        case Apply(name, (argument,), inverse=False) if name in _LINKS:
            link, inner = _LINKS[name], bare(argument)
            if isinstance(inner, Conditional):
                inner = bare(inner.left)
            if link == "log" and isinstance(inner, Fraction) and _odds(inner):
                return "logit", bare(inner.numerator)
            if link == "log" and (complement := _minus_log_complement(inner)):
                return "cloglog", complement
            return link, inner
        case Product((Symbol("g" | "h", below=()), Bracket((argument,)))):
            return UNNAMED, bare(argument)
        case Fraction(Number("1"), Power(base, Number("2"))):
            return "1/mu^2", base
        case Fraction(Number("1"), Symbol() as base):
            return "inverse", base
        case _:
            return None


def _odds(fraction: Fraction) -> bool:
    below = bare(fraction.denominator)
    if isinstance(below, Sum) and isinstance(below.terms[0], Number) and below.terms[0].text == "1":
        return True
    # Pr(y = 1) / Pr(y = 0)
    return is_expectation(fraction.numerator) and is_expectation(fraction.denominator)


def _minus_log_complement(node: Node) -> Node | None:
    """``p`` of ``-log(1 - p)``; else None."""
    match node:
        case Sum(("-",), (Apply("log" | "ln", (argument,)),)):
            inside = bare(argument)
            if isinstance(inside, Sum) and inside.signs == ("+", "-"):
                one = inside.terms[0]
                if isinstance(one, Number) and one.text == "1":
                    return bare(inside.terms[1])
    return None


def inverse_of(node: Node) -> tuple[str, Node] | None:
    """The link and the linear predictor of ``logit^{-1}(eta)``, ``exp(eta) / (1 + exp(eta))``."""
    node = bare(node)
    match node:
        case Apply(name, (argument,), inverse=True) if name in _LINKS:
            return _LINKS[name], argument
        case Apply(name, (argument,)) if name in _INVERSES and _INVERSES[name] != "log":
            return _INVERSES[name], argument
        case Apply("exp", (argument,)) if symbols(argument):
            return "log", argument
        case Fraction(numerator, denominator):
            top, below = bare(numerator), bare(denominator)
            if isinstance(below, Sum) and len(below.terms) == 2:
                other = bare(below.terms[1])
                if isinstance(top, Apply) and top.function == "exp" and isinstance(other, Apply):
                    return "logit", top.arguments[0]
                if isinstance(top, Number) and isinstance(other, Apply) and other.function == "exp":
                    return "logit", _negated(other.arguments[0])
        case _:
            pass
    return None


def _negated(node: Node) -> Node:
    inner = bare(node)
    if isinstance(inner, Sum) and len(inner.terms) == 1:
        return inner.terms[0]
    if isinstance(inner, Product):
        return inner
    return inner
