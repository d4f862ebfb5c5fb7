"""Rows and alignment, which lay equations out and say nothing, and superscripts that count."""

from __future__ import annotations

from formula2eq.reading.tokens import Token


def layout(tokens: list[Token]) -> list[Token]:
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
