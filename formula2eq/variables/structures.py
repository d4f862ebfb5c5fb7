"""Covariance structures over the categories of a factor: which need to know them."""

from __future__ import annotations

from collections.abc import Mapping

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.errors import UsageError
from formula2eq.formula.names import names
from formula2eq.formula.unparse import unparse
from formula2eq.source import Source
from formula2eq.terms.term import ModelTerms
from formula2eq.variables.coding import VariableCoding


def need_categories(terms: ModelTerms, kinds: Mapping[str, VariableCoding], source: Source) -> None:
    """Refuse ``ar1(0 + t | g)`` while nothing says what the categories of t are.

    An autoregression runs over the categories of one factor; one number a row has nothing before it.
    Raises `UsageError` (``undeclared-categories``).
    """
    for random in terms.random:
        if random.covariance != "ar1" or any(not effect.factors for effect in random.effects):
            continue
        over = [factor for effect in random.effects for factor in effect.factors]
        known = [kinds[unparse(factor)] for factor in over if unparse(factor) in kinds]
        if all(kind.contrast is None for kind in known):
            variables = [name for factor in over for name in names(factor)]
            shown = variables[0] if variables else "time"
            place = tuple(Label(span, "a category each", source) for span in random.origins[:1])
            message = (
                f"ar1() has an effect for each category of {shown}, and nothing says what they are"
            )
            raise UsageError(
                Diagnostic(
                    "undeclared-categories",
                    message,
                    place,
                    f'categories={{"{shown}": ["1", "2", "3"]}}',
                )
            )
