"""Rows and alignment, which lay equations out and say nothing, and superscripts that count."""

from __future__ import annotations

from formula2eq.reading import commands as known
from formula2eq.reading.large_matrices import DOTS
from formula2eq.reading.tokens import Token


def layout(tokens: list[Token]) -> list[Token]:
    """Matrices and values by cases keep their ``&`` and rows; arrays that hold equations, and all
    else, lose them.
    """
    tokens = _without_braces_around_scripts(_without_braces_around_equations(tokens))
    layouts = _layout_arrays(tokens)
    shaped = _dots_of_matrices(tokens)
    kept: list[Token] = []
    inside: list[bool] = []
    cases: list[int] = []
    listed: int | None = None
    for number, token in enumerate(tokens):
        kind = token.type
        if listed is not None:
            if kind == "END_MATRIX" and number == listed:
                listed = None
            continue
        if cases and len(inside) == cases[-1] and _aside(tokens, number):
            continue
        if kind == "BEGIN_MATRIX" and _lists_values(kept, token):
            kept = kept[:-1] if kept[-1].type == "OPEN" else kept
            last = _partner(tokens, number)
            if not _tells(kept, tokens[number:last]):
                listed = last
                kept.append(Token("CASES", token.text, token.start, token.end))
                continue
            inside.append(True)
            cases.append(len(inside))
        elif kind == "BEGIN_MATRIX":
            if number in layouts or token.text in known.CASES:
                inside.append(False)
                if kept and kept[-1].type == "OPEN" and kept[-1].text == "{":
                    kept.pop()
                kept.append(Token("BREAK", "row", token.start, token.end))
                continue
            inside.append(True)
        elif kind == "END_MATRIX":
            if cases and cases[-1] == len(inside):
                cases.pop()
            if inside and not inside.pop():
                kept.append(Token("BREAK", "row", token.start, token.end))
                continue
        elif inside and inside[-1] and kind == "BREAK":
            if token.text == "row" and kept[-1].type not in ("BEGIN_MATRIX", "ROW"):
                kept.append(Token("ROW", token.text, token.start, token.end))
            continue
        elif number in shaped:
            kept.append(Token("LETTER", DOTS, token.start, token.end))
            continue
        elif kind == "AMP" and not (inside and inside[-1]):
            continue
        elif kind == "SUP" and kept and kept[-1].type == "RELATION":
            continue
        elif kind == "SUB" and kept and kept[-1].type == "RELATION":
            continue
        kept.append(token)
    return _trimmed(kept)


def _aside(tokens: list[Token], number: int) -> bool:
    """Whether a token of cases says nothing: words, or a comma behind a value."""
    kind = tokens[number].type
    after = tokens[number + 1].type if number + 1 < len(tokens) else ""
    ends = after in ("AMP", "BREAK", "END_MATRIX", "PROSE")
    return kind in ("PROSE", "COLON") or kind == "COMMA" and ends


def _lists_values(before: list[Token], token: Token) -> bool:
    """Whether cases tell the values of what stands left of them, ``x_j = {1 if ..., 0 if ...``."""
    place = [t for t in before[-4:] if t.type not in ("AMP", "BREAK")]
    brace = bool(place) and place[-1].type == "OPEN" and place[-1].text == "{"
    if brace:
        place.pop()
    known_as = token.text in known.CASES or token.text == "array" and brace
    return known_as and bool(place) and place[-1].type in ("RELATION", "TILDE")


def _tells(before: list[Token], cases: list[Token]) -> bool:
    """Whether cases are more than a coding: laws, or what a latent variable crosses."""
    place = [t for t in before[-4:] if t.type not in ("AMP", "BREAK")]
    return place[-1].text != "=" or any(
        token.type == "RELATION" and token.text in ("<", "<=", ">", ">=") for token in cases
    )


def _dots_of_matrices(tokens: list[Token]) -> set[int]:
    """The dots of matrices that have some along their diagonal: they say which rows are left out."""
    found: set[int] = set()
    for start, token in enumerate(tokens):
        if token.type == "BEGIN_MATRIX":
            dots = {n for n in range(start, _partner(tokens, start)) if tokens[n].type == "DOTS"}
            if any(tokens[n].text in ("\\ddots", "⋱") for n in dots):
                found |= dots
    return found


def _partner(tokens: list[Token], start: int) -> int:
    """Where the environment that opens at a position ends; the last position if nowhere."""
    depth = 0
    for number in range(start, len(tokens)):
        depth += (tokens[number].type == "BEGIN_MATRIX") - (tokens[number].type == "END_MATRIX")
        if depth == 0:
            return number
    return len(tokens) - 1


def _without_braces_around_equations(tokens: list[Token]) -> list[Token]:
    """Without TeX's braces around what is itself an equation: ``{y = a + b}`` is no argument."""
    open_braces: list[int] = []
    dropped: set[int] = set()
    related: list[bool] = []
    depth: list[int] = []
    for number, token in enumerate(tokens):
        if token.type == "LBRACE":
            open_braces.append(number)
            related.append(False)
            depth.append(0)
        elif not open_braces:
            continue
        elif token.type == "RBRACE":
            start, relates, _ = open_braces.pop(), related.pop(), depth.pop()
            if relates and token.end > token.start:
                dropped |= {start, number}
                if related:
                    related[-1] = related[-1] or depth[-1] == 0
        elif token.type == "RELATION" and depth[-1] == 0:
            related[-1] = True
        else:
            depth[-1] += (token.type in ("OPEN", "BEGIN_MATRIX")) - (
                token.type in ("CLOSE", "END_MATRIX")
            )
    return [token for number, token in enumerate(tokens) if number not in dropped]


def _without_braces_around_scripts(tokens: list[Token]) -> list[Token]:
    """Without TeX's braces around a script alone, as a coloured subscript has them."""
    waiting: list[int] = []
    dropped: set[int] = set()
    for number, token in enumerate(tokens):
        if token.type == "LBRACE":
            waiting.append(number)
        elif token.type == "RBRACE" and waiting:
            start = waiting.pop()
            inside = [
                t for n, t in enumerate(tokens[start + 1 : number], start + 1) if n not in dropped
            ]
            if inside and all(t.type in ("SUB", "SUP") for t in inside):
                dropped |= {start, number}
    return [token for number, token in enumerate(tokens) if number not in dropped]


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


def numbered_above(pending: list[list[Token]]) -> None:
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
