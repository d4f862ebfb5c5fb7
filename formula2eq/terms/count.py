"""How many terms an expression makes, without making them."""

from __future__ import annotations

from formula2eq.formula.nodes import Binary, Expression, Number, Parentheses, Unary

#: Counting stops here: the exact number of a larger explosion helps nobody.
CEILING = 10**15


def count_terms(node: Expression) -> int:
    """The number of terms, when all names in it differ; an upper bound when some are the same.

    >>> from formula2eq.formula.parse import parse
    >>> count_terms(parse("~ (a + b + c + d)^2").predictors)
    10
    """
    chain: list[Binary] = []
    while isinstance(node, Binary):
        chain.append(node)
        node = node.left
    while isinstance(node, (Parentheses, Unary)):
        if isinstance(node, Unary) and node.operator not in "+-":
            break
        node = node.inner if isinstance(node, Parentheses) else node.operand
    number = isinstance(node, Number)
    total = 0 if number else count_terms(node) if isinstance(node, Binary) else 1
    for operation in reversed(chain):
        total = min(CEILING, _combine(operation, total))
    return total


def _combine(operation: Binary, left: int) -> int:
    if operation.operator == "^":
        power = operation.right.value if isinstance(operation.right, Number) else 1.0
        return _sets(left, min(int(power), left) if power < CEILING else left)
    right = count_terms(operation.right)
    match operation.operator:
        case "+" | "/":
            return left + right
        case "*":
            return left + right + left * right
        case ":":
            return left * right
        case "-" | "%in%":
            return left
        case _:
            return 1


def _sets(number: int, largest: int) -> int:
    """The number of sets of 1 to ``largest`` out of ``number`` things."""
    total, sets = 0, 1
    for size in range(1, largest + 1):
        sets = sets * (number - size + 1) // size
        total += sets
        if total > CEILING:
            return CEILING
    return total
