"""OMML: the nodes of Word's equations.

Source: ECMA-376 part 1, section 22.1.
"""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.notation import math
from formula2eq.writers import escape
from formula2eq.writers.greek import DOTS, GREEK

_ACCENTS = {"hat": "\N{COMBINING CIRCUMFLEX ACCENT}", "bar": "\N{COMBINING MACRON}"}
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
THIN = "\u2009"
QUAD = "\u2003"


def run(text: str, style: str = "i", colour: str | None = None) -> str:
    """Characters, not escaped yet: style ``i`` italic, ``p`` upright, ``b`` bold, ``n`` as words."""
    if not text:
        return ""
    look = f'<w:rPr><w:color w:val="{colour}"/></w:rPr>' if colour else ""
    shape = {"i": "", "n": "<m:nor/>"}.get(style, f'<m:sty m:val="{style}"/>')
    shaped = f"<m:rPr>{shape}</m:rPr>" if shape else ""
    space = ' xml:space="preserve"' if text.strip() != text else ""
    written = "".join(escape.markup(c) if c not in _KEPT else c for c in text)
    return f"<m:r>{shaped}{look}<m:t{space}>{written}</m:t></m:r>"


#: Spaces of our own, which escaping names would drop.
_KEPT = {THIN, QUAD}


def node(item: math.Node, colour: str | None = None) -> str:
    """A node, in a colour."""

    def inner(part: math.Node) -> str:
        return node(part, colour)

    match item:
        case math.Symbol(_, below, above):
            return _scripts(_bare(item, colour), below, above, colour)
        case math.Text(text, below):
            return _scripts(run(escape.shown(text), "n", colour), below, (), colour)
        case math.Number(text):
            return run(text.replace("-", "−"), "p", colour)
        case math.Apply(function, arguments, below):
            return _scripts(_apply(function, arguments, colour), below, (), colour)
        case math.Infix(operator, left, right):
            return inner(left) + run(_RELATIONS.get(operator, operator), "p", colour) + inner(right)
        case math.Times(factors):
            return run(THIN, "p").join(map(inner, factors))
        case math.Negative(operand):
            return run("−", "p", colour) + inner(operand)
        case math.Power(base, exponent):
            return _power(math.as_base(base), exponent, colour)
        case math.Fraction(numerator, denominator):
            return (
                f"<m:f><m:num>{inner(numerator)}</m:num><m:den>{inner(denominator)}</m:den></m:f>"
            )
        case math.Root(radicand):
            hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>'
            return f"<m:rad>{hidden}{element(inner(radicand))}</m:rad>"
        case math.Bracket(inside):
            return _fenced(inner(inside))
        case math.Indicator(condition):
            return run("1", "b", colour) + _fenced(inner(condition))
        case math.Matrix(rows):
            return _fenced(_table(rows, colour))
        case math.Dots(along):
            return run(DOTS[along], "p", colour)
        case math.Transpose(math.Symbol(_, below, above) as inside):
            return _scripts(_bare(inside, colour), below, above, colour, run("⊤", "p", colour))
        case math.Transpose(inside):
            return (
                f"<m:sSup>{element(inner(inside))}<m:sup>{run('⊤', 'p', colour)}</m:sup></m:sSup>"
            )
        case math.Under(base, note, True):
            return inner(base) + run(THIN, "p") + inner(note)
        case math.Under(base, note):
            return f"<m:limLow>{element(inner(base))}<m:lim>{inner(note)}</m:lim></m:limLow>"


def element(inner: str) -> str:
    """``m:e``: what another element is put around."""
    return f"<m:e>{inner}</m:e>"


def _bare(symbol: math.Symbol, colour: str | None) -> str:
    """A symbol without its scripts, with its hat or bar."""
    shown = _letter(symbol.letter, colour, bold=symbol.bold)
    if symbol.accent is None:
        return shown
    sign = _ACCENTS[symbol.accent]
    return f'<m:acc><m:accPr><m:chr m:val="{sign}"/></m:accPr>{element(shown)}</m:acc>'


def _letter(letter: str, colour: str | None, *, bold: bool = False) -> str:
    shown = GREEK.get(letter, escape.shown(letter))
    upright = shown.isupper() and letter in GREEK
    return run(shown, "b" if bold else "p" if upright else "i", colour)


def _marks(marks: Sequence[math.Mark], colour: str | None) -> str:
    wide = math.separated(marks)
    shown = []
    for position, mark in enumerate(marks):
        before = marks[position - 1] if position else None
        if before is not None and before.kind == "text":
            shown.append(run(THIN, "p"))
        elif before is None or "lookup" in (before.kind, mark.kind):
            pass
        elif wide and before.kind != "letter" and mark.text != ",":
            shown.append(run(",", "p", colour))
        if mark.kind == "lookup":
            inner = run(", ", "p", colour).join(node(item, colour) for item in mark.lookup)
            shown.append(run("[", "p", colour) + inner + run("]", "p", colour))
        elif mark.kind == "text":
            shown.append(run(escape.shown(mark.text), "n", colour))
        elif mark.kind == "number" or mark.text == ",":
            shown.append(run(mark.text, "p", colour))
        else:
            shown += [_token(token, colour) for token in mark.tokens]
    return "".join(shown)


def _token(token: str, colour: str | None) -> str:
    """A letter, a word or a sign of an index."""
    if token.isalpha() and len(token) == 1 or token in GREEK:
        return _letter(token, colour)
    return run(escape.shown(_RELATIONS.get(token, token)), "n" if token.isalpha() else "p", colour)


def _scripts(
    base: str,
    below: Sequence[math.Mark],
    above: Sequence[math.Mark],
    colour: str | None,
    after: str = "",
) -> str:
    """A base with its scripts; ``after`` stands behind what is above."""
    raised = _marks(above, colour)
    if above and math.in_brackets(tuple(above)):
        raised = run("(", "p", colour) + raised + run(")", "p", colour)
    raised += after
    lowered = _marks(below, colour)
    if raised and below:
        return (
            f"<m:sSubSup>{element(base)}<m:sub>{lowered}</m:sub><m:sup>{raised}</m:sup></m:sSubSup>"
        )
    if raised:
        return f"<m:sSup>{element(base)}<m:sup>{raised}</m:sup></m:sSup>"
    return f"<m:sSub>{element(base)}<m:sub>{lowered}</m:sub></m:sSub>" if below else base


def _power(base: math.Node, exponent: math.Node, colour: str | None) -> str:
    raised = f"<m:sup>{node(exponent, colour)}</m:sup>"
    match base:
        case math.Symbol(_, below, ()) if below:
            shown = _bare(base, colour)
        case math.Text(text, below) if below:
            shown = run(escape.shown(text), "n", colour)
        case _:
            return f"<m:sSup>{element(node(base, colour))}{raised}</m:sSup>"
    lowered = f"<m:sub>{_marks(below, colour)}</m:sub>"
    return f"<m:sSubSup>{element(shown)}{lowered}{raised}</m:sSubSup>"


def _apply(function: str, arguments: tuple[math.Node, ...], colour: str | None) -> str:
    inner = run(", ", "p", colour).join(node(argument, colour) for argument in arguments)
    if function == "probit":
        power = f"<m:sSup>{element(run('Φ', 'p', colour))}<m:sup>{run('−1', 'p', colour)}</m:sup></m:sSup>"
        return power + _fenced(inner)
    if function == "abs":
        return _fenced(inner, "|", "|")
    if function == "not":
        return run("¬", "p", colour) + inner
    return function_name(function, colour) + _fenced(inner)


def function_name(function: str, colour: str | None = None) -> str:
    """A function's name: italic when it is one letter, as words otherwise."""
    return run(escape.shown(function), "i" if len(function) == 1 else "n", colour)


def _fenced(inner: str, left: str = "(", right: str = ")") -> str:
    marks = f'<m:begChr m:val="{left}"/><m:endChr m:val="{right}"/>'
    return f"<m:d><m:dPr>{marks}</m:dPr>{element(inner)}</m:d>"


def _table(rows: tuple[tuple[math.Node, ...], ...], colour: str | None) -> str:
    count = (
        f'<m:mc><m:mcPr><m:count m:val="{len(rows[0])}"/><m:mcJc m:val="center"/></m:mcPr></m:mc>'
    )
    lines = (
        f"<m:mr>{''.join(element(node(entry, colour)) for entry in row)}</m:mr>" for row in rows
    )
    return f"<m:m><m:mPr><m:mcs>{count}</m:mcs></m:mPr>{''.join(lines)}</m:m>"
