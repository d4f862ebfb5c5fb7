"""``formula2eq equations``: print a model's equations."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.cli.options import model, parser, warn
from formula2eq.cli.printing import (
    add_estimates,
    add_printing,
    estimated,
    format_of,
    printing,
    write,
)
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError


def run(arguments: Sequence[str]) -> int:
    """Print the equations, or write them to a file whose suffix decides the format."""
    options_parser = parser("equations", "Print a model's equations, proven equal to the model.")
    add_printing(options_parser)
    options_parser.add_argument("--json", action="store_true", help="the same as --to json")
    options_parser.add_argument(
        "--estimates",
        metavar="FILE",
        help="a fit's tidy table, as broom.mixed writes it: its numbers stand in the equations",
    )
    add_estimates(options_parser)
    options = options_parser.parse_args(arguments)
    target = "json" if options.json else format_of(options)
    described = model(options)
    if options.estimates is not None:
        from formula2eq.variables.data import read_data

        table = read_data(options.estimates)
        with_numbers = described.with_estimates(table)
        equations = with_numbers.equations(**printing(options), **estimated(options))
    elif estimated(options):
        option = next(iter(estimated(options)))
        raise UsageError(
            Diagnostic("usage", f"--{option} is about estimates", repair="--estimates FILE")
        )
    else:
        equations = described.equations(**printing(options))
    warn(equations.diagnostics)
    write(equations, target, options.output)
    return 0
