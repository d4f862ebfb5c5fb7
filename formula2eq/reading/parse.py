"""One equation's tokens to its tree: Lark's LALR(1) parser over ``grammar/equations.lark``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading import complaints
from formula2eq.reading.build import Builder
from formula2eq.reading.nodes import Node
from formula2eq.reading.tokens import MAXIMUM_CHAIN, MAXIMUM_DEPTH, Token
from formula2eq.resources import text as resource
from formula2eq.source import Source, Span

_OPENS = {"OPEN": "CLOSE", "LBRACE": "RBRACE", "BEGIN_MATRIX": "END_MATRIX"}
_CLOSES = frozenset(_OPENS.values())
_CHAINED = frozenset("TIMES SLASH SUB SUP PRIME ACCENT ROOT NOT FRACTION".split())
_ENDS_CHAIN = frozenset("PLUS MINUS COMMA RELATION ROW AMP".split())


def parse(tokens: list[Token], source: Source, exponents: int = 0) -> tuple[Node, tuple[Span, ...]]:
    """The tree of one equation, and the places of doubled signs.

    ``exponents`` counts the superscripts around it that are expressions themselves.

    Raises ``EquationSyntaxError`` with the place and what was expected there.
    """
    from lark.exceptions import UnexpectedToken

    check_brackets(tokens, source)
    builder = Builder(source, exponents)
    try:
        tree: Any = _parser().parse(absolute(tokens))
    except UnexpectedToken as error:
        token = error.token if isinstance(error.token, Token) else None
        expected = frozenset(error.expected or ())
        raise EquationSyntaxError(complaints.unexpected(source, token, tokens, expected)) from None
    return builder.build(tree), tuple(builder.doubled)


def check_brackets(tokens: list[Token], source: Source) -> None:
    """Brackets close in the order in which they open; they, and the factors of one summand, are
    not nested too deep.
    """
    waiting: list[Token] = []
    chains = [0]
    for token in tokens:
        if token.type in _CHAINED:
            chains[-1] += 1
            if sum(chains) > MAXIMUM_CHAIN:
                raise EquationSyntaxError(complaints.too_deep(source, token.start, MAXIMUM_CHAIN))
        elif token.type in _ENDS_CHAIN:
            chains[-1] = 0
        if token.type in _OPENS:
            waiting.append(token)
            chains.append(0)
            if len(waiting) > MAXIMUM_DEPTH:
                raise EquationSyntaxError(complaints.too_deep(source, token.start, MAXIMUM_DEPTH))
        elif token.type in _CLOSES:
            if not waiting:
                raise EquationSyntaxError(complaints.stray_bracket(source, token))
            if _OPENS[waiting[-1].type] != token.type:
                raise EquationSyntaxError(complaints.unclosed_bracket(source, waiting[-1]))
            waiting.pop()
            chains.pop()
    if waiting:
        raise EquationSyntaxError(complaints.unclosed_bracket(source, waiting[-1]))


def absolute(tokens: list[Token]) -> list[Token]:
    """Two bars in one bracket, no relation between them, are an absolute value."""
    open_at: list[list[int]] = [[]]
    pairs: dict[int, str] = {}
    for number, token in enumerate(tokens):
        if token.type in _OPENS:
            open_at.append([])
        elif token.type in _CLOSES:
            open_at.pop()
        elif token.type == "MID":
            if open_at[-1]:
                pairs[open_at[-1].pop()] = "OPEN"
                pairs[number] = "CLOSE"
            else:
                open_at[-1].append(number)
        elif token.type in ("RELATION", "COMMA"):
            open_at[-1] = []
    return [
        Token(pairs[number], "|", token.start, token.end) if number in pairs else token
        for number, token in enumerate(tokens)
    ]


@cache
def _parser() -> Any:
    """The parser, built on first use."""
    from lark import Lark
    from lark.lexer import Lexer

    class Tokens(Lexer):
        """Hands on what the lexer has cut."""

        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, data: Iterable[Token]) -> Iterator[Token]:  # type: ignore[override]
            yield from data

    return Lark(
        resource("grammar", "equations.lark"),
        parser="lalr",
        lexer=Tokens,
        maybe_placeholders=False,
        keep_all_tokens=True,
    )
