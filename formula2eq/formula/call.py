"""A whole call, as people paste it, to what it says: ``fit <- lmer(y ~ x + (1 | g), data = d)``.

Calls of R are parsed by R's grammar; those of Julia and Python are only searched for their formula
(``foreign``). Text that is just a formula is a specification without a function.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula import foreign
from formula2eq.formula.argument_names import is_formula
from formula2eq.formula.brms import additions
from formula2eq.formula.call_reader import CallReader
from formula2eq.formula.complaints import calls as complaints
from formula2eq.formula.lex import tokenize
from formula2eq.formula.model_calls import model_calls
from formula2eq.formula.nodes import Binary, Call, Expression, Formula, Name, Parentheses, Unary
from formula2eq.formula.other_packages import refuse_other_packages
from formula2eq.formula.parse import MAXIMUM_LENGTH, as_formula, mended, parse_expression
from formula2eq.formula.script import Passage, passage
from formula2eq.formula.specification import Specification
from formula2eq.formula.statsmodels import read_statsmodels
from formula2eq.source import Source

_ASSIGNS = frozenset({"<-", "<<-", "="})


def read_call(text: str, name: str = "formula", mendings: int = 4) -> Specification:
    """What a call or a bare formula says.

    Raises ``FormulaSyntaxError`` with a place in ``text``.

    >>> said = read_call('fit <- glmer(y ~ x + (1 | g), d, family = binomial("probit"))')
    >>> said.function, said.family, said.link
    ('glmer', 'binomial', 'probit')
    """
    source = Source(text, name)
    try:
        abroad = read_statsmodels(source) or foreign.read(source)
        if abroad is None:
            refuse_other_packages(source)
        return abroad if abroad is not None else _read_r(source)
    except FormulaSyntaxError as error:
        raise mended(error, partial(read_call, mendings=mendings - 1), mendings) from None


def read_formula(text: str, name: str = "formula") -> Formula:
    """The formula in a text that is a formula or a whole call."""
    return read_call(text, name).formula


def _read_r(source: Source) -> Specification:
    found = Passage([])
    tokens = None
    if len(source.text) <= MAXIMUM_LENGTH:
        found = passage(source, tokenize(source.text))
        tokens = found.tokens
    tree = parse_expression(source, tokens=tokens)
    target = None
    inside = tree
    if isinstance(inside, Binary) and inside.operator == "->":
        target, inside = inside.right, inside.left
    elif isinstance(inside, Binary) and _assigns(inside):
        target, inside = inside.left, inside.right
    named = target.name if isinstance(target, Name) else None
    notes = (complaints.other_statements(found.others, source),) if found.others else ()
    called = inside
    while isinstance(called, Parentheses):
        called = called.inner
    if isinstance(called, Call) and model_calls(called):
        inside = called
    if not isinstance(inside, Call):
        stated: Expression = inside
        while isinstance(stated, Parentheses):
            stated = stated.inner
        formula = as_formula(inside if named and is_formula(stated) else tree, source)
        said: list[Diagnostic] = [*notes]
        formula, rate = additions(formula, said)
        return Specification(source, formula, target=named, offset=rate, diagnostics=tuple(said))
    calls = model_calls(inside)
    if not calls:
        raise FormulaSyntaxError(complaints.no_model_call(inside.span, source))
    if len(calls) > 1:
        raise FormulaSyntaxError(complaints.several_models(calls[0].span, calls[1].span, source))
    definitions = {
        name: parse_expression(source, tokens=tokens) for name, tokens in found.definitions.items()
    }
    reader = CallReader(source, named or found.target, definitions)
    stated_by = reader.read(calls[0])
    taken = [definitions[name].span for name in reader.used]
    left = tuple(one for one in found.others if not any(one.covers(span) for span in taken))
    notes = (complaints.other_statements(left, source),) if left else ()
    if isinstance(stated_by.data, Name) and stated_by.data.name in {".", "_"}:
        data = parse_expression(source, tokens=found.data) if found.data else None
        stated_by = replace(stated_by, data=data)
    return replace(stated_by, diagnostics=(*notes, *stated_by.diagnostics))


def _assigns(node: Binary) -> bool:
    """Whether a formula or a call is assigned: ``y = x`` assigns none, ``y =~ x`` is a slip."""
    right = node.right
    while isinstance(right, Parentheses):
        right = right.inner
    slip = isinstance(right, Unary) and node.operator_span.end == right.span.start
    slip = slip or is_formula(node.left)
    return node.operator in _ASSIGNS and not slip and (isinstance(right, Call) or is_formula(right))
