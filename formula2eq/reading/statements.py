"""A text to its equations: where one ends and the next begins, and what is no equation at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading import complaints
from formula2eq.reading.braces import said_by_braces
from formula2eq.reading.drawn import drawn_region, has_drawing
from formula2eq.reading.layout import layout, numbered_above
from formula2eq.reading.lex import Lexer
from formula2eq.reading.nodes import Conditional, Node, Relation
from formula2eq.reading.parse import parse
from formula2eq.reading.regions import regions
from formula2eq.reading.relations import has_relation, relations
from formula2eq.reading.segments import split
from formula2eq.reading.tokens import MAXIMUM_LENGTH, MAXIMUM_STATEMENTS, Token
from formula2eq.source import Source, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One equation or law: ``left relation right``, with the places of doubled signs."""

    left: Node
    relation: str
    right: Node
    span: Span
    doubled: tuple[Span, ...] = ()


#: A number with what it is uncertain by, ``= 2.1 \pm 0.3``.
_RESULT = re.compile(r"=[\s\d.,−-]+(?:\\pm(?![A-Za-z])|±)[\s\d.,]+(?:\\?%)?\s*$")


def statements(source: Source) -> tuple[Statement, ...]:
    """The equations of a text, in order.

    Raises ``EquationSyntaxError`` for what cannot be read, with its place.
    """
    if len(source.text) > MAXIMUM_LENGTH:
        raise EquationSyntaxError(complaints.too_long(source, MAXIMUM_LENGTH))
    plain = "\\" not in source.text
    found: list[Statement] = []
    pending: list[list[Token]] = []
    for region in regions(source.text, plain):
        lexer = Lexer(source, plain)
        if plain and has_drawing(source.text[region.start : region.end]):
            drawn_region(lexer, region.start, region.end)
        else:
            try:
                lexer.region(region.start, region.end)
            except EquationSyntaxError:
                written = source.slice(Span(region.start, region.end))
                if region.inline and (not has_relation(written) or _RESULT.search(written)):
                    continue  # a sign in a sentence, ``$\Rightarrow$``, or a result states nothing
                raise
        for number, tokens in enumerate(split(layout(lexer.tokens))):
            if not relations(tokens):
                if (
                    pending
                    and number == 0
                    and tokens[0].type in ("PLUS", "MINUS")
                    and not region.inline
                ):
                    pending[-1] = pending[-1] + tokens
                elif region.inline or plain or _is_aside(tokens):
                    continue
                else:
                    span = Span(tokens[0].start, tokens[-1].end)
                    parse(tokens, source)
                    raise EquationSyntaxError(complaints.no_relation(source, span))
                continue
            if region.inline and _is_value(tokens):
                # ``x_ij = 0`` for the controls, ``gamma_11 = 0`` if nothing moderates
                continue
            if region.inline and any(token.type == "DOTS" for token in tokens):
                # a vector told of in a sentence, ``t_i = (t_i1, ..., t_in)``, is no equation of the model
                continue
            pending.append(tokens)
        pending += said_by_braces(lexer)
    numbered_above(pending)
    for tokens in pending:
        found += _stated(tokens, source, found)
        if len(found) > MAXIMUM_STATEMENTS:
            place = found[MAXIMUM_STATEMENTS].span
            raise EquationSyntaxError(
                complaints.too_many_equations(source, place, MAXIMUM_STATEMENTS)
            )
    if not found:
        raise EquationSyntaxError(complaints.nothing(source))
    return tuple(found)


def expression_of(text: str) -> Node:
    """The tree of an expression that is no equation, such as a display name."""
    source = Source(text, "name")
    lexer = Lexer(source, "\\" not in text)
    lexer.region(0, len(text))
    tokens = [t for t in lexer.tokens if t.type not in ("BREAK", "AMP", "PROSE", "TILDE", "DOTS")]
    return parse(tokens, source)[0]


def _stated(tokens: list[Token], source: Source, before: list[Statement]) -> list[Statement]:
    """The statements of one chain ``a = b = c``: each side against the first."""
    dots = next((token for token in tokens if token.type == "DOTS"), None)
    if dots is not None:
        raise EquationSyntaxError(complaints.left_out(source, Span(dots.start, dots.end)))
    if len(tokens) == 1:
        starts = frozenset({"LETTER", "WORD", "NUMBER"})
        raise EquationSyntaxError(complaints.unexpected(source, None, tokens, starts))
    if tokens[0].type == "RELATION" and before:
        node, doubled = parse(tokens[1:], source)
        left = before[-1].left
        sides: tuple[Node, ...] = (node,)
        operators: tuple[str, ...] = (tokens[0].text,)
        if isinstance(node, Relation):
            sides, operators = node.sides, (tokens[0].text, *node.operators)
    else:
        node, doubled = parse(tokens, source)
        if not isinstance(node, Relation):
            raise EquationSyntaxError(complaints.no_relation(source, node.span))
        left, sides, operators = node.sides[0], node.sides[1:], node.operators
    if isinstance(left, Conditional):
        left = left.left
    made = [
        Statement(left, operator, side, left.span.join(side.span), doubled)
        for operator, side in zip(operators, sides, strict=True)
    ]
    if set(operators) == {"perp"}:
        # of three that are independent, each two are
        made += [
            Statement(one, "perp", other, one.span.join(other.span))
            for one, other in combinations(sides, 2)
        ]
    return made


def _is_value(tokens: list[Token]) -> bool:
    """Whether tokens give a symbol a number and nothing else."""
    places = relations(tokens)
    behind = tokens[places[-1] + 1 :] if places else []
    behind = behind[1:] if behind[:1] and behind[0].type == "MINUS" else behind
    return (
        len(places) == 1
        and tokens[places[0]].text == "="
        and [token.type for token in behind] == ["NUMBER"]
        and {t.type for t in tokens[: places[0]]} <= {"LETTER", "WORD", "SUB", "SUP", "ACCENT"}
    )


def _is_aside(tokens: list[Token]) -> bool:
    """Whether tokens without a relation say nothing: a number of an equation, a lone word."""
    return all(token.type in ("WORD", "NUMBER", "OPEN", "CLOSE", "LETTER") for token in tokens)
