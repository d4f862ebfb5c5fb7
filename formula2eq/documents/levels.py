"""The hierarchy of a model, for people and as JSON."""

from __future__ import annotations

from formula2eq.variables.roles import Roles


def levels_text(roles: Roles) -> str:
    """A line for each unit: its rank, what it is, its size and the variables at its level."""
    rows = [("1", "observations", _listed(roles, None))]
    for unit in roles.hierarchy.units:
        size = "" if unit.size is None else f" ({unit.size:,} categories)"
        within = f" within {unit.within[0]}" if unit.within and unit.kind == "group" else ""
        kind = {
            "cell": ", cells of " + " and ".join(unit.within[:2]),
            "observation": ", one row each",
            "twin": f", the same groups as {unit.twin}",
        }.get(unit.kind, within)
        rows.append((str(unit.rank), f"{unit.grouping}{kind}{size}", _listed(roles, unit.grouping)))
    wide = max(len(name) for _, name, _ in rows)
    return "\n".join(
        f"level {rank}  {name:<{wide}}  {listed}".rstrip() for rank, name, listed in rows
    )


def _listed(roles: Roles, grouping: str | None) -> str:
    return ", ".join(label for label, level in roles.levels.items() if level == grouping)


def levels_dict(roles: Roles) -> dict[str, object]:
    """The hierarchy as JSON."""
    return {
        "units": [
            {
                "group": unit.grouping,
                "rank": unit.rank,
                "kind": unit.kind,
                "within": list(unit.within),
                "n_levels": unit.size,
            }
            for unit in roles.hierarchy.units
        ],
        "variables": [
            {"name": label, "level": level, "rank": roles.rank(label)}
            for label, level in roles.levels.items()
        ],
        "diagnostics": [note.to_dict() for note in roles.notes],
    }
