"""Fits against lme4 and statsmodels, interleaved in one run, and growth with the number of rows.

    python benchmarks/fit.py [--data FOLDER] [--repetitions N] [--growth] [--largest ROWS]

A call starts from a table in memory and ends with estimates and their standard errors: formula,
design and fit. lme4 runs in one live R with its default control, statsmodels' MixedLM where it has
the model. The tools take turns, so that a busy machine slows all of them; the median counts.
``--growth`` fits a simulated two-level model of 1e4 rows up to ``--largest`` (1e7), each size in a
process of its own, and prints time and peak memory. Tools that are not installed are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from statistics import median
from time import perf_counter
from typing import Any

DATA = Path(__file__).parent.parent / "tests" / "data"


@dataclass(frozen=True, slots=True)
class Case:
    """A model; ``aim`` is the ratio to lme4 that this project promises."""

    name: str
    dataset: str
    formula: str
    family: str
    aim: float
    statsmodels: tuple[str, str, str] | None = None


CASES = (
    Case("InstEval", "InstEval_full", "y ~ service + (1 | s) + (1 | d)", "gaussian", 15),
    Case(
        "VerbAgg",
        "VerbAgg_full",
        "r2 ~ Anger + Gender + btype + situ + (1 | id) + (1 | item)",
        "binomial",
        15,
    ),
    Case(
        "Contraception",
        "Contraception_full",
        "use ~ age + I(age^2) + urban + livch + (urban | district)",
        "binomial",
        25,
    ),
    Case(
        "seed_math",
        "seed_math",
        "math_gt_reading ~ student_age_s + student_female*teacher_female + teacher_exp_s"
        " + (1 + student_age_s + student_female | teacher_id)",
        "binomial",
        25,
    ),
    Case(
        "grouseticks",
        "grouseticks_full",
        "TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)",
        "poisson",
        5,
    ),
    Case("cbpp", "cbpp", "cbind(incidence, size - incidence) ~ period + (1 | herd)", "binomial", 8),
    Case(
        "Hsb82",
        "Hsb82_full",
        "mAch ~ cses * sector + cses * meanses + (cses | school)",
        "gaussian",
        4,
        ("mAch ~ cses * sector + cses * meanses", "school", "~cses"),
    ),
    Case(
        "sleepstudy",
        "sleepstudy",
        "Reaction ~ Days + (Days | Subject)",
        "gaussian",
        1.5,
        ("Reaction ~ Days", "Subject", "~Days"),
    ),
)

#: Seconds that statsmodels may take once to be asked again.
PATIENCE = 60.0

SERVER = r"""
suppressMessages(library(lme4))
options(warn = -1)
data <- list()
lines <- file("stdin", "r")
repeat {
  line <- readLines(lines, 1)
  if (length(line) == 0) break
  part <- strsplit(line, "\t", fixed = TRUE)[[1]]
  if (part[1] == "load") {
    frame <- read.csv(part[3], check.names = FALSE, stringsAsFactors = TRUE)
    for (name in strsplit(part[4], ",", fixed = TRUE)[[1]]) frame[[name]] <- factor(frame[[name]])
    data[[part[2]]] <- frame
    cat("loaded\n")
  } else {
    frame <- data[[part[2]]]
    invisible(gc())
    time <- system.time(suppressMessages({
      formula <- as.formula(part[3])
      model <- if (part[4] == "gaussian") lmer(formula, frame) else glmer(formula, frame, family = part[4])
      coef(summary(model))
    }))[["elapsed"]]
    cat(format(time, digits = 10), "\n")
  }
  flush(stdout())
}
"""


class Lme4:
    """A live R that fits on demand."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            ["Rscript", "-e", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, *parts: str) -> str:
        """R's answer to one request."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write("\t".join(parts) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise RuntimeError("R stopped")
        return answer


def has_lme4() -> bool:
    if which("Rscript") is None:
        return False
    question = 'quit(status = !requireNamespace("lme4", quietly = TRUE))'
    return subprocess.run(["Rscript", "-e", question], capture_output=True).returncode == 0


def ours(case: Case, data: Any) -> float:
    from formula2eq.design.build import design
    from formula2eq.fitting.fit import fit
    from formula2eq.formula.parse import parse
    from formula2eq.terms.expand import expand

    start = perf_counter()
    terms = expand(parse(case.formula), list(data.columns))
    fit(design(terms, data, family=case.family).design, case.family)
    return perf_counter() - start


def theirs(case: Case, data: Any) -> float:
    import statsmodels.formula.api as formulas

    assert case.statsmodels is not None
    formula, groups, effects = case.statsmodels
    start = perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        formulas.mixedlm(formula, data, groups=data[groups], re_formula=effects).fit().summary()
    return perf_counter() - start


def compare(folder: Path, repetitions: int) -> None:
    from formula2eq.variables.data import read_data

    lme4 = Lme4() if has_lme4() else None
    statsmodels = importlib.util.find_spec("statsmodels") is not None
    print(f"{'model':14s} {'ours ms':>9s} {'lme4 ms':>9s} {'ratio':>7s} {'aim':>5s}   statsmodels")
    for case in CASES:
        path = folder / f"{case.dataset}.csv"
        path = path if path.exists() else path.with_suffix(".csv.gz")
        data = read_data(path)
        if lme4 is not None:
            factors = [str(name) for name in data.columns if data[name].dtype == "category"]
            lme4.ask("load", case.dataset, str(path), ",".join(factors))
        ours(case, data)
        times: dict[str, list[float]] = {"ours": [], "lme4": [], "statsmodels": []}
        for _ in range(repetitions):
            times["ours"].append(ours(case, data))
            if lme4 is not None:
                elapsed = float(lme4.ask("fit", case.dataset, case.formula, case.family))
                times["lme4"].append(elapsed)
            patient = max(times["statsmodels"], default=0) < PATIENCE
            if statsmodels and case.statsmodels is not None and patient:
                times["statsmodels"].append(theirs(case, data))
        print(row(case, {tool: median(t) for tool, t in times.items() if t}), flush=True)


def row(case: Case, times: dict[str, float]) -> str:
    own = times["ours"]
    text = f"{case.name:14s} {own * 1e3:9.1f}"
    if "lme4" in times:
        text += f" {times['lme4'] * 1e3:9.0f} {times['lme4'] / own:7.1f} {case.aim:5g}"
    if "statsmodels" in times:
        text += f"   {times['statsmodels'] * 1e3:.0f} ms, ratio {times['statsmodels'] / own:.1f}"
    return text


def grow(largest: int) -> None:
    print(
        f"{'rows':>10s} {'groups':>8s} {'design s':>9s} {'fit s':>8s} {'peak GB':>8s} {'us/row':>7s}"
    )
    rows = 10_000
    while rows <= largest:
        subprocess.run([sys.executable, __file__, "--one", str(rows)], check=True)
        rows *= 10


def one_size(rows: int) -> None:
    """y ~ x + (x | g) with 100 rows in each category, in this process."""
    import resource

    import numpy as np
    import pandas as pd

    from formula2eq.design.build import design
    from formula2eq.fitting.fit import fit
    from formula2eq.formula.parse import parse
    from formula2eq.terms.expand import expand

    random = np.random.default_rng(1)
    groups = rows // 100
    codes = random.permutation(np.repeat(np.arange(groups), 100))
    x = random.normal(size=rows)
    b = random.normal(size=(groups, 2)) @ [[0.8, 0.3], [0.0, 0.5]]
    y = 1 + 2 * x + b[codes, 0] + b[codes, 1] * x + random.normal(size=rows)
    categories = pd.Index([f"g{code:06d}" for code in range(groups)])
    data = pd.DataFrame({"y": y, "x": x, "g": pd.Categorical.from_codes(codes, categories)})
    formula = "y ~ x + (x | g)"
    start = perf_counter()
    made = design(expand(parse(formula), list(data.columns)), data).design
    middle = perf_counter()
    found = fit(made)
    end = perf_counter()
    assert found.converged and abs(found.beta[1] - 2) < 0.2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{rows:10d} {groups:8d} {middle - start:9.2f} {end - middle:8.2f} {peak:8.2f}"
        f" {(end - start) / rows * 1e6:7.2f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the data sets")
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--growth", action="store_true", help="growth with the number of rows")
    parser.add_argument("--largest", type=int, default=10_000_000, help="most rows of the growth")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        one_size(chosen.one)
    elif chosen.growth:
        grow(chosen.largest)
    else:
        compare(chosen.data, chosen.repetitions)


if __name__ == "__main__":
    main()
