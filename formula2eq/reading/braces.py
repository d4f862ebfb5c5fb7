r"""Equations that braces say: ``\underbrace{\beta_{0j}}_{\gamma_{00} + u_{0j}}`` is one of beta_0j."""

from __future__ import annotations

from formula2eq.reading.layout import layout
from formula2eq.reading.lex import Lexer
from formula2eq.reading.relations import relations
from formula2eq.reading.segments import split
from formula2eq.reading.tokens import Token


def said_by_braces(lexer: Lexer) -> list[list[Token]]:
    """Tokens of the equations that a region's braces say of one symbol each."""
    found: list[list[Token]] = []
    for start, stop, below, end in lexer.braced:
        symbol = _tokens(lexer, start, stop)
        label = _tokens(lexer, below, end)
        if symbol is None or label is None or not _is_symbol(symbol) or not _is_sum(label):
            continue
        place = symbol[-1].end
        found.append([*symbol, Token("RELATION", "=", place, place), *label])
    return found


def _tokens(lexer: Lexer, start: int, stop: int) -> list[Token] | None:
    """The tokens of a part of the text; None where it is more than one run of them."""
    part = Lexer(lexer.source, lexer.plain)
    part.region(start, stop)
    runs = split(layout(part.tokens))
    return runs[0] if len(runs) == 1 else None


def _is_symbol(tokens: list[Token]) -> bool:
    kinds = [token.type for token in tokens]
    return kinds[0] == "LETTER" and "SUB" in kinds and set(kinds) <= {"LETTER", "SUB", "SUP"}


def _is_sum(tokens: list[Token]) -> bool:
    """Whether a label is a sum of indexed symbols, and neither words nor an equation."""
    kinds = [token.type for token in tokens]
    return "PLUS" in kinds and "SUB" in kinds and not relations(tokens)
