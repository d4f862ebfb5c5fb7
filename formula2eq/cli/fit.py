"""``formula2eq fit``: fit a model and print the estimates, or the equations with them in place."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq.cli.options import model, parser, require_data, warn


def run(arguments: Sequence[str]) -> int:
    """Fit, and print the estimates, the equations with them, or JSON."""
    options_parser = parser("fit", "Fit a model: REML or ML, generalized models by Laplace.")
    add = options_parser.add_argument
    add("--ml", action="store_true", help="maximum likelihood in place of REML")
    add("--json", action="store_true", help="as JSON, with the fields of R's reference fits")
    add("--equations", action="store_true", help="print the equations with the estimates in place")
    add("--form", default="levels", choices=("levels", "substituted", "combined"))
    add("--notation", help="lecture, raudenbush-bryk, ...")
    add("--to", choices=("text", "latex"), default="text", help="the equations' format")
    add("--digits", type=int, help="after the decimal point of estimates")
    add("--errors", choices=("none", "under", "brackets"), default="none", help="standard errors")
    add("--symbols", action="store_true", help="keep each symbol beside its number")
    add("--correlations", action="store_true", help="deviations and correlations, not covariances")
    options = options_parser.parse_args(arguments)
    described = model(options)
    require_data(described, "fit")
    warn(described.diagnostics)
    fitted = described.fit(reml=False if options.ml else None)
    if options.json:
        print(json.dumps(fitted.to_dict(), ensure_ascii=False, indent=2))
    elif options.equations:
        shown = fitted.equations(
            options.form,
            options.notation,
            digits=options.digits,
            errors=options.errors,
            symbols=options.symbols,
            correlations=options.correlations,
        )
        print(shown.latex() if options.to == "latex" else shown.text())
        warn(fitted.fit.diagnostics)
    else:
        print(fitted)
    return 0
