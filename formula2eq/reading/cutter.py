"""What cuts a text into tokens: where it stands, what it has found, how deep it is."""

from __future__ import annotations

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading import complaints, pasted
from formula2eq.reading.tokens import MAXIMUM_DEPTH, MAXIMUM_TOKENS, Token
from formula2eq.source import Source


class Cutter:
    """Cuts one region of a text after the other; `tokens` grows."""

    def __init__(self, source: Source, plain: bool) -> None:
        self.source = source
        self.text = source.text
        self.plain = plain
        self.tokens: list[Token] = []
        #: What is braced and the label of its brace, ``\\underbrace{a}_{b + c}``, by their places.
        self.braced: list[tuple[int, int, int, int]] = []
        self._depth = 0
        self._glued_letters = pasted.glued(self.text) if plain else ""
        self._spaced_letters = pasted.spaced(self.text) if plain else ""

    def region(self, start: int, end: int) -> None:
        """Cut ``text[start:end]``."""
        self._depth += 1
        if self._depth > MAXIMUM_DEPTH:
            raise EquationSyntaxError(complaints.too_deep(self.source, start, MAXIMUM_DEPTH))
        position = start
        while position < end:
            position = self._next(position, end)
            if len(self.tokens) > MAXIMUM_TOKENS:
                raise EquationSyntaxError(complaints.too_many_tokens(self.source, MAXIMUM_TOKENS))
        self._depth -= 1

    def add(self, kind: str, start: int, end: int, text: str | None = None) -> int:
        """Add a token; returns its end."""
        self.tokens.append(Token(kind, self.text[start:end] if text is None else text, start, end))
        return end

    def _next(self, at: int, end: int) -> int:
        """Cut what stands at a place; returns where it ends."""
        raise NotImplementedError
