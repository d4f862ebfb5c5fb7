"""What stands in a subscript or superscript: numbers, index letters, lookups, names."""

from __future__ import annotations

import re

from formula2eq.reading.commands import GREEK_BY_CHARACTER, GREEK_COMMANDS, TEXTS
from formula2eq.reading.nodes import Mark
from formula2eq.reading.signs_in_names import continued
from formula2eq.source import Span

_SCANNER = re.compile(
    r"""
    (?P<space>    [\s{}]+ | \\[,;:!\ >]
                | \\(?:left|right|rm|bf|it|scriptstyle|textstyle|mathstrut)(?![A-Za-z]) )
  | (?P<text>     \\(?P<command>[A-Za-z]+)\s*\{ )
  | (?P<dots>     \\cdot(?![A-Za-z]) | \\bullet(?![A-Za-z]) | [.·•⋅+]+ )
  | (?P<name>     \\(?P<greek>[A-Za-z]+) )
  | (?P<number>   [0-9]+ )
  | (?P<letters>  [^\W\d_]+ )
  | (?P<below>    _ \{? \s* (?P<inner>[0-9A-Za-z]+) \s* \}? )
  | (?P<lookup>   [\[(] )
  | (?P<comma>    , )
  | (?P<prime>    \\prime(?![A-Za-z]) | ['′″*†] )
  | (?P<other>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
#: What stands in the brackets of ``school(i)``: the index of the observations.
_OBSERVATION = re.compile(r"\s*[a-z]\s*")
#: Most characters of one subscript.
MOST = 400


def marks(text: str, start: int) -> tuple[Mark, ...]:
    r"""The marks of a subscript's text, which begins at the offset ``start``.

    >>> [(m.kind, m.text) for m in marks("0j[i]", 0)]
    [('number', '0'), ('lookup', 'j')]
    """
    if len(text) > MOST:
        return (Mark("sign", "...", Span(start, start + len(text))),)
    found: list[Mark] = []
    position = 0
    while position < len(text):
        match = _SCANNER.match(text, position)
        assert match is not None, "the last alternative takes any character"
        kind, end = match.lastgroup or "", match.end()
        span = Span(start + match.start(), start + end)
        if match["text"]:
            name = match["command"]
            close = _closing(text, end)
            raw, end = text[end:close], min(close + 1, len(text))
            if name in TEXTS:
                rest, end = continued(text, end, len(text))
                raw += rest
            inner = unescape(raw)
            span = Span(span.start, start + end)
            if name in ("color", "textcolor"):
                pass
            elif name in TEXTS:
                found += _named(inner, span)
            else:
                found += marks(text[match.end() : close], start + match.end())
        elif match["name"]:
            name = match["greek"]
            if name in GREEK_COMMANDS:
                found.append(Mark("greek", GREEK_COMMANDS[name], span))
            elif name in ("ell", "imath", "jmath"):
                found.append(Mark("letters", {"ell": "l"}.get(name, name[0]), span))
            elif name not in ("top", "intercal", "limits"):
                found.append(Mark("sign", name, span))
            else:
                found.append(Mark("sign", "T", span))
        elif match["number"]:
            found.append(Mark("number", match["number"], span))
        elif match["letters"]:
            found += _letters(match["letters"], span)
        elif match["below"]:
            if found and found[-1].kind in ("letters", "text", "greek"):
                last = found.pop()
                inner = match["inner"]
                word = len(last.text) > 1 or len(inner) > 1 and not inner.isdigit()
                joined = last.text + ("_" if word and last.kind != "greek" else "") + inner
                found.append(Mark("text", joined, last.span.join(span)))
            else:
                found += marks(match["inner"], start + match.start("inner"))
        elif match["lookup"]:
            close = partner(text, match.start())
            inside = text[match.end() : close]
            end = min(close + 1, len(text))
            span = Span(span.start, start + end)
            if text[match.start()] == "[" and found and found[-1].kind in ("letters", "text"):
                last = found.pop()
                found.append(Mark("lookup", last.text, last.span.join(span), _squeezed(inside)))
            elif text[match.start()] == "[":
                found += _places(inside, start + match.end())
            elif found and found[-1].kind in ("letters", "text") and _OBSERVATION.fullmatch(inside):
                found.append(Mark("letters", inside.strip(), span, "("))
            else:
                found += marks(inside, start + match.end())
        elif match["comma"]:
            found.append(Mark("comma", ",", span))
        elif match["dots"]:
            found.append(Mark("dot", "+" if match.group() == "+" else ".", span))
        elif match["prime"]:
            found.append(Mark("sign", "'", span))
        elif kind == "other":
            found.append(Mark("sign", match.group(), span))
        position = end
    return tuple(found)


_PLACE = re.compile(
    r"\s*(?:\\(?P<command>[A-Za-z]+)\s*\{(?P<upright>[^{}]*(?:\{\}[^{}]*)*)\}|(?P<plain>[^\\]+?))\s*"
    r"(?:_\s*(?:\{(?P<braced>.*)\}|(?P<bare>[a-z]{1,3}(?:\[\w+\])?))|(?P<small>[\u1d62-\u1d6a\u2090-\u209c\u2c7c]+))?\s*",
    re.DOTALL,
)


def _places(text: str, start: int) -> list[Mark]:
    r"""What a coefficient is looked up by: factors, ``[f_i, h_j]``, or their categories, ``[\text{a}]``."""
    found: list[Mark] = []
    position = depth = 0
    for end, character in enumerate((*text, ",")):
        depth += (character in "[({") - (character in "])}")
        if character != "," or depth > 0 and end < len(text):
            continue
        item = text[position:end]
        match = _PLACE.fullmatch(item)
        span = Span(start + position, start + end)
        if match is None:
            found.append(Mark("sign", item, span))
        else:
            name = unescape(match["upright"] or match["plain"] or "")
            inner = match["braced"] or match["bare"] or match["small"] or ""
            found.append(Mark("factor", name, span, inner))
        position = end + 1
    return found


def _letters(text: str, span: Span) -> list[Mark]:
    """A run of letters, Greek ones apart."""
    found: list[Mark] = []
    run = 0
    for position, character in enumerate((*text, "\0")):
        greek = GREEK_BY_CHARACTER.get(character)
        if greek or character == "\0":
            if run < position:
                inner = Span(span.start + run, span.start + position)
                found.append(Mark("letters", text[run:position], inner))
            run = position + 1
        if greek:
            inner = Span(span.start + position, span.start + position + 1)
            found.append(Mark("greek", greek, inner))
    return found


def _named(inner: str, span: Span) -> list[Mark]:
    """Upright text in a subscript; a single letter or number is what it is."""
    squeezed = inner.strip()
    if squeezed.isdigit():
        return [Mark("text", squeezed, span)]
    lookup = re.fullmatch(r"(\w+)\s*\[\s*(\w+)\s*\]", squeezed)
    if lookup:
        return [Mark("lookup", lookup[1], span, lookup[2])]
    return [Mark("text", squeezed, span)] if squeezed else []


def _squeezed(text: str) -> str:
    return re.sub(r"[\s{}\\]", "", text)


def _closing(text: str, start: int) -> int:
    """Where the brace closes whose inside begins at ``start``; the end of the text if nowhere."""
    depth = 1
    position = start
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 2
            continue
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return position
        position += 1
    return len(text)


def closing(text: str, start: int, end: int) -> int | None:
    """As `_closing` within ``text[:end]``; None where no brace closes."""
    found = _closing(text[:end] if end < len(text) else text, start)
    return found if found < end else None


def partner(text: str, start: int) -> int:
    """Where the bracket at ``start`` closes; the end of the text if nowhere."""
    closes = {"[": "]", "(": ")"}[text[start]]
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] == text[start]) - (text[position] == closes)
        if depth == 0:
            return position
    return len(text)


_ESCAPED = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    r"\{": "{",
    r"\}": "}",
    r"\_": "_",
    r"\%": "%",
    r"\&": "&",
    r"\#": "#",
    r"\$": "$",
    r"\,": " ",
    r"\ ": " ",
    r"\-": "",
    r"~": " ",
    r"\;": " ",
    r"\:": " ",
    "$": "",
}
_ESCAPES = re.compile("|".join(re.escape(key) for key in sorted(_ESCAPED, key=len, reverse=True)))


def unescape(text: str) -> str:
    r"""The literal text of what stands in ``\text{...}``.

    >>> unescape(r"a\_b\%")
    'a_b%'
    """
    plain = _ESCAPES.sub(lambda match: _ESCAPED[match.group()], text)
    return " ".join(plain.split()) if plain.strip() else ""
