"""What the data show: within which groups a variable is constant, which groups are nested.

Any frame that narwhals knows is taken. Frames in memory (pandas, Polars, PyArrow) are compared
column by column in numpy; frames that are not (DuckDB relations, Dask, Spark, lazy Polars) answer
by a few sums over groups, and are never loaded. A path to a Parquet file goes through DuckDB.

Numbers stored as floating point count as equal when they differ by no more than ``TOLERANCE`` of
the column's range (or by a few units of the last digit): the mean of a group, computed row by row,
is constant although its last digits are not. Results say when that was needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from warnings import catch_warnings, filterwarnings

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import DataError, UsageError
from formula2eq.variables.progress import progress

if TYPE_CHECKING:
    from formula2eq.variables.observed_eager import EagerFrame
    from formula2eq.variables.observed_lazy import LazyFrame

#: Floating-point values this close, as a share of the column's range, are one value.
TOLERANCE = 1e-10

#: So many units in the last digit of the largest value are never a difference.
LAST_DIGITS = 8 * 2.0**-52

#: So many rows are shown of a group that varies.
ROWS_SHOWN = 3

Relation = Literal[
    "same", "first_in_second", "second_in_first", "fully_crossed", "partially_crossed"
]


@dataclass(frozen=True, slots=True)
class Example:
    """A group in which a variable varies: its name, and some of its rows.

    rows   positions in the data from 0; empty for frames that have no order of rows
    values of the variable in those rows
    """

    group: str
    rows: tuple[int, ...]
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Constancy:
    """How constant a variable is within the groups of a grouping.

    constant_within       at most one distinct value in every group, missing ones aside
    constant_counting_na  the same with a missing value as a value of its own
    n_groups_varying      groups with more than one distinct value, missing ones aside
    n_missing             rows of the data without a value
    tolerance             largest difference that counts as none; 0 for all but floating point
    rounded               whether values that differ were taken for one because of it
    example               the first group that varies, None when none does
    """

    variable: str
    constant_within: bool
    constant_counting_na: bool
    n_groups_varying: int
    n_missing: int
    tolerance: float = 0.0
    rounded: bool = False
    example: Example | None = None

    def to_dict(self) -> dict[str, object]:
        """As JSON, without the example."""
        return {
            "name": self.variable,
            "constant_within": self.constant_within,
            "constant_counting_na": self.constant_counting_na,
            "n_groups_varying": self.n_groups_varying,
            "n_missing": self.n_missing,
        }


@dataclass(frozen=True, slots=True)
class GroupSizes:
    """A grouping's categories and how many rows each has; rows without a category are left out."""

    n_rows: int
    n_rows_with_group: int
    n_levels: int
    min_size: int
    max_size: int
    n_single: int

    @property
    def balanced(self) -> bool:
        """Whether all categories have equally many rows."""
        return self.min_size == self.max_size

    @property
    def one_row_per_level(self) -> bool:
        """Whether every category has one row."""
        return self.max_size == 1


@dataclass(frozen=True, slots=True)
class GroupPair:
    """How two groupings stand to each other, on the rows that have both."""

    n_levels_first: int
    n_levels_second: int
    n_combinations: int
    balanced_cells: bool

    @property
    def n_possible(self) -> int:
        """How many combinations there could be."""
        return self.n_levels_first * self.n_levels_second

    @property
    def first_nested_in_second(self) -> bool:
        """Whether each category of the first occurs with one of the second only."""
        return self.n_combinations == self.n_levels_first

    @property
    def second_nested_in_first(self) -> bool:
        """Whether each category of the second occurs with one of the first only."""
        return self.n_combinations == self.n_levels_second

    @property
    def relation(self) -> Relation:
        """The relation in one word."""
        if self.first_nested_in_second and self.second_nested_in_first:
            return "same"
        if self.first_nested_in_second:
            return "first_in_second"
        if self.second_nested_in_first:
            return "second_in_first"
        full = self.n_combinations == self.n_possible
        return "fully_crossed" if full else "partially_crossed"


def constancy(
    frame: Any, group: str | Sequence[str], variables: Sequence[str] | None = None
) -> tuple[Constancy, ...]:
    """For each variable, whether it is constant within the groups.

    ``frame`` is any frame or a path to a Parquet file, ``group`` a column, columns joined by ``:``,
    or several columns, ``variables`` default to all columns. Rows without a group are left out.

    >>> import pandas as pd
    >>> pupils = pd.DataFrame({"school": ["a", "a", "b"], "size": [3, 3, 5], "ses": [1.5, 2, 3]})
    >>> [found.constant_within for found in constancy(pupils, "school", ["size", "ses"])]
    [True, False]
    """
    opened = _open(frame)
    chosen = list(opened.columns if variables is None else variables)
    parts = _parts(group, opened.columns)
    _require(chosen, opened.columns)
    with progress(f"finding which of {len(chosen)} variables vary within {':'.join(parts)}"):
        return opened.constancy(parts, chosen)


def group_sizes(frame: Any, group: str | Sequence[str]) -> GroupSizes:
    """How many rows each category of a grouping has."""
    opened = _open(frame)
    parts = _parts(group, opened.columns)
    with progress(f"counting the rows of {':'.join(parts)}"):
        return opened.sizes(parts)


def relation(frame: Any, first: str | Sequence[str], second: str | Sequence[str]) -> GroupPair:
    """How two groupings stand to each other.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"class": [1, 2, 3, 3], "school": ["a", "a", "b", "b"]})
    >>> relation(rows, "class", "school").relation
    'first_in_second'
    """
    opened = _open(frame)
    parts = _parts(first, opened.columns), _parts(second, opened.columns)
    with progress(f"comparing {':'.join(parts[0])} with {':'.join(parts[1])}"):
        return opened.pair(*parts)


def categories(frame: Any, column: str, limit: int = 10_000) -> tuple[str, ...]:
    """A column's categories: in the column's own order, or sorted as R sorts them."""
    opened = _open(frame)
    _require([column], opened.columns)
    return opened.categories(column, limit)


def complete_rows(frame: Any, columns: Sequence[str]) -> Any:
    """The rows of a frame that is not in memory that have a value in all of these columns.

    Nothing is loaded: the frame answers for these rows from then on.
    """
    import narwhals as nw

    known = known_frame(frame)
    schema = known.collect_schema()
    used = [name for name in schema.names() if name in columns]
    if not used:
        return frame
    kept = known.drop_nulls(subset=used)
    for name in used:
        if schema[name].is_float():
            kept = kept.filter(~nw.col(name).is_nan())
    return kept.to_native()


def known_frame(frame: Any) -> Any:
    """A frame as narwhals has it. Raises `TypeError` for what is none."""
    import narwhals as nw

    with catch_warnings():
        # narwhals announces that Dask will need a package of its own; it works until then.
        filterwarnings("ignore", "Dask support is moving", FutureWarning)
        return nw.from_native(frame)


def _open(frame: Any) -> EagerFrame | LazyFrame:
    """A frame of any kind, ready to answer."""
    import narwhals as nw

    from formula2eq.variables.observed_eager import EagerFrame
    from formula2eq.variables.observed_lazy import LazyFrame, parquet

    if isinstance(frame, (str, Path)):
        return LazyFrame(nw.from_native(parquet(Path(frame))))
    try:
        known = known_frame(frame)
    except TypeError as error:
        kind = type(frame).__name__
        message = f"a {kind} is no data frame that can be read here"
        repair = "a pandas, Polars, PyArrow, DuckDB, Dask or Spark frame, or a path to Parquet"
        raise UsageError(Diagnostic("unknown-frame", message, repair=repair)) from error
    if isinstance(known, nw.LazyFrame):
        return LazyFrame(known)
    return EagerFrame(known)


def _parts(group: str | Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """The columns that make a grouping; a name that is a column is one even with a colon."""
    if isinstance(group, str):
        group = (group,) if group in columns else tuple(group.split(":"))
    _require(group, columns)
    return tuple(group)


def _require(names: Sequence[str], columns: Sequence[str]) -> None:
    absent = [name for name in names if name not in columns]
    if absent:
        message = f"{absent[0]} is no column of the data, which has {', '.join(columns)}"
        raise DataError(Diagnostic("unknown-variable", message))
