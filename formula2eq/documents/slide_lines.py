"""A formula in lines that fit, broken where a reader would break it."""

from __future__ import annotations

from formula2eq.source import Span


def wrapped(text: str, most: int) -> tuple[Span, ...]:
    """A formula in lines of at most ``most`` characters, broken after operators and commas.

    >>> [(span.start, span.end) for span in wrapped("y ~ alpha + beta", 12)]
    [(0, 11), (12, 16)]
    """
    found: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        begin, end = start, start + len(line.rstrip())
        start += len(line)
        while end - begin > most:
            cut = _cut(text, begin, most)
            found.append(Span(begin, begin + len(text[begin:cut].rstrip())))
            begin = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
        if text[begin:end].strip():
            found.append(Span(begin, end))
    return tuple(found)


def _cut(text: str, begin: int, most: int) -> int:
    """Where a line that begins there is best broken: outside brackets, after a plus, late."""
    best, found, depth = (0, 0, 0), begin + most, 0
    for position in range(begin, begin + most - 1):
        character = text[position]
        depth += (character in "([{") - (character in ")]}")
        if character in "+~*|,:-/" and position > begin + most // 3:
            quality = (-depth, int(character in "+~"), position)
            if found == begin + most or quality > best:
                best, found = quality, position + 1
    return found
