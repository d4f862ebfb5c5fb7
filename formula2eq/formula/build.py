"""Tokens and parts to nodes: what the parser makes of each rule of the grammar."""

from __future__ import annotations

import re
from typing import Any

from formula2eq.formula.lex import Token
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Block,
    Call,
    Constant,
    Expression,
    Function,
    Name,
    Number,
    Parameter,
    Parentheses,
    String,
    Subset,
    Unary,
)
from formula2eq.source import Span


class Builder:
    """Makes nodes: one method per name in the grammar, called with the parts in order."""

    # ruff: noqa: D102

    def name(self, parts: list[Token]) -> Name:
        _, text, start, end = parts[0]
        return Name(text if text[0] != "`" else _unquoted_name(text), Span(start, end))

    def number(self, parts: list[Token]) -> Number:
        token = parts[0]
        digits = token.text.removesuffix("L")
        hexadecimal = digits[:2].lower() == "0x"
        value = float.fromhex(digits) if hexadecimal else float(digits)
        integer = digits is not token.text and value.is_integer()
        return Number(value, integer, token.text, Span(token.start, token.end))

    def string(self, parts: list[Token]) -> String:
        token = parts[0]
        return String(_string_value(token.text), Span(token.start, token.end))

    def constant(self, parts: list[Token]) -> Constant:
        token = parts[0]
        return Constant(token.text, Span(token.start, token.end))

    def binary(self, parts: list[Any]) -> Binary:
        left, (_, operator, start, end), right = parts
        if operator == "**":
            operator = "^"
        span = Span(left.span.start, right.span.end)
        return Binary(operator, left, right, span, Span(start, end))

    def unary(self, parts: list[Any]) -> Unary:
        token, operand = parts
        place = Span(token.start, token.end)
        return Unary(token.text, operand, Span(token.start, operand.span.end), place)

    def parentheses(self, parts: list[Any]) -> Parentheses:
        return Parentheses(parts[1], Span(parts[0].start, parts[2].end))

    def call(self, parts: list[Any]) -> Call:
        function, opening, arguments, closing = parts
        listed = _arguments(arguments, opening.end)
        return Call(function, listed, Span(function.span.start, closing.end))

    def subset(self, parts: list[Any]) -> Subset:
        subject, opening, arguments, closing = parts
        listed = _arguments(arguments, opening.end)
        return Subset(subject, listed, False, Span(subject.span.start, closing.end))

    def double_subset(self, parts: list[Any]) -> Subset:
        subject, opening, arguments, _, closing = parts
        listed = _arguments(arguments, opening.end)
        return Subset(subject, listed, True, Span(subject.span.start, closing.end))

    def arguments(self, parts: list[Any]) -> list[Any]:
        return parts

    def argument(self, parts: list[Any]) -> Argument | None:
        if len(parts) == 1:
            return Argument(None, parts[0], parts[0].span)
        if not parts:
            return None
        first, last = parts[0], parts[-1]
        end = last.end if len(parts) == 2 else last.span.end
        value = None if len(parts) == 2 else last
        return Argument(_argument_name(first.text), value, Span(first.start, end))

    def parameters(self, parts: list[Any]) -> tuple[Parameter, ...]:
        return tuple(part for part in parts if isinstance(part, Parameter))

    def parameter(self, parts: list[Any]) -> Parameter:
        token = parts[0]
        default = parts[2] if len(parts) == 3 else None
        end = token.end if default is None else default.span.end
        return Parameter(_unquoted_name(token.text), default, Span(token.start, end))

    def function(self, parts: list[Any]) -> Function:
        start, parameters, body = parts[0], parts[2], parts[4]
        return Function(parameters, body, Span(start.start, body.span.end))

    def statements(self, parts: list[Any]) -> tuple[Expression, ...]:
        return tuple(part for part in parts if not isinstance(part, Token))

    def block(self, parts: list[Any]) -> Block:
        return Block(parts[1], Span(parts[0].start, parts[2].end))


def _arguments(parts: list[Any], start: int) -> tuple[Argument, ...]:
    """Arguments between their commas; one that is left out has an empty span."""
    if parts == [None]:
        return ()
    listed: list[Argument] = []
    for part in parts:
        if isinstance(part, Token):
            start = part.end
        else:
            listed.append(part or Argument(None, None, Span(start, start)))
    return tuple(listed)


def _unquoted_name(text: str) -> str:
    if text[0] != "`":
        return text
    return _unescape(text[1:-1]) if "\\" in text else text[1:-1]


def _argument_name(text: str) -> str:
    return _string_value(text) if text[0] in "\"'" else _unquoted_name(text)


def _string_value(text: str) -> str:
    if text[0] in "rR":
        inner = text[2:-1].strip("-")
        return inner[1:-1]
    return _unescape(text[1:-1]) if "\\" in text else text[1:-1]


_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{1,2})|u\{?([0-9a-fA-F]{1,4})\}?|U\{?([0-9a-fA-F]{1,8})\}?|([0-7]{1,3})|(.))",
    re.DOTALL,
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def _unescape(text: str) -> str:
    def resolve(match: re.Match[str]) -> str:
        code = match[1] or match[2] or match[3]
        if code or match[4]:
            point = int(code, 16) if code else int(match[4], 8)
            return chr(point) if point < 0x110000 else "\N{REPLACEMENT CHARACTER}"
        return _LETTERS.get(match[5], match[5])

    return _ESCAPE.sub(resolve, text)
