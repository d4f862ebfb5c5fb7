"""``formula2eq lint``: what is legal in a formula but hardly meant."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq.cli.options import model, parser
from formula2eq.cli.spelling import on_command_line


def run(arguments: Sequence[str]) -> int:
    """Print all diagnostics; exit with 1 when one is a warning or an error."""
    options_parser = parser("lint", "Print what is legal in a formula but hardly meant.")
    add = options_parser.add_argument
    add("--select", action="append", default=[], metavar="RULE,RULE", help="only these rules")
    add("--ignore", action="append", default=[], metavar="RULE,RULE", help="not these rules")
    add("--json", action="store_true", help="as JSON")
    options = options_parser.parse_args(arguments)
    from formula2eq.checking.lint import lint

    found = lint(model(options), _rules(options.select), _rules(options.ignore))
    if options.json:
        listed = [diagnostic.to_dict() for diagnostic in found]
        print(json.dumps({"diagnostics": listed}, ensure_ascii=False, indent=2))
    else:
        said = "\n".join(str(on_command_line(diagnostic)) for diagnostic in found)
        print(said or "nothing to say")
    return 1 if any(diagnostic.severity != "note" for diagnostic in found) else 0


def _rules(given: Sequence[str]) -> list[str]:
    return [rule.strip() for item in given for rule in item.split(",") if rule.strip()]
