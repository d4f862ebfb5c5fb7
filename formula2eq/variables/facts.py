"""The facts behind the levels: what is constant within what, how groupings stand to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from formula2eq.variables.observed import constancy, group_sizes, relation

_SIZES = ("n_rows", "n_rows_with_group", "n_levels", "min_size", "max_size", "balanced")
_PAIR = (
    "first_nested_in_second",
    "second_nested_in_first",
    "n_levels_first",
    "n_levels_second",
    "n_combinations",
    "n_possible",
    "relation",
    "balanced_cells",
)


def group_facts(
    frame: Any, groupings: Mapping[str, Sequence[str]], variables: Sequence[str] | None = None
) -> list[dict[str, object]]:
    """For each grouping its sizes, and for each variable whether it is constant within."""
    found: list[dict[str, object]] = []
    for label, parts in groupings.items():
        sizes = group_sizes(frame, parts)
        found.append(
            {
                "type": "group",
                "group": label,
                "parts": list(parts),
                **{name: getattr(sizes, name) for name in (*_SIZES, "one_row_per_level")},
                "variables": [one.to_dict() for one in constancy(frame, parts, variables)],
            }
        )
    return found


def pair_facts(frame: Any, groupings: Mapping[str, Sequence[str]]) -> list[dict[str, object]]:
    """For each pair of groupings whether one is nested in the other, or how they cross."""
    found: list[dict[str, object]] = []
    for first, second in combinations(groupings, 2):
        pair = relation(frame, groupings[first], groupings[second])
        found.append(
            {
                "type": "pair",
                "first": first,
                "second": second,
                **{name: getattr(pair, name) for name in _PAIR},
            }
        )
    return found
