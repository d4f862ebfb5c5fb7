"""A design as JSON: names, ranks, sums and checksums, by which it can be held against R's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from formula2eq.design.design import Matrix, RandomBlock, Vector
from formula2eq.design.record import DesignRecord, random_starts
from formula2eq.design.scales import different_scales
from formula2eq.design.values import Value
from formula2eq.formula.nodes import Name
from formula2eq.formula.unparse import unparse

#: As many columns of Z, and entries of Lambda's index, as are listed one by one.
_LISTED = 20


def summarize(record: DesignRecord) -> dict[str, object]:
    """The record's fields; rows, assignments and factors are counted from 1."""
    frame = record.frame
    dropped = record.design.dropped if record.blocks else ()
    return {
        "n_rows_data": frame.n_rows_data,
        "n_rows_used": len(frame.rows),
        "rows_dropped": [int(row) + 1 for row in frame.rows_dropped],
        "term_labels": [term.label for term in record.terms.fixed if term.factors],
        "intercept": int(record.terms.intercept),
        "response": _response(frame.values[frame.response]) if frame.response else None,
        "offset": None if frame.offset is None else _column(frame.offset),
        "X": _fixed(record),
        "X_dropped_columns": list(dropped),
        "random": _random(record) if record.blocks else None,
        "warnings": [
            *_absent(record),
            *([different_scales(record)] if record.blocks and different_scales(record) else []),
        ],
        "messages": [_deficiency(len(dropped))] if dropped else [],
    }


def _absent(record: DesignRecord) -> list[str]:
    """What R says of contrasts for what is no variable of the model."""
    return [f"variable '{name}' is absent, its contrast will be ignored" for name in record.absent]


def _deficiency(count: int) -> str:
    """What lme4 says when it drops columns."""
    columns = "column / coefficient" if count == 1 else "columns / coefficients"
    return f"fixed-effect model matrix is rank deficient so dropping {count} {columns}"


def _column(values: Vector) -> dict[str, object]:
    """Length, sum, sum of squares, and sum of row number times value."""
    return {"n": len(values), **{name: found[0] for name, found in _sums(values[:, None]).items()}}


def _sums(columns: Matrix) -> dict[str, list[float]]:
    """Per column; sums that are zero but for rounding are 0."""
    rows = np.arange(1.0, len(columns) + 1)
    found: dict[str, list[float]] = {"sum": [], "sumsq": [], "wsum": []}
    for column in columns.T:
        found["sum"].append(_settled(column.sum(), np.abs(column).sum()))
        found["sumsq"].append(float(column @ column))
        found["wsum"].append(_settled(rows @ column, rows @ np.abs(column)))
    return found


def _settled(total: float, magnitude: float) -> float:
    return 0.0 if abs(total) < 1e-10 * magnitude else float(total)


def _response(value: Value) -> dict[str, object]:
    if value.is_matrix:
        names = list(value.columns or ())
        return {"kind": "matrix", "columns": names, "summary": _sums(value.data)}
    if value.kind == "factor":
        summary = _column(value.data + 1.0)
        return {"kind": "factor", "levels": list(value.categories), "summary": summary}
    if value.kind == "character":
        return {"kind": "character", "summary": None}
    kind = "logical" if value.kind == "logical" else "numeric"
    return {"kind": kind, "summary": _column(value.data)}


def _fixed(record: DesignRecord) -> dict[str, object]:
    used = dict.fromkeys(part.variable for column in record.columns for part in column.parts)
    if record.terms.expansion is not None:
        used |= dict.fromkeys(map(unparse, record.terms.expansion.variables))
    used.pop(record.frame.response or "", None)
    places = record.frame.places
    contrasts = {
        place.name if isinstance(place := places[label], Name) else label: kind.contrast.name
        for label in used
        if (kind := record.fixed.kinds.get(label)) is not None and kind.contrast is not None
    }
    return {
        "columns": [column.name for column in record.columns],
        "n_rows": len(record.X),
        "n_cols": len(record.columns),
        "rank": record.rank.rank,
        "assign": [column.assign for column in record.columns],
        "contrasts": contrasts,
        **_sums(record.X),
    }


def _random(record: DesignRecord) -> dict[str, object]:
    blocks = [entry.block for entry in record.blocks]
    starts = random_starts(record)
    distinct = {block.group: block for block in blocks}
    order = list(distinct)
    index = lambda_index([(len(block.names), len(block.categories)) for block in blocks])
    theta = [
        row == column
        for block in blocks
        for column in range(len(block.names))
        for row in range(column, len(block.names))
    ]
    return {
        "term_order": [entry.term.text for entry in record.blocks],
        "cnms": [{"group": block.group, "names": list(block.names)} for block in blocks],
        "flist": [
            {
                "name": name,
                "n_levels": len(block.categories),
                "first_levels": list(block.categories[:8]),
                "last_level": block.categories[-1],
            }
            for name, block in distinct.items()
        ],
        "flist_assign": [order.index(block.group) + 1 for block in blocks],
        "Gp": list(starts),
        "Z": _random_matrix(blocks, starts),
        "theta_length": len(theta),
        "theta_start": [int(diagonal) for diagonal in theta],
        "theta_lower": [0 if diagonal else "-Inf" for diagonal in theta],
        "Lambdat_dim": starts[-1],
        "Lambdat_nnz": sum(
            len(block.categories) * len(block.names) * (len(block.names) + 1) // 2
            for block in blocks
        ),
        "Lind_first": [entry for _, entry in zip(range(_LISTED), index, strict=False)],
    }


def lambda_index(shapes: Sequence[tuple[int, int]]) -> Iterator[int]:
    """lme4's ``Lind``: which theta, from 1, stands at each entry of Lambda', column by column.

    ``shapes`` are the numbers of coefficients and of categories of each term.

    >>> list(lambda_index([(2, 2)]))
    [1, 2, 3, 1, 2, 3]
    """
    start = 1
    for size, count in shapes:
        lower: dict[tuple[int, int], int] = {}
        for column in range(size):
            for row in range(column, size):
                lower[row, column] = start + len(lower)
        template = [lower[row, column] for row in range(size) for column in range(row + 1)]
        for _ in range(count):
            yield from template
        start += len(lower)


def _random_matrix(blocks: Sequence[RandomBlock], starts: Sequence[int]) -> dict[str, object]:
    """What Z holds, without ever making it."""
    n = len(blocks[0].codes)
    rows = np.arange(1.0, n + 1)
    nonzero, total, weighted = 0, 0.0, 0.0
    magnitudes = [0.0, 0.0]
    squares = 0.0
    levels: list[str] = []
    first: list[tuple[float, float]] = []
    for block, start in zip(blocks, starts, strict=False):
        nonzero += int(np.count_nonzero(block.columns))
        total += block.columns.sum()
        magnitudes[0] += np.abs(block.columns).sum()
        squares += float((block.columns**2).sum())
        size = len(block.names)
        for place, column in enumerate(block.columns.T):
            products = rows * (start + block.codes * size + place + 1.0) * column
            weighted += products.sum()
            magnitudes[1] += np.abs(products).sum()
        for category, name in enumerate(block.categories):
            if len(first) >= _LISTED:
                break
            chosen = block.columns[block.codes == category]
            levels += [name] * size
            first += [
                (_settled(column.sum(), np.abs(column).sum()), float(column @ column))
                for column in chosen.T
            ]
    return {
        "n_rows": n,
        "n_cols": starts[-1],
        "nnz_values": nonzero,
        "nnz_stored": nonzero,
        "first_col_levels": levels[:_LISTED],
        "first_sum": [item[0] for item in first[:_LISTED]],
        "first_sumsq": [item[1] for item in first[:_LISTED]],
        "total_sum": _settled(total, magnitudes[0]),
        "total_sumsq": squares,
        "total_wsum": _settled(weighted, magnitudes[1]),
    }
