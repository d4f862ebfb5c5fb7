"""``formula2eq explain``: the model in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from formula2eq.cli.options import model, parser, warn


def run(arguments: Sequence[str]) -> int:
    """Print the model in words, or write it to a file."""
    options_parser = parser("explain", "Say a model in words, for a methods section.")
    add = options_parser.add_argument
    add("--to", default="text", choices=("text", "markdown", "latex", "json"), help="the format")
    add("--json", action="store_true", help="the same as --to json")
    add("--fit", action="store_true", help="fit the model to the data and add the estimates")
    add("--digits", type=int, help="after the decimal point of estimates")
    add("-o", "--output", metavar="FILE", help="write to a file")
    options = options_parser.parse_args(arguments)
    described = model(options)
    fitted = described.fit() if options.fit else None
    explained = described.explain(fitted, digits=options.digits)
    warn(described.diagnostics)
    match "json" if options.json else options.to:
        case "json":
            found = {
                **explained.to_dict(),
                "diagnostics": [item.to_dict() for item in described.diagnostics],
            }
            written = json.dumps(found, ensure_ascii=False, indent=2)
        case "markdown":
            written = explained.markdown()
        case "latex":
            written = explained.latex()
        case _:
            written = explained.text()
    if options.output:
        Path(options.output).write_text(written + "\n", encoding="utf-8")
    else:
        print(written)
    return 0
