"""``formula2eq equations``: print a model's equations."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from formula2eq.cli.options import model, pairs, parser, warn
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

#: What ``--to`` takes; `documents.formats` has the writers.
FORMATS = (
    "text",
    "latex",
    "align",
    "article",
    "mathml",
    "typst",
    "markdown",
    "github",
    "omml",
    "json",
    "html",
    "png",
    "svg",
    "pdf",
    "docx",
)


def run(arguments: Sequence[str]) -> int:
    """Print the equations, or write them to a file whose suffix decides the format."""
    options_parser = parser("equations", "Print a model's equations, proven equal to the model.")
    add = options_parser.add_argument
    add("--form", default="levels", choices=("levels", "substituted", "combined"))
    add("--notation", help="lecture, raudenbush-bryk, additive, ...")
    add("--to", choices=FORMATS, help="the format; text by default", metavar="FORMAT")
    add("--json", action="store_true", help="the same as --to json")
    add("-o", "--output", metavar="FILE", help="write to a file; its suffix decides the format")
    add("--no-laws", action="store_true", help="leave out the laws of the random effects")
    add("--scale", choices=("sd", "variance"), help="standard deviations or variances in the laws")
    add(
        "--slopes",
        choices=("plain", "levels"),
        help="beta_1 or gamma_10 for a slope nothing explains",
    )
    add("--predictors", choices=("own", "all"), help="i or ij on level-1 predictors")
    add(
        "--factors",
        action="append",
        default=[],
        metavar="STYLE|VAR=STYLE",
        help="indicators, indexed (one coefficient for each factor, looked up by category) or auto",
    )
    add("--outcome", choices=("name", "letter"), help="the outcome by its name or by a letter")
    _add_look(options_parser)
    options = options_parser.parse_args(arguments)
    target = "json" if options.json else options.to
    if target in ("png", "pdf", "docx") and not options.output:
        raise UsageError(
            Diagnostic(
                "usage", f"{target} is no text; name a file for it", repair=f"-o eq.{target}"
            )
        )
    from formula2eq.documents.formats import SUFFIXES, without_effect

    equations = model(options).equations(
        options.form,
        options.notation,
        laws=not options.no_laws,
        scale=options.scale,
        slopes=options.slopes,
        predictors=options.predictors,
        outcome=options.outcome,
        factors=_factors(options.factors),
        **_look(options),
    )
    warn(equations.diagnostics)
    suffix = Path(options.output).suffix.lower() if options.output else ".txt"
    written_as = target or SUFFIXES.get(suffix)
    if written_as is not None:
        warn(without_effect(equations.style, written_as))
    if options.output and target is None:
        equations.save(options.output)
        return 0
    written = equations.text() if target in (None, "text") else equations.to(target)
    if options.output is None:
        sys.stdout.write(str(written).rstrip("\n") + "\n")
    elif isinstance(written, bytes):
        Path(options.output).write_bytes(written)
    else:
        Path(options.output).write_text(written.rstrip("\n") + "\n", encoding="utf-8")
    return 0


def _factors(given: Sequence[str]) -> Any:
    """One style for all factors, or styles by factor."""
    if any("=" in item for item in given):
        return pairs(given, "--factors")
    return given[-1] if given else "indicators"


def _add_look(options_parser: argparse.ArgumentParser) -> None:
    """What authors set: the fields of `Style`."""
    add = options_parser.add_argument_group("look").add_argument
    add("--parts", default="labels", choices=("labels", "underbrace", "none"))
    add("--no-labels", action="store_true", help="the same as --parts none")
    add("--per-line", type=int, metavar="N", help="summands in a line")
    add("--width", type=float, metavar="N", help="width in digits; for text in columns")
    add("--operator", default="start", choices=("start", "end"), help="a broken line's plus")
    add("--products", default="close", choices=("close", "thin", "dot"), help="spacing in LaTeX")
    add(
        "--colour",
        "--color",
        choices=("part", "variable", "level"),
        help="colours; none by default",
    )
    add("--palette", metavar="HEX,HEX", help="the colours, used in turn")
    add("--label", metavar="PREFIX", help="label equations: eq gives \\label{eq:level-1}")
    add("--size", default="normalsize", help="footnotesize, small, normalsize, large or Large")
    add("--hats", action="store_true", help="hats on what is estimated")
    add("--where", action="store_true", help="explain every symbol below")


def _look(options: argparse.Namespace) -> dict[str, object]:
    parts = None if options.no_labels or options.parts == "none" else options.parts
    look: dict[str, object] = {
        "parts": parts,
        "per_line": options.per_line,
        "width": options.width,
        "operator": options.operator,
        "products": options.products,
        "colour": options.colour,
        "label": options.label,
        "size": options.size,
        "hats": options.hats,
        "where": options.where,
    }
    if options.palette:
        look["palette"] = tuple(options.palette.replace("#", "").split(","))
    return look
