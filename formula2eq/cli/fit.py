"""``formula2eq fit``: fit a model and print the estimates, or the equations with them in place."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq.cli.options import model, parser, require_data, warn
from formula2eq.cli.printing import (
    add_estimates,
    add_printing,
    estimated,
    format_of,
    printing,
    write,
)


def run(arguments: Sequence[str]) -> int:
    """Fit, and print the estimates, the equations with them, or JSON."""
    options_parser = parser("fit", "Fit a model: REML or ML, generalized models by Laplace.")
    add = options_parser.add_argument
    add("--ml", action="store_true", help="maximum likelihood in place of REML")
    add("--json", action="store_true", help="as JSON, with the fields of R's reference fits")
    add(
        "--equations",
        action="store_true",
        help="print the equations with the estimates in place; what says how to print them does, too",
    )
    add_printing(options_parser)
    add_estimates(options_parser)
    options = options_parser.parse_args(arguments)
    target = format_of(options)
    described = model(options)
    require_data(described, "fit")
    warn(described.diagnostics)
    fitted = described.fit(reml=False if options.ml else None)
    settings = printing(options) | estimated(options)
    if options.json:
        print(json.dumps(fitted.to_dict(), ensure_ascii=False, indent=2))
    elif options.equations or settings or target or options.output:
        shown = fitted.equations(**settings)
        warn(fitted.fit.diagnostics)
        write(shown, target, options.output)
    else:
        print(fitted)
    return 0
