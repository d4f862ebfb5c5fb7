"""What indices run over, ``i = 1, ..., n``, which is said beside equations and states nothing of them."""

from __future__ import annotations

from formula2eq.reading.relations import relations
from formula2eq.reading.tokens import Token

#: What a set of values is made of.
_VALUES = {"OPEN", "CLOSE", "LBRACE", "RBRACE", "COMMA", "NUMBER", "DOTS", "LETTER", "MINUS", "SUB"}
#: What dots that stand for summands or entries stand between.
_BESIDE_DOTS = {"PLUS", "MINUS", "COMMA", "AMP", "ROW"}


def without_ranges(segments: list[tuple[str, list[Token]]]) -> list[tuple[str, list[Token]]]:
    """Without ``i = 1, ..., n``."""
    kept: list[tuple[str, list[Token]]] = []
    ranging = False
    for separator, segment in segments:
        if _is_range(segment):
            ranging = True
            continue
        if any(token.type == "DOTS" for token in segment):
            if ranging and separator in ("comma", "quad") or len(segment) == 1:
                ranging = True
                continue
            segment = [
                token
                for number, token in enumerate(segment)
                if token.type != "DOTS" or _leaves_out(segment, number)
            ]
        if ranging and separator == "comma" and not relations(segment):
            continue
        ranging = False
        if segment:
            kept.append((separator, segment))
    return kept


def _leaves_out(tokens: list[Token], number: int) -> bool:
    """Whether dots stand for summands or entries: between signs, commas or cells."""
    around = [*tokens[max(number - 1, 0) : number], *tokens[number + 1 : number + 2]]
    return any(token.type in _BESIDE_DOTS for token in around)


def _is_range(segment: list[Token]) -> bool:
    """Whether a run says what an index runs over: ``i = 1``, ``(i = 1, ..., n)``, ``i in {1, 2}``."""
    if segment[0].type == "OPEN" and any(token.type == "DOTS" for token in segment):
        segment = segment[1:]
    return (
        segment[0].type == "LETTER"
        and len(segment) > 2
        and segment[1].type == "RELATION"
        and segment[1].text in ("=", "in")
        and (segment[2].type in ("NUMBER", "DOTS") or _is_set(segment[1].text, segment[2:]))
        and len(segment[0].text) == 1
        and not segment[0].text.isupper()
        and segment[0].text.isascii()
    )


def _is_set(relation: str, tokens: list[Token]) -> bool:
    """Whether tokens are a set of values, ``(1, ..., n)``, and no vector ``(b_0, b_1)``."""
    kinds = {token.type for token in tokens}
    if tokens[0].type not in ("OPEN", "LBRACE") or not kinds <= _VALUES:
        return False
    if "DOTS" in kinds or relation == "in":
        return relation == "in" or tokens[1].type == "NUMBER"
    return not kinds & {"LETTER", "SUB"}


def is_open(statement: list[Token]) -> bool:
    r"""Whether a law leaves out all that it says, ``\beta_0, \beta_1 \sim N(..., ...)``."""
    kinds = [token.type for token in statement]
    place = kinds.index("RELATION") if "RELATION" in kinds else 0
    return (
        kinds[place + 1 : place + 3] in (["LETTER", "OPEN"], ["WORD", "OPEN"])
        and statement[place].text == "~"
        and kinds[-1] == "CLOSE"
        and set(kinds[place + 3 : -1]) <= {"DOTS", "COMMA"}
    )
