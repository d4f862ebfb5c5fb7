"""Where things stand in a text: half-open spans of characters, and lines and columns for people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open run of characters, ``text[start:end]``, counted in code points from 0.

    >>> Span(2, 5).join(Span(8, 9))
    Span(start=2, end=9)
    """

    start: int
    end: int

    def join(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    @staticmethod
    def around(spans: Iterable[Span]) -> Span:
        """The smallest span that covers all of ``spans``, of which there is at least one."""
        first, *rest = spans
        for span in rest:
            first = first.join(span)
        return first


@dataclass(frozen=True, slots=True)
class Source:
    r"""A text as the user gave it, with a name for messages.

    Lines end with ``\n``; a ``\r`` before it is not counted as a column of its own line's text.

    >>> Source("y ~ x +\n  z").position(10)
    (2, 3)
    """

    text: str
    name: str = "formula"
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts: tuple[int, ...] = (0,)
        if "\n" in self.text:
            starts = (0, *(i + 1 for i, character in enumerate(self.text) if character == "\n"))
        object.__setattr__(self, "_starts", starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    def slice(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]
