"""The model matrix of a million rows, against R, formulaic, patsy and formulae, in one run.

    python benchmarks/design.py [ROWS]

The formula is ``y ~ x*f + g*z + h`` with factors of 5, 3 and 20 categories. Each tool starts from a
table in memory and gives a dense matrix with all its columns; the best of some repetitions counts.
Tools that are not installed are left out. Aims: 4 times faster than R, 1.5 times than formulaic.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import which
from time import perf_counter

import numpy as np
import pandas as pd

FORMULA = "y ~ x*f + g*z + h"
REPETITIONS = 5


def table(rows: int) -> pd.DataFrame:
    generator = np.random.default_rng(1)
    made = {name: generator.normal(size=rows) for name in "yxz"}
    for name, count in (("f", 5), ("g", 3), ("h", 20)):
        codes = generator.integers(count, size=rows)
        made[name] = pd.Categorical.from_codes(codes, [f"{name}{code:02}" for code in range(count)])
    return pd.DataFrame(made)


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPETITIONS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def ours(data: pd.DataFrame) -> float:
    from formula2eq.design.build import fixed_matrix
    from formula2eq.formula.parse import parse
    from formula2eq.terms.expand import expand

    return best(lambda: fixed_matrix(expand(parse(FORMULA)), data))


def formulaic(data: pd.DataFrame) -> float:
    from formulaic import model_matrix

    return best(lambda: model_matrix(FORMULA, data, output="numpy"))


def patsy(data: pd.DataFrame) -> float:
    from patsy import dmatrix

    return best(lambda: dmatrix(FORMULA.split("~")[1], data))


def formulae(data: pd.DataFrame) -> float:
    from formulae import design_matrices

    return best(lambda: np.asarray(design_matrices(FORMULA, data).common))


def r(data: pd.DataFrame) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        data.to_csv(path, index=False)
        script = f"""
          data <- read.csv("{path.as_posix()}", stringsAsFactors = TRUE)
          best <- Inf
          for (i in 1:{REPETITIONS}) {{
            gc()
            time <- system.time(model.matrix({FORMULA}, data))[["elapsed"]]
            best <- min(best, time)
          }}
          cat(best)
        """
        answer = subprocess.run(
            ["Rscript", "-e", script], capture_output=True, text=True, check=True
        )
    return float(answer.stdout.split()[-1])


def main() -> None:
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
    data = table(rows)
    tools: dict[str, Callable[[pd.DataFrame], float]] = {
        "formula2eq": ours,
        "formulaic": formulaic,
        "patsy": patsy,
        "formulae": formulae,
    }
    if which("Rscript"):
        tools["R"] = r
    found = {}
    for name, work in tools.items():
        try:
            found[name] = work(data)
        except ImportError:
            print(f"{name:12} not installed")
    print(f"{FORMULA}, {rows} rows")
    for name, seconds in found.items():
        print(f"{name:12} {seconds:8.3f} s  {seconds / found['formula2eq']:6.1f} times ours")


if __name__ == "__main__":
    main()
