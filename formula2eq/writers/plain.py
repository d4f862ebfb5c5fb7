"""Unicode text on one line: Greek letters, small indices."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.equations.equation import Summand
from formula2eq.notation import math
from formula2eq.writers.greek import DOTS, GREEK

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
            return node(math.as_base(base)) + _raised(node(exponent))
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
