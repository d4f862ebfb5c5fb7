"""Where mathematics stands in a text: between delimiters if there are any, else everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from formula2eq.reading.commands import DISPLAYS
from formula2eq.reading.prose import BESIDE, HEADING, LABEL
from formula2eq.reading.scripts import closing as closing_brace
from formula2eq.reading.sentences import pieces_of_sentence

_DELIMITER = re.compile(
    r"""
    (?P<comment> (?<!\\)%[^\n]* )
  | (?P<skip>    \\\\ | \\\$ | \\(?:text\w*|mbox|math\w+|operatorname)\{[^{}$]*\$[^{}]*\} )
  | (?P<fence>   ^[ \t]*```+[ \t]*math[ \t]*$ )
  | (?P<braced>  \{\$\$?\} )
  | (?P<help>    \\d?eqn\{ )
  | (?P<dollars> \$\$ )
  | (?P<dollar>  \$ )
  | (?P<square>  \\\[ )
  | (?P<round>   \\\( )
  | (?P<begin>   \\begin\{(?P<name>[A-Za-z]+)\*?\} )
    """,
    re.VERBOSE | re.MULTILINE,
)
_FENCE = re.compile(r"^[ \t]*(?:```+|~~~+)[ \t]*[\w-]*[ \t]*$", re.MULTILINE)


_CLOSING = {"dollars": "$$", "dollar": "$", "square": "\\]", "round": "\\)", "fence": "```"}


@dataclass(frozen=True, slots=True)
class Region:
    """A run of mathematics; ``inline`` when it stands inside a line of prose."""

    start: int
    end: int
    inline: bool = False


def regions(text: str, plain: bool) -> tuple[Region, ...]:
    """The runs of mathematics in a text, in order."""
    if plain and "$" not in text:
        return _plain(text)
    found: list[Region] = []
    position = 0
    while match := _DELIMITER.search(text, position):
        position = match.end()
        if match["comment"] or match["skip"]:
            continue
        if match["begin"]:
            if match["name"] not in DISPLAYS:
                continue
            close = re.compile(rf"\\end\{{{match['name']}\*?\}}").search(text, position)
            end = close.end() if close else len(text)
            found.append(Region(match.start(), end))
            position = end
            continue
        if match["help"]:
            # the markup of R's help pages, \eqn{...} in a line and \deqn{...} on its own
            end = closing_brace(text, position, len(text)) or len(text)
            found.append(Region(position, end, match["help"].startswith("\\eqn")))
            position = end
            continue
        kind = match.lastgroup or ""
        closing = "{/" + match.group()[1:] if kind == "braced" else _CLOSING[kind]
        end = _find(text, closing, position)
        if kind == "dollar" and _is_money(text[position:end]):
            continue
        inline = match.lastgroup in ("dollar", "round") or (
            match.lastgroup in ("dollars", "braced")
            and _within_a_sentence(text, match.start(), end + len(closing))
        )
        found.append(Region(position, end, inline))
        position = end + len(closing)
    if not found:
        return _lines(text) if not plain else _plain(text)
    return _whole_lines(text, found)


#: What stands between the symbols of an equation whose symbols have dollars of their own.
_BETWEEN = re.compile(r"[\w\s=+*×·().,:~-]*")


def _whole_lines(text: str, found: list[Region]) -> tuple[Region, ...]:
    """The regions, one for a line whose ``=`` and ``+`` stand outside the dollars of its symbols."""
    made: list[Region] = []
    for region in found:
        start = text.rfind("\n", 0, region.start) + 1
        stop = text.find("\n", region.end)
        stop = stop if stop >= 0 else len(text)
        if made and made[-1].start <= start and made[-1].end >= stop:
            continue
        on_line = [r for r in found if start <= r.start and r.end <= stop]
        outside = text[start:stop]
        for one in reversed(on_line):
            outside = outside[: one.start - start] + outside[one.end - start :]
        outside = outside.replace("$", " ")
        whole = region.inline and "=" in outside and "+" in outside and len(on_line) > 2
        if whole and _BETWEEN.fullmatch(outside):
            made.append(Region(start, stop))
        else:
            made.append(region)
    return tuple(made)


def _is_money(between: str) -> bool:
    """Whether what stands between two dollars is prose: a paragraph that ends, and no mathematics in it."""
    first, blank, _ = between.partition("\n\n")
    return bool(blank) and not _MATHEMATICS.search(first)


_MATHEMATICS = re.compile(r"[=~^_\\]")


def _within_a_sentence(text: str, start: int, end: int) -> bool:
    """Whether words stand before or behind a display on its lines; marks of lists are none."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line = text.find("\n", end)
    behind = text[end : line if line >= 0 else len(text)]
    return bool(_SAID.search(before) or _SAID.search(behind))


#: Words beside a display, and no label ``{#eq-name}`` of it.
_SAID = re.compile(r"(?<![\w#{\\-])[A-Za-z]{2,}(?![^{}]*\})")


def _find(text: str, closing: str, start: int) -> int:
    position = start
    while True:
        end = text.find(closing, position)
        if end < 0:
            return len(text)
        if text[end - 1] != "\\" or closing.startswith("\\"):
            return end
        position = end + 1


def _lines(text: str) -> tuple[Region, ...]:
    """LaTeX without delimiters: every line but headings, labels and sentences."""
    return _plain(text) if _needs_cleaning(text) else (Region(0, len(text)),)


def _needs_cleaning(text: str) -> bool:
    return any(
        HEADING.match(line)
        or LABEL.match(line)
        or _FENCE.match(line)
        or pieces_of_sentence(line, 0, len(line)) is not None
        for line in text.split("\n")
    )


#: Our own words about the parameters of a law.
_NOTE = re.compile(r"\((?:probability of|mean|trials|degrees of)\b[a-z0-9 ,;\n]{0,200}\)")


def _plain(text: str) -> tuple[Region, ...]:
    """Plain text: lines without headings, labels and our writers' words beside equations."""
    found: list[Region] = []
    offset = 0
    begun: int | None = None
    # A note that is broken over lines is one line here.
    for line in _NOTE.sub(lambda note: note[0].replace("\n", " "), text).split("\n"):
        end = offset + len(line)
        start = offset
        heading = bool(line.strip()) and bool(HEADING.match(line) or _FENCE.match(line))
        label = LABEL.match(line)
        beside = BESIDE.search(line)
        if heading:
            if begun is not None:
                found.append(Region(begun, offset))
                begun = None
        else:
            if label:
                if begun is not None:
                    found.append(Region(begun, offset))
                begun = offset + label.end()
            elif begun is None:
                begun = start
            content = label.end() + offset if label else start
            pieces = None if beside else pieces_of_sentence(text, content, end)
            if pieces is None:
                pieces = _marked(text, content, end)
            if pieces is not None:
                if begun < content and not label:
                    found.append(Region(begun, offset))
                found += [Region(a, b, "+" not in text[a:b]) for a, b in pieces]
                begun = None
            elif beside:
                found.append(Region(begun, offset + beside.start(), inline=False))
                begun = offset + beside.end()
        offset = end + 1
    if begun is not None and begun < len(text):
        found.append(Region(begun, len(text)))
    return tuple(found)


_CODE = re.compile(r"`([^`\n]+)`")
_BULLET = re.compile(r"[ \t]*[-*•][ \t]+(?=\S)")
_RELATES = re.compile(r"[=~∼]")


def _marked(text: str, start: int, end: int) -> tuple[tuple[int, int], ...] | None:
    """The equations of a line of Markdown: code, or what is behind the mark of a list."""
    spans = [match.span(1) for match in _CODE.finditer(text, start, end)]
    outside = _CODE.sub("", text[start:end])
    if spans and not _RELATES.search(outside):
        return tuple((a, b) for a, b in spans if _RELATES.search(text, a, b))
    bullet = _BULLET.match(text, start, end)
    if bullet and _RELATES.search(text, bullet.end(), end):
        return ((bullet.end(), end),)
    return None
