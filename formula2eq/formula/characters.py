"""Characters that word processors and keyboards put in place of R's operators."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a foreign character is called and what was most likely meant by it.

    write   the R code to put in its place, None if that is not known
    quote   for an opening quotation mark, the mark that closes it
    """

    name: str
    advice: str = ""
    write: str | None = None
    quote: str | None = None


_MEANT = {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d\u00ad",
    "*": "\u00d7\u2217\u22c5\u00b7\u2219\u2022\u2731\uff0a\u2a2f",
    "/": "\u00f7\u2215\u2044\uff0f",
    ":": "\u2236\uff1a\ua789",
    "~": "\u223c\u02dc\uff5e\u301c\u2248",
    "|": "\u2223\u2502\u00a6\uff5c\u23d0\u01c0",
    "||": "\u2225\u2016\u2551",
    "+": "\uff0b\u2795\ufe62",
    "(": "\uff08",
    ")": "\uff09",
    "^2": "\u00b2",
    "^3": "\u00b3",
    "^": "\u02c6\uff3e",
    "<=": "\u2264\u2a7d",
    ">=": "\u2265\u2a7e",
    "!=": "\u2260",
    "!": "\u00ac",
    "&": "\u2227\uff06",
    "%in%": "\u2208",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028"
    "\u2029\u202f\u205f\u3000\u0085",
    "": "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",
}
# A subscript belongs to the name before it.
_MEANT |= {str(digit): chr(0x2080 + digit) for digit in range(10)}
_WRITE = {character: code for code, characters in _MEANT.items() for character in characters}
#: Where Unicode's name says little.
_NAMES = {"\u2223": "the divides sign", "\\": "the backslash"}
_QUOTES = {"\u2018": "\u2019", "\u201c": "\u201d", "\u201e": "\u201c", "\u201a": "\u2018"}
_QUOTES |= {"\u00ab": "\u00bb", "\u2039": "\u203a", "\u00b4": "\u00b4", "\u2019": "\u2019"}
_QUOTES |= {"\u201d": "\u201d"}


def meaning(character: str) -> Meaning:
    """What to say about a character that is no R.

    >>> meaning("\u2013")
    Meaning(name='the en dash', advice=': write -', write='-', quote=None)
    """
    name = (
        _NAMES.get(character)
        or unicodedata.name(character, f"the character U+{ord(character):04X}").lower()
    )
    name = name if name.startswith("the ") else f"the {name}"
    if character in _QUOTES:
        return Meaning(name, ": quote names with backticks", None, _QUOTES[character])
    if character in _WRITE:
        write = _WRITE[character]
        said = {"": ": leave it out", " ": ": write an ordinary space"}.get(
            write, f": write {write}"
        )
        return Meaning(name, said, write)
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) == 1 and "!" <= plain <= "~":  # a sign or digit in full width
        return Meaning(name, f": write {plain}", plain)
    return Meaning(name)
