"""Write the parse table of the formula grammar beside it: ``python -m formula2eq.formula.tabulate``."""

from __future__ import annotations

from pathlib import Path

from formula2eq.formula.parse import GRAMMAR, TABLE, lark_parser
from formula2eq.formula.table import computed, written
from formula2eq.resources import text as resource


def tabulated() -> str:
    """The text of the table, computed anew by Lark."""
    return written(computed(lark_parser()), resource(*GRAMMAR))


if __name__ == "__main__":
    checkout = Path(__file__).parents[2]
    checkout.joinpath(*TABLE).write_text(tabulated(), encoding="utf-8", newline="\n")
