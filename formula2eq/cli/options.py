"""Options that the verbs share, and the model they describe."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from formula2eq.cli.texts import read_text
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

if TYPE_CHECKING:
    from formula2eq.model import Model


class Parser(argparse.ArgumentParser):
    """Arguments of one verb; a slip is a `UsageError` with a way out, never an exit."""

    def error(self, message: str) -> NoReturn:
        """Refuse, saying where the options are listed."""
        met = message.removeprefix("unrecognized arguments: ")
        if met == message:
            raise UsageError(Diagnostic("usage", message, repair=f"{self.prog} --help"))
        first = met.split()[0]
        if not first.startswith("-"):
            raise UsageError(
                Diagnostic("usage", f"{first} is one argument too many; quote what holds spaces")
            )
        from difflib import get_close_matches

        written = first.partition("=")[0]
        near = get_close_matches(written, self._option_string_actions, n=1)
        repair = near[0] if near else f"{self.prog} --help"
        raise UsageError(Diagnostic("usage", f"there is no option {written}", repair=repair))


def parser(verb: str, description: str) -> Parser:
    """A parser with the options that describe a model."""
    made = Parser(prog=f"formula2eq {verb}", description=description, allow_abbrev=False)
    add = made.add_argument
    add(
        "formula",
        metavar="FORMULA",
        help="the formula, a file that holds it, or - for standard input",
    )
    add("--data", metavar="FILE", help="CSV, CSV.gz or Parquet; levels are then observed")
    add("--schema", metavar="FILE", help="types and categories of the data's columns")
    add(
        "--level", action="append", default=[], metavar="GROUP=VAR,VAR", help="variables at a level"
    )
    add("--within", action="append", default=[], metavar="INNER=OUTER", help="nesting of groups")
    add("--crossed", action="append", default=[], metavar="A,B", help="groups kept side by side")
    add("--name", action="append", default=[], metavar="OLD=NEW", help="display name of a column")
    add("--names", metavar="FILE.json", help="display names as a JSON object")
    add(
        "--group",
        action="append",
        default=[],
        metavar="k=GROUP",
        help="index letter of a group; t=1 of the observations",
    )
    add(
        "--categories", action="append", default=[], metavar="VAR=A,B", help="a factor's categories"
    )
    add("--family", help="gaussian, binomial, poisson, ...")
    add("--link", help="identity, logit, log, ...")
    add("--weights", metavar="COLUMN", help="prior weights; for proportions the trials")
    add(
        "--offset",
        metavar="COLUMN",
        help="a column, or a call, that is added without a coefficient",
    )
    add("--contrasts", action="append", default=[], metavar="VAR=contr.sum", help="R's contrasts")
    return made


def pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """``KEY=VALUE`` options as a dictionary; the key may hold no ``=``."""
    found = {}
    for item in given:
        key, separator, value = item.partition("=")
        if not separator or not key or not value:
            raise UsageError(Diagnostic("usage", f"{option} takes KEY=VALUE, not {item}"))
        found[key.strip()] = value.strip()
    return found


def model(options: argparse.Namespace, **settings: Any) -> Model:
    """The model that the options describe; ``settings`` are further keywords of `Model`."""
    from formula2eq.model import Model

    names, groups, levels = _names_file(options.names)
    names |= pairs(options.name, "--name")
    groups |= pairs(options.group, "--group")
    for group, listed in pairs(options.level, "--level").items():
        levels[group] = [*levels.get(group, []), *_split(listed)]
    data = None
    if options.data is not None:
        from formula2eq.variables.data import opened

        data = opened(options.data, options.schema)
    return Model(
        read_text(options.formula)[0],
        data,
        levels={key: tuple(listed) for key, listed in levels.items()},
        within=pairs(options.within, "--within"),
        crossed=[_split(item) for item in options.crossed],
        names=names,
        groups=groups,
        family=options.family,
        link=options.link,
        weights=options.weights,
        offset=options.offset,
        contrasts=pairs(options.contrasts, "--contrasts"),
        categories={k: _split(v) for k, v in pairs(options.categories, "--categories").items()},
        **settings,
    )


def require_data(described: Model, verb: str) -> None:
    """Refuse a verb that needs data when none were given."""
    if described.data is None:
        raise UsageError(Diagnostic("no-data", f"{verb} needs data", repair="--data FILE.csv"))


def _split(listed: str) -> list[str]:
    """Names separated by commas, commas inside brackets kept: ``poly(x, 2),z``."""
    found, depth = [""], 0
    for character in listed:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return [item.strip() for item in found if item.strip()]


def _names_file(path: str | None) -> tuple[dict[str, str], dict[str, str], dict[str, list[str]]]:
    """A JSON object of display names, or one with ``names``, ``groups`` and ``levels``."""
    if path is None:
        return {}, {}, {}
    try:
        given = json.loads(Path(path).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise UsageError(Diagnostic("usage", f"{path} is no JSON: {error}")) from None
    if not isinstance(given, dict):
        raise UsageError(
            Diagnostic("usage", f"{path} is not a JSON object of column and display name")
        )
    sections = {
        key: given[key] for key in ("names", "groups", "levels") if isinstance(given.get(key), dict)
    }
    names = sections.get("names", {}) if sections else given
    return dict(names), dict(sections.get("groups", {})), dict(sections.get("levels", {}))


def warn(diagnostics: Sequence[Diagnostic]) -> None:
    """Notes and warnings, on standard error."""
    if diagnostics:
        from formula2eq.cli.spelling import on_command_line

        for diagnostic in diagnostics:
            print(on_command_line(diagnostic), file=sys.stderr)
