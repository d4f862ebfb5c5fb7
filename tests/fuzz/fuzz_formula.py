"""Random text against the formula grammar: ``python tests/fuzz/fuzz_formula.py -max_total_time=60``.

Whatever the text, the outcome is a model or a FormulaError with a place inside the text.
"""

import json
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["formula2eq"]):
    from formula2eq.errors import FormulaError
    from formula2eq.formula.call import read_call
    from formula2eq.formula.parse import parse
    from formula2eq.formula.unparse import unparse
    from formula2eq.terms.expand import expand_specification, specification_diagnostics

TABLES = Path(__file__).parents[1] / "conformance"
PIECES = [
    "y",
    "~",
    "x",
    "g",
    "+",
    "-",
    "*",
    "/",
    "^",
    "2",
    "(",
    ")",
    "|",
    "||",
    ":",
    "%in%",
    "1",
    "0",
]
PIECES += [
    "log(",
    "I(",
    "[",
    "]",
    "{",
    "}",
    "`",
    '"',
    ",",
    "=",
    "$",
    "@",
    "::",
    "!",
    "&",
    "<",
    ".",
    " ",
]
PIECES += [
    "lmer(",
    "data=d",
    "@formula(",
    "Model(",
    "<-",
    "function(x)",
    "\n",
    "offset(",
    "\\",
    "%",
]


def one_input(data: bytes) -> None:
    """Read what the bytes say: as text, or as a row of pieces of formulas."""
    provider = atheris.FuzzedDataProvider(data)
    if provider.ConsumeBool():
        text = provider.ConsumeUnicodeNoSurrogates(200)
    else:
        count = provider.ConsumeIntInRange(1, 40)
        text = "".join(PIECES[provider.ConsumeIntInRange(0, len(PIECES) - 1)] for _ in range(count))
    try:
        said = read_call(text)
        terms = expand_specification(said)
        terms.to_dict()
        for one in specification_diagnostics(said, terms):
            one.draw()
        if said.language == "R":
            printed = unparse(said.formula)  # numbers with 15 digits, as R prints them
            assert unparse(parse(printed)) == printed, text
    except FormulaError as error:
        place = error.diagnostics[0].labels[0].span
        assert 0 <= place.start <= len(text), text
        str(error)


def seeds() -> list[bytes]:
    """The formulas of the tables, as inputs to start from."""
    return [
        b"\x01" + json.loads(line)["formula"].encode()
        for table in ("terms", "errors")
        for line in (TABLES / f"{table}.jsonl").read_text("utf-8").splitlines()
    ]


if __name__ == "__main__":
    for seed in seeds():
        one_input(seed)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
