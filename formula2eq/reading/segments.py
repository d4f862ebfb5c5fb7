"""Tokens to equations: where one ends and the next begins."""

from __future__ import annotations

from formula2eq.reading.notes_beside import without_notes
from formula2eq.reading.prose import is_prose
from formula2eq.reading.ranges import is_open, without_ranges
from formula2eq.reading.relations import CLOSES, OPENS, relations, tilde_relation
from formula2eq.reading.tokens import Token

_CONTINUES = {"PLUS", "MINUS", "TIMES", "SLASH", "RELATION", "COMMA", "MID"}


def split(tokens: list[Token]) -> list[list[Token]]:
    """Tokens of each statement, in order; what is said aside is left out."""
    made: list[list[Token]] = []
    current: list[Token] = []
    segments = _with_left_sides(_without_sentences(_segments(without_notes(tokens))))
    for number, (separator, segment) in enumerate(segments):
        related = bool(relations(segment))
        if not segment:
            continue
        if separator in ("row", "line") and not related and relations(current):
            related = _begins_a_list(segments, number)
        complete = bool(relations(current))
        ends_open = bool(current) and current[-1].type in _CONTINUES and not _closes(current)
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
    return [
        clean
        for statement in made
        if not _is_about_a_function(statement)
        and not is_open(statement)
        and (clean := _cleaned(statement))
    ]


def _closes(tokens: list[Token]) -> bool:
    """Whether a bar at the end closes an absolute value, ``|z_l|``: then the bars are pairs."""
    bars = sum(token.type == "MID" for token in tokens)
    return tokens[-1].type == "MID" and bars % 2 == 0


def _is_about_a_function(tokens: list[Token]) -> bool:
    r"""Whether a statement tells what a function is, ``g(\cdot) = \log(\cdot)``."""
    return any(
        [token.type for token in tokens[place : place + 3]] == ["OPEN", "TIMES", "CLOSE"]
        for place in range(len(tokens) - 2)
    )


def _begins_a_list(segments: list[tuple[str, list[Token]]], number: int) -> bool:
    """Whether a run is the first of several left sides, ``a, b, c ~ N(0, 1)``."""
    for separator, segment in segments[number + 1 : number + 20]:
        if separator != "comma":
            return False
        if relations(segment):
            return True
    return False


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
            if kind != "line" or separator not in ("row", "quad", "comma"):
                separator = kind
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
        elif kind == "CASES":
            if not current and found and found[-1][1][-1].type == "RELATION":
                found.pop()
            current = []
            skipping = True
        elif kind == "COMMA" and depth == 0:
            end("comma")
        elif kind == "COLON":
            continue
        else:
            current.append(token)
    end("edge")
    return [item for item in without_ranges(found)]


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
    """A line that begins with a relation has its left side on the line before, where that has none; so
    has a row that begins with the sign of a law.
    """
    made: list[tuple[str, list[Token]]] = []
    for separator, segment in segments:
        before = made[-1] if made else None
        if (
            before is not None
            and segment[0].type == "RELATION"
            and (
                separator == "line"
                and before[0] != "line"
                or separator in ("row", "quad")
                and segment[0].text == "~"
            )
            and before[1][0].type not in _CONTINUES
            and not relations(before[1])
            and not (len(made) > 1 and made[-2][1][-1].type in _CONTINUES)
        ):
            made[-1] = (before[0], before[1] + segment)
        else:
            made.append((separator, segment))
    return made


def _cleaned(tokens: list[Token]) -> list[Token]:
    """A statement's tokens for the parser: ``~`` is a relation or a space; ends are trimmed."""
    kept = [
        Token("RELATION", "~", token.start, token.end) if tilde_relation(tokens, number) else token
        for number, token in enumerate(tokens)
    ]
    if [token.type for token in kept[-2:]] == ["TILDE", "NUMBER"] and relations(kept):
        kept = kept[:-2]  # the number of an equation behind spaces, ``y = a + b ~~~ 3.3``
    kept = _without_conditions(kept)
    kept = [token for token in kept if token.type not in ("TILDE", "FORALL")]
    kept = _without_braces_of_nothing(kept)
    while kept and kept[-1].type == "COMMA":
        kept.pop()
    while kept and kept[0].type == "COMMA":
        kept.pop(0)
    return kept[:-3] if _is_numbered(kept) else kept


def _without_conditions(tokens: list[Token]) -> list[Token]:
    """Without several conditions of what has a law, ``u | x, v ~ N(0, 1)``: the law is of u alone."""
    related = relations(tokens)
    if not related or tokens[related[0]].text != "~":
        return tokens
    left = tokens[: related[0]]
    given = next((n for n, token in enumerate(left) if token.type == "MID"), 0)
    depths = [(token.type in OPENS) - (token.type in CLOSES) for token in left[:given]]
    if given and not sum(depths) and any(token.type == "COMMA" for token in left[given:]):
        return left[:given] + tokens[related[0] :]
    return tokens


def _without_braces_of_nothing(tokens: list[Token]) -> list[Token]:
    """Without the ``{}`` that people put behind a comma at the end of a line."""
    return [
        token
        for number, token in enumerate(tokens)
        if not (_nothing_at(tokens, number) or _nothing_at(tokens, number - 1))
    ]


def _nothing_at(tokens: list[Token], number: int) -> bool:
    """Whether a comma and empty braces stand here, the braces opening at this token."""
    return number > 0 and [token.type for token in tokens[number - 1 : number + 2]] == [
        "COMMA",
        "LBRACE",
        "RBRACE",
    ]


def _is_numbered(tokens: list[Token]) -> bool:
    """Whether an equation ends with its number, ``(1)`` apart from what is before it."""
    return (
        len(tokens) > 5
        and [token.type for token in tokens[-3:]] == ["OPEN", "NUMBER", "CLOSE"]
        and tokens[-4].end < tokens[-3].start
        and tokens[-4].type in ("LETTER", "SUB", "SUP", "CLOSE", "NUMBER", "COMMA")
        and bool(relations(tokens))
    )
