"""Reading a table: CSV, CSV.gz or Parquet, with the sidecar that says what its columns are.

A sidecar ``NAME.schema.json`` lists ``columns``, each with ``name``, ``type`` (``numeric``,
``integer``, ``logical``, ``character``, ``date``, ``factor``, ``ordered``) and, for factors, all ``levels``
in order; ``na_string`` is how a missing value is written (``NA``, in quotes or not, as R's
``read.csv`` has it). The order of categories is part
of the data: it decides the reference category and the order of columns.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

#: What a text file may call a truth value, as R's ``read.csv`` has it.
_TRUTH = {"TRUE": True, "FALSE": False, "true": True, "false": False, "T": True, "F": False}

#: Values, rows times columns, beyond which a Parquet file is asked instead of loaded.
LARGE = 20_000_000

#: What pandas, gzip and PyArrow raise for files that are damaged or of another kind.
_DAMAGED = (ValueError, OSError, EOFError, zlib.error, KeyError, NotImplementedError)

_SUFFIXES = (".csv", ".csv.gz", ".parquet")


def read_data(path: str | Path, schema: str | Path | None = None) -> pd.DataFrame:
    """A table as a pandas frame, its columns typed as R would hold them.

    ``path`` ends in ``.csv``, ``.csv.gz`` or ``.parquet``. Without ``schema`` the sidecar beside
    the file is used when there is one; without a sidecar numbers, truth values and text are told
    apart as R's ``read.csv`` does, and text stays text. Raises ``DataError``.
    """
    import pandas as pd

    path = Path(path)
    suffix = next((suffix for suffix in _SUFFIXES if path.name.lower().endswith(suffix)), None)
    if suffix is None:
        _refuse("unknown-file-type", f"{path.name} is no CSV, CSV.gz or Parquet file")
    if not path.is_file():
        _refuse("file-not-found", f"there is no file {path}")
    described = _read_schema(path, suffix, schema)
    try:
        if suffix == ".parquet":
            frame = pd.read_parquet(path)
        else:
            marker = "NA" if described is None else str(described.get("na_string", "NA"))
            frame = pd.read_csv(
                path, dtype=str, keep_default_na=False, na_values=[marker], encoding="utf-8"
            )
    except _DAMAGED as error:
        _refuse("unreadable-file", f"{path.name} cannot be read: {error}")
    except ImportError:
        _refuse(
            "missing-package", "reading Parquet needs the package pyarrow", "pip install pyarrow"
        )
    if described is None:
        return frame if suffix == ".parquet" else frame.apply(_inferred)
    return _typed(frame, described, path.name)


def opened(data: Any, schema: str | Path | None = None) -> Any:
    """Data as a model takes them: a frame as it is, a path read.

    A Parquet file of more than `LARGE` values is not read: a DuckDB relation answers for it.
    """
    if not isinstance(data, (str, Path)):
        return data
    path = Path(data)
    if path.name.lower().endswith(".parquet") and path.is_file() and _values(path) > LARGE:
        from formula2eq.variables.observed_lazy import parquet

        described = _read_schema(path, ".parquet", schema)
        return parquet(path, {} if described is None else _listed_categories(described))
    return read_data(path, schema)


def _listed_categories(described: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The categories that a sidecar lists, by column."""
    return {
        column["name"]: tuple(map(str, column.get("levels", ())))
        for column in described["columns"]
        if column.get("type") in ("factor", "ordered")
    }


def _values(path: Path) -> int:
    """How many values a Parquet file has; 0 when it cannot be told, so that reading says why."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import read_metadata
    except ImportError:
        return 0
    try:
        described = read_metadata(path)
    except (OSError, ArrowException):
        return 0
    return int(described.num_rows * described.num_columns)


def _read_schema(path: Path, suffix: str, schema: str | Path | None) -> Mapping[str, Any] | None:
    """The sidecar's contents; None when there is none."""
    beside = path.with_name(path.name[: -len(suffix)] + ".schema.json")
    chosen = Path(schema) if schema is not None else beside
    if not chosen.is_file():
        if schema is not None:
            _refuse("file-not-found", f"there is no schema file {chosen}")
        return None
    try:
        described = json.loads(chosen.read_text(encoding="utf-8"))
    except ValueError as error:
        _refuse("unreadable-schema", f"{chosen.name} is no JSON: {error}")
    if not isinstance(described, dict):
        described = {}
    columns = described.get("columns")
    if not isinstance(columns, list) or not all(
        isinstance(column, dict) and isinstance(column.get("name"), str) for column in columns
    ):
        _refuse("unreadable-schema", f"{chosen.name} has no list of columns, each with a name")
    return described


def _typed(frame: pd.DataFrame, described: Mapping[str, Any], name: str) -> pd.DataFrame:
    """The frame with the types of its sidecar; columns that it does not list are inferred."""
    import pandas as pd

    listed = {column["name"]: column for column in described["columns"]}
    absent = [column for column in listed if column not in frame.columns]
    if absent:
        _refuse("schema-mismatch", f"{name} has no column {absent[0]}, which its schema lists")
    made = {}
    for column in frame.columns:
        series, entry = frame[column], listed.get(column)
        made[column] = (
            _inferred(series) if entry is None else _convert(series, entry, f"{name}, {column}")
        )
    return pd.DataFrame(made, index=frame.index, columns=frame.columns)


def _convert(series: pd.Series, entry: Mapping[str, Any], where: str) -> pd.Series:
    """A column as its sidecar declares it."""
    import pandas as pd

    kind = entry.get("type")
    if kind in ("factor", "ordered"):
        categories = [str(level) for level in entry.get("levels", [])]
        texts = series.astype("string").astype(object).where(series.notna(), None)
        unknown = sorted(set(texts.dropna()) - set(categories))
        if unknown:
            _refuse("schema-mismatch", f"{where}: {unknown[0]} is none of the schema's levels")
        return pd.Series(
            pd.Categorical(texts, categories=categories, ordered=kind == "ordered"),
            index=series.index,
        )
    if kind == "character":
        return series.astype("str")
    try:
        if kind == "logical":
            if not pd.api.types.is_bool_dtype(series.dtype):
                series = series.map(lambda text: _TRUTH[text], na_action="ignore")
            return series.astype("boolean" if series.isna().any() else "bool")
        if kind == "integer":
            numbers = pd.to_numeric(series)
            return numbers.astype("Int64" if numbers.isna().any() else "int64")
        if kind == "date":
            return pd.to_datetime(series, format="%Y-%m-%d")
        if kind == "numeric":
            return pd.to_numeric(series).astype("float64")
    except (ValueError, TypeError, KeyError):
        _refuse("schema-mismatch", f"{where}: a value is not {kind}, as the schema says it is")
    _refuse("schema-mismatch", f"{where}: the schema's type {kind} is unknown")


def _inferred(series: pd.Series) -> pd.Series:
    """A column of texts typed as R's ``read.csv`` types it: logical, integer, numeric or text.

    Blank fields are missing, except in text.
    """
    import pandas as pd

    if not (pd.api.types.is_string_dtype(series.dtype) or series.dtype == object):
        return series
    filled = series.mask(series.str.strip() == "")
    present = filled.dropna()
    if present.isin(list(_TRUTH)).all():
        truths = filled.map(_TRUTH, na_action="ignore")
        return truths.astype("boolean" if filled.isna().any() else "bool")
    try:
        numbers = pd.to_numeric(filled)
    except (ValueError, TypeError):
        return series.astype("str")
    if present.str.fullmatch(r"\s*[+-]?\d{1,15}\s*").all():
        return numbers.astype("Int64" if numbers.isna().any() else "int64")
    return numbers.astype("float64")


def _refuse(rule: str, message: str, repair: str | None = None) -> NoReturn:
    raise DataError(Diagnostic(rule, message, repair=repair))
