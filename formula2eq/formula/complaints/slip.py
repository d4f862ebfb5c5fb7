"""Where the parser stopped, and what stands around that place."""

from __future__ import annotations

from dataclasses import dataclass

from formula2eq.diagnostics import Label
from formula2eq.formula.lex import Token
from formula2eq.source import Source, Span

OPENERS = {"OPEN_PARENTHESIS": ")", "OPEN_BRACKET": "]", "OPEN_DOUBLE": "]", "OPEN_BRACE": "}"}


CLOSERS = frozenset({"CLOSE_PARENTHESIS", "CLOSE_BRACKET", "CLOSE_BRACE"})


INFIX = frozenset({"PLUS", "MINUS", "STAR", "SLASH", "SPECIAL", "COLON", "CARET"}) | frozenset(
    {"COMPARISON", "AND", "NOT", "BAR"}
)


@dataclass(frozen=True, slots=True)
class Slip:
    """Where the parser stopped: the token met (``number`` in ``tokens``) and the ones it would take.

    ``number`` is ``len(tokens)`` when the text ended too early; ``stretch`` is the part of the text
    that was read, if not all of it.
    """

    source: Source
    tokens: tuple[Token, ...]
    number: int
    accepted: frozenset[str]
    stretch: Span | None = None

    @property
    def met(self) -> Token:
        """The offending token; an empty one behind the last when the text ended too early."""
        if self.number < len(self.tokens):
            return self.tokens[self.number]
        return Token("END", "", self.end, self.end)

    @property
    def end(self) -> int:
        """Where the last token ends."""
        if self.tokens:
            return self.tokens[-1].end
        return self.stretch.start if self.stretch else 0

    @property
    def before(self) -> Token | None:
        """The token before the offending one."""
        return self.tokens[self.number - 1] if self.number else None

    @property
    def after(self) -> Token | None:
        """The token after the offending one."""
        return self.tokens[self.number + 1] if self.number + 1 < len(self.tokens) else None

    def open_brackets(self) -> list[int]:
        """The numbers of the tokens that open a bracket and are not closed before the slip."""
        found: list[int] = []
        for number, token in enumerate(self.tokens[: self.number]):
            if token.type in OPENERS:
                found += [number] * len(token.text)  # `[[` is closed by two tokens
            elif token.type in CLOSERS and found:
                found.pop()
        return found

    def opener_of(self, closer: int) -> int:
        """The number of the token that opens what another one closes; -1 if none does."""
        depth = 0
        for number in range(closer, -1, -1):
            token = self.tokens[number]
            depth += (token.type in CLOSERS) - (token.type in OPENERS) * len(token.text)
            if depth <= 0:
                return number
        return -1

    def is_call(self, opener: int) -> bool:
        """Whether a bracket opens the arguments of a call."""
        return opener > 0 and self.tokens[opener - 1].type in {"NAME", *CLOSERS}

    def in_formula(self, opener: int) -> bool:
        """Whether the argument in which the parser stopped is a formula and goes on as one."""
        if self.after is not None and self.after.text == "=":
            return False
        argument = self.tokens[opener + 1 : self.number]
        depth = 0
        for token in reversed(argument):
            depth += (token.type in CLOSERS) - (token.type in OPENERS)
            if depth == 0 and token.type in {"TILDE", "COMMA"}:
                return token.type == "TILDE"
        return False

    def label(self, token: Token, text: str) -> Label:
        """A label on a token."""
        return Label(Span(token.start, token.end), text, self.source)

    def edited(self, start: int, end: int, new: str) -> str:
        """The text with one stretch of it replaced."""
        return self.source.text[:start] + new + self.source.text[end:]
