"""The command line: one file per verb, each loaded only when it is asked for.

Exit 0 fine; 1 a check says different or lint found something; 2 bad input or usage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import import_module

from formula2eq.errors import Formula2eqError

#: Verbs and what each does; the module has the verb's name.
VERBS = {
    "equations": "print a model's equations",
    "terms": "print what a formula expands to",
    "levels": "print the levels that were found or declared",
    "formula": "print the R formula that equations state",
    "check": "compare a formula with the equations that are intended",
    "lint": "print what is legal in a formula but hardly meant",
    "design": "print the model matrices of a formula with data",
    "fit": "fit a model; with --equations, the equations with the estimates",
    "explain": "say a model in words, with estimates if it is fitted",
    "slides": "write slides that build model, equations and formula",
    "page": "write an interactive page",
    "sequence": "print successive models, with what each adds or drops",
    "diagram": "draw the units, their nesting and crossing",
    "verify": "hold the equations against design, LaTeX, fit and simulated data",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Never shows a traceback for bad input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _utf8()
    if not given or given[0] in ("-h", "--help", "help"):
        print(_usage())
        return 0 if given else 2
    if given[0] in ("-V", "--version"):
        from formula2eq import __version__

        print(f"formula2eq {__version__}")
        return 0
    verb = given[0]
    if verb not in VERBS:
        from difflib import get_close_matches

        near = get_close_matches(verb, VERBS, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        print(f"formula2eq: there is no command {verb}{hint}\n\n{_usage()}", file=sys.stderr)
        return 2
    module = import_module(f"formula2eq.cli.{verb}")
    try:
        code: int = module.run(given[1:])
        sys.stdout.flush()
    except Formula2eqError as raised:
        from formula2eq.cli.spelling import on_command_line

        error = type(raised)(*map(on_command_line, raised.diagnostics))
        if "--json" in given or ("--to" in given and "json" in given):
            print(
                json.dumps(
                    {"diagnostics": [d.to_dict() for d in error.diagnostics]}, ensure_ascii=False
                )
            )
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except (OSError, UnicodeDecodeError) as error:
        print(f"formula2eq: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("formula2eq: interrupted", file=sys.stderr)
        return 130
    return code


def _usage() -> str:
    width = max(map(len, VERBS))
    verbs = "\n".join(f"  {verb:<{width}}  {what}" for verb, what in VERBS.items())
    return (
        "usage: formula2eq COMMAND FORMULA [options]\n\n"
        "From R's mixed-model formulas to proven equations.\n\n"
        f"commands:\n{verbs}\n\n"
        "FORMULA is an argument, a file, or - for standard input.\n"
        "formula2eq COMMAND --help lists the options.\n\nexample:\n"
        '  formula2eq equations "score ~ black*tblack + (1 + black | teacher)" --level teacher=tblack'
    )


def _utf8() -> None:
    """Equations need more than ASCII, whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
