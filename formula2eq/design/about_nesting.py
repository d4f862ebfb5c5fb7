"""The rule about implicit nesting: ids that start afresh in every higher group.

Classes 1, 2, 3 of one school are not classes 1, 2, 3 of another, but ``(1 | school) + (1 | class)``
takes them for the same. The names alone never prove it; the rows do, in one of three ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from scipy import stats

from formula2eq.design.about_columns import said
from formula2eq.design.about_groups import constant_within, distinct
from formula2eq.design.places import grouping_span
from formula2eq.design.record import DesignRecord, RandomRecord
from formula2eq.design.values import Array, Value
from formula2eq.diagnostics import Diagnostic

#: The combinations must differ beyond this chance, and the ids within that one.
SURELY_DIFFERENT, PERHAPS_EQUAL = 1e-3, 0.05

#: Rows per combination below which nothing can be said.
ROWS = 1.5

#: More ids than this are no numbers within a group.
MOST_IDS = 200


def implicit_nesting(record: DesignRecord) -> Iterator[Diagnostic]:
    """Two factors that look crossed, one of which surely counts within the other.

    Taken for proof, in combinations of several rows: a predictor that is constant within the
    combinations and within neither factor; or ids that make no difference by themselves though
    the combinations do, when the ids are a count (1, 2, 3; a, b, c) in at least as many higher
    groups, or every higher group uses the first of them, in differing numbers.
    """
    single = [entry for entry in distinct(record).values() if entry.term.grouping.order == 1]
    n = len(record.frame.rows)
    for inner in single:
        for outer in single:
            ids, higher = inner.block.codes, outer.block.codes
            count, groups = len(inner.block.categories), len(outer.block.categories)
            if inner is outer or count >= n:
                continue
            cells, place = np.unique(higher.astype(np.int64) * count + ids, return_inverse=True)
            if len(cells) in (count, groups) or n < ROWS * len(cells):
                continue
            place = place.reshape(-1)
            reason = _own_variable(record, ids, higher, place)
            if reason is None and count <= min(MOST_IDS, 2 * groups):
                afresh = _counted_afresh(cells, count, groups)
                if afresh or (_is_count(inner.block.categories) and count <= groups >= 5):
                    reason = _only_together(record, ids, higher, place)
            if reason is not None:
                yield _told(record, inner, outer, cells, reason)


def _told(
    record: DesignRecord, inner: RandomRecord, outer: RandomRecord, cells: Array, reason: str
) -> Diagnostic:
    name, within = inner.block.group, outer.block.group
    count = len(inner.block.categories)
    sharing = np.bincount(cells % count, minlength=count)
    message = (
        f"{name} looks nested in {within}: its {count} ids stand for {len(cells)} units, up to "
        f"{int(sharing.max())} units sharing one id ({reason})"
    )
    effects = inner.term.text.split("|")[0].strip() or "1"
    repair = f"({effects} | {within}:{name})"
    return said(record, "implicit-nesting", message, [grouping_span(inner.term)], repair)


def _own_variable(record: DesignRecord, ids: Array, higher: Array, cells: Array) -> str | None:
    """A predictor that belongs to the combinations of two factors and to neither alone."""
    labels = dict.fromkeys(part.variable for column in record.columns for part in column.parts)
    for label in labels:
        values = _comparable(record.frame.values[label])
        if (
            constant_within(values, cells)
            and not constant_within(values, ids)
            and not constant_within(values, higher)
        ):
            return f"{label} is constant within their combinations and within neither alone"
    return None


def _comparable(value: Value) -> Array:
    """(n, k) numbers that are equal when the values are."""
    if value.kind == "character":
        return np.unique(value.data.astype(str), return_inverse=True)[1].reshape(-1, 1)
    return value.data if value.is_matrix else value.data[:, None]


def _counted_afresh(cells: Array, count: int, higher: int) -> bool:
    """Whether each higher group uses the first ids of the list, and not all equally many."""
    sizes = np.bincount(cells // count, minlength=higher)
    last = np.zeros(higher, dtype=np.int64)
    np.maximum.at(last, cells // count, cells % count)
    return bool((last + 1 == sizes).all() and sizes.min() < sizes.max() and higher > 2)


def _is_count(categories: Sequence[str]) -> bool:
    """Whether categories are 1, 2, 3 or a, b, c, perhaps after a common beginning.

    >>> _is_count(("c1", "c2", "c3")), _is_count(("a", "b")), _is_count(("red", "blue"))
    (True, True, False)
    """
    letters = "".join(categories).lower()
    if all(len(name) == 1 for name in categories) and letters.isalpha():
        return "abcdefghijklmnopqrstuvwxyz".startswith("".join(sorted(letters)))
    parts = [re.fullmatch(r"(.*?)(\d{1,6})(?:\.0)?", name) for name in categories]
    if any(part is None for part in parts) or len({part[1] for part in parts if part}) > 1:
        return False
    numbers = sorted(int(part[2]) for part in parts if part)
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _only_together(record: DesignRecord, ids: Array, higher: Array, cells: Array) -> str | None:
    """Whether combinations differ within the higher groups, and ids across them do not.

    Two F tests on what the fixed part leaves of the response: combinations against the rows in
    them, ids against combinations.
    """
    y, X = record.design.y, record.design.X
    if y.ndim > 1 or not len(y):
        return None
    rest = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    n, groups = len(rest), int(higher.max()) + 1
    units, count = int(cells.max()) + 1, int(ids.max()) + 1
    of_units = _explained(rest, cells, units)
    of_groups = _explained(rest, higher, groups)
    residual = float(rest @ rest) - of_units
    free = (units - groups - count + 1, n - units)
    if min(free) < 1 or residual <= 0:
        return None
    between = of_units - of_groups
    by_unit = (between / (units - groups)) / (residual / free[1])
    if stats.f.sf(by_unit, units - groups, free[1]) > SURELY_DIFFERENT:
        return None
    of_ids = _explained_within(rest, ids, higher, count, groups)
    by_id = (of_ids / (count - 1)) / (max(between - of_ids, 1e-300) / free[0])
    if stats.f.sf(by_id, count - 1, free[0]) < PERHAPS_EQUAL:
        return None
    return f"the {units} units differ, and the ids by themselves make no difference"


def _explained(values: Array, codes: Array, count: int) -> float:
    """The sum of squares that group means explain."""
    sums = np.bincount(codes, weights=values, minlength=count)
    return float((sums**2 / np.maximum(np.bincount(codes, minlength=count), 1)).sum())


def _explained_within(values: Array, ids: Array, higher: Array, count: int, groups: int) -> float:
    """The sum of squares that ids explain beside the higher groups."""
    table = np.bincount(higher * count + ids, minlength=groups * count).reshape(groups, count)
    sizes = table.sum(axis=1)
    means = np.bincount(higher, weights=values, minlength=groups) / sizes
    sums = np.bincount(ids, weights=values - means[higher], minlength=count)
    normal = np.diag(table.sum(axis=0)) - table.T @ (table / sizes[:, None])
    return float(sums @ np.linalg.lstsq(normal, sums, rcond=1e-10)[0])
