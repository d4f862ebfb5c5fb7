"""A text to its equations: where one ends and the next begins, and what is no equation at all."""

from __future__ import annotations

from dataclasses import dataclass

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading import complaints
from formula2eq.reading.commands import DISTRIBUTIONS
from formula2eq.reading.drawn import drawn_region, has_drawing
from formula2eq.reading.lex import Lexer
from formula2eq.reading.nodes import Conditional, Node, Relation
from formula2eq.reading.parse import parse
from formula2eq.reading.prose import is_prose
from formula2eq.reading.regions import regions
from formula2eq.reading.tokens import MAXIMUM_LENGTH, MAXIMUM_STATEMENTS, Token
from formula2eq.source import Source, Span

_OPENS = {"OPEN", "LBRACE", "BEGIN_MATRIX"}
_CLOSES = {"CLOSE", "RBRACE", "END_MATRIX"}
_CONTINUES = {"PLUS", "MINUS", "TIMES", "SLASH", "RELATION", "COMMA", "MID"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One equation or law: ``left relation right``, with the places of doubled signs."""

    left: Node
    relation: str
    right: Node
    span: Span
    doubled: tuple[Span, ...] = ()


def statements(source: Source) -> tuple[Statement, ...]:
    """The equations of a text, in order.

    Raises ``EquationSyntaxError`` for what cannot be read, with its place.
    """
    if len(source.text) > MAXIMUM_LENGTH:
        raise EquationSyntaxError(complaints.too_long(source, MAXIMUM_LENGTH))
    plain = "\\" not in source.text
    found: list[Statement] = []
    pending: list[list[Token]] = []
    for region in regions(source.text, plain):
        lexer = Lexer(source, plain)
        if plain and has_drawing(source.text[region.start : region.end]):
            drawn_region(lexer, region.start, region.end)
        else:
            lexer.region(region.start, region.end)
        for number, tokens in enumerate(_split(_layout(lexer.tokens))):
            if not _relations(tokens):
                if (
                    pending
                    and number == 0
                    and tokens[0].type in ("PLUS", "MINUS")
                    and not region.inline
                ):
                    pending[-1] = pending[-1] + tokens
                elif region.inline or plain or _is_aside(tokens):
                    continue
                else:
                    span = Span(tokens[0].start, tokens[-1].end)
                    parse(tokens, source)
                    raise EquationSyntaxError(complaints.no_relation(source, span))
                continue
            pending.append(tokens)
    _numbered_above(pending)
    for tokens in pending:
        found += _stated(tokens, source, found)
        if len(found) > MAXIMUM_STATEMENTS:
            place = found[MAXIMUM_STATEMENTS].span
            raise EquationSyntaxError(
                complaints.too_many_equations(source, place, MAXIMUM_STATEMENTS)
            )
    if not found:
        raise EquationSyntaxError(complaints.nothing(source))
    return tuple(found)


def expression_of(text: str) -> Node:
    """The tree of an expression that is no equation, such as a display name."""
    source = Source(text, "name")
    lexer = Lexer(source, "\\" not in text)
    lexer.region(0, len(text))
    tokens = [t for t in lexer.tokens if t.type not in ("BREAK", "AMP", "PROSE", "TILDE", "DOTS")]
    return parse(tokens, source)[0]


def _stated(tokens: list[Token], source: Source, before: list[Statement]) -> list[Statement]:
    """The statements of one chain ``a = b = c``: each side against the first."""
    if len(tokens) == 1:
        starts = frozenset({"LETTER", "WORD", "NUMBER"})
        raise EquationSyntaxError(complaints.unexpected(source, None, tokens, starts))
    if tokens[0].type == "RELATION" and before:
        node, doubled = parse(tokens[1:], source)
        left = before[-1].left
        sides: tuple[Node, ...] = (node,)
        operators: tuple[str, ...] = (tokens[0].text,)
        if isinstance(node, Relation):
            sides, operators = node.sides, (tokens[0].text, *node.operators)
    else:
        node, doubled = parse(tokens, source)
        if not isinstance(node, Relation):
            raise EquationSyntaxError(complaints.no_relation(source, node.span))
        left, sides, operators = node.sides[0], node.sides[1:], node.operators
    if isinstance(left, Conditional):
        left = left.left
    return [
        Statement(left, operator, side, left.span.join(side.span), doubled)
        for operator, side in zip(operators, sides, strict=True)
    ]


def _layout(tokens: list[Token]) -> list[Token]:
    """Matrices keep their ``&`` and rows; arrays that hold equations, and all else, lose them."""
    layouts = _layout_arrays(tokens)
    kept: list[Token] = []
    inside: list[bool] = []
    for number, token in enumerate(tokens):
        kind = token.type
        if kind == "BEGIN_MATRIX":
            if number in layouts:
                inside.append(False)
                if kept and kept[-1].type == "OPEN" and kept[-1].text == "{":
                    kept.pop()
                kept.append(Token("BREAK", "row", token.start, token.end))
                continue
            inside.append(True)
        elif kind == "END_MATRIX":
            if inside and not inside.pop():
                kept.append(Token("BREAK", "row", token.start, token.end))
                continue
        elif inside and inside[-1] and kind == "BREAK":
            if token.text == "row" and kept[-1].type not in ("BEGIN_MATRIX", "ROW"):
                kept.append(Token("ROW", token.text, token.start, token.end))
            continue
        elif kind == "AMP" and not (inside and inside[-1]):
            continue
        elif kind == "SUP" and kept and kept[-1].type == "RELATION":
            continue
        elif kind == "SUB" and kept and kept[-1].type == "RELATION":
            continue
        kept.append(token)
    return _trimmed(kept)


def _trimmed(tokens: list[Token]) -> list[Token]:
    """Without an empty last row of a matrix."""
    return [
        token
        for number, token in enumerate(tokens)
        if not (
            token.type == "ROW"
            and number + 1 < len(tokens)
            and tokens[number + 1].type == "END_MATRIX"
        )
    ]


def _layout_arrays(tokens: list[Token]) -> set[int]:
    """Positions of the ``array`` openings that hold equations and not entries."""
    found: set[int] = set()
    waiting: list[tuple[int, int]] = []
    depth = 0
    for number, token in enumerate(tokens):
        if token.type == "BEGIN_MATRIX":
            waiting.append((number, depth))
        elif token.type == "END_MATRIX" and waiting:
            waiting.pop()
        elif token.type in ("OPEN", "LBRACE"):
            depth += 1
        elif token.type in ("CLOSE", "RBRACE"):
            depth -= 1
        elif (
            token.type in ("RELATION", "TILDE")
            and waiting
            and depth == waiting[-1][1]
            and tokens[waiting[-1][0]].text == "array"
        ):
            found.add(waiting[-1][0])
    return found


def _split(tokens: list[Token]) -> list[list[Token]]:
    """Tokens of each statement, in order; what is said aside is left out."""
    made: list[list[Token]] = []
    current: list[Token] = []
    for separator, segment in _with_left_sides(_without_sentences(_segments(tokens))):
        related = bool(_relations(segment))
        if not segment:
            continue
        complete = bool(_relations(current))
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
        depth = 0 if hard else depth + (kind in _OPENS) - (kind in _CLOSES)
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
            if _relations(current):
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
            and not _relations(before[1])
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
        if ranging and separator == "comma" and not _relations(segment):
            continue
        ranging = False
        if segment:
            kept.append((separator, segment))
    return kept


def _relations(tokens: list[Token]) -> list[int]:
    """Positions of the relations outside brackets; LaTeX's ``~`` counts before a distribution."""
    found = []
    depth = 0
    for number, token in enumerate(tokens):
        depth += (token.type in _OPENS) - (token.type in _CLOSES)
        if depth == 0 and (token.type == "RELATION" or _tilde_relation(tokens, number)):
            found.append(number)
    return found


def _tilde_relation(tokens: list[Token], number: int) -> bool:
    if tokens[number].type != "TILDE" or number == 0:
        return False
    after = [token for token in tokens[number + 1 : number + 4] if token.type != "LBRACE"]
    return (
        bool(after)
        and after[0].type in ("WORD", "LETTER")
        and (after[0].text.lower().replace(" ", "") in DISTRIBUTIONS)
    )


def _cleaned(tokens: list[Token]) -> list[Token]:
    """A statement's tokens for the parser: ``~`` is a relation or a space; ends are trimmed."""
    kept = [
        Token("RELATION", "~", token.start, token.end) if _tilde_relation(tokens, number) else token
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
        and bool(_relations(tokens))
    )


def _numbered_above(pending: list[list[Token]]) -> None:
    """Superscripts that count, ``a^0_j`` and ``a^1_j``: nobody writes a power of nought or one."""
    raised: dict[str, list[Token]] = {}
    for tokens in pending:
        letter = ""
        for token in tokens:
            if token.type == "LETTER":
                letter = token.text
            elif token.type == "SUP" and letter:
                raised.setdefault(letter, []).append(token)
            elif token.type != "SUB":
                letter = ""
    for letter, scripts in raised.items():
        if letter not in "xXtTzZ" and any(token.text.strip() in ("0", "1") for token in scripts):
            for token in scripts:
                if token.text.strip().isdigit():
                    token.text = f"({token.text})"


def _is_aside(tokens: list[Token]) -> bool:
    """Whether tokens without a relation say nothing: a number of an equation, a lone word."""
    return all(token.type in ("WORD", "NUMBER", "OPEN", "CLOSE", "LETTER") for token in tokens)
