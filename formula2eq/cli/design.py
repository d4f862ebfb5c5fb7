"""``formula2eq design``: the matrices X and Z, as R and lme4 have them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq.cli.options import model, parser, require_data, warn


def run(arguments: Sequence[str]) -> int:
    """Print columns, rank and structure of the design."""
    options_parser = parser("design", "Print the model matrices of a formula with data.")
    options_parser.add_argument("--json", action="store_true", help="as JSON, with R's figures")
    options = options_parser.parse_args(arguments)
    described = model(options)
    require_data(described, "design")
    record = described.design()
    warn(described.diagnostics)
    if options.json:
        print(json.dumps(record.to_dict(), ensure_ascii=False, indent=2))
        return 0
    made = record.design
    print(f"X  {made.X.shape[0]:,} rows, {made.X.shape[1]} columns: {', '.join(made.names)}")
    if made.dropped:
        print(f"   dropped for lack of rank: {', '.join(made.dropped)}")
    for block in made.random:
        print(f"Z  {block.group} ({len(block.categories):,} categories): {', '.join(block.names)}")
    return 0
