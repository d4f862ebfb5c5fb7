"""``formula2eq sequence``: successive models, with what each adds or drops marked."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path

from formula2eq.cli.options import model, parser, warn
from formula2eq.cli.texts import read_text
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

#: Formats by the suffix of the output's name; a page and a PDF are written by their own methods.
SUFFIXES = {".txt": "text", ".tex": "latex", ".json": "json"}
#: Options that name columns or groups, which not every model of a sequence need have.
DECLARATIONS = ("level", "within", "crossed", "categories")


def run(arguments: Sequence[str]) -> int:
    """Print the sequence, or write it to a file whose suffix decides the format."""
    options_parser = parser("sequence", "Print successive models, with what each adds or drops.")
    add = options_parser.add_argument
    add("more", nargs="+", metavar="FORMULA", help="the models after the first, in order")
    add("--form", default="levels", choices=("levels", "substituted", "combined"))
    add("--notation", help="lecture, raudenbush-bryk, additive, ...")
    add("--to", choices=("text", "latex", "json"), help="the format; text by default")
    add("--json", action="store_true", help="the same as --to json")
    add("--title", help="the page's title")
    add("-o", "--output", metavar="FILE", help="models.txt, .tex, .json, or .html for a page")
    options = options_parser.parse_args(arguments)
    target = _format(options)
    if [options.formula, *options.more].count("-") > 1:
        raise UsageError(Diagnostic("usage", "one formula at most is read from standard input"))
    texts = [read_text(item)[0] for item in (options.formula, *options.more)]
    described = [model(_own(options, text, texts)) for text in texts]

    from formula2eq.documents.sequence import sequence

    made = sequence(*described, form=options.form, notation=options.notation)
    for item in described:
        warn(item.diagnostics)
    if target == "html":
        made.page(options.output, title=options.title)
        return 0
    match target:
        case "json":
            written = json.dumps(made.to_dict(), ensure_ascii=False, indent=2)
        case "latex":
            written = made.latex()
        case _:
            written = made.text()
    if options.output is None:
        print(written)
    else:
        Path(options.output).write_text(written + "\n", encoding="utf-8")
    return 0


def _format(options: argparse.Namespace) -> str:
    """The format asked for, or that of the output's suffix."""
    asked = "json" if options.json else options.to
    if asked is not None or options.output is None:
        return asked or "text"
    suffix = Path(options.output).suffix.lower()
    if suffix in (".html", ".htm"):
        return "html"
    if suffix not in SUFFIXES:
        known = ", ".join((*SUFFIXES, ".html"))
        said = f"a sequence has no format by the suffix {suffix or 'nothing'}"
        raise UsageError(Diagnostic("usage", f"{said}; the suffixes are {known}"))
    return SUFFIXES[suffix]


def _own(options: argparse.Namespace, text: str, texts: Sequence[str]) -> argparse.Namespace:
    """The options for one formula, without declarations that concern others of them alone."""
    own = vars(options) | {"formula": text}
    for name in DECLARATIONS:
        own[name] = [
            item
            for item in own[name]
            if _concerns(name, item, text) or not any(_concerns(name, item, t) for t in texts)
        ]
    return argparse.Namespace(**own)


def _concerns(name: str, declaration: str, text: str) -> bool:
    """Whether a formula has the columns that a declaration is about."""
    about = declaration if name in ("within", "crossed") else declaration.partition("=")[0]
    return set(_words(about)) <= set(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w.]+", text)
