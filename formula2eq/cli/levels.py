"""``formula2eq levels``: print the hierarchy and every variable's level."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq.cli.options import model, parser, warn
from formula2eq.documents.levels import levels_text


def run(arguments: Sequence[str]) -> int:
    """Print the levels that were found or declared."""
    options_parser = parser("levels", "Print the levels that were found in the data or declared.")
    options_parser.add_argument("--json", action="store_true", help="as JSON")
    options = options_parser.parse_args(arguments)
    described = model(options)
    warn(described.diagnostics)
    if options.json:
        print(json.dumps(described.levels_dict(), ensure_ascii=False, indent=2))
    else:
        print(levels_text(described.roles))
    return 0
