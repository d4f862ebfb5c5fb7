"""The names of a call's arguments: refused or warned of where they are hardly what was meant."""

from __future__ import annotations

from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.complaints import arguments as about_arguments
from formula2eq.formula.near import nearest
from formula2eq.formula.nodes import Argument, Binary, Expression, Name, Unary
from formula2eq.formula.signatures import SIGNATURES
from formula2eq.source import Source

#: What people write for the = of an argument.
_EQUALS = frozenset({"==", "<-", ":="})


def is_formula(node: Expression | None) -> bool:
    """Whether the outermost operator is ``~``."""
    return isinstance(node, (Binary, Unary)) and node.operator == "~"


def check_names(function: str, arguments: tuple[Argument, ...], source: Source) -> None:
    """Refuse ``family == binomial``, and ``ziformula ~ 1`` after the main formula: they name none."""
    formulas = [argument for argument in arguments if is_formula(argument.value)]
    for argument in arguments:
        node = argument.value
        if argument.name is not None or not isinstance(node, Binary):
            continue
        if not (isinstance(node.left, Name) and node.left.name in SIGNATURES[function]):
            continue
        name, sign = node.left.name, node.operator_span
        if node.operator in _EQUALS:
            raise FormulaSyntaxError(about_arguments.sign_for_equals(name, sign, source))
        if argument in formulas[1:]:
            raise FormulaSyntaxError(about_arguments.tilde_for_equals(name, sign, source))


def meant_argument(function: str, name: str) -> str | None:
    """The argument of a function that is nearly called so, None if it has this one or none is near."""
    known = SIGNATURES.get(function, ())
    return None if name in known or len(name) < 3 else nearest(name, known)
