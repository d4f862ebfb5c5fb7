"""Text to tokens, as R's scanner cuts it.

Line ends are white space here, except between the statements of ``{...}``. What is no token of R
becomes a token that no grammar rule accepts (``BAD_CHARACTER`` and its kin), so that the parser
meets all slips in reading order and one table of sentences speaks of them. So is a parenthesis that
opens a line after a finished term: R ends the formula there and calls nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: Words that are no names. ``function`` is a token of its own, the constants are constants.
RESERVED = frozenset({"if", "else", "repeat", "while", "for", "next", "break", "in", "function"})
CONSTANTS = frozenset(
    {"TRUE", "FALSE", "NULL", "NA", "NaN", "Inf"}
    | {"NA_integer_", "NA_real_", "NA_character_", "NA_complex_"}
)

_WORDS = {word: "CONSTANT" for word in CONSTANTS} | {word: "RESERVED" for word in RESERVED}
_WORDS["function"] = "FUNCTION"

#: R's names: a letter, or a dot without a digit after it, then letters, digits, dots, underscores.
#: Combining marks belong to the letter they follow; raised and lowered digits are no part of a name.
_RAISED = r"\u00b2\u00b3\u00b9\u2070-\u209c"
NAME = rf"(?:[^\W\d_{_RAISED}]|\.(?!\d))(?:[^\W{_RAISED}]|[.\u0300-\u036f])*"

_OPERATORS = {
    "+": "PLUS",
    "-": "MINUS",
    "*": "STAR",
    "/": "SLASH",
    "^": "CARET",
    "**": "CARET",
    ":": "COLON",
    "~": "TILDE",
    "|": "BAR",
    "||": "BAR",
    "&": "AND",
    "&&": "AND",
    "!": "NOT",
    "<": "COMPARISON",
    "<=": "COMPARISON",
    ">": "COMPARISON",
    ">=": "COMPARISON",
    "==": "COMPARISON",
    "!=": "COMPARISON",
    "=": "EQUAL",
    "<-": "ASSIGN",
    "<<-": "ASSIGN",
    "->": "RIGHT_ASSIGN",
    "->>": "RIGHT_ASSIGN",
    "::": "NAMESPACE",
    ":::": "NAMESPACE",
    "$": "DOLLAR",
    "@": "AT",
    ",": "COMMA",
    ";": "SEPARATOR",
    "(": "OPEN_PARENTHESIS",
    ")": "CLOSE_PARENTHESIS",
    "[": "OPEN_BRACKET",
    "[[": "OPEN_DOUBLE",
    "]": "CLOSE_BRACKET",
    "{": "OPEN_BRACE",
    "}": "CLOSE_BRACE",
    # Written by people, accepted by nobody:
    "|>": "BAD_OPERATOR",
    "~=": "BAD_OPERATOR",
    "<~": "BAD_OPERATOR",
    "~>": "BAD_OPERATOR",
    "=>": "BAD_OPERATOR",
    "=<": "BAD_OPERATOR",
    "<>": "BAD_OPERATOR",
    "===": "BAD_OPERATOR",
    "!==": "BAD_OPERATOR",
    ":=": "BAD_OPERATOR",
    "?": "BAD_OPERATOR",
}

_NUMBER = r"""(?: 0[xX](?:[0-9a-fA-F]+(?:\.[0-9a-fA-F]*)?)(?:[pP][+-]?[0-9]+)?
             | (?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)? ) L?"""

#: White space and comments, then a token; at the end of the text no token is left.
_SCANNER = re.compile(
    rf"""
    (?: [ \t\r\f\v]+ | \#[^\n]* )*
    (?:
        (?P<RAW>     [rR](?P<quote>["'])(?P<dash>-*)
                     (?: \(.*?\) | \[.*?\] | \{{.*?\}} ) (?P=dash)(?P=quote) )
      | (?P<NAME>      {NAME} | `(?:[^`\\]|\\.)+` )
      | (?P<OPERATOR>  \*\*|:::|->>|<<-|===|!==|\|\|(?!\|)|&&|<-|<~|~>|->|<=|>=|==|!=|::|\[\[|\|>
                     | ~=|=>|=<|<>|:= | [-+*/^:~&!<>=$@,;()\[\]{{}}?] | \|(?!\|) )
      | (?P<BAD_NUMBER> {_NUMBER} i )
      | (?P<NUMBER>     {_NUMBER} )
      | (?P<LINE>      \n )
      | (?P<STRING>    "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )
      | (?P<SPECIAL>   %[^%\n]*% )
      | (?P<FUNCTION>  \\(?=\s*\() )
      | (?P<BAD_BAR>   \|{{3,}} )
      | (?P<UNCLOSED_NAME>    `[^`]* )
      | (?P<UNCLOSED_STRING>  ["'].* )
      | (?P<UNCLOSED_SPECIAL> %\w* )
      | (?P<BAD_NAME>         _[\w.]* )
      | (?P<BAD_CHARACTER>    . )
      | (?P<END>              \Z )
    )
    """,
    re.VERBOSE | re.DOTALL,
)

_CLOSES = {"CLOSE_PARENTHESIS", "CLOSE_BRACKET", "CLOSE_BRACE"}
_OPENS = {"OPEN_PARENTHESIS", "OPEN_BRACKET", "OPEN_DOUBLE", "OPEN_BRACE"}
_ENDS_EXPRESSION = {"NAME", "NUMBER", "STRING", "CONSTANT"} | _CLOSES


class Token(NamedTuple):
    """A token: its terminal in the grammar, its text, where it starts and ends."""

    type: str
    text: str
    start: int
    end: int


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a text, or of a stretch of it, without white space and comments.

    >>> [(token.type, token.text) for token in tokenize("y ~ log(x) # that is all")][:3]
    [('NAME', 'y'), ('TILDE', '~'), ('NAME', 'log')]
    """
    tokens: list[Token] = []
    new = tuple.__new__  # half the price of calling Token, and there are a dozen per formula
    braces: list[bool] = []
    broken = False
    for match in _SCANNER.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup
        assert kind is not None, "the last alternatives take any character, and the end"
        start, end = match.span(kind)
        piece = text[start:end]
        if kind == "NAME":
            if piece in _WORDS:
                kind = _WORDS[piece]
        elif kind == "OPERATOR":
            kind = _OPERATORS[piece]
            if kind in _OPENS:
                if broken and not braces and kind == "OPEN_PARENTHESIS":
                    kind = "PARENTHESIS_ON_NEW_LINE"
                braces += [kind == "OPEN_BRACE"] * len(piece)  # `[[` is closed by two tokens
            elif kind in _CLOSES and braces:
                braces.pop()
        elif kind == "LINE":
            between = braces and braces[-1] and tokens and tokens[-1].type in _ENDS_EXPRESSION
            if not between:
                broken = bool(tokens) and tokens[-1].type in _ENDS_EXPRESSION
                continue
            kind = "SEPARATOR"
        elif kind == "RAW":
            kind = "STRING"
        elif kind == "END":
            break
        tokens.append(new(Token, (kind, piece, start, end)))
        broken = False
    return tokens
