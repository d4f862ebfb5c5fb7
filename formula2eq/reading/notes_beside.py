r"""Notes in brackets beside equations: ``u_i \quad (\text{if used})``, ``u0j  (random intercept)``."""

from __future__ import annotations

from formula2eq.reading.tokens import Token

_PAIRS = {"OPEN": "CLOSE", "LBRACE": "RBRACE"}
_ENDS = frozenset({"BREAK", "PROSE", "COMMA"})
#: What a summand ends with: a bracket behind one of these is no factor where a gap is between.
_COMPLETE = frozenset({"LETTER", "WORD", "SUB", "SUP", "NUMBER", "CLOSE", "RBRACE"})
#: Characters between a summand and a note.
_GAP = 2


def without_notes(tokens: list[Token]) -> list[Token]:
    """The tokens, what is only said in brackets as prose, and the words of notes left out."""
    made: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        closing = _closed(tokens, position) if token.type in _PAIRS else None
        if closing is not None:
            inside = tokens[position + 1 : closing]
            if inside and all(one.type in ("PROSE", "TILDE") for one in inside):
                made += [one for one in inside if one.type == "PROSE"]
                position = closing + 1
                continue
            if _is_note(made, token, inside, tokens[closing + 1 : closing + 2]):
                position = closing + 1
                continue
        made.append(token)
        position += 1
    return made


def _closed(tokens: list[Token], opening: int) -> int | None:
    """Where a bracket of words closes; None where it holds anything else."""
    end = _PAIRS[tokens[opening].type]
    for place in range(opening + 1, len(tokens)):
        if tokens[place].type == end:
            return place
        if tokens[place].type not in ("PROSE", "TILDE", "WORD", "LETTER", "COMMA"):
            return None
    return None


def _is_note(before: list[Token], opening: Token, inside: list[Token], behind: list[Token]) -> bool:
    """Whether words in brackets, behind a gap at an equation's end, are said of it."""
    return (
        bool(before)
        and opening.type == "OPEN"
        and before[-1].type in _COMPLETE
        and opening.start - before[-1].end >= _GAP
        and any(token.type == "WORD" for token in inside)
        and (not behind or behind[0].type in _ENDS)
    )
