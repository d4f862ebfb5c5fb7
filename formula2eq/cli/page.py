"""``formula2eq page``: write a model's interactive page."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.cli.options import model, parser, warn


def run(arguments: Sequence[str]) -> int:
    """Write the page."""
    options_parser = parser("page", "Write one HTML file in which each piece lights what it made.")
    add = options_parser.add_argument
    add("-o", "--output", metavar="FILE.html", default="model.html", help="model.html by default")
    add("--notation", help="the one that is shown first: lecture, raudenbush-bryk, ...")
    add("--title", help="the page's title")
    options = options_parser.parse_args(arguments)
    described = model(options)
    described.page(options.output, notation=options.notation, title=options.title)
    warn(described.diagnostics)
    return 0
