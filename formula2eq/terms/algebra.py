"""The Wilkinson-Rogers algebra, exactly as R's ``terms()`` does it.

A term is a set of variables, held as the bits of an integer: bit k stands for the k-th variable in
order of first appearance. A list of terms is a dictionary from bits to origins, the spans that named
or made the term; its order is R's, and a term that is already there only gains origins.

Source: Wilkinson & Rogers 1973; Chambers & Hastie 1992, ch. 2; R's ``terms.formula``.
"""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.errors import TermsError
from formula2eq.formula.nodes import (
    Binary,
    Call,
    Constant,
    Expression,
    Name,
    Number,
    Parentheses,
    String,
    Unary,
)
from formula2eq.formula.unparse import spell_name, unparse
from formula2eq.source import Source, Span
from formula2eq.terms import complaints
from formula2eq.terms.count import count_terms
from formula2eq.terms.expansion import Expansion, TermBits
from formula2eq.terms.term_bits import join, merge, origins, union

#: More terms than this are refused, with the number there would be.
MAXIMUM_TERMS = 10_000

_EXPANDED = frozenset({"+", "-", ":", "*", "/", "%in%", "^"})


def expand_terms(
    right: Expression,
    source: Source,
    response: Expression | None = None,
    columns: Sequence[str] | None = None,
) -> Expansion:
    """The terms of a right side. ``columns`` are those that a dot stands for.

    Raises ``TermsError`` for what R refuses, and for more than ``MAXIMUM_TERMS`` terms.
    """
    walker = _Walker(source, columns)
    found = walker.found
    if response is not None:
        walker.install(response)
        found.offsets.clear()
    if columns is not None:
        walker.extract(right, columns)
        found.expected = len(found.variables)
    terms = walker.encode(right)
    if found.offsets:
        mask = sum(1 << position for position in found.offsets)
        terms = {bits: spans for bits, spans in terms.items() if not bits & mask}
    found.terms = {bits: terms[bits] for bits in sorted(terms, key=int.bit_count)}
    return found


class _Walker:
    """Walks a right side in reading order, as R does: variables and terms by first appearance."""

    def __init__(self, source: Source, columns: Sequence[str] | None) -> None:
        self.source = source
        self.columns = columns
        self.found = Expansion()
        self._added = True

    def install(self, variable: Expression) -> int:
        """The variable's bit, new or known; R takes two variables as one when their code is one."""
        found = self.found
        if isinstance(variable, Name):
            key = spell_name(variable.name)
        else:
            key = unparse(variable, label=True)
        position = found.keys.get(key)
        if position is None:
            position = found.keys[key] = len(found.variables)
            found.variables.append(variable)
            if key.startswith("offset("):
                found.offsets.append(position)
        return 1 << position

    def extract(self, right: Expression, columns: Sequence[str]) -> None:
        """Install the variables before the terms are made, as R does.

        It makes a difference with a dot only: names behind it are left for later, as if they were
        all columns of the data; those that are none come after all calls.
        """
        dotted = False
        waiting = [right]
        while waiting:
            match waiting.pop():
                case Binary("^", left):
                    waiting.append(left)
                case Binary(operator, left, inner) if operator in _EXPANDED:
                    waiting += (inner, left)
                case Parentheses(inner) | Unary("+" | "-", inner):
                    waiting.append(inner)
                case Name(".", span):
                    dotted = True
                    for name in columns:
                        self.install(Name(name, span))
                case Number() | String() | Constant():
                    pass
                case node if not (dotted and isinstance(node, Name)):
                    self.install(node)

    def encode(self, node: Expression, parent: Binary | None = None) -> TermBits:
        """The terms of an expression; a chain of infix operators is folded from its left end."""
        if isinstance(node, Name) and node.name != ".":
            return {self.install(node): (node.span,)}
        chain: list[Binary] = []
        while isinstance(node, Binary) and node.operator in _EXPANDED:
            chain.append(node)
            node = node.left
        terms = self._operand(node, chain[-1] if chain else parent)
        for operation in reversed(chain):
            terms = self._combine(operation, terms)
            if len(terms) > MAXIMUM_TERMS:
                raise self._too_many(operation)
        return terms

    def _operand(self, node: Expression, parent: Binary | None) -> TermBits:
        """The terms of what is no infix operator; ``parent`` is the operator that it stands beside."""
        match node:
            case Name("."):
                if self.columns is None:
                    raise TermsError(complaints.dot_without_data(node.span, self.source))
                span = node.span
                return {self.install(Name(name, span)): (span,) for name in self.columns}
            case Name():
                return {self.install(node): (node.span,)}
            case Parentheses(inner):
                return self.encode(inner)
            case Number(0 | 1):
                self._set_intercept(node.value == 1, node.span)
                return {}
            case Call(function, arguments):
                if not arguments and isinstance(function, Name):
                    raise TermsError(complaints.empty_call(function.name, node.span, self.source))
                return {self.install(node): (node.span,)}
            case Unary("+", inner):
                return self.encode(inner)
            case Unary("-", inner):
                self._removing(inner)
                return {}
            case Constant("NULL"):
                return {}
            case Constant("TRUE" | "FALSE"):
                self._set_intercept(node.name == "TRUE", node.span)
                return {}
            case Number() | String() | Constant():
                raise TermsError(complaints.no_term(node, parent, self.source))
            case Binary("~") | Unary("~"):
                prefix = isinstance(node, Unary)
                place = node.operator_span
                bar = isinstance(node, Binary) and isinstance(node.left, Number)
                instead = "|" if bar else "" if prefix else "+"
                raise TermsError(complaints.second_tilde(place, instead, self.source))
            case _:
                return {self.install(node): (node.span,)}

    def _removing(self, node: Expression, parent: Binary | None = None) -> TermBits:
        self._added = not self._added
        removed = self.encode(node, parent)
        self._added = not self._added
        return removed

    def _set_intercept(self, one: bool, span: Span) -> None:
        found = self.found
        found.intercept = one == self._added
        found.intercept_origins = (*found.intercept_origins, span) if found.intercept else ()

    def _combine(self, operation: Binary, left: TermBits) -> TermBits:
        operator = operation.operator
        if operator == "+":
            return merge(left, self.encode(operation.right, operation).items())
        if operator == "^":
            complaints.check_power(operation, operation.right, self.source)
            assert isinstance(operation.right, Number)
            return self._power(operation, left, int(operation.right.value))
        if operator == "-":
            for bits in self._removing(operation.right, operation):
                left.pop(bits, None)
            return left
        right = self.encode(operation.right, operation)
        if not left:
            return {}  # in R, `1 * x` and `1/x` lose x
        match operator:
            case ":":
                return self._product(operation, left, right)
            case "*":
                product = self._product(operation, left, right)
                return merge(merge(left, right.items()), product.items())
            case "/":
                both = union(left)
                nested = [(both | b, origins(both | b, b, s, operation)) for b, s in right.items()]
                return merge(left, nested)
            case _:  # %in%
                both = union(right)
                within = [(b | both, origins(b | both, b, s, operation)) for b, s in left.items()]
                return merge({}, within)

    def _product(self, operation: Binary, left: TermBits, right: TermBits) -> TermBits:
        """Every term of the one side with every term of the other."""
        if len(left) * len(right) > 30 * MAXIMUM_TERMS:
            raise self._too_many(operation)
        product: TermBits = {}
        made = (operation.span,)
        for left_bits, left_spans in left.items():
            for right_bits, right_spans in right.items():
                bits = left_bits | right_bits
                if bits == left_bits:
                    spans = left_spans
                    if bits == right_bits and right_spans != left_spans:
                        spans = join(left_spans, right_spans)
                else:
                    spans = right_spans if bits == right_bits else made
                known = product.get(bits)
                product[bits] = spans if known is None or known == spans else join(known, spans)
        return product

    def _power(self, operation: Binary, left: TermBits, power: int) -> TermBits:
        result = left
        for _ in range(power - 1):
            before = tuple(result)
            result = self._product(operation, left, result)
            if len(result) > MAXIMUM_TERMS:
                raise self._too_many(operation)
            if tuple(result) == before:
                break
        return result

    def _too_many(self, operation: Binary) -> TermsError:
        return TermsError(
            complaints.too_many_terms(operation, count_terms(operation), MAXIMUM_TERMS, self.source)
        )
