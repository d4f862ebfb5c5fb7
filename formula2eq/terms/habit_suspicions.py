"""Looking for habits of other languages; the sentences are in ``cautions``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.glued_comment import glued_comment
from formula2eq.formula.near import nearest
from formula2eq.formula.nodes import Argument, Call, Expression, Formula, Name, String, Subset
from formula2eq.formula.walk import walk
from formula2eq.source import Source
from formula2eq.terms.cautions import other_habits

#: Functions of formulas, by which the slips in their names are known.
_KNOWN = (
    "log log2 log10 log1p exp expm1 sqrt abs scale factor ordered poly cut relevel interaction"
    " offset dummy ifelse round as.factor as.numeric as.integer"
).split()
#: Functions of R whose names are near one of those.
_OTHERS = frozenset(
    "sort order rank lag floor trunc sum mean polym factors logit logb as_factor rescale".split()
)
_PYTHON = re.compile(r"(?:np|numpy|math|jnp)\.(?P<name>\w+)")
#: Python's names that are others in R.
_IN_R = {"absolute": "abs"}


def foreign_habits(formula: Formula) -> Iterator[Diagnostic]:
    """Warnings about what other languages write so."""
    source = formula.source
    sides = [side for side in (formula.response, formula.predictors) if side is not None]
    for side in sides:
        yield from _functions(side, source)
    glued = glued_comment(source)
    if glued is not None:
        yield other_habits.comment_in_term(*glued, source)


def _functions(side: Expression, source: Source) -> Iterator[Diagnostic]:
    for node in walk(side):
        match node:
            case Call(Name("Q"), (Argument(value=String(name)),)):
                yield other_habits.quoted_name(node, name, source)
            case Call(Name(name)):
                python = _PYTHON.fullmatch(name)
                if python is not None and python["name"] != "power":
                    meant = _IN_R.get(python["name"], python["name"])
                    yield other_habits.function_of_python(node, meant, source)
                elif name not in _KNOWN and name not in _OTHERS:
                    near = nearest(name, _KNOWN)
                    if near is not None:
                        yield other_habits.misspelt_function(node, near, source)
            case Subset(Name(name)) if name in _KNOWN:
                yield other_habits.indexed_function(node, source)
