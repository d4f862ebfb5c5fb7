"""Unicode text for a terminal: Greek letters, small indices, matrices drawn over several lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from formula2eq.equations.equation import Summand
from formula2eq.notation import math
from formula2eq.writers.greek import DOTS, GREEK
from formula2eq.writers.layout import Medium, Row, runs
from formula2eq.writers.pieces import Piece

_BELOW = dict(zip("0123456789aehijklmnoprstuvx+-", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋", strict=True))
_ABOVE = dict(zip("0123456789+-()nT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿᵀ", strict=True))
_BELOW_GREEK = {"beta": "ᵦ", "gamma": "ᵧ", "rho": "ᵨ", "varphi": "ᵩ", "chi": "ᵪ"}
_ACCENTS = {"hat": "\N{COMBINING CIRCUMFLEX ACCENT}", "bar": "\N{COMBINING MACRON}"}
_RELATIONS = {
    "<=": "≤",
    ">=": "≥",
    "!=": "≠",
    "and": "∧",
    "or": "∨",
    "in": "∈",
    "given": "|",
    "kron": "⊗",
}


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of text, all of one width; ``base`` is the line that stands on the equation's line."""

    lines: tuple[str, ...]
    base: int = 0

    @staticmethod
    def beside(boxes: Sequence[Box]) -> Box:
        """Boxes in a row, their base lines level."""
        above = max(box.base for box in boxes)
        under = max(len(box.lines) - box.base for box in boxes)
        drawn = [""] * (above + under)
        for box in boxes:
            wide = max(cells(line) for line in box.lines)
            for position in range(above + under):
                inner = position - above + box.base
                text = box.lines[inner] if 0 <= inner < len(box.lines) else ""
                drawn[position] += text + " " * (wide - cells(text))
        return Box(tuple(drawn), above)


def cells(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def node(item: math.Node) -> str:
    """A node on one line: ``β₀ₖ``, ``Ageᵢ``; a matrix as ``[a b; c d]``."""
    match item:
        case math.Symbol(letter, below, above, _, accent):
            shown = GREEK.get(letter, clean(letter))
            if accent:
                shown += _ACCENTS[accent]
            raised = "".join(GREEK.get(mark.text, mark.text) for mark in above)
            if above:
                shown += _raised(f"({raised})" if math.in_brackets(above) else raised)
            return shown + script(below)
        case math.Text(text, below):
            return clean(text) + script(below)
        case math.Number(text):
            return clean(text).replace("-", "−")
        case math.Apply("probit", (argument,)):
            return f"Φ⁻¹({node(argument)})"
        case math.Apply("abs", (argument,)):
            return f"|{node(argument)}|"
        case math.Apply("not", (argument,)):
            return f"¬{node(argument)}"
        case math.Apply(function, arguments, below):
            return f"{clean(function)}({', '.join(map(node, arguments))}){script(below)}"
        case math.Infix(operator, left, right):
            sign = _RELATIONS.get(operator, clean(operator)).replace("-", "−")
            return f"{node(left)} {sign} {node(right)}"
        case math.Times(factors):
            return "·".join(node(factor) for factor in factors)
        case math.Negative(operand):
            return f"−{node(operand)}"
        case math.Power(base, exponent):
            return node(base) + _raised(node(exponent))
        case math.Fraction(numerator, denominator):
            return f"{_operand(numerator)}/{_operand(denominator)}"
        case math.Root(inner):
            return (
                f"√{_operand(inner)}"
                if isinstance(inner, (math.Symbol, math.Text, math.Number))
                else f"√({node(inner)})"
            )
        case math.Bracket(inner):
            return f"({node(inner)})"
        case math.Indicator(condition):
            return f"1({node(condition)})"
        case math.Matrix(rows):
            return "[" + "; ".join(" ".join(map(node, row)) for row in rows) + "]"
        case math.Under(base, note):
            return f"{node(base)} {node(note)}"
        case math.Dots(along):
            return DOTS[along]
        case math.Transpose(inner):
            return f"{node(inner)}ᵀ"


def clean(text: str) -> str:
    """A name without characters that could drive a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _operand(item: math.Node) -> str:
    shown = node(item)
    return (
        f"({shown})"
        if isinstance(item, (math.Infix, math.Times, math.Fraction, math.Negative))
        else shown
    )


def _raised(text: str) -> str:
    if text and all(c in _ABOVE for c in text):
        return "".join(_ABOVE[c] for c in text)
    return f"^{text}" if len(text) == 1 or text.startswith("(") else f"^({text})"


def script(marks: Sequence[math.Mark]) -> str:
    """A subscript in small characters where Unicode has them, else after an underscore."""
    for position, mark in enumerate(marks):
        if mark.kind == "lookup":
            inner = ", ".join(map(node, mark.lookup))
            return f"{script(marks[:position])}[{inner}]{script(marks[position + 1 :])}"
    texts = [mark for mark in marks if mark.kind == "text"]
    named = "".join(f"[{clean(mark.text)}]" for mark in texts)
    rest = [mark for mark in marks if mark.kind != "text"]
    wide = math.separated(rest)
    letters: list[str] = []
    for position, mark in enumerate(rest):
        if position and wide and "," not in (mark.text, rest[position - 1].text):
            letters.append(",")
        letters.append(mark.text if mark.kind != "letter" else GREEK.get(mark.text, mark.text))
    small = [
        _BELOW_GREEK.get(mark.text, "?")
        if mark.kind == "letter"
        else "".join(_BELOW.get(c, "?") for c in mark.text)
        for mark in rest
    ]
    if rest and not wide and "?" not in "".join(small):
        return named + "".join(small)
    joined = "".join(letters)
    if not joined:
        return named
    return f"{named}_{joined}" if len(joined) == 1 else f"{named}_{{{joined}}}"


def box(item: math.Node) -> Box:
    """A node with its matrices drawn over several lines."""
    match item:
        case math.Matrix(rows):
            return _drawn(rows)
        case math.Apply(function, arguments) if any(isinstance(a, math.Matrix) for a in arguments):
            parts: list[Box] = [Box((f"{clean(function)}(",))]
            for position, argument in enumerate(arguments):
                if position:
                    parts.append(Box((", ",)))
                parts.append(box(argument))
            return Box.beside([*parts, Box((")",))])
        case math.Times(factors) if any(isinstance(factor, math.Matrix) for factor in factors):
            return _product(factors)
        case math.Transpose(inner):
            return Box.beside([box(inner), Box(("ᵀ",))])
        case _:
            return Box((node(item),))


def _product(factors: Sequence[math.Node]) -> Box:
    """Factors in a row with dots between them, matrices among them drawn."""
    parts = [box(factors[0])]
    for factor in factors[1:]:
        parts += [Box(("·",)), box(factor)]
    return Box.beside(parts)


def _drawn(rows: tuple[tuple[math.Node, ...], ...]) -> Box:
    """A matrix: columns lined up, tall brackets."""
    entries = [[node(entry) for entry in row] for row in rows]
    wide = [max(cells(row[column]) for row in entries) for column in range(len(entries[0]))]
    drawn = []
    for number, row in enumerate(entries):
        left, right = _fence(number, len(entries))
        inner = "  ".join(
            entry + " " * (size - cells(entry)) for entry, size in zip(row, wide, strict=True)
        )
        drawn.append(f"{left} {inner} {right}")
    return Box(tuple(drawn), (len(drawn) - 1) // 2)


def _fence(number: int, total: int) -> tuple[str, str]:
    if total == 1:
        return "[", "]"
    if number == 0:
        return "⎡", "⎤"
    return ("⎣", "⎦") if number == total - 1 else ("⎢", "⎥")


def summand(item: Summand) -> str:
    """A parameter, or a bracket, and its variables joined by dots."""
    parts = []
    if item.bracket:
        parts.append(f"({sum_of(item.bracket)})")
    elif item.parameter is not None:
        parts.append(node(item.parameter))
    parts += [node(variable) for variable in item.variables]
    return "·".join(parts)


def sum_of(summands: Sequence[Summand]) -> str:
    """Summands joined by plus; an empty sum is 0."""
    shown = ""
    for position, item in enumerate(summands):
        shown += (
            ("−" if item.negative else "") if not position else " − " if item.negative else " + "
        )
        shown += summand(item)
    return shown or "0"


def medium(limit: float) -> Medium:
    """Widths in a terminal of ``limit`` columns."""
    return Medium(
        limit,
        node=lambda item: float(cells(box(item).lines[0])),
        text=lambda shown: float(cells(shown)),
        plus=3,
        relation=3,
        bracket=1,
        gap=1,
        indent=4,
    )


_SIGNS = {"": "", "+": " + ", "-": " − ", ",": ", ", "x": " × "}


def piece(item: Piece) -> str:
    """A piece with its brackets, without its operator."""
    shown = "".join(f"{clean(function)}(" for function in item.opens)
    shown += "·".join(map(node, item.factors))
    for after in item.closes:
        shown += ")" + "".join(f"·{node(factor)}" for factor in after)
    return shown


def _piece_box(item: Piece) -> Box:
    """A piece with its brackets, matrices among its factors drawn."""
    bare = Box(("".join(f"{clean(function)}(" for function in item.opens),))
    after = "".join(")" + "".join(f"·{node(f)}" for f in factors) for factors in item.closes)
    return Box.beside([bare, _product(item.factors), Box((after,))])


def _pieces(pieces: Sequence[Piece]) -> str:
    return "".join(
        ((_SIGNS[item.operator] or "·") if position else "") + piece(item)
        for position, item in enumerate(pieces)
    )


def _body(row: Row) -> Box:
    """The right side of a row, from its relation or its operator on."""
    if row.left is None and row.relation is None:
        sign = _SIGNS[row.pieces[0].operator].lstrip() if row.pieces else ""
        start = "    " + sign
    else:
        start = "" if row.hanging else f"{row.relation} "
    end = _SIGNS[row.trailing].rstrip()
    if row.label:
        end += f"   ({row.label})"
    if row.note:
        end += f"   ({row.note})"
    if row.hanging and row.left is not None:
        return box(row.left)
    if row.right is not None:
        return Box.beside([Box((start,)), box(row.right), Box((end,))])
    if row.braced:
        return Box.beside([Box((start,)), _braced(row), Box((end,))])
    if any(isinstance(factor, math.Matrix) for item in row.pieces for factor in item.factors):
        parts = [Box((start,))]
        for position, item in enumerate(row.pieces):
            parts += [Box((_SIGNS[item.operator] if position else "",)), _piece_box(item)]
        return Box.beside([*parts, Box((end,))])
    return Box((start + (_pieces(row.pieces) or ("0" if row.relation else "")) + end,))


def _braced(row: Row) -> Box:
    """Runs of one part with a brace and its name below."""
    over, under = "", ""
    for number, (part, pieces) in enumerate(runs(row)):
        if number:
            over += _SIGNS[pieces[0].operator]
            under += " " * len(_SIGNS[pieces[0].operator])
        shown = _pieces(pieces)
        name = f" {part} part "
        wide = max(cells(shown), len(name) + 2)
        over += shown + " " * (wide - cells(shown))
        under += f"╰{name:─^{wide - 2}}╯"
    return Box((over, under))


def block(rows: Sequence[Row]) -> str:
    """All rows, their relations in one column; laws follow after an empty line."""
    heads = [
        box(row.left) if row.left is not None and not row.hanging else Box(("",)) for row in rows
    ]
    left = max((cells(head.lines[0]) for head in heads), default=0)
    drawn: list[str] = []
    was_law = True
    for row, head in zip(rows, heads, strict=True):
        if row.left is not None:
            law = row.kind in _LAWS
            if drawn and law and not was_law:
                drawn.append("")
            was_law = law
        pad = Box((" " * (left - cells(head.lines[0])),))
        gap = Box((" " if left else "",))
        shown = Box.beside([pad, head, gap, _body(row)])
        drawn += [line.rstrip() for line in shown.lines]
    return "\n".join(drawn)


#: Kinds of equations that are set apart by an empty line.
_LAWS = ("residual", "random-effects", "covariance", "mean", "listing")
