"""``formula2eq equations``: print a model's equations."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from formula2eq.cli.options import model, parser, warn


def run(arguments: Sequence[str]) -> int:
    """Print the equations, or write them to a file whose suffix decides the format."""
    options_parser = parser("equations", "Print a model's equations, proven equal to the model.")
    add = options_parser.add_argument
    add("--form", default="levels", choices=("levels", "substituted", "combined"))
    add("--notation", help="lecture, raudenbush-bryk, ...")
    add("--to", choices=("text", "latex", "article", "json"), help="the format; text by default")
    add("--json", action="store_true", help="the same as --to json")
    add("-o", "--output", metavar="FILE", help="write to a file; its suffix decides the format")
    add("--no-laws", action="store_true", help="leave out the laws of the random effects")
    add("--no-labels", action="store_true", help="do not label fixed and random part")
    add("--per-line", type=int, metavar="N", help="summands in a line")
    add("--width", type=float, metavar="DIGITS", help="width of the text block")
    add("--scale", choices=("sd", "variance"), help="standard deviations or variances in the laws")
    add(
        "--slopes",
        choices=("plain", "levels"),
        help="beta_1 or gamma_10 for a slope nothing explains",
    )
    add("--predictors", choices=("own", "all"), help="i or ij on level-1 predictors")
    add("--outcome", choices=("name", "letter"), help="the outcome by its name or by a letter")
    options = options_parser.parse_args(arguments)
    described = model(options)
    equations = described.equations(
        options.form,
        options.notation,
        laws=not options.no_laws,
        parts=None if options.no_labels else "labels",
        per_line=options.per_line,
        width=options.width,
        scale=options.scale,
        slopes=options.slopes,
        predictors=options.predictors,
        outcome=options.outcome,
    )
    warn(equations.diagnostics)
    if options.output and not options.to:
        equations.save(options.output)
        return 0
    target = "json" if options.json else options.to or "text"
    writers: dict[str, Callable[[], str]] = {
        "text": equations.text,
        "latex": equations.latex,
        "article": lambda: equations.latex(document=True),
        "json": lambda: json.dumps(equations.to_dict(), ensure_ascii=False, indent=2),
    }
    written = writers[target]()
    if options.output:
        Path(options.output).write_text(written + "\n", encoding="utf-8")
    else:
        print(written)
    return 0
