"""Every sentence about the text of equations that cannot be read."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.reading.tokens import Token
from formula2eq.source import Source, Span

#: What people call the terminals of the grammar.
_NAMES = {
    "LETTER": "a symbol",
    "WORD": "a name",
    "NUMBER": "a number",
    "OPEN": "an opening bracket",
    "LBRACE": "{",
    "CLOSE": "a closing bracket",
    "RBRACE": "}",
    "RELATION": "= or \\sim",
    "PLUS": "+",
    "MINUS": "-",
    "TIMES": "a sign of multiplication",
    "SLASH": "/",
    "COMMA": "a comma",
    "MID": "|",
    "SUB": "a subscript",
    "SUP": "a superscript",
    "PRIME": "a prime",
    "AMP": "&",
    "ROW": "\\\\",
    "FRACTION": "\\frac",
    "ROOT": "a root",
    "ACCENT": "an accent",
    "NOT": "\\neg",
    "BEGIN_MATRIX": "a matrix",
    "END_MATRIX": "the matrix's end",
    "$END": "the end",
}
_STARTS = {"LETTER", "WORD", "NUMBER"}


def _one(
    rule: str, message: str, span: Span, source: Source, words: str = "", repair: str | None = None
) -> Diagnostic:
    return Diagnostic(rule, message, (Label(span, words, source),), repair)


def too_long(source: Source, most: int) -> Diagnostic:
    """A text beyond the limit of length."""
    message = f"the text has {len(source.text):,} characters; at most {most:,} are read"
    return _one("too-long", message, Span(most, most), source, "from here on")


def too_many_tokens(source: Source, most: int) -> Diagnostic:
    """A text beyond the limit of symbols."""
    end = len(source.text)
    return _one(
        "too-long", f"the text has more than {most:,} symbols", Span(0, min(1, end)), source
    )


def too_many_equations(source: Source, span: Span, most: int) -> Diagnostic:
    """A text beyond the limit of equations."""
    message = f"the text has more than {most} equations"
    return _one("too-long", message, span, source, "from here on")


def too_deep(source: Source, at: int, most: int) -> Diagnostic:
    """Brackets, scripts or factors beyond the limit of nesting."""
    message = f"brackets, scripts or factors are nested more than {most} deep"
    return _one("too-deep", message, Span(at, at), source, "too deep here")


def too_large(source: Source, span: Span, most: int) -> Diagnostic:
    """A text that multiplies out to too much."""
    message = f"the equations multiply out to more than {most:,} summands"
    return _one("too-large", message, span, source, "while this is multiplied out")


def unknown_character(source: Source, at: int) -> Diagnostic:
    """A character that no equation has."""
    shown = source.text[at]
    name = shown if shown.isprintable() else f"U+{ord(shown):04X}"
    message = f"the character {name} has no meaning in an equation"
    return _one("unknown-character", message, Span(at, at + 1), source)


def unknown_command(source: Source, start: int, end: int) -> Diagnostic:
    """A LaTeX command that is not known."""
    message = f"the command {source.text[start:end].strip()} is not known here"
    words = "write out what it stands for"
    return _one("unknown-command", message, Span(start, end), source, words)


def empty_script(source: Source, at: int) -> Diagnostic:
    """``_`` or ``^`` with nothing behind it."""
    kind = "subscript" if source.text[at] == "_" else "superscript"
    return _one("empty-script", f"nothing stands in this {kind}", Span(at, at + 1), source)


def empty_matrix(source: Source, span: Span) -> Diagnostic:
    """A matrix without entries."""
    return _one("empty-matrix", "this matrix has no entries", span, source)


def left_out(source: Source, span: Span) -> Diagnostic:
    """Dots in place of summands or entries."""
    message = "dots stand for what is not written: no formula can be read off them"
    return _one("left-out", message, span, source, "left out here", "every summand or entry")


def unclosed_brace(source: Source, at: int) -> Diagnostic:
    """``{`` without ``}``."""
    return _one(
        "unclosed-bracket", "this { is never closed", Span(at, at + 1), source, "opened here"
    )


def unclosed_bracket(source: Source, token: Token) -> Diagnostic:
    """An opening bracket that is not closed before the equation ends or another bracket closes."""
    what = f"\\begin{{{token.text}}}" if token.type == "BEGIN_MATRIX" else token.text
    message = f"this {what} is not closed within its equation"
    return _one("unclosed-bracket", message, Span(token.start, token.end), source, "opened here")


def stray_bracket(source: Source, token: Token) -> Diagnostic:
    """A closing bracket without an opening one."""
    message = f"this {source.text[token.start : token.end]} closes nothing"
    return _one("stray-bracket", message, Span(token.start, token.end), source)


def unexpected(
    source: Source, token: Token | None, tokens: list[Token], expected: frozenset[str]
) -> Diagnostic:
    """A symbol where another is needed."""
    if token is None or token.type == "$END":
        end = tokens[-1].end
        message = f"the equation ends where {_listed(expected)} is expected"
        return _one("unexpected-end", message, Span(end, end), source, "ends here")
    shown = source.text[token.start : token.end] or token.text
    message = f"{shown} stands where {_listed(expected)} is expected"
    return _one("unexpected-symbol", message, Span(token.start, token.end), source)


def _listed(expected: frozenset[str]) -> str:
    if expected >= _STARTS:
        return "a symbol, a number or a bracket"
    named = sorted({_NAMES.get(kind, kind) for kind in expected})
    return " or ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)


def nothing(source: Source) -> Diagnostic:
    """A text without an equation."""
    end = len(source.text)
    message = "the text holds no equation: nothing with = or \\sim was found"
    return _one("no-equation", message, Span(0, min(end, 1)), source)


def no_relation(source: Source, span: Span) -> Diagnostic:
    """A display without a relation."""
    message = "this is no equation: it has neither = nor \\sim"
    return _one("no-equation", message, span, source)
