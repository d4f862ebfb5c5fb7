"""Tokens to equations: where one ends and the next begins."""

from __future__ import annotations

from formula2eq.reading.prose import is_prose
from formula2eq.reading.relations import CLOSES, OPENS, relations, tilde_relation
from formula2eq.reading.tokens import Token

_CONTINUES = {"PLUS", "MINUS", "TIMES", "SLASH", "RELATION", "COMMA", "MID"}


def split(tokens: list[Token]) -> list[list[Token]]:
    """Tokens of each statement, in order; what is said aside is left out."""
    made: list[list[Token]] = []
    current: list[Token] = []
    for separator, segment in _with_left_sides(_without_sentences(_segments(tokens))):
        related = bool(relations(segment))
        if not segment:
            continue
        complete = bool(relations(current))
        ends_open = bool(current) and current[-1].type in _CONTINUES
        starts_open = segment[0].type in _CONTINUES
        if current and (
            separator in ("edge", "blank", "prose")
            and not starts_open
            and not ends_open
            or complete
            and related
            and not (starts_open and segment[0].type != "RELATION")
            and not ends_open
            and (segment[0].type != "RELATION" or separator != "comma")
            and not (segment[0].type == "RELATION" and not complete)
        ):
            made.append(current)
            current = []
        elif separator == "comma" and current:
            current.append(Token("COMMA", ",", segment[0].start, segment[0].start))
        current = current + segment
    if current:
        made.append(current)
    return [clean for statement in made if (clean := _cleaned(statement))]


def _segments(tokens: list[Token]) -> list[tuple[str, list[Token]]]:
    """Runs between breaks outside brackets, with the kind of break before each."""
    found: list[tuple[str, list[Token]]] = []
    current: list[Token] = []
    separator = "edge"
    depth = 0
    skipping = False

    def end(kind: str) -> None:
        nonlocal current, separator
        if current:
            found.append((separator, current))
            separator = kind
        elif kind in ("edge", "blank", "prose") or separator not in ("edge", "blank", "prose"):
            separator = separator if (separator, kind) == ("row", "line") else kind
        current = []

    for token in tokens:
        kind = token.type
        hard = kind == "BREAK" and token.text in ("blank", "edge")
        depth = 0 if hard else depth + (kind in OPENS) - (kind in CLOSES)
        if hard or (kind == "BREAK" and depth <= 0 and token.text != "stop"):
            if hard or token.text in ("row", "line"):
                skipping = False
            end(token.text)
        elif kind == "BREAK":
            continue
        elif skipping:
            continue
        elif kind == "FORALL":
            end("prose")
            skipping = True
        elif kind == "PROSE":
            end("prose")
        elif kind == "COLON" and depth == 0:
            if relations(current):
                end("row")
            current = []
        elif kind == "COMMA" and depth == 0:
            end("comma")
        elif kind == "COLON":
            continue
        else:
            current.append(token)
    end("edge")
    return [item for item in _without_ranges(found)]


def _without_sentences(segments: list[tuple[str, list[Token]]]) -> list[tuple[str, list[Token]]]:
    """Without lines of words between equations that stand without delimiters."""
    made: list[tuple[str, list[Token]]] = []
    said = False
    for separator, segment in segments:
        words = all(token.type in ("WORD", "LETTER") for token in segment)
        if words and is_prose(" ".join(token.text for token in segment)):
            said = True
            continue
        made.append(("prose" if said else separator, segment))
        said = False
    return made


def _with_left_sides(segments: list[tuple[str, list[Token]]]) -> list[tuple[str, list[Token]]]:
    """A line that begins with a relation has its left side on the line before, where that has none."""
    made: list[tuple[str, list[Token]]] = []
    for separator, segment in segments:
        before = made[-1] if made else None
        if (
            before is not None
            and separator == "line"
            and segment[0].type == "RELATION"
            and before[0] != "line"
            and before[1][0].type not in _CONTINUES
            and not relations(before[1])
            and not (len(made) > 1 and made[-2][1][-1].type in _CONTINUES)
        ):
            made[-1] = (before[0], before[1] + segment)
        else:
            made.append((separator, segment))
    return made


def _without_ranges(segments: list[tuple[str, list[Token]]]) -> list[tuple[str, list[Token]]]:
    """Without ``i = 1, ..., n``."""
    kept: list[tuple[str, list[Token]]] = []
    ranging = False
    for separator, segment in segments:
        starts = (
            segment[0].type == "LETTER"
            and len(segment) > 2
            and segment[1].type == "RELATION"
            and segment[1].text in ("=", "in")
            and segment[2].type in ("NUMBER", "DOTS", "OPEN")
            and len(segment[0].text) == 1
            and not segment[0].text.isupper()
            and segment[0].text.isascii()
        )
        if starts:
            ranging = True
            continue
        if any(token.type == "DOTS" for token in segment):
            if ranging or len(segment) == 1:
                ranging = True
                continue
            segment = [token for token in segment if token.type != "DOTS"]
        if ranging and separator == "comma" and not relations(segment):
            continue
        ranging = False
        if segment:
            kept.append((separator, segment))
    return kept


def _cleaned(tokens: list[Token]) -> list[Token]:
    """A statement's tokens for the parser: ``~`` is a relation or a space; ends are trimmed."""
    kept = [
        Token("RELATION", "~", token.start, token.end) if tilde_relation(tokens, number) else token
        for number, token in enumerate(tokens)
    ]
    kept = [token for token in kept if token.type not in ("TILDE", "FORALL", "DOTS")]
    while kept and kept[-1].type == "COMMA":
        kept.pop()
    while kept and kept[0].type == "COMMA":
        kept.pop(0)
    return kept[:-3] if _is_numbered(kept) else kept


def _is_numbered(tokens: list[Token]) -> bool:
    """Whether an equation ends with its number, ``(1)`` apart from what is before it."""
    return (
        len(tokens) > 5
        and [token.type for token in tokens[-3:]] == ["OPEN", "NUMBER", "CLOSE"]
        and tokens[-4].end < tokens[-3].start
        and tokens[-4].type in ("LETTER", "SUB", "SUP", "CLOSE", "NUMBER", "COMMA")
        and bool(relations(tokens))
    )
