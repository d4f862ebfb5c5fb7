"""All sentences about levels and nesting found in data."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.variables.observed import Constancy, GroupPair


def not_nested(inner: str, outer: str, pair: GroupPair) -> Diagnostic:
    """A declared nesting that the data contradict."""
    return Diagnostic(
        "nesting-contradicted",
        f"{inner} is declared within {outer}, but {pair.n_levels_first} categories of {inner} occur in "
        f"{pair.n_combinations} combinations with {outer}: some occur in several of its categories",
        repair=f"leave the declaration out, or write (1 | {outer}/{inner}) if the same ids are used "
        f"again in each {outer}",
    )


def nesting_observed(inner: str, outer: str) -> Diagnostic:
    """Nesting that only the data show."""
    return Diagnostic(
        "nesting-observed",
        f"the data show {inner} within {outer}: each category of {inner} occurs with one of {outer} only; "
        f"declare them crossed to keep them side by side",
        severity="note",
    )


def no_index_letter(written: str, name: str) -> Diagnostic:
    """What is given as an index and is none."""
    return Diagnostic(
        "usage",
        f"{written or 'an empty text'} is no index for {name}: an index is a letter, or a word of letters "
        "and digits that begins with a letter",
        repair=f'groups={{"k": "{name}"}}',
    )


def two_letters(unit: str, first: str, second: str) -> Diagnostic:
    """Two index letters for one unit."""
    what = "the observations have" if unit == "1" else f"{unit} has"
    return Diagnostic(
        "usage",
        f"{what} two index letters, {first} and {second}: one is enough",
        repair=f'groups={{"{first}": {1 if unit == "1" else chr(34) + unit + chr(34)}}}',
    )


def same_partition(later: str, earlier: str) -> Diagnostic:
    """Two factors that form the same groups."""
    return Diagnostic(
        "same-partition",
        f"{later} and {earlier} form the same groups: they are one level, and their effects cannot be "
        "told apart",
        severity="warning",
    )


def level_of_no_unit(label: str, groupings: Sequence[str], chosen: str) -> Diagnostic:
    """A variable constant within factors that do not contain each other."""
    listed = " and within ".join(groupings)
    return Diagnostic(
        "level-of-no-unit",
        f"{label} is constant within {listed}, which do not contain each other: it belongs to a unit "
        f"that the model lacks, and is placed at the level of {chosen}, which has the fewest categories",
        severity="note",
    )


def level_too_high(label: str, grouping: str, found: Constancy, groups: int) -> Diagnostic:
    """A declared level within whose groups the variable varies."""
    shown = ""
    if found.example is not None:
        values = ", ".join(
            f"{value:g}" if isinstance(value, float) else str(value)
            for value in found.example.values
        )
        rows = ", ".join(str(row + 1) for row in found.example.rows)
        where = f" in rows {rows}" if rows else ""
        shown = f"; first in {grouping} {found.example.group}: {values}{where}"
    return Diagnostic(
        "level-too-high",
        f"{label} is declared at the level of {grouping}, but it varies within {found.n_groups_varying} "
        f"of {groups} groups{shown}",
        repair=f"leave {label} at level 1, or use a column of group means",
    )


def few_groups_speak(label: str, grouping: str, groups: int, total: int) -> Diagnostic:
    """A verdict that rests on few groups, since most have one row."""
    return Diagnostic(
        "few-groups-speak",
        f"that {label} is constant within {grouping} rests on {groups} of {total} groups; the others "
        "have one row",
        severity="note",
    )


def rounded(label: str, grouping: str, tolerance: float) -> Diagnostic:
    """A variable constant but for floating-point noise."""
    return Diagnostic(
        "constant-within-rounding",
        f"{label} is constant within {grouping} up to {tolerance:.1g}, which is taken for rounding",
        severity="note",
    )


def part_of_factor(label: str, grouping: str) -> Diagnostic:
    """A variable that moves up because it is part of an interaction factor."""
    return Diagnostic(
        "part-of-grouping-factor",
        f"{label} is part of the grouping factor {grouping} and so stands at its level; "
        f'levels={{1: ["{label}"]}} moves it back to level 1',
        severity="note",
    )


def not_loaded() -> Diagnostic:
    """What data that are not in memory cannot show."""
    return Diagnostic(
        "not-loaded",
        "the data are not loaded: levels and categories are found by sums over groups; which columns "
        "depend on each other, and what calls such as log() give, is not looked at",
        severity="note",
    )


def needs_rows(given: bool) -> Diagnostic:
    """Rows are needed, and the data are not in memory, or there are none."""
    if not given:
        return Diagnostic("no-data", "this needs data; give data= with the model")
    return Diagnostic(
        "not-loaded",
        "this needs the rows, and the data are not in memory",
        repair="give a pandas frame, for instance of a sample of the groups",
    )
