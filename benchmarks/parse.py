"""Parse and expand the formulas of the conformance table: formula2eq against others.

``python benchmarks/parse.py`` prints ratios from one run. Each Python package is timed on the formulas
that it accepts, formula2eq on the same ones, in turns and with the best of several rounds. R's own
``terms()`` is timed inside R on formulas that are parsed already and expanded already by lme4's
``nobars``; formula2eq, for that line, only expands its trees.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand

TABLE = Path(__file__).parents[1] / "tests/conformance/terms.jsonl"
ROUNDS = 7

Reader = Callable[[str], object]

R_SCRIPT = """
rows <- readLines(commandArgs(TRUE)[1])
formulas <- lapply(rows, function(row) as.formula(row))
best <- Inf
for (round in 1:7) {
  start <- Sys.time()
  for (i in 1:5) for (formula in formulas) terms(formula)
  best <- min(best, as.numeric(difftime(Sys.time(), start, units = "secs")) / 5)
}
cat(best)
"""


def ours(text: str) -> object:
    return expand(parse(text))


def others() -> dict[str, Reader]:
    """The readers of other packages that are installed."""
    found: dict[str, Reader] = {}
    try:
        from formulaic import Formula

        found["formulaic"] = Formula
    except ImportError:
        pass
    try:
        from patsy import ModelDesc

        found["patsy"] = ModelDesc.from_formula
    except ImportError:
        pass
    try:
        from formulae import model_description

        found["formulae"] = model_description
    except ImportError:
        pass
    return found


def accepted(reader: Reader, formulas: list[str]) -> list[str]:
    """The formulas that a package reads at all; whether it means the same is another question."""
    kept = []
    for text in formulas:
        try:
            reader(text)
        except Exception:  # noqa: BLE001, S112 - whatever it raises, it did not accept
            continue
        kept.append(text)
    return kept


def once(reader: Reader, formulas: list[str]) -> float:
    start = time.perf_counter()
    for text in formulas:
        reader(text)
    return time.perf_counter() - start


def in_turns(one: Reader, other: Reader, formulas: list[str]) -> tuple[float, float]:
    """The best time of each, measured alternately."""
    pairs = [(once(one, formulas), once(other, formulas)) for _ in range(ROUNDS)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)


def line(name: str, count: int, mine: float, theirs: float) -> str:
    each, their_each = (1e6 * seconds / count for seconds in (mine, theirs))
    return f"{name:<34} {count:>4} {each:>9.0f} {their_each:>9.0f} {theirs / mine:>8.1f}"


def against_r(rows: list[dict[str, object]]) -> str | None:
    """R's ``terms()`` on the fixed parts, without parsing on either side."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    fixed = [str(row["fixed_formula"]) for row in rows if not row["data_columns"]]
    listed = Path("build/bench_formulas.txt")
    listed.parent.mkdir(exist_ok=True)
    listed.write_text("\n".join(fixed) + "\n", "utf-8")
    script = listed.with_suffix(".R")
    script.write_text(R_SCRIPT, "utf-8")
    done = subprocess.run([program, script, listed], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        return None
    trees = [parse(text) for text in fixed]
    best = min(_expand_all(trees) for _ in range(ROUNDS))
    return line("R terms(), trees given", len(fixed), best, float(done.stdout))


def _expand_all(trees: list[object]) -> float:
    start = time.perf_counter()
    for tree in trees:
        expand(tree)  # type: ignore[arg-type]
    return time.perf_counter() - start


def main() -> None:
    rows = [json.loads(text) for text in TABLE.read_text("utf-8").splitlines()]
    formulas = [row["formula"] for row in rows if not row["data_columns"]]
    print(f"{'parse and expand':<34} {'n':>4} {'ours us':>9} {'other us':>9} {'ratio':>8}")
    for name, reader in others().items():
        kept = accepted(reader, formulas)
        mine, theirs = in_turns(ours, reader, kept)
        print(line(name, len(kept), mine, theirs))
    with_r = against_r(rows)
    print(with_r if with_r is not None else "R is not here: no line for its terms()")
    best = min(once(ours, formulas) for _ in range(ROUNDS))
    print(f"{'formula2eq alone':<34} {len(formulas):>4} {1e6 * best / len(formulas):>9.0f}")
    command = "import formula2eq.formula.parse as p; p.parse('y ~ x')"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", command], check=True)  # noqa: S603
    print(f"a new process that parses one formula: {1000 * (time.perf_counter() - start):.0f} ms")


if __name__ == "__main__":
    main()
