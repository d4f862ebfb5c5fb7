"""How names and numbers of a formula are spelled: Greek letters by name, R's numbers as people write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from formula2eq.notation.math import (
    Number,
)

_GREEK = re.compile("GREEK (SMALL|CAPITAL) LETTER ([A-Z]+)")


def spelled_name(name: str) -> str:
    """A name; a Greek letter, alone or with digits, is spelled: ``alpha``, ``beta1``."""
    if name.isascii() or name[1:] and not name[1:].isdecimal():
        return name
    return greek_name(name[0]) + name[1:]


def greek_name(letter: str) -> str:
    """The name of a Greek letter, ``alpha`` or ``Delta``; any other character as it is."""
    described = _GREEK.fullmatch(unicodedata.name(letter, ""))
    if described is None:
        return letter
    name = described[2].lower().replace("lamda", "lambda")
    return name if described[1] == "SMALL" else name.capitalize()


def plain_number(text: str) -> Number:
    """A number as people write it: R's ``1e-3``, ``0x1F`` and ``5L`` as 0.001, 31 and 5."""
    plain = text.removesuffix("L")
    if plain.lower().startswith("0x"):
        value = float.fromhex(plain)
    elif "e" in plain.lower():
        value = float(plain)
    else:
        return Number(f"0{plain}" if plain.startswith(".") else plain)
    short = value.is_integer() and abs(value) < 1e15
    return Number(str(int(value)) if short else format(Decimal(repr(value)), "f"))
