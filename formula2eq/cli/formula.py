"""``formula2eq formula``: the R formula that equations state."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from formula2eq.cli.options import Parser, _names_file, pairs, warn
from formula2eq.cli.texts import read_text

if TYPE_CHECKING:
    from formula2eq.reading.read_model import ReadModel


def reading_options(parser: Parser) -> None:
    """The options that reading takes."""
    add = parser.add_argument
    add(
        "--group",
        action="append",
        default=[],
        metavar="k=GROUP",
        help="grouping factor of an index",
    )
    add("--name", action="append", default=[], metavar="OLD=NEW", help="display name of a column")
    add("--names", metavar="FILE.json", help="names, groups and levels as a JSON object")
    add("--within", action="append", default=[], metavar="INNER=OUTER", help="nesting of groups")
    add("--family", help="gaussian, binomial, ... where the equations do not say")
    add("--link", help="identity, logit, ... where the equations do not say")


def run(arguments: Sequence[str]) -> int:
    """Print each model's formula; slips go to standard error, and exit with 1 when one changes it."""
    parser = Parser(
        prog="formula2eq formula",
        description="Print the R formula that equations state.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "equations", metavar="EQUATIONS", help="the equations, a file that holds them, or -"
    )
    reading_options(parser)
    parser.add_argument("--outcome", metavar="COLUMN", help="the outcome's column")
    parser.add_argument(
        "--call", metavar="TOOL", help="a whole call: lme4, glmmTMB, nlme, Bambi, ..."
    )
    parser.add_argument("--guess-groups", action="store_true", help="call unnamed groups g_k")
    parser.add_argument("--json", action="store_true", help="as JSON")
    options = parser.parse_args(arguments)
    from formula2eq.reading.read import read_all

    names, groups, _ = _names_file(options.names)
    text, name = read_text(options.equations)
    models = read_all(
        text,
        groups | pairs(options.group, "--group"),
        names | pairs(options.name, "--name"),
        within=pairs(options.within, "--within"),
        outcome=options.outcome,
        family=options.family,
        link=options.link,
        guess_groups=options.guess_groups,
        name=name or "equations",
    )
    for model in models:
        _print(model, options.call, options.json)
        warn(model.diagnostics)
    return 0 if all(model.sound for model in models) else 1


def _print(model: ReadModel, tool: str | None, as_json: bool) -> None:
    """One model: its formula or call on a line of its own, or as one JSON object."""
    if as_json:
        found = model.to_dict() | ({"call": model.call(tool)} if tool else {})
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if model.parts and not tool:
        tool = "glmmTMB"  # one formula alone would leave them out
    print(model.call(tool) if tool else model.formula)
