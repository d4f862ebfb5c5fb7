"""Text to tokens, as R's scanner cuts it.

Line ends are white space here, except between the statements of ``{...}``. What is no token of R
becomes a token that no grammar rule accepts (``BAD_CHARACTER`` and its kin), so that the parser
meets all slips in reading order and one table of sentences speaks of them. So is a parenthesis that
opens a line after a finished term: R ends the formula there and calls nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Words that are no names. ``function`` is a token of its own, the constants are constants.
RESERVED = frozenset({"if", "else", "repeat", "while", "for", "next", "break", "in", "function"})
CONSTANTS = frozenset(
    {"TRUE", "FALSE", "NULL", "NA", "NaN", "Inf"}
    | {"NA_integer_", "NA_real_", "NA_character_", "NA_complex_"}
)

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
    "=>": "BAD_OPERATOR",
    "=<": "BAD_OPERATOR",
    "<>": "BAD_OPERATOR",
    "===": "BAD_OPERATOR",
    "!==": "BAD_OPERATOR",
    ":=": "BAD_OPERATOR",
    "?": "BAD_OPERATOR",
}

_SCANNER = re.compile(
    rf"""
    (?P<SPACE>     [ \t\r\f\v]+ | \#[^\n]* )
  | (?P<LINE>      \n )
  | (?P<NUMBER>    (?: 0[xX](?:[0-9a-fA-F]+(?:\.[0-9a-fA-F]*)?)(?:[pP][+-]?[0-9]+)?
                     | (?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)? ) L? )
  | (?P<STRING>    "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*'
                   | [rR](?P<quote>["'])(?P<dash>-*)
                     (?: \(.*?\) | \[.*?\] | \{{.*?\}} ) (?P=dash)(?P=quote) )
  | (?P<NAME>      {NAME} | `(?:[^`\\]|\\.)+` )
  | (?P<SPECIAL>   %[^%\n]*% )
  | (?P<FUNCTION>  \\(?=\s*\() )
  | (?P<BAD_BAR>   \|{{3,}} )
  | (?P<OPERATOR>  \*\*|:::|->>|<<-|===|!==|\|\||&&|<-|->|<=|>=|==|!=|::|\[\[|\|>|~=|=>|=<|<>|:=
                   | [-+*/^:~|&!<>=$@,;()\[\]{{}}?] )
  | (?P<UNCLOSED_NAME>    `[^`]* )
  | (?P<UNCLOSED_STRING>  ["'].* )
  | (?P<UNCLOSED_SPECIAL> %\w* )
  | (?P<BAD_NAME>         _[\w.]* )
  | (?P<BAD_CHARACTER>    . )
    """,
    re.VERBOSE | re.DOTALL,
)

_CLOSES = {"CLOSE_PARENTHESIS", "CLOSE_BRACKET", "CLOSE_BRACE"}
_OPENS = {"OPEN_PARENTHESIS", "OPEN_BRACKET", "OPEN_DOUBLE", "OPEN_BRACE"}
_ENDS_EXPRESSION = {"NAME", "NUMBER", "STRING", "CONSTANT"} | _CLOSES


@dataclass(slots=True)
class Token:
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
    braces: list[bool] = []
    stop = len(text) if end is None else end
    broken = False
    scan = _SCANNER.match
    while start < stop:
        match = scan(text, start, stop)
        assert match is not None, "the last alternative takes any character"
        kind = match.lastgroup or ""
        end = match.end()
        if kind == "SPACE":
            start = end
            continue
        piece = match.group()
        if kind == "NAME":
            kind = _word(piece)
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
                start = end
                continue
            kind = "SEPARATOR"
        elif kind == "NUMBER" and text[end : end + 1] == "i" and end < stop:
            kind = "BAD_NUMBER"
            end += 1
            piece = text[start:end]
        tokens.append(Token(kind, piece, start, end))
        start, broken = end, False
    return tokens


def _word(piece: str) -> str:
    if piece in CONSTANTS:
        return "CONSTANT"
    if piece in RESERVED:
        return "FUNCTION" if piece == "function" else "RESERVED"
    return "NAME"
