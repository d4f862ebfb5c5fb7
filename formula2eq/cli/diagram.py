"""``formula2eq diagram``: draw the units of a model, their nesting and crossing."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.cli.options import model, parser, warn


def run(arguments: Sequence[str]) -> int:
    """Print the diagram, or write it to a file whose suffix decides the format."""
    options_parser = parser("diagram", "Draw the units of a model, their nesting and crossing.")
    add = options_parser.add_argument
    add("--notation", help="whose symbols mark the random effects: lecture, raudenbush-bryk, ...")
    add("--to", choices=("mermaid", "svg", "tikz"), help="the format; mermaid by default")
    add("-o", "--output", metavar="FILE", help="write to a file: .svg, .tex or .mmd")
    options = options_parser.parse_args(arguments)
    described = model(options)
    drawn = described.diagram(options.notation)
    warn(described.diagnostics)
    if options.output and not options.to:
        drawn.save(options.output)
        return 0
    writers = {"mermaid": drawn.mermaid, "svg": drawn.svg, "tikz": drawn.tikz}
    written = writers[options.to or "mermaid"]().rstrip("\n") + "\n"
    if options.output:
        from pathlib import Path

        Path(options.output).write_text(written, encoding="utf-8")
    else:
        print(written, end="")
    return 0
