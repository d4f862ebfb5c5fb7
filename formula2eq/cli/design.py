"""``formula2eq design``: the matrices X and Z, as R and lme4 have them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from formula2eq.cli.options import model, pairs, parser, require_data, warn


def run(arguments: Sequence[str]) -> int:
    """Print columns, rank and structure of the design."""
    options_parser = parser("design", "Print the model matrices of a formula with data.")
    options_parser.add_argument("--json", action="store_true", help="as JSON, with R's figures")
    add = options_parser.add_argument
    add(
        "--column-contrasts",
        action="append",
        default=[],
        metavar="VAR=contr.sum",
        help="contrasts that stand on a column: fixed and random part",
    )
    add(
        "--contrasts-option",
        metavar="UNORDERED,ORDERED",
        help="R's option: contr.treatment,contr.poly by default",
    )
    add("--no-checks", action="store_true", help="take groups that lme4 finds too many or too few")
    options = options_parser.parse_args(arguments)
    settings: dict[str, Any] = {
        "column_contrasts": pairs(options.column_contrasts, "--column-contrasts"),
        "checks": not options.no_checks,
    }
    if options.contrasts_option:
        first, _, second = options.contrasts_option.partition(",")
        settings["contrasts_option"] = (first.strip(), second.strip() or "contr.poly")
    described = model(options, **settings)
    require_data(described, "design")
    record = described.design()
    warn(described.diagnostics)
    if options.json:
        said = {"formula": described.text, **record.to_dict()}
        said["diagnostics"] = [diagnostic.to_dict() for diagnostic in described.diagnostics]
        print(json.dumps(said, ensure_ascii=False, indent=2))
        return 0
    made = record.design
    print(f"X  {made.X.shape[0]:,} rows, {made.X.shape[1]} columns: {', '.join(made.names)}")
    if made.dropped:
        print(f"   dropped for lack of rank: {', '.join(made.dropped)}")
    for block in made.random:
        print(f"Z  {block.group} ({len(block.categories):,} categories): {', '.join(block.names)}")
    return 0
