"""Names that are nearly other names: what was meant by ``ploy``, ``famly``, ``Days.``."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, None if there is none.

    Large and small letters, dots and underscores do not count; otherwise one letter may be wrong,
    missing, too many, or have changed places with its neighbour, and two of eight or more; of three
    none may be wrong.

    >>> nearest("ploy", ["log", "poly"]), nearest("Log", ["log", "poly"]), nearest("lag", ["log"])
    ('poly', 'log', None)
    """
    wanted = _plain(name)
    best: tuple[int, str] | None = None
    for other in known:
        if other == name:
            continue
        plain = _plain(other)
        if plain == wanted:
            return other
        short = min(len(wanted), len(plain))
        if short < 3 or abs(len(wanted) - len(plain)) > 2 or _digits(wanted) != _digits(plain):
            continue
        distance = edits(wanted, plain)
        least = 2 if short >= 8 else 1
        # Of three letters none may be wrong: `lag` is no `log`.
        if len(wanted) == len(plain) == 3 and sorted(wanted) != sorted(plain):
            continue
        if distance <= least and (best is None or distance < best[0]):
            best = (distance, other)
    return None if best is None else best[1]


def edits(first: str, second: str) -> int:
    """How many letters to change, add, drop or swap with their neighbour (Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(second, start=1):
            found = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and b == first[i - 2]:
                found = min(found, earlier[j - 2] + 1)
            row.append(found)
    return row[-1]


def _plain(name: str) -> str:
    return name.casefold().replace(".", "").replace("_", "").replace(" ", "")


def _digits(name: str) -> str:
    return "".join(character for character in name if character.isdigit())
