"""Calls of Python: Bambi's ``Model``, pymer4's ``Lmer`` and statsmodels' ``mixedlm``.

The call is parsed by Python's own parser and never run. Bambi's effects are independent; those of
statsmodels are of one grouping factor, whose effects ``re_formula`` names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.brms import additions, of_trials
from formula2eq.formula.complaints import arguments as about_arguments
from formula2eq.formula.complaints import calls as complaints
from formula2eq.formula.nodes import Argument, Call, Expression, Formula, Name, Number
from formula2eq.formula.parse import parse
from formula2eq.formula.python_strings import formulas, name_of, text_of, word_of
from formula2eq.formula.specification import GroupedEffects, Specification
from formula2eq.formula.walk import walk
from formula2eq.source import Source, Span

#: A call whose first argument is a string, or bmb.Formula(); and a string alone.
_CALL = re.compile(
    r"""(?<![\w.]) (?:\w+\.)* (?P<function>Model|Lmer|Lm|mixedlm|MixedLM\.from_formula)
        \s*\( \s* (?:formula\s*=\s*)? (?=["']|(?:\w+\.)?Formula\s*\()""",
    re.VERBOSE,
)
_ALONE = re.compile(r"""\A\s*(?=(?P<quote>["'])[^"']*~[^"']*(?P=quote)\s*\Z)""")
_TARGET = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)")
_PROPORTIONS = frozenset({"p", "prop", "proportion"})


@dataclass(frozen=True, slots=True)
class _Arguments:
    """The arguments of a call: by position, by name; and its text's place in the source."""

    listed: list[ast.expr]
    named: Mapping[str, ast.expr]


def read(source: Source) -> Specification | None:
    """What a call of Python says; None if the text is none."""
    text = source.text
    found = _CALL.search(text)
    if found is None:
        alone = _ALONE.search(text)
        return None if alone is None else _bambi(source, None, None, alone.end(), None)
    target = _TARGET.match(text, 0, found.start()) if found.start() else None
    named = target[1] if target else None
    start = found.end()
    given = _arguments(text, found.start(), text.find("(", found.start("function")))
    if found["function"] in {"mixedlm", "MixedLM.from_formula"}:
        return _statsmodels(source, start, given, named)
    return _bambi(source, found["function"], given, start, named)


def _arguments(text: str, start: int, opening: int) -> _Arguments | None:
    """The arguments of the call that begins here; None for what Python cannot parse."""
    depth = 0
    quote = ""
    for place in range(opening, len(text)):
        character = text[place]
        if quote:
            quote = "" if character == quote and text[place - 1] != "\\" else quote
        elif character in "\"'":
            quote = character
        else:
            depth += (character in "([{") - (character in ")]}")
            if depth == 0:
                break
    try:
        called = ast.parse(text[start : place + 1].strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    if not isinstance(called, ast.Call):
        return None
    return _Arguments(called.args, {k.arg: k.value for k in called.keywords if k.arg is not None})


def _bambi(
    source: Source, function: str | None, given: _Arguments | None, start: int, target: str | None
) -> Specification:
    """Bambi's and pymer4's calls, and a string alone, which is read as Bambi's."""
    formula, further = formulas(source, start)
    notes: list[Diagnostic] = []
    bambi = function in {None, "Model"}
    beside: dict[str, Formula] = {}
    if bambi:
        formula, _ = additions(_proportion(formula), notes)
        for one in further:
            _beside(one, beside, notes)
        if "|" in source.slice(formula.span):
            notes.append(complaints.independent_effects(formula.span, source))
    named = given.named if given else {}
    data = named.get("data") or (given.listed[1] if given and len(given.listed) > 1 else None)
    reml = named.get("REML")
    return Specification(
        source,
        formula,
        function,
        "Python",
        target,
        word_of(named.get("family")),
        word_of(named.get("link")),
        name_of(data),
        reml=bool(reml.value) if isinstance(reml, ast.Constant) else None,
        independent=bambi,
        zero_inflation=beside.get("psi"),
        dispersion=beside.get("dispersion"),
        diagnostics=tuple(notes),
    )


#: What Bambi calls the parameters that have formulas of their own here.
_DISPERSIONS = frozenset({"alpha", "kappa"})


def _beside(formula: Formula, beside: dict[str, Formula], notes: list[Diagnostic]) -> None:
    """A formula beside the mean, ``psi ~ x``, by its parameter."""
    name = formula.response.name if isinstance(formula.response, Name) else "more"
    if name == "psi":
        beside["psi"] = replace(formula, response=None)
    elif name in _DISPERSIONS:
        beside["dispersion"] = replace(formula, response=None)
    else:
        notes.append(about_arguments.further_formula(name, formula.span, formula.source))


def _proportion(formula: Formula) -> Formula:
    """Bambi's ``p(y, n)``: successes among trials."""
    match formula.response:
        case Call(Name(name), (Argument(value=one), Argument(value=all_))) if (
            name in _PROPORTIONS and one is not None and all_ is not None
        ):
            return replace(formula, response=of_trials(one, all_))
    return formula


# --- statsmodels ---------------------------------------------------------------------------------


def _statsmodels(
    source: Source, start: int, given: _Arguments | None, target: str | None
) -> Specification:
    formula = formulas(source, start)[0]
    named = given.named if given else {}
    groups = named.get("groups")
    if given is not None and groups is None and len(given.listed) > 4:
        groups = given.listed[4]
    group = name_of(groups)
    if group is None:
        raise FormulaSyntaxError(complaints.no_groups_argument(formula.span, source))
    place = formula.span
    effects: Expression = Number(1.0, False, "1", place)
    stated = text_of(named.get("re_formula"))
    if stated:
        effects = parse(stated if "~" in stated else f"~ {stated}", "re_formula").predictors
    random = [GroupedEffects(effects, (group,), None, place)]
    components = named.get("vc_formula")
    notes: list[Diagnostic] = []
    if isinstance(components, ast.Dict):
        for value in components.values:
            random += _component(text_of(value), group, place, source, notes)
    elif components is not None:
        notes.append(about_arguments.unreadable("vc_formula", place, source))
    data = named.get("data") or (given.listed[1] if given and len(given.listed) > 1 else None)
    return Specification(
        source,
        formula,
        "mixedlm",
        "Python",
        target,
        data=name_of(data),
        random=tuple(random),
        diagnostics=tuple(notes),
    )


def _component(
    text: str | None, group: Expression, place: Span, source: Source, notes: list[Diagnostic]
) -> list[GroupedEffects]:
    """A variance component ``0 + C(classroom)``: a random intercept of each category within the group."""
    inside = () if text is None else walk(parse(f"~ {text}", "vc_formula").predictors)
    for node in inside:
        match node:
            case Call(Name("C"), (Argument(value=Name() as inner), *_)):
                one = Number(1.0, False, "1", place)
                return [GroupedEffects(one, (group, inner), None, place)]
    notes.append(about_arguments.unreadable("a variance component", place, source))
    return []
