"""MathML: what browsers show without any script. MathML Core only."""

from __future__ import annotations

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
        case math.Transpose(inner):
            return f"<msup>{node(inner)}<mo>⊤</mo></msup>"
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
            return '<mo separator="true">,</mo>'
        case _:
            return _letter(mark.text)


def _marks(marks: Sequence[math.Mark]) -> str:
    wide = math.separated(marks)
    shown = []
    for position, mark in enumerate(marks):
        before = marks[position - 1] if position else None
        if before is not None and wide and before.kind not in ("letter", "text", "lookup"):
            if mark.text != "," and mark.kind != "lookup":
                shown.append('<mo separator="true">,</mo>')
        shown.append(_mark(mark))
    if len(shown) == 1:
        return shown[0].removesuffix(THIN)
    return f"<mrow>{''.join(shown)}</mrow>"


def _scripts(base: str, below: Sequence[math.Mark], above: Sequence[math.Mark]) -> str:
    raised = _marks(above)
    if math.in_brackets(tuple(above)):
        raised = f'<mrow><mo stretchy="false">(</mo>{raised}<mo stretchy="false">)</mo></mrow>'
    if above and below:
        return f"<msubsup>{base}{_marks(below)}{raised}</msubsup>"
    if above:
        return f"<msup>{base}{raised}</msup>"
    return f"<msub>{base}{_marks(below)}</msub>" if below else base


def _power(base: math.Node, exponent: math.Node) -> str:
    """A power; a base with a subscript has both at one place."""
    match base:
        case math.Symbol(below=below, above=()) | math.Text(below=below) if below:
            bare = _bare(base) if isinstance(base, math.Symbol) else _text(base.text)
            return f"<msubsup>{bare}{_marks(below)}{node(exponent)}</msubsup>"
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
    tall = any(tag in inner for tag in ("<mtable", "<mfrac", "<msqrt", "<munder"))
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
