"""The parser's tree to nodes: scripts find their symbol, names their arguments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading import complaints
from formula2eq.reading.juxtapose import juxtapose
from formula2eq.reading.marked_nodes import around, inverted, items_of, span_of, subscripted
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Conditional,
    Fraction,
    Listing,
    Matrix,
    Node,
    Number,
    Power,
    Product,
    Relation,
    Sum,
    Symbol,
    Transpose,
)
from formula2eq.reading.tokens import MAXIMUM_EXPONENTS, Token
from formula2eq.source import Source, Span


class Builder:
    """Makes nodes, one method per name in the grammar, walking the tree without recursion on sums."""

    def __init__(self, source: Source, exponents: int = 0) -> None:
        self.source = source
        self.exponents = exponents
        self.doubled: list[Span] = []

    def build(self, tree: Any) -> Node:
        """The node of a tree or token."""
        method = getattr(self, f"_{tree.data}")
        made: Node = method(tree.children)
        return made

    def _letter(self, parts: list[Token]) -> Node:
        return Symbol(parts[0].text, False, span_of(parts[0]))

    def _word(self, parts: list[Token]) -> Node:
        return Symbol(parts[0].text, True, span_of(parts[0]))

    def _number(self, parts: list[Token]) -> Node:
        return Number(parts[0].text, span_of(parts[0]))

    def _chain(self, parts: list[Any], name: str) -> tuple[list[Any], list[Token]]:
        """A left-recursive chain as its operands and operators."""
        operands: list[Any] = []
        operators: list[Token] = []
        while True:
            left, operator, right = parts
            operands.append(right)
            operators.append(operator)
            if isinstance(left, Token) or left.data != name:
                operands.append(left)
                return operands[::-1], operators[::-1]
            parts = left.children

    def _relation(self, parts: list[Any]) -> Node:
        operands, operators = self._chain(parts, "relation")
        sides = tuple(self.build(operand) for operand in operands)
        return Relation(tuple(o.text for o in operators), sides, around(sides))

    def _conditional(self, parts: list[Any]) -> Node:
        left, right = self.build(parts[0]), self.build(parts[2])
        return Conditional(left, right, left.span.join(right.span))

    def _listing(self, parts: list[Any]) -> Node:
        operands, _ = self._chain(parts, "listing")
        items = tuple(self.build(operand) for operand in operands)
        return Listing(items, around(items))

    def _sum(self, parts: list[Any]) -> Node:
        operands, operators = self._chain(parts, "sum")
        terms: list[Node] = []
        signs: list[str] = []
        for position, operand in enumerate(operands):
            sign = "+" if position == 0 else operators[position - 1].text
            before = operators[position - 1] if position else None
            node, turned = self._unsigned(operand, before)
            terms.append(node)
            signs.append(("-" if sign == "+" else "+") if turned else sign)
        return Sum(tuple(signs), tuple(terms), around(tuple(terms)))

    def _signed(self, parts: list[Any]) -> Node:
        node, turned = self._unsigned_parts(parts, None)
        if not turned:
            return node
        return Sum(("-",), (node,), span_of(parts[0]).join(node.span))

    def _unsigned(self, tree: Any, before: Token | None) -> tuple[Node, bool]:
        if isinstance(tree, Token) or tree.data != "signed":
            return self.build(tree), False
        return self._unsigned_parts(tree.children, before)

    def _unsigned_parts(self, parts: list[Any], before: Token | None) -> tuple[Node, bool]:
        """What follows signs, and whether they turn it; a sign after a sign is noted."""
        turned = False
        while True:
            sign, inner = parts
            if before is not None and sign.type == "PLUS":
                self.doubled.append(span_of(sign))
            turned ^= sign.type == "MINUS"
            before = sign
            if isinstance(inner, Token) or inner.data != "signed":
                return self.build(inner), turned
            parts = inner.children

    def _product(self, parts: list[Any]) -> Node:
        left, right = self.build(parts[0]), self.build(parts[2])
        factors = (
            *(left.factors if isinstance(left, Product) else (left,)),
            *(right.factors if isinstance(right, Product) else (right,)),
        )
        return Product(factors, left.span.join(right.span))

    def _quotient(self, parts: list[Any]) -> Node:
        left, right = self.build(parts[0]), self.build(parts[2])
        return Fraction(left, right, left.span.join(right.span))

    def _juxtaposed(self, parts: list[Any]) -> Node:
        return juxtapose([self.build(part) for part in parts])

    def _bracket(self, parts: list[Any]) -> Node:
        span = span_of(parts[0]).join(span_of(parts[2]))
        items = items_of(self.build(parts[1]))
        if parts[0].text == "|":
            return Apply("abs", items, span)
        return Bracket(items, span, parts[0].text)

    def _group(self, parts: list[Any]) -> Node:
        inner = self.build(parts[1])
        if isinstance(inner, (Sum, Listing, Relation, Conditional)):
            items = inner.items if isinstance(inner, Listing) else (inner,)
            return Bracket(items, span_of(parts[0]).join(span_of(parts[2])), "{")
        return inner

    def _nothing(self, parts: list[Token]) -> Node:
        return Number("1", span_of(parts[0]).join(span_of(parts[1])))

    def _fraction(self, parts: list[Any]) -> Node:
        span = span_of(parts[0]).join(span_of(parts[-1]))
        return Fraction(self.build(parts[2]), self.build(parts[5]), span)

    def _root(self, parts: list[Any]) -> Node:
        inner = self.build(parts[1])
        items = inner.items if isinstance(inner, Bracket) else (inner,)
        return Apply("sqrt", items, span_of(parts[0]).join(inner.span))

    def _negation(self, parts: list[Any]) -> Node:
        inner = self.build(parts[1])
        items = inner.items if isinstance(inner, Bracket) else (inner,)
        return Apply("not", items, span_of(parts[0]).join(inner.span))

    def _accent(self, parts: list[Any]) -> Node:
        inner = self.build(parts[1])
        if isinstance(inner, Symbol):
            span = span_of(parts[0]).join(inner.span)
            return replace(inner, accent=parts[0].text, span=span)
        return inner

    def _matrix(self, parts: list[Any]) -> Node:
        rows = tuple(
            tuple(
                self.build(cell.children[0])
                for cell in row.children
                if not isinstance(cell, Token) and cell.children
            )
            for row in parts[1:-1]
            if not isinstance(row, Token)
        )
        span = span_of(parts[0]).join(span_of(parts[-1]))
        kept = tuple(row for row in rows if row)
        if not kept:
            raise EquationSyntaxError(complaints.empty_matrix(self.source, span))
        return Matrix(kept, span)

    # --- scripts ------------------------------------------------------------------------------

    def _below(self, parts: list[Any]) -> Node:
        base, token = self.build(parts[0]), parts[1]
        if isinstance(base, Number) and any(mark.kind == "lookup" for mark in token.marks):
            return self._estimate(base, token)
        return subscripted(base, token)

    def _estimate(self, number: Number, token: Token) -> Node:
        r"""``98.2_{\alpha_{j[i]}}``: an estimate with the effect whose mean it is."""
        effect = self._inside(token)
        span = number.span.join(span_of(token))
        return Bracket((Sum(("+", "+"), (number, effect), span),), span)

    def _above(self, parts: list[Any]) -> Node:
        base, token = self.build(parts[0]), parts[1]
        return self._raised(base, token)

    def _raised(self, base: Node, token: Token) -> Node:
        span = base.span.join(span_of(token))
        text = token.text.strip().strip("{}").strip()
        kinds = {mark.kind for mark in token.marks}
        if text in ("T", "\\top", "'", "\\prime", "\\intercal", "\\mathsf{T}", "\\mathrm{T}"):
            return replace(base, span=span) if isinstance(base, Symbol) else Transpose(base, span)
        if (
            isinstance(base, Symbol)
            and base.letter == "e"
            and not base.below
            and kinds - {"number"}
        ):
            return Apply("exp", (self._inside(token),), span)
        if text.lstrip("-+").replace(".", "", 1).isdigit():
            if isinstance(base, (Symbol, Apply)) and text == "-1":
                return inverted(base, span)
            return Power(base, Number(text, span_of(token)), span)
        if isinstance(base, Symbol) and token.marks:
            # A transposed symbol is read as the symbol, whatever else stands above it.
            above = [mark for mark in token.marks if (mark.kind, mark.text) != ("sign", "T")]
            return replace(base, above=(*base.above, *above), span=span)
        if token.raw is not None and token.marks:
            return Power(base, self._inside(token), span)
        return base

    def _inside(self, token: Token) -> Node:
        """A superscript that is an expression."""
        from formula2eq.reading.lex import Lexer
        from formula2eq.reading.parse import parse

        start, end = token.raw or (token.start, token.end)
        if self.exponents >= MAXIMUM_EXPONENTS:
            raise EquationSyntaxError(
                complaints.too_deep(self.source, token.start, MAXIMUM_EXPONENTS)
            )
        lexer = Lexer(self.source, "\\" not in self.source.text)
        lexer.region(start, end)
        inner = [t for t in lexer.tokens if t.type not in ("BREAK", "AMP", "PROSE", "TILDE")]
        if not inner:
            raise EquationSyntaxError(complaints.empty_script(self.source, token.start))
        return parse(inner, self.source, self.exponents + 1)[0]

    def _prime(self, parts: list[Any]) -> Node:
        base = self.build(parts[0])
        span = base.span.join(span_of(parts[1]))
        if isinstance(base, Symbol):
            return replace(base, span=span)
        return Transpose(base, span) if isinstance(base, (Matrix, Bracket)) else base
