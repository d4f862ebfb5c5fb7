"""Constancy and nesting of frames that are not in memory, by sums over groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import DataError
from formula2eq.formula.unparse import spell_number
from formula2eq.variables.observed import (
    LAST_DIGITS,
    ROWS_SHOWN,
    TOLERANCE,
    Constancy,
    Example,
    GroupPair,
    GroupSizes,
)

#: DuckDB spills to disk beyond this, so that files larger than memory can be asked.
MEMORY_LIMIT = "350MB"


def parquet(path: Path, categories: Mapping[str, Sequence[str]] | None = None) -> Any:
    """A Parquet file as a DuckDB relation; nothing is read yet.

    categories  the order of the categories of columns, which such a file does not say
    """
    try:
        import duckdb
    except ImportError as error:
        message = "asking a Parquet file needs the package duckdb"
        missing = Diagnostic("missing-package", message, repair="pip install duckdb")
        raise DataError(missing) from error
    if not path.is_file():
        raise DataError(Diagnostic("file-not-found", f"there is no file {path}"))
    connection = duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "threads": 2})
    try:
        relation = connection.read_parquet(str(path))
        for name, listed in (categories or {}).items():
            if name in relation.columns and listed:
                kind = ", ".join("'" + item.replace("'", "''") + "'" for item in listed)
                column = '"' + name.replace('"', '""') + '"'
                relation = relation.project(
                    f"* REPLACE (CAST({column} AS ENUM({kind})) AS {column})"
                )
        return relation
    except duckdb.Error as error:
        message = f"{path.name} cannot be read: {error}"
        raise DataError(Diagnostic("unreadable-file", message)) from error


def category(value: Any) -> str:
    """A value as R names the category made of it: ``2.0`` is ``2``, ``True`` is ``TRUE``."""
    if isinstance(value, bool):
        return str(value).upper()
    return spell_number(value) if isinstance(value, float) else str(value)


class LazyFrame:
    """A frame that answers queries. Only sums over groups ever leave it."""

    def __init__(self, frame: nw.LazyFrame[Any]) -> None:
        self._frame = frame
        self._schema = frame.collect_schema()

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self._schema.names())

    def constancy(self, group: Sequence[str], variables: Sequence[str]) -> tuple[Constancy, ...]:
        """How constant each variable is within the groups: two queries for all variables."""
        rows = self._prepared(group, variables)
        floating = [place for place, name in enumerate(variables) if self._schema[name].is_float()]
        tolerances, missing = self._surveyed(variables, floating)
        per_group = rows.group_by([f"g{place}" for place in range(len(group))]).agg(
            nw.len().alias("n"),
            *(nw.col(f"v{place}").min().alias(f"low{place}") for place in range(len(variables))),
            *(nw.col(f"v{place}").max().alias(f"high{place}") for place in range(len(variables))),
            *(nw.col(f"v{place}").count().alias(f"n{place}") for place in range(len(variables))),
        )
        flags = []
        for place in range(len(variables)):
            low, high = nw.col(f"low{place}"), nw.col(f"high{place}")
            differs = (high > low).fill_null(False)
            varies = differs
            if place in floating:
                varies = (high - low > tolerances[place]).fill_null(False)
            partly = (nw.col(f"n{place}") > 0) & (nw.col(f"n{place}") < nw.col("n"))
            flags += [
                varies.cast(nw.Int64).alias(f"varies{place}"),
                differs.cast(nw.Int64).alias(f"differs{place}"),
                partly.cast(nw.Int64).alias(f"partly{place}"),
            ]
        names = [
            f"{kind}{place}"
            for place in range(len(variables))
            for kind in ("varies", "differs", "partly")
        ]
        totals = _row(per_group.select(*flags).select(*(nw.col(name).sum() for name in names)))
        found = []
        for place, name in enumerate(variables):
            varying, differing, partly_missing = (
                int(totals[f"{kind}{place}"] or 0) for kind in ("varies", "differs", "partly")
            )
            example = None
            if varying:
                example = self._example(rows, per_group, place, len(group), tolerances.get(place))
            found.append(
                Constancy(
                    name,
                    varying == 0,
                    varying == 0 and partly_missing == 0,
                    varying,
                    missing[place],
                    tolerances.get(place, 0.0) if differing else 0.0,
                    differing > varying,
                    example,
                )
            )
        return tuple(found)

    def sizes(self, group: Sequence[str]) -> GroupSizes:
        """The categories' numbers of rows."""
        counted = self._counted(self._prepared(group, ()), len(group))
        one = (nw.col("n") == 1).cast(nw.Int64)
        totals = _row(
            counted.select(nw.col("n"), one.alias("one")).select(
                nw.col("n").sum().alias("rows"),
                nw.col("n").count().alias("levels"),
                nw.col("n").min().alias("low"),
                nw.col("n").max().alias("high"),
                nw.col("one").sum(),
            )
        )
        rows = int(_row(self._frame.select(nw.len().alias("all")))["all"])
        return GroupSizes(
            rows,
            *(int(totals[name] or 0) for name in ("rows", "levels", "low", "high", "one")),
        )

    def pair(self, first: Sequence[str], second: Sequence[str]) -> GroupPair:
        """How two groupings stand to each other."""
        rows = self._prepared((*first, *second), ())
        middle, end = len(first), len(first) + len(second)
        cells = self._counted(rows, end)
        sizes = _row(
            cells.select(
                nw.col("n").count().alias("count"),
                nw.col("n").min().alias("low"),
                nw.col("n").max().alias("high"),
            )
        )
        numbers = []
        for places in (range(middle), range(middle, end)):
            keys = cells.group_by([f"g{place}" for place in places]).agg(nw.len().alias("k"))
            numbers.append(int(_row(keys.select(nw.col("k").count()))["k"]))
        balanced = sizes["low"] == sizes["high"]
        return GroupPair(numbers[0], numbers[1], int(sizes["count"]), balanced)

    def categories(self, column: str, limit: int) -> tuple[str, ...]:
        """The values that occur: in the column type's own order if it has one, else sorted."""
        unique = self._frame.select(nw.col(column)).filter(~nw.col(column).is_null()).unique()
        values = unique.head(limit).collect()[column].to_list()
        kind = self._schema[column]
        listed = kind.categories if isinstance(kind, nw.Enum) else self._listed(column)
        if listed:
            present = set(map(str, values))
            return tuple(value for value in listed if value in present)
        return tuple(map(category, sorted(values)))

    def _listed(self, column: str) -> tuple[str, ...]:
        """The order of categories that Dask knows; none for other frames."""
        described = getattr(self._frame.to_native(), "_meta", None)
        known = None if described is None else getattr(described[column].dtype, "categories", None)
        return () if known is None else tuple(map(str, known))

    def _prepared(self, group: Sequence[str], variables: Sequence[str]) -> nw.LazyFrame[Any]:
        """Rows that have a group, columns under names of our own, comparable in every engine."""
        expressions = [
            self._comparable(name).alias(f"g{place}") for place, name in enumerate(group)
        ]
        expressions += [
            self._comparable(name).alias(f"v{place}") for place, name in enumerate(variables)
        ]
        rows = self._frame.select(*expressions)
        for place in range(len(group)):
            rows = rows.filter(~nw.col(f"g{place}").is_null())
        return rows

    def _comparable(self, name: str) -> nw.Expr:
        """A column whose smallest and largest value tell whether it varies."""
        kind, column = self._schema[name], nw.col(name)
        if kind.is_float():
            return nw.when(~column.is_nan()).then(column)
        if kind == nw.Boolean:
            return column.cast(nw.Int64)
        return column if kind.is_numeric() or kind.is_temporal() else column.cast(nw.String)

    def _surveyed(
        self, variables: Sequence[str], floating: Sequence[int]
    ) -> tuple[dict[int, float], list[int]]:
        """Tolerances of the variables of floating point, and numbers of missing values of all."""
        chosen = [self._comparable(name).alias(f"v{place}") for place, name in enumerate(variables)]
        found = _row(
            self._frame.select(*chosen).select(
                nw.len().alias("n"),
                *(nw.col(f"v{place}").count().alias(f"n{place}") for place in range(len(chosen))),
                *(nw.col(f"v{place}").min().alias(f"low{place}") for place in floating),
                *(nw.col(f"v{place}").max().alias(f"high{place}") for place in floating),
            )
        )
        tolerances = {}
        for place in floating:
            low, high = found[f"low{place}"] or 0.0, found[f"high{place}"] or 0.0
            size = max(abs(low), abs(high))
            tolerances[place] = max(TOLERANCE * (high - low), LAST_DIGITS * size)
        return tolerances, [int(found["n"] - found[f"n{place}"]) for place in range(len(chosen))]

    def _counted(self, rows: nw.LazyFrame[Any], count: int) -> nw.LazyFrame[Any]:
        return rows.group_by([f"g{place}" for place in range(count)]).agg(nw.len().alias("n"))

    def _example(
        self,
        rows: nw.LazyFrame[Any],
        per_group: nw.LazyFrame[Any],
        place: int,
        parts: int,
        tolerance: float | None,
    ) -> Example:
        """One group that varies, the first in order, and values that it has."""
        low, high = nw.col(f"low{place}"), nw.col(f"high{place}")
        varies = high > low if tolerance is None else high - low > tolerance
        keys = [f"g{part}" for part in range(parts)]
        chosen = per_group.filter(varies).select(*keys).sort(*keys).head(1)
        group = {name: value for name, value in _row(chosen).items()}
        for key, value in group.items():
            rows = rows.filter(nw.col(key) == value)
        values = rows.select(nw.col(f"v{place}")).filter(~nw.col(f"v{place}").is_null()).unique()
        shown = values.sort(f"v{place}").head(ROWS_SHOWN).collect()[f"v{place}"].to_list()
        return Example(":".join(str(value) for value in group.values()), (), tuple(shown))


def _row(frame: nw.LazyFrame[Any]) -> dict[str, Any]:
    """The single row of an answer."""
    return frame.collect().rows(named=True)[0]
