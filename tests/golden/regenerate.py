"""Write the golden files anew; then read the difference, which is what the change means."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from structures import MARKUPS, STRUCTURES, golden  # noqa: E402


def main() -> None:
    """Write every golden file and remove those that nothing makes any more."""
    made = set()
    for markup, suffix in MARKUPS.items():
        folder = HERE / markup
        folder.mkdir(exist_ok=True)
        for structure in STRUCTURES:
            target = folder / f"{structure}{suffix}"
            target.write_text(golden(structure, markup), encoding="utf-8")
            made.add(target)
        for old in set(folder.iterdir()) - made:
            old.unlink()
    print(f"{len(made)} golden files")


if __name__ == "__main__":
    main()
