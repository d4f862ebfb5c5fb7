"""``formula2eq terms``: print what a formula expands to."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq.cli.options import model, parser, warn


def run(arguments: Sequence[str]) -> int:
    """Print the expanded terms, as R's ``terms()`` and lme4 have them."""
    options_parser = parser("terms", "Print what a formula expands to, as R and lme4 have it.")
    options_parser.add_argument("--json", action="store_true", help="as JSON")
    options = options_parser.parse_args(arguments)
    described = model(options)
    terms = described.terms
    warn(described.diagnostics)
    if options.json:
        print(json.dumps(terms.to_dict(), ensure_ascii=False, indent=2))
        return 0
    print("fixed   " + ", ".join(term.label for term in terms.fixed))
    for random in terms.random:
        print(f"random  {random.text}")
    return 0
