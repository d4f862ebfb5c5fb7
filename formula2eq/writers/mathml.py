"""MathML: what browsers show without any script. MathML Core only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from formula2eq.notation import math
from formula2eq.writers import escape
from formula2eq.writers.greek import DOTS, GREEK

_ACCENTS = {"hat": "^", "bar": "¯"}
_RELATIONS = {
    "<=": "≤",
    ">=": "≥",
    "!=": "≠",
    "and": "∧",
    "or": "∨",
    "in": "∈",
    "-": "−",
    "given": "|",
    "kron": "⊗",
}
_OPERATORS = {"log", "exp", "sin", "cos", "tan"}
_APPLIED = "<mo>&#x2061;</mo>"
THIN = '<mspace width="0.167em"/>'
#: A comma, brackets and the sign of transposition in a script, where TeX has no space.
_COMMA = '<mo separator="true" lspace="0" rspace="0">,</mo>'
_OPEN = '<mo stretchy="false" lspace="0" rspace="0">(</mo>'
_CLOSE = '<mo stretchy="false" lspace="0" rspace="0">)</mo>'
_TOP = '<mo lspace="0" rspace="0">⊤</mo>'
#: Elements that are taller than a line, and characters that hang below it.
_TALL = ("<mtable", "<mfrac", "<msqrt", "<munder")
_HANGING = frozenset("()[]{},;_|/$@gjpqyfQJßþçβγζημξρϕφχψ")


def node(item: math.Node) -> str:
    """A node: ``<msub><mi>β</mi><mrow><mn>0</mn><mi>k</mi></mrow></msub>``."""
    match item:
        case math.Symbol(_, below, above):
            return _scripts(_bare(item), below, above)
        case math.Text(text, below):
            return _scripts(_text(text), below, ())
        case math.Number(text) if text.startswith("-"):
            return f"<mrow><mo>−</mo><mn>{escape.markup(text[1:])}</mn></mrow>"
        case math.Number(text):
            return f"<mn>{escape.markup(text)}</mn>"
        case math.Apply(function, arguments, below):
            return _scripts(_apply(function, arguments), below, ())
        case math.Infix(operator, left, right):
            sign = escape.markup(_RELATIONS.get(operator, operator))
            return f"<mrow>{node(left)}<mo>{sign}</mo>{node(right)}</mrow>"
        case math.Times(factors):
            return f"<mrow>{_product(factors)}</mrow>"
        case math.Negative(operand):
            return f'<mrow><mo form="prefix">−</mo>{node(operand)}</mrow>'
        case math.Power(base, exponent):
            return _power(math.as_base(base), exponent)
        case math.Fraction(numerator, denominator):
            return f"<mfrac>{node(numerator)}{node(denominator)}</mfrac>"
        case math.Root(inner):
            return f"<msqrt>{node(inner)}</msqrt>"
        case math.Bracket(inner):
            return f"<mrow>{_fenced(node(inner))}</mrow>"
        case math.Indicator(condition):
            return f'<mrow><mi mathvariant="normal">𝟏</mi>{_fenced(node(condition))}</mrow>'
        case math.Matrix(rows):
            return f"<mrow>{_fenced(_table(rows))}</mrow>"
        case math.Dots(along):
            return f"<mo>{DOTS[along]}</mo>"
        case math.Transpose(math.Symbol(_, below, above) as inner):
            return _scripts(_bare(inner), below, above, _TOP)
        case math.Transpose(inner):
            return f"<msup>{node(inner)}{_TOP}</msup>"
        case math.Under(base, note, True):
            return f"<mrow>{node(base)}{THIN}{node(note)}</mrow>"
        case math.Under(base, note):
            return f"<munder>{node(base)}{node(note)}</munder>"


def _bare(symbol: math.Symbol) -> str:
    """A symbol without its scripts, with its hat."""
    shown = _letter(symbol.letter, bold=symbol.bold)
    if symbol.accent:
        sign = _ACCENTS[symbol.accent]
        return f'<mover accent="true">{shown}<mo stretchy="false">{sign}</mo></mover>'
    return shown


def _letter(letter: str, *, bold: bool = False) -> str:
    shown = GREEK.get(letter, letter)
    if bold:
        return f'<mi mathvariant="normal" style="font-weight:bold">{escape.markup(shown)}</mi>'
    if shown.isupper() and letter in GREEK:
        return f'<mi mathvariant="normal">{shown}</mi>'
    return f"<mi>{escape.markup(shown)}</mi>"


def _text(text: str) -> str:
    return f"<mtext>{escape.markup(text)}</mtext>"


def _mark(mark: math.Mark) -> str:
    match mark.kind:
        case "number":
            return f"<mn>{escape.markup(mark.text)}</mn>"
        case "text":
            return f"<mtext>{escape.markup(mark.text)}</mtext>{THIN}"
        case "lookup":
            inner = '<mo separator="true">,</mo>'.join(map(node, mark.lookup))
            return f"<mrow>{_fenced(inner, '[', ']')}</mrow>"
        case "letter" if mark.text == ",":
            return _COMMA
        case _ if len(mark.tokens) > 1:
            return f"<mrow>{''.join(map(_token, mark.tokens))}</mrow>"
        case _:
            return _letter(mark.text)


def _token(token: str) -> str:
    """A letter, a word or a sign of an index."""
    if token.isalpha():
        return _text(token) if len(token) > 1 else _letter(token)
    if token.isdigit():
        return f"<mn>{token}</mn>"
    shown = escape.markup(_RELATIONS.get(token, token))
    return f'<mo stretchy="false" lspace="0" rspace="0">{shown}</mo>'


def _marks(marks: Sequence[math.Mark]) -> str:
    wide = math.separated(marks)
    shown = []
    for position, mark in enumerate(marks):
        before = marks[position - 1] if position else None
        if before is not None and wide and before.kind not in ("letter", "text", "lookup"):
            if mark.text != "," and mark.kind != "lookup":
                shown.append(_COMMA)
        shown.append(_mark(mark))
    if len(shown) == 1:
        return shown[0].removesuffix(THIN)
    return f"<mrow>{''.join(shown)}</mrow>"


def _scripts(
    base: str, below: Sequence[math.Mark], above: Sequence[math.Mark], after: str = ""
) -> str:
    """A base with its scripts; ``after`` stands behind what is above."""
    raised = _marks(above) if above else ""
    if above and math.in_brackets(tuple(above)):
        raised = f"{_OPEN}{raised}{_CLOSE}"
        raised = raised if after else f"<mrow>{raised}</mrow>"
    if after:
        raised = f"<mrow>{raised}{after}</mrow>" if above else after
    base = _on_the_line(base) if below else base
    if raised and below:
        return f"<msubsup>{base}{_marks(below)}{raised}</msubsup>"
    if raised:
        return f"<msup>{base}{raised}</msup>"
    return f"<msub>{base}{_marks(below)}</msub>" if below else base


def _on_the_line(base: str) -> str:
    """A base that hangs below the line as if it did not: browsers would lower its subscript."""
    tall = any(tag in base for tag in _TALL)
    hangs = not tall and _HANGING & set(re.sub(r"<[^>]*>|&\w+;", "", base))
    return f'<mpadded depth="0">{base}</mpadded>' if hangs else base


def _power(base: math.Node, exponent: math.Node) -> str:
    """A power; a base with a subscript has both at one place."""
    match base:
        case math.Symbol(below=below, above=()) | math.Text(below=below) if below:
            bare = _bare(base) if isinstance(base, math.Symbol) else _text(base.text)
            return f"<msubsup>{_on_the_line(bare)}{_marks(below)}{node(exponent)}</msubsup>"
        case _:
            return f"<msup>{node(base)}{node(exponent)}</msup>"


def _apply(function: str, arguments: tuple[math.Node, ...]) -> str:
    inner = '<mo separator="true">,</mo>'.join(map(node, arguments))
    if function == "probit":
        return (
            f"<mrow><msup><mi>Φ</mi><mrow><mo>−</mo><mn>1</mn></mrow></msup>{_fenced(inner)}</mrow>"
        )
    if function == "abs":
        return f"<mrow>{_fenced(inner, '|', '|')}</mrow>"
    if function == "not":
        return f"<mrow><mo>¬</mo>{inner}</mrow>"
    return f"<mrow>{function_name(function)}{_fenced(inner)}</mrow>"


def function_name(function: str) -> str:
    """A function's name and the invisible sign of its application; none for a bracket alone."""
    if not function:
        return ""
    if function in _OPERATORS:
        return f"<mi>{function}</mi>{_APPLIED}"
    if len(function) == 1:
        return f"<mi>{escape.markup(function)}</mi>{_APPLIED}"
    return f"{_text(function)}{_APPLIED}"


def _fenced(inner: str, left: str = "(", right: str = ")") -> str:
    tall = any(tag in inner for tag in _TALL)
    stretched = "" if tall else ' stretchy="false"'
    opened = f'<mo fence="true" form="prefix"{stretched}>{left}</mo>'
    return f'{opened}{inner}<mo fence="true" form="postfix"{stretched}>{right}</mo>'


def _table(rows: tuple[tuple[math.Node, ...], ...]) -> str:
    lines = (
        "<mtr>" + "".join(f"<mtd>{node(entry)}</mtd>" for entry in row) + "</mtr>" for row in rows
    )
    return f"<mtable>{''.join(lines)}</mtable>"


def _product(factors: Sequence[math.Node]) -> str:
    return THIN.join(map(node, factors))
