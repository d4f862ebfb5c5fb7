"""The main job on real input: three models with their data, from formula to equations.

Prints the levels that were found, the level equations and the combined form, and leaves a LaTeX file
for each in the folder given (``build/demo`` by default).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import formula2eq as f2e

HERE = Path(__file__).parent
DATA = HERE.parent / "tests" / "data"

NAMES = json.loads((HERE / "lecture" / "names.json").read_text(encoding="utf-8"))

MODELS = {
    "reading": (
        (HERE / "lecture" / "reading.R").read_text(encoding="utf-8"),
        "seed_reading.csv",
        {"names": NAMES["reading"]["names"], "groups": NAMES["reading"]["groups"]},
        "lecture",
    ),
    "maths": (
        (HERE / "lecture" / "maths.R").read_text(encoding="utf-8"),
        "seed_math.csv",
        {
            "names": NAMES["maths"]["names"],
            "groups": NAMES["maths"]["groups"],
            "family": "binomial",
        },
        "lecture",
    ),
    "hsb": (
        "mAch ~ cses*meanses + cses*sector + (1 + cses | school)",
        "Hsb82_full.csv.gz",
        {},
        "raudenbush-bryk",
    ),
}


def main(folder: Path) -> None:
    """Print and write all three."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (formula, data, settings, notation) in MODELS.items():
        model = f2e.Model(formula, f2e.read_data(DATA / data), **settings)
        print(f"=== {name}: {data} ===\n{formula.strip()}\n")
        print(model.levels_text() + "\n")
        for diagnostic in model.diagnostics:
            print(f"{diagnostic}\n")
        for form in ("levels", "combined"):
            equations = model.equations(form, notation)
            print(f"{equations}\n")
            target = folder / f"{name}_{form}.tex"
            equations.save(target)
            print(f"  -> {target}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/demo"))
