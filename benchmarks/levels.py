"""Finding levels in ten million rows: in memory against bare numpy, and in Parquet through DuckDB.

    python benchmarks/levels.py [ROWS]

Two hundred thousand groups, six columns. In memory the yardstick is the least that anybody must do:
factorize the group, look up one value per group, compare. Aims: at most 1.5 times that, and a peak
of memory below 0.6 GB for the file, measured in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

GROUPS = 200_000
VARIABLES = ["x", "mean", "size", "kind", "n"]
REPETITIONS = 3


def table(rows: int) -> pd.DataFrame:
    generator = np.random.default_rng(2)
    group = generator.integers(GROUPS, size=rows)
    return pd.DataFrame(
        {
            "g": group,
            "x": generator.normal(size=rows),
            "mean": generator.normal(size=GROUPS)[group],
            "size": generator.integers(100, size=GROUPS)[group],
            "kind": pd.Categorical.from_codes(group % 4, list("abcd")),
            "n": generator.integers(100, size=rows),
        }
    )


def bare(data: pd.DataFrame) -> list[bool]:
    codes, names = pd.factorize(data["g"])
    answers = []
    for name in VARIABLES:
        column = data[name]
        values = column.cat.codes.to_numpy() if name == "kind" else column.to_numpy()
        typical = np.empty(len(names), dtype=values.dtype)
        typical[codes] = values
        answers.append(bool((typical[codes] == values).all()))
    return answers


def ours(data: pd.DataFrame) -> list[bool]:
    from formula2eq.variables.observed import constancy

    return [found.constant_within for found in constancy(data, "g", VARIABLES)]


def write_parquet(rows: int, path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    step = 1_000_000
    with parquet.ParquetWriter(
        path, pyarrow.Schema.from_pandas(table(10), preserve_index=False)
    ) as file:
        for start in range(0, rows, step):
            part = table(min(step, rows - start))
            file.write_table(pyarrow.Table.from_pandas(part, preserve_index=False))


def from_file(path: str) -> None:
    """In a process of its own: the answer, the time and the peak of memory."""
    from formula2eq.variables.observed import constancy

    start = perf_counter()
    answers = [found.constant_within for found in constancy(path, "g", VARIABLES)]
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"Parquet through DuckDB {seconds:6.2f} s, peak {peak:.2f} GB, {answers}")


def main() -> None:
    if len(sys.argv) == 3:
        from_file(sys.argv[2])
        return
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 10_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        write_parquet(rows, path)
        subprocess.run([sys.executable, __file__, "file", str(path)], check=True)
    data = table(rows)
    found = {}
    for name, work in (("bare numpy", bare), ("formula2eq", ours)):
        times = []
        for _ in range(REPETITIONS):
            start = perf_counter()
            answers = work(data)
            times.append(perf_counter() - start)
        found[name] = min(times)
        print(f"{name:22} {found[name]:6.2f} s, {answers}")
    print(f"{found['formula2eq'] / found['bare numpy']:.2f} times bare numpy")


if __name__ == "__main__":
    main()
