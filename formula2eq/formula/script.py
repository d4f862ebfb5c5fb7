"""Several statements pasted together: which one of them states the model.

``library(lme4)``, then ``fit <- lmer(...)``, then ``summary(fit)``: the one call that fits a model is
read, the rest is left. Pipes are statements of steps: in ``d |> lmer(y ~ x, data = _)`` the step that
fits the model is read, and what stands before it is the data.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.complaints import calls as complaints
from formula2eq.formula.lex import Token
from formula2eq.formula.signatures import SIGNATURES, WRAPPERS
from formula2eq.source import Source, Span

_OPENS = frozenset({"OPEN_PARENTHESIS", "OPEN_BRACKET", "OPEN_DOUBLE", "OPEN_BRACE"})
_CLOSES = frozenset({"CLOSE_PARENTHESIS", "CLOSE_BRACKET", "CLOSE_BRACE"})
_STARTS = frozenset({"NAME", "NUMBER", "STRING", "CONSTANT", "FUNCTION", "RESERVED"}) | {
    "OPEN_BRACE",
    "PARENTHESIS_ON_NEW_LINE",
}
_ENDS = frozenset({"NAME", "NUMBER", "STRING", "CONSTANT"}) | _CLOSES
_PIPES = frozenset({"|>", "%>%"})
_ATTACHING = frozenset({"library", "require", "requireNamespace"})


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a text that states the model.

    tokens       of the statement, or of the step of a pipe
    data         tokens of what is piped into the step; empty without a pipe
    target       the name that a pipe's result is assigned to
    others       the places of the other statements
    definitions  formulas that other statements give a name to
    """

    tokens: list[Token]
    data: list[Token] = field(default_factory=list)
    target: str | None = None
    others: tuple[Span, ...] = ()
    definitions: dict[str, list[Token]] = field(default_factory=dict)


def passage(source: Source, tokens: list[Token]) -> Passage:
    """The statement that states the model; all of the text when it is no script.

    Lines that fit no model, attach no package and assign nothing beside a formula are no script, but
    one formula with a slip.
    Raises ``FormulaSyntaxError`` when two statements fit models.
    """
    listed = _statements(source, _inner_pipes(tokens))
    models = [one for one in listed if _fits_a_model(one)]
    formulas = [one for one in listed if _assigned(one) is None and _is_formula(one)]
    script = models or any(map(_attaches, listed)) or len(formulas) > 1
    if formulas and not script:
        script = any(_assigned(one) and one[1].text != "=" for one in listed)
    if len(listed) == 1 and models:
        return _step(Passage(models[0]))
    if len(listed) == 1 or not script:
        return _step(Passage(tokens))
    models = models or formulas
    if len(models) > 1:
        first, second = map(_place, models[:2])
        raise FormulaSyntaxError(complaints.several_models(first, second, source))
    if not models:
        raise FormulaSyntaxError(complaints.no_model_call(_place(listed[0]), source))
    others = [one for one in listed if one is not models[0]]
    definitions = {
        name: one[2:] for one in others if (name := _assigned(one)) and _states_formula(one[2:])
    }
    return _step(Passage(models[0], others=tuple(map(_place, others)), definitions=definitions))


def _inner_pipes(tokens: list[Token]) -> list[Token]:
    """R's pipe inside an argument, ``data = d |> filter(x)``, as the operator that ``%>%`` is: a call
    follows it. In ``(1 |> g)`` none does.
    """
    found: list[Token] = []
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.type in _OPENS) * len(token.text) - (token.type in _CLOSES)
        if token.text == "|>" and depth > 0:
            after = [following.text for following in tokens[place + 1 : place + 5]]
            if after[1:2] == ["("] or after[1:4:2] == ["::", "("]:
                token = token._replace(type="SPECIAL", text="%>%")
        found.append(token)
    return found


def _statements(source: Source, tokens: list[Token]) -> list[list[Token]]:
    """Cut where a line or a semicolon ends a finished expression outside all brackets."""
    listed: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        last = listed[-1][-1] if listed[-1] else None
        if depth == 0 and last is not None and last.type in _ENDS:
            if token.type == "SEPARATOR":
                listed.append([])
                continue
            broken = "\n" in source.text[last.end : token.start]
            if broken and (token.type in _STARTS or token.type in _OPENS):
                listed.append([])
        if token.type == "PARENTHESIS_ON_NEW_LINE" and not listed[-1]:
            token = token._replace(type="OPEN_PARENTHESIS")
        depth += (token.type in _OPENS or token.type == "PARENTHESIS_ON_NEW_LINE") * len(token.text)
        depth -= token.type in _CLOSES
        listed[-1].append(token)
    return [one for one in listed if one]


def _step(found: Passage) -> Passage:
    """The step of a pipe that fits the model, with what is piped into it."""
    steps: list[list[Token]] = [[]]
    depth = 0
    for token in found.tokens:
        depth += (token.type in _OPENS) * len(token.text) - (token.type in _CLOSES)
        if depth == 0 and token.text in _PIPES:
            steps.append([])
        else:
            steps[-1].append(token)
    number = next((n for n, step in enumerate(steps) if _fits_a_model(step)), None)
    if len(steps) == 1 or number is None:
        return found
    step = [token._replace(type="NAME") if token.text == "_" else token for token in steps[number]]
    first = steps[0]
    target = _assigned(first) if number else None
    data = (first[2:] if target else first) if number == 1 else []
    return Passage(step, data, target, found.others, found.definitions)


def _fits_a_model(tokens: list[Token]) -> bool:
    """Whether a known function is called, outside the formula of a bare ``y ~ x``."""
    return any(
        following.text == "(" and token.text in SIGNATURES
        for token, following in zip(tokens, tokens[1:], strict=False)
    ) and not _is_formula(tokens)


def _attaches(tokens: list[Token]) -> bool:
    return len(tokens) > 1 and tokens[0].text in _ATTACHING and tokens[1].text == "("


def _assigned(tokens: list[Token]) -> str | None:
    """The name that a statement assigns to."""
    if len(tokens) > 2 and tokens[0].type == "NAME" and tokens[1].text in {"<-", "=", "<<-"}:
        return tokens[0].text
    return None


def _is_formula(tokens: list[Token]) -> bool:
    """Whether ``~`` stands outside all brackets."""
    depth = 0
    for token in tokens:
        depth += (token.type in _OPENS) * len(token.text) - (token.type in _CLOSES)
        if depth == 0 and token.type == "TILDE":
            return True
    return False


def _states_formula(tokens: list[Token]) -> bool:
    """Whether a formula is written: as one, in quotes, or inside ``as.formula()`` or ``bf()``."""
    if len(tokens) == 1 and tokens[0].type == "STRING":
        return "~" in tokens[0].text
    if len(tokens) > 3 and tokens[0].text in WRAPPERS and tokens[1].text == "(":
        return any(token.type == "TILDE" or "~" in token.text for token in tokens)
    return _is_formula(tokens)


def _place(tokens: list[Token]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)
