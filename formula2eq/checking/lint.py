"""Lint: everything the rooms have to say about a formula, with or without data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from formula2eq.diagnostics import Diagnostic


def lint(
    model: Any, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Diagnostic, ...]:
    """All diagnostics of a model's text, roles and, where there are data, design; each once.

    ``select`` keeps the rules named, or all that begin with a name; ``ignore`` drops them.
    """
    found = list(model.diagnostics)
    if model.frame is not None:
        from formula2eq.design.diagnostics import diagnose

        found += diagnose(model.design())
    wanted, unwanted = tuple(select), tuple(ignore)
    kept = [
        diagnostic
        for diagnostic in _once(found)
        if (not wanted or _named(diagnostic, wanted)) and not _named(diagnostic, unwanted)
    ]
    ranks = {"error": 0, "warning": 1, "note": 2}
    kept.sort(key=lambda d: (ranks[d.severity], d.labels[0].span.start if d.labels else -1))
    return tuple(kept)


def _named(diagnostic: Diagnostic, rules: tuple[str, ...]) -> bool:
    return any(diagnostic.rule == rule or diagnostic.rule.startswith(f"{rule}-") for rule in rules)


def _once(found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Each finding once: two rooms may say the same of one place."""
    seen: set[tuple[str, object]] = set()
    for diagnostic in found:
        place = diagnostic.labels[0].span if diagnostic.labels else diagnostic.message
        if (diagnostic.rule, place) not in seen:
            seen.add((diagnostic.rule, place))
            yield diagnostic
