"""Options that say how equations are printed, and the printing itself: for every verb that has equations."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from formula2eq.cli.options import Parser, pairs, warn
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

if TYPE_CHECKING:
    from formula2eq.documents.equations import Equations

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


def add_printing(parser: Parser) -> None:
    """What is printed: form, notation and its choices, format, and the look."""
    add = parser.add_argument_group("equations").add_argument
    add("--form", choices=("levels", "substituted", "combined"), help="levels by default")
    add("--notation", help="lecture, raudenbush-bryk, additive, ...")
    add("--to", choices=FORMATS, help="the format; text by default", metavar="FORMAT")
    add("-o", "--output", metavar="FILE", help="write to a file; its suffix decides the format")
    add("--no-laws", action="store_true", help="leave out the laws of the random effects")
    add("--scale", choices=("sd", "variance"), help="standard deviations or variances in the laws")
    add(
        "--slopes",
        choices=("plain", "levels"),
        help="beta_1 or gamma_10 for a slope nothing explains",
    )
    add("--predictors", choices=("own", "all"), help="i or ij on level-1 predictors")
    add("--outcome", choices=("name", "letter"), help="the outcome by its name or by a letter")
    add("--variables", choices=("name", "letter"), help="predictors by name, or x_1, w_1, ...")
    add(
        "--covariances",
        choices=("covariance", "correlation"),
        help="a symbol off the diagonal, or rho times two deviations",
    )
    add("--latent", action="store_true", help="a binary or ordinal outcome by a latent variable")
    add(
        "--priors",
        nargs="?",
        action="append",
        const="",
        metavar="KIND=LAW",
        help="distributional: priors; constant, slope, deviation or correlation by a law of your own",
    )
    add(
        "--factors",
        action="append",
        default=[],
        metavar="STYLE|VAR=STYLE",
        help="indicators, indexed (one coefficient for each factor, looked up by category) or auto",
    )
    _add_look(parser)


def add_estimates(parser: Parser) -> None:
    """How the numbers of a fit stand in equations."""
    add = parser.add_argument_group("estimates").add_argument
    add("--digits", type=int, metavar="N", help="after the point")
    add("--errors", choices=("none", "under", "brackets"), help="standard errors")
    add("--symbols", action="store_true", help="keep each symbol beside its number")
    add("--correlations", action="store_true", help="deviations and correlations, not covariances")


def _add_look(parser: argparse.ArgumentParser) -> None:
    """What authors set: the fields of `Style`."""
    add = parser.add_argument_group("look").add_argument
    add("--parts", choices=("labels", "underbrace", "none"), help="labels by default")
    add("--no-labels", action="store_true", help="the same as --parts none")
    add("--per-line", type=int, metavar="N", help="summands in a line")
    add("--width", type=float, metavar="N", help="width in digits; for text in columns")
    add(
        "--operator", choices=("start", "end"), help="a broken line's plus, at its start by default"
    )
    add("--products", choices=("close", "thin", "dot"), help="spacing in LaTeX")
    add(
        "--colour",
        "--color",
        choices=("part", "variable", "level"),
        help="colours; none by default",
    )
    add("--palette", metavar="HEX,HEX", help="the colours, used in turn")
    add("--label", metavar="PREFIX", help="label equations: eq gives \\label{eq:level-1}")
    add("--size", help="footnotesize, small, normalsize, large or Large")
    add("--hats", action="store_true", help="hats on what is estimated")
    add("--where", action="store_true", help="explain every symbol below")


def printing(options: argparse.Namespace) -> dict[str, Any]:
    """The keywords of ``equations`` that were given."""
    parts = "none" if options.no_labels else options.parts
    given: dict[str, Any] = {
        name: getattr(options, name)
        for name in (
            *("form", "notation", "scale", "slopes", "predictors", "outcome", "variables"),
            *(
                "covariances",
                "per_line",
                "width",
                "operator",
                "products",
                "colour",
                "label",
                "size",
            ),
        )
    }
    given |= {name: getattr(options, name) or None for name in ("latent", "hats", "where")}
    given["laws"] = False if options.no_laws else None
    given["factors"] = _factors(options.factors)
    given["priors"] = _priors(options.priors)
    given["palette"] = options.palette and tuple(options.palette.replace("#", "").split(","))
    found = {name: value for name, value in given.items() if value is not None}
    return found | ({"parts": None if parts == "none" else parts} if parts else {})


def estimated(options: argparse.Namespace) -> dict[str, Any]:
    """The keywords about a fit's numbers that were given."""
    given = {name: getattr(options, name) for name in ("digits", "errors")}
    given |= {name: getattr(options, name) or None for name in ("symbols", "correlations")}
    return {name: value for name, value in given.items() if value is not None}


def format_of(options: argparse.Namespace) -> str | None:
    """The format that ``--to`` asks for; None where a file's suffix or text decides."""
    target: str | None = options.to
    if target in ("png", "pdf", "docx") and not options.output:
        raise UsageError(
            Diagnostic(
                "usage", f"{target} is no text; name a file for it", repair=f"-o eq.{target}"
            )
        )
    return target


def write(equations: Equations, target: str | None, output: str | None) -> None:
    """Print equations, or write them to a file; settings without effect are told."""
    from formula2eq.documents.formats import SUFFIXES, without_effect

    suffix = Path(output).suffix.lower() if output else ".txt"
    if format := target or SUFFIXES.get(suffix):
        warn(without_effect(equations.style, format))
    if output and target is None:
        equations.save(output)
        return
    written = equations.text() if target in (None, "text") else equations.to(str(target))
    if output is None:
        sys.stdout.write(str(written).rstrip("\n") + "\n")
    elif isinstance(written, bytes):
        Path(output).write_bytes(written)
    else:
        Path(output).write_text(written.rstrip("\n") + "\n", encoding="utf-8")


def _factors(given: Sequence[str]) -> Any:
    """One style for all factors, or styles by factor."""
    if any("=" in item for item in given):
        return pairs(given, "--factors")
    return given[-1] if given else None


def _priors(given: Sequence[str] | None) -> bool | dict[str, str] | None:
    """The habits of the notation, or laws by kind of parameter."""
    if given is None:
        return None
    return pairs([item for item in given if item], "--priors") or True
