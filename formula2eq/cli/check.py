"""``formula2eq check``: whether a formula and equations state one model."""

from __future__ import annotations

import json
from collections.abc import Sequence

from formula2eq.cli.formula import reading_options
from formula2eq.cli.options import Parser, _names_file, pairs, warn
from formula2eq.cli.texts import read_text


def run(arguments: Sequence[str]) -> int:
    """Print the verdict and every difference; 0 for one model, 1 for another, 2 for bad input."""
    parser = Parser(
        prog="formula2eq check",
        description="Compare a formula with the equations that are intended, or two of a kind.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("first", metavar="FORMULA", help="a formula or equations: as text, a file, or -")
    add("second", metavar="EQUATIONS", help="what is intended: equations or a formula")
    add("--data", metavar="FILE", help="data: models in other coordinates are then found")
    add("--schema", metavar="FILE", help="types and categories of the data's columns")
    reading_options(parser)
    add("--json", action="store_true", help="as JSON")
    options = parser.parse_args(arguments)
    from formula2eq.checking.check import check

    names, groups, _ = _names_file(options.names)
    data = None
    if options.data is not None:
        from formula2eq.variables.data import read_data

        data = read_data(options.data, options.schema)
    report = check(
        read_text(options.first)[0],
        read_text(options.second)[0],
        data,
        groups=groups | pairs(options.group, "--group"),
        names=names | pairs(options.name, "--name"),
        within=pairs(options.within, "--within"),
        family=options.family,
        link=options.link,
    )
    if options.json:
        print(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(report.text())
    shown = {difference.kind for difference in report.differences}
    warn([d for d in report.diagnostics if d.rule not in shown])
    return report.exit_code
