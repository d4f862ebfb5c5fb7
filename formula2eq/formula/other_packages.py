"""Models as Stata, SAS and SPSS write them: what their commands say, as a formula of R.

They are refused, and the formula is what there is to write instead. ``mixed y x || g: x`` of Stata has
independent effects unless ``covariance(unstructured)`` stands behind; so have SAS and SPSS unless their
type is unstructured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.complaints.calls import other_package
from formula2eq.source import Source, Span

_STATA = re.compile(
    r"\s*(?P<command>mixed|xtmixed|me(?:qr)?(?:logit|probit|poisson|glm)|melogit|mecloglog|xtreg|reg"
    r"|regress|logit|logistic|probit|poisson|anova)\s+(?P<rest>[A-Za-z_][^~=(]*(?:[|,].*)?)\Z",
    re.DOTALL,
)
_SAS = re.compile(r"\bmodel\s+(?P<response>[\w.]+)\s*=(?P<fixed>[^/;]*)(?:/[^;]*)?(?:;|\Z)", re.I)
_SAS_RANDOM = re.compile(
    r"\brandom\s+(?P<effects>[^/;]*)/(?P<options>[^;]*)(?:;|\Z)", re.IGNORECASE
)
_SPSS = re.compile(r"\s*MIXED\s+(?P<response>\w+)\s+(?:BY|WITH)\b.*?/", re.DOTALL)
_SPSS_FIXED = re.compile(r"/\s*FIXED\s*=(?P<fixed>[^/|.]*)")
_SPSS_RANDOM = re.compile(
    r"/\s*RANDOM\s*=(?P<effects>[^|/]*)\|\s*SUBJECT\s*\((?P<group>[^)]*)\)(?P<options>[^/.]*)"
)
_CONSTANT = frozenset({"int", "intercept", "_cons", "1"})


def refuse_other_packages(source: Source) -> None:
    """Raise ``FormulaSyntaxError`` if the text is a command of Stata, SAS or SPSS."""
    text = source.text
    if "~" in text or "<-" in text:
        return
    stata, spss = _STATA.fullmatch(text), _SPSS.match(text)
    if spss is not None:
        place, found = Span(spss.start("response"), spss.end("response")), _spss(text, spss)
        raise FormulaSyntaxError(other_package("SPSS", "MIXED", place, found, source))
    if stata is not None:
        place = Span(stata.start("command"), stata.end("command"))
        found = _stata(stata["rest"], stata["command"])
        raise FormulaSyntaxError(other_package("Stata", stata["command"], place, found, source))
    sas = _SAS.search(text)
    proc = re.match(r"\s*proc\s+(\w+)", text, re.IGNORECASE)
    if sas is not None or proc is not None:
        span = Span(
            *(sas.span() if sas is not None else proc.span(1) if proc is not None else (0, 0))
        )
        found = None if sas is None else _sas(text, sas)
        raise FormulaSyntaxError(
            other_package("SAS", "MODEL" if sas is not None else "PROC", span, found, source)
        )


def _stata(rest: str, command: str) -> str | None:
    """``y x z || school: || class: x, covariance(unstructured)``."""
    first, *levels = rest.split("||")
    words, _, options = first.partition(",")
    response, *fixed = re.split(r"\s+(?:if|in)\s+", words)[0].split()
    bars: list[str] = []
    outer: list[str] = []
    for level in levels:
        group, colon, effects = level.partition(":")
        effects, _, own = effects.partition(",")
        if not colon or not re.fullmatch(r"\w+", group.strip()) or group.strip() == "_all":
            return None
        outer.append(group.strip())
        bars.append(_bar(effects.split(), ":".join(outer), "un" in own or "uns" in options))
    group_option = re.search(r"\bi\((\w+)\)", options)
    if command == "xtreg" and group_option is not None:
        bars.append(f"(1 | {group_option[1]})")
    return _formula(response, [_stata_term(word) for word in fixed], bars)


def _stata_term(word: str) -> str:
    square = re.fullmatch(r"c\.(\w+)#c\.\1", word)
    if square:
        return f"I({square[1]}^2)"
    plain = word.replace("##", "*").replace("#", ":")
    plain = re.sub(r"\bi[b\d]*\.(\w+)", r"factor(\1)", plain)
    return re.sub(r"\bc\.(?=\w)", "", plain)


def _sas(text: str, model: re.Match[str]) -> str:
    """``model y = x z x*z; random int x / subject=class(school) type=un;``."""
    bars = []
    for found in _SAS_RANDOM.finditer(text):
        subject = re.search(
            r"sub(?:ject)?\s*=\s*(\w+)\s*(?:\(\s*(\w+)\s*\))?", found["options"], re.I
        )
        if subject is not None:
            group = f"{subject[2]}:{subject[1]}" if subject[2] else subject[1]
            free = re.search(r"type\s*=\s*un\b", found["options"], re.IGNORECASE)
            bars.append(_bar(found["effects"].split(), group, free is not None))
    fixed = [term.replace("*", ":").replace("|", "*") for term in model["fixed"].split()]
    return _formula(model["response"], fixed, bars)


def _spss(text: str, start: re.Match[str]) -> str | None:
    """``MIXED y WITH x /FIXED=x /RANDOM=INTERCEPT x | SUBJECT(g) COVTYPE(UN)``."""
    fixed = _SPSS_FIXED.search(text)
    if fixed is None:
        return None
    bars = [
        _bar(
            found["effects"].split(),
            found["group"].strip().replace("*", ":"),
            "UN" in found["options"],
        )
        for found in _SPSS_RANDOM.finditer(text)
    ]
    terms = [term.replace("*", ":") for term in fixed["fixed"].split()]
    return _formula(start["response"], terms, bars)


def _bar(effects: Iterable[str], group: str, correlated: bool) -> str:
    varying = [effect for effect in effects if effect.lower() not in _CONSTANT]
    if not varying:
        return f"(1 | {group})"
    return f"({' + '.join(varying)} {'|' if correlated else '||'} {group})"


def _formula(response: str, fixed: Iterable[str], bars: Iterable[str]) -> str:
    terms = [*fixed, *bars]
    return f"{response} ~ {' + '.join(terms) or '1'}"
