"""What there is to say about a text: a rule, a sentence, places, and what to write instead.

This is the only place that draws an excerpt with carets.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from formula2eq.source import Source, Span

Severity = Literal["error", "warning", "note"]

#: Longer lines are cut around the place that matters, so that a message stays readable.
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Label:
    """A place in a source and a few words about it."""

    span: Span
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell the user.

    rule      name of the rule, e.g. ``missing-operator``; each has a section in the docs
    message   what was met, one sentence without a full stop
    labels    places; the first is the primary one, whose start is "the" position; may be empty
    repair    what to write instead, or None
    severity  error, warning or note
    """

    rule: str
    message: str
    labels: tuple[Label, ...] = ()
    repair: str | None = None
    severity: Severity = "error"

    def to_dict(self) -> dict[str, object]:
        """As JSON: line and column from 1, offset from 0, all in code points; None without a place."""
        line = column = offset = None
        if self.labels:
            offset = self.labels[0].span.start
            line, column = self.labels[0].source.position(offset)
        return {
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "line": line,
            "column": column,
            "offset": offset,
            "repair": self.repair,
        }

    def draw(self, title: str | None = None) -> str:
        """As plain text: title, rule and message, the excerpt, the repair."""
        lines = [f"{title or self.severity} ({self.rule}): {self.message}"]
        sources: list[Source] = []
        for label in self.labels:
            if label.source not in sources:
                sources.append(label.source)
        for source in sources:
            if len(sources) > 1:
                lines.append(f"  in {source.name}:")
            lines += _excerpt(source, [label for label in self.labels if label.source == source])
        if self.repair is not None:
            first, *rest = self.repair.strip("\n").split("\n")
            lines.append(f"  write: {first}")
            lines += [f"         {line}" for line in rest]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.draw()


def _excerpt(source: Source, labels: list[Label]) -> list[str]:
    """The lines that have labels, each followed by its carets and words."""
    primary = labels[0]
    numbered = [(*source.position(label.span.start), label) for label in labels]
    numbered.sort(key=lambda item: (item[0], item[1]))
    gutter = len(str(max(line for line, _, _ in numbered)))
    drawn: list[str] = []
    shown, start = 0, 0
    for number, column, label in numbered:
        text = source.line(number)
        seen = number == shown and start < column <= start + _WIDTH
        if not seen:
            start = max(0, min(column - 1 - _WIDTH // 2, len(text) - _WIDTH))
        head = "..." if start else ""
        if not seen:
            tail = "..." if start + _WIDTH < len(text) else ""
            visible = _printable(text[start : start + _WIDTH])
            drawn.append(f"  {number:>{gutter}} | {head}{visible}{tail}")
            shown = number
        length = min(label.span.end, label.span.start + len(text) - column + 1) - label.span.start
        before = head + _printable(text[start : column - 1])
        marked = _printable(text[column - 1 : column - 1 + max(length, 1)]) or " "
        mark = "^" if label is primary else "-"
        carets = mark * max(1, min(_cells(marked), _WIDTH))
        words = f" {label.text}" if label.text else ""
        drawn.append(f"  {'':>{gutter}} | {' ' * _cells(before)}{carets}{words}")
    return drawn


def _printable(text: str) -> str:
    """Text as one terminal line: tabs as a space, control characters replaced."""
    return "".join(
        " "
        if character == "\t"
        else character
        if character.isprintable()
        else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )


def _cells(text: str) -> int:
    """Columns that a text takes in a terminal: wide characters two, combining ones none."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
