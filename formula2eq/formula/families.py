"""A family as code states it: ``binomial("cloglog")``, ``"nbinom2"``, ``list(family = "beta")``."""

from __future__ import annotations

from dataclasses import dataclass

from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Call,
    Constant,
    Expression,
    Name,
    Number,
    String,
    Unary,
)
from formula2eq.formula.parse import parse_expression
from formula2eq.source import Source

#: Families whose first argument is a parameter, so that the link comes second.
_PARAMETER_FIRST = frozenset(
    "negative.binomial negbin nb scat betar ocat tw Tweedie COMPoisson".split()
)
#: Functions that take the family's name as an argument.
_NAMING = frozenset({"list", "structure", "brmsfamily", "make_family"})
#: The links that are powers of the mean, statmod's ``link.power`` and R's ``power()``.
_POWERS = {"0": "log", "1": "identity", "0.5": "sqrt", "-1": "inverse", "-2": "1/mu^2"}


@dataclass(frozen=True, slots=True)
class StatedFamily:
    """A family as stated.

    name, link  as written, None where none is stated
    unread      what stands there and states none: a name of a link or family is computed
    """

    name: str | None
    link: str | None = None
    unread: Expression | None = None


def family_in_text(text: str) -> StatedFamily:
    """The family that a text alone states, as the argument of a call would.

    Raises ``FormulaSyntaxError`` for a text that is no R code.

    >>> family_in_text('binomial(link = "cloglog")')
    StatedFamily(name='binomial', link='cloglog', unread=None)
    """
    return stated_family(parse_expression(Source(text, "family")))


def stated_family(node: Expression | None) -> StatedFamily:
    """The family that an expression states."""
    match node:
        case None | Constant("NULL"):
            return StatedFamily(None)
        case Name(name):
            return StatedFamily(name)
        case String(text):
            return family_in_text(text) if "(" in text else StatedFamily(text)
        case Binary("::" | ":::", _, Name(name)):
            return StatedFamily(name)
        case Call(head, arguments):
            function = stated_family(head).name
            if function is None:
                return StatedFamily(None, None, node)
            return _called(function, arguments)
        case _:
            return StatedFamily(None, None, node)


def _called(function: str, arguments: tuple[Argument, ...]) -> StatedFamily:
    given = {
        argument.name or str(place): argument.value for place, argument in enumerate(arguments)
    }
    name: str | None = function
    if function in _NAMING:
        named = given.get("family") or given.get("name") or given.get("0")
        stated = stated_family(named)
        if stated.name is None:
            return StatedFamily(None, None, named)
        name = stated.name
    second = function in _PARAMETER_FIRST | _NAMING or isinstance(given.get("0"), Number)
    written = given.get("link") or given.get("link.power") or given.get("1" if second else "0")
    if written is None or isinstance(written, Constant):
        return StatedFamily(name)
    link = stated_link(written)
    return StatedFamily(name, link, written if link is None else None)


def stated_link(node: Expression | None) -> str | None:
    """The name of a link: a word, quoted or not, ``make.link("logit")`` or ``power(0)``."""
    match node:
        case String(text) | Name(text):
            return text
        case Call(Name("make.link"), (Argument(value=String(text)),)):
            return text
        case Call(Name("power"), (Argument(value=power),)):
            return _POWERS.get(_number(power))
        case Number() | Unary():
            return _POWERS.get(_number(node))
        case _:
            return None


def _number(node: Expression | None) -> str:
    match node:
        case Unary("-", Number(value)):
            return f"{-value:g}"
        case Number(value):
            return f"{value:g}"
        case _:
            return ""
