"""``formula2eq verify``: the five verifications, each with its figure."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq.cli.options import model, parser, require_data, warn


def run(arguments: Sequence[str]) -> int:
    """Print the report; exit code 1 when a check fails."""
    options_parser = parser("verify", "Hold a model's equations against its data, and a fit.")
    options_parser.add_argument("--json", action="store_true", help="as JSON")
    options_parser.add_argument(
        "--replicates", type=int, default=50, metavar="R", help="simulated data sets (50)"
    )
    options = options_parser.parse_args(arguments)
    described = model(options)
    require_data(described, "verify")
    warn(described.diagnostics)
    report = described.verify(replicates=max(1, options.replicates))
    if options.json:
        print(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(report)
    return 0 if report.passed else 1
