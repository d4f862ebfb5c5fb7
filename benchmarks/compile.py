"""Time from a formula to proven equations: warm, cold and as formulas grow.

Aims: a level form in a fresh process 0.16 s, a combined form with its proof 0.7 s, the import alone
30 ms; warm with proof 15 ms for the lecture's model and for the median structure; close to linear in
the number of terms, 1,000 terms within 2 s.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "golden"))

from structures import STRUCTURES  # noqa: E402

import formula2eq as f2e  # noqa: E402

LECTURE = (
    "score ~ age + female + black*teacher_black + black*prop_black + (1 + black | teacher)",
    {"levels": {"teacher": ["teacher_black", "prop_black"]}},
)
SIZES = (10, 30, 100, 300, 1000)
NOTATIONS = ("additive", "raudenbush-bryk")


def best(action: Callable[[], object], repeats: int) -> float:
    """The shortest of several times, in seconds: what the machine does undisturbed."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def process(*arguments: str) -> Callable[[], object]:
    """A fresh process of the interpreter."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def cold() -> list[tuple[str, float, float]]:
    """Name, seconds and aim of what a user waits for in a fresh process."""
    empty = best(process("-c", "pass"), 7)
    command = ("-m", "formula2eq", "equations", LECTURE[0], "--level")
    named = (*command, "teacher=teacher_black,prop_black")
    return [
        (
            "import formula2eq, beyond the interpreter",
            best(process("-c", "import formula2eq"), 7) - empty,
            0.03,
        ),
        ("command, level form as text", best(process(*named), 7), 0.16),
        ("command, level form as LaTeX", best(process(*named, "--to", "latex"), 7), 0.16),
        ("command, combined form with proof", best(process(*named, "--form", "combined"), 5), 0.7),
    ]


def compiled(formula: str, settings: dict[str, object], notation: str = "additive") -> None:
    """A new model, its combined form with both proofs, and its LaTeX."""
    model = f2e.Model(formula, **settings)  # type: ignore[arg-type]
    model.equations("combined", notation).latex()


def lecture() -> None:
    """The lecture's model, level form and combined form, both proven."""
    model = f2e.Model(LECTURE[0], **LECTURE[1])  # type: ignore[arg-type]
    model.equations("levels", "lecture").latex()
    model.equations("combined", "lecture").latex()


def warm() -> list[tuple[str, float]]:
    """Seconds for each structure, everything loaded; every formula is compiled anew."""
    found = []
    for name, (formula, settings) in STRUCTURES.items():
        found.append((name, best(lambda f=formula, s=settings: compiled(f, s), 7)))
    return found


def growth(notation: str) -> list[tuple[int, float]]:
    """Seconds for a sum of so many terms and a random slope, with proof."""
    found = []
    for size in SIZES:
        names = " + ".join(f"x{number}" for number in range(size))
        formula = f"y ~ {names} + (1 + x0 | g)"
        seconds = best(lambda f=formula: compiled(f, {}, notation), 5 if size < 300 else 2)
        found.append((size, seconds))
    return found


def main() -> None:
    """Print the tables."""
    lecture()
    print("cold, a fresh process")
    for name, seconds, aim in cold():
        print(f"  {name:<44} {1000 * seconds:7.0f} ms   aim {1000 * aim:.0f} ms")
    print("warm, combined form with proof and LaTeX")
    times = warm()
    for name, seconds in times:
        print(f"  {name:<44} {1000 * seconds:7.1f} ms")
    median = statistics.median(seconds for _, seconds in times)
    print(f"  {'median':<44} {1000 * median:7.1f} ms   aim 15 ms")
    print(f"  {'lecture, both forms':<44} {1000 * best(lecture, 7):7.1f} ms   aim 15 ms")
    for notation in NOTATIONS:
        print(f"growth, terms in a sum, {notation}")
        for size, seconds in growth(notation):
            each = 1e6 * seconds / size
            print(f"  {size:<44} {1000 * seconds:7.1f} ms   {each:.0f} us a term")


if __name__ == "__main__":
    main()
