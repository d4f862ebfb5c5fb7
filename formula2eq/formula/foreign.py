"""Calls of Julia and Python: only searched for their formula and what it is fitted with.

MixedModels.jl: ``fit(MixedModel, @formula(y ~ x + (1 | g)), d, Bernoulli(), ProbitLink())``.
Bambi: ``bmb.Model("y ~ x + (x|g)", d, family="bernoulli")``; its effects are independent.
"""

from __future__ import annotations

import re

from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.complaints import calls as complaints
from formula2eq.formula.lex import tokenize
from formula2eq.formula.nodes import Expression, Formula, Name
from formula2eq.formula.parse import as_formula, parse_expression
from formula2eq.formula.specification import Specification
from formula2eq.source import Source, Span

_JULIA = re.compile(r"(?<![\w.)\]])@formula\s*\(?")
_TARGET = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)")
_FAMILIES = {
    "Normal": "gaussian",
    "Bernoulli": "bernoulli",
    "Binomial": "binomial",
    "Poisson": "poisson",
    "Gamma": "Gamma",
    "InverseGaussian": "inverse.gaussian",
    "NegativeBinomial": "negative.binomial",
}
_DISTRIBUTION = re.compile(rf"\b({'|'.join(_FAMILIES)})\s*\(")
_LINK = re.compile(
    r"\b(Logit|Probit|Log|Identity|Cloglog|Cauchit|Inverse|Sqrt)Link\s*\(", re.IGNORECASE
)
_KEYWORD = r"\b{}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.]+))"
_MODEL = re.compile(
    r"\b(fit!?|lmm|glmm|LinearMixedModel|GeneralizedLinearMixedModel)\s*\(\s*(?:MixedModel\b)?"
)


def read(source: Source) -> Specification | None:
    """What a call of Julia or Python says; None if the text is neither."""
    text = source.text
    julia = _JULIA.search(text)
    if julia is not None:
        return _julia(source, julia)
    if "'" not in text and '"' not in text:
        return None
    from formula2eq.formula import python_calls

    return python_calls.read(source)


def formula_in_string(source: Source, quoted: Span) -> Formula:
    """The formula that stands between quotes."""
    text = source.text
    quote = 3 if text[quoted.start : quoted.start + 3] in {'"""', "'''"} else 1
    return _formula(source, Span(quoted.start + quote, quoted.end - quote))


def _formula(source: Source, stretch: Span, julia: bool = False) -> Formula:
    tokens = tokenize(source.text, stretch.start, stretch.end)
    if julia:  # `&` is Julia's `:`, and binds as tightly
        tokens = [
            token._replace(type="COLON", text=":") if token.text == "&" else token
            for token in tokens
        ]
    return as_formula(parse_expression(source, stretch, tokens), source)


def _julia(source: Source, opening: re.Match[str]) -> Specification:
    text = source.text
    start = opening.end()
    around = opening.group().endswith("(")
    closing = _closing(text, start) if around else _end_of_line(text, start)
    if around and text.count("(") > text.count(")"):
        mark = Span(opening.end() - 1, opening.end())
        raise FormulaSyntaxError(complaints.unclosed_macro(mark, _first_comma(text, start), source))
    formula = _formula(source, Span(start, closing), julia=True)
    rest = text[closing + 1 :]
    family, link = _DISTRIBUTION.search(rest), _LINK.search(rest)
    called = _MODEL.search(text, 0, opening.start())
    target = _TARGET.match(text, 0, opening.start())
    data = re.match(r"\s*,\s*([^\W\d]\w*)\s*(?=[,;)])", rest)
    return Specification(
        source,
        formula,
        "MixedModel" if called else None,
        "Julia",
        target[1] if target else None,
        _FAMILIES[family[1]] if family else None,
        link[1].lower() if link else None,
        _word(data, 1, closing + 1),
        _keyword(rest, "(?:wts|weights)", closing + 1),
        _keyword(rest, "offset", closing + 1),
        _flag(rest),
    )


def quoted(source: Source, start: int) -> Span:
    """The string that starts here."""
    text = source.text
    mark = text[start] * 3 if text[start : start + 3] == text[start] * 3 else text[start]
    end = text.find(mark, start + len(mark))
    if end < 0:
        place = Span(start, start + len(mark))
        raise FormulaSyntaxError(complaints.unclosed_formula(mark, place, source))
    return Span(start, end + len(mark))


def _closing(text: str, start: int) -> int:
    """Where the parenthesis that was opened before ``start`` is closed."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return len(text)


def _first_comma(text: str, start: int) -> int:
    """Where the first comma outside of brackets stands, or the end."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "([") - (text[place] in ")]")
        if depth == 0 and text[place] == ",":
            return place
    return len(text)


def _end_of_line(text: str, start: int) -> int:
    """Where a formula without parentheses around it ends: its line, unless an operator ends that."""
    depth = 0
    for place in range(start, len(text)):
        character = text[place]
        depth += (character in "([") - (character in ")]")
        if depth <= 0 and (character == ";" or character == "\n" and _is_done(text[start:place])):
            return place
    return len(text)


def _is_done(written: str) -> bool:
    """Whether no operator waits for more at the end of a line."""
    last = written.rstrip()[-1:]
    return bool(last) and last not in "~+-*/&|^,"


def _word(found: re.Match[str] | None, group: int, offset: int) -> Expression | None:
    if found is None or found[group] is None:
        return None
    return Name(found[group], Span(offset + found.start(group), offset + found.end(group)))


def _keyword(text: str, name: str, offset: int) -> Expression | None:
    """The word given as ``name=word``, quoted or not."""
    found = re.search(_KEYWORD.format(name), text)
    if found is None:
        return None
    return _word(found, next(n for n in (1, 2, 3) if found[n] is not None), offset)


def _flag(text: str) -> bool | None:
    found = re.search(r"\bREML\s*=\s*(true|false)", text, re.IGNORECASE)
    return None if found is None else found[1].lower() == "true"
