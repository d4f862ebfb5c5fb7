"""The terms of a formula and of a whole call, and what there is to say about them."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import TermsError
from formula2eq.formula.nodes import Formula
from formula2eq.formula.specification import Specification
from formula2eq.terms.dialect import DEFAULT, Dialect, dialect_of
from formula2eq.terms.model_terms import model_terms, specification_terms
from formula2eq.terms.term import ModelTerms


def expand(
    formula: Formula, columns: Sequence[str] | None = None, dialect: Dialect = DEFAULT
) -> ModelTerms:
    """The terms of a formula, as R's ``terms()`` and lme4 have them.

    ``columns`` are the data's columns in order, for which a dot stands; the variables of the
    response are left out of it. ``dialect`` is that of the call around the formula. Raises
    ``TermsError`` with the place of what is no model formula. What is legal but hardly meant
    ``suspicions`` tells; ``expand_with_diagnostics`` gives both.

    >>> from formula2eq.formula.parse import parse
    >>> terms = expand(parse("y ~ x*w + (x | g)"))
    >>> [term.label for term in terms.fixed], [term.text for term in terms.random]
    (['1', 'x', 'w', 'x:w'], ['x | g'])
    """
    try:
        return model_terms(formula, columns, dialect)
    except TermsError as error:
        raise _with_repair(error, columns) from None


def expand_with_diagnostics(
    formula: Formula, columns: Sequence[str] | None = None
) -> tuple[ModelTerms, tuple[Diagnostic, ...]]:
    """The terms, and the warnings and notes about what is legal but hardly meant."""
    from formula2eq.terms.repair import with_repairs
    from formula2eq.terms.suspicions import suspicions

    terms = expand(formula, columns)
    return terms, with_repairs(suspicions(formula, terms, columns), columns)


def expand_specification(
    specification: Specification, columns: Sequence[str] | None = None
) -> ModelTerms:
    """The terms of a whole call, nlme's random formulas and the offset argument included.

    >>> from formula2eq.formula.call import read_call
    >>> said = read_call("nlme::lme(y ~ x, random = list(g = pdDiag(~ x)), data = d)")
    >>> [(term.text, term.covariance) for term in expand_specification(said).random]
    [('x | g', 'diagonal')]
    """
    try:
        return specification_terms(specification, columns)
    except TermsError as error:
        raise _with_repair(error, columns) from None


def specification_diagnostics(
    specification: Specification, terms: ModelTerms, columns: Sequence[str] | None = None
) -> tuple[Diagnostic, ...]:
    """What there is to say about a whole call: about its arguments, then about its formula."""
    from formula2eq.terms.call_suspicions import suspicious_call
    from formula2eq.terms.repair import with_repairs
    from formula2eq.terms.suspicions import suspicions

    dialect = dialect_of(specification)
    about = suspicions(specification.formula, terms, columns, dialect)
    said = (*specification.diagnostics, *suspicious_call(specification))
    if all(term.covariance == "unstructured" for term in terms.random):
        said = tuple(one for one in said if one.rule != "independent-effects")
    return with_repairs((*said, *about), columns)


def _with_repair(error: TermsError, columns: Sequence[str] | None) -> TermsError:
    from formula2eq.terms.repair import with_repairs

    return TermsError(*with_repairs(error.diagnostics, columns))
