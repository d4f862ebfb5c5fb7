"""Where the relations of an equation stand."""

from __future__ import annotations

import re

from formula2eq.reading.commands import DISTRIBUTIONS, RELATION_CHARACTERS, RELATIONS
from formula2eq.reading.tokens import Token

#: Tokens that open and close brackets.
OPENS = {"OPEN", "LBRACE", "BEGIN_MATRIX"}
CLOSES = {"CLOSE", "RBRACE", "END_MATRIX"}


_WRITTEN = re.compile(rf"[{''.join(RELATION_CHARACTERS)}]|\\(?:{'|'.join(RELATIONS)})(?![A-Za-z])")


def has_relation(text: str) -> bool:
    """Whether a relation is written anywhere in a text."""
    return _WRITTEN.search(text) is not None


def relations(tokens: list[Token]) -> list[int]:
    """Positions of the relations outside brackets; LaTeX's ``~`` counts before a distribution."""
    found = []
    depth = 0
    for number, token in enumerate(tokens):
        depth += (token.type in OPENS) - (token.type in CLOSES)
        if depth == 0 and (token.type == "RELATION" or tilde_relation(tokens, number)):
            found.append(number)
    return found


def tilde_relation(tokens: list[Token], number: int) -> bool:
    """Whether a ``~`` of LaTeX stands before a distribution and is no space."""
    if tokens[number].type != "TILDE" or number == 0:
        return False
    after = [token for token in tokens[number + 1 : number + 4] if token.type != "LBRACE"]
    return (
        bool(after)
        and (after[0].type == "WORD" or after[0].type == "LETTER" and len(after[0].text) == 1)
        and (after[0].text.lower().replace(" ", "") in DISTRIBUTIONS)
    )
