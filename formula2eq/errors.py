"""The exceptions of formula2eq; each carries its diagnostics.

Formula2eqError
├── FormulaError            the text of a formula is at fault
│   ├── FormulaSyntaxError    it is no R expression
│   └── TermsError            it is one, but no model formula
├── EquationError           the text of equations is at fault
│   ├── EquationSyntaxError   it cannot be read
│   └── InterpretationError   it can be read, but does not state one model
├── DataError               the data do not fit the formula
│   └── HierarchyError        a declared level or nesting contradicts the data
├── NotationError           a notation cannot hold this model
├── ProofError              the two derivations of an equation differ: nothing is printed
├── FitError                the model cannot be fitted
└── UsageError              an argument is not what it should be
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic


class Formula2eqError(Exception):
    """The base of all errors a user can meet; ``diagnostics`` says what, where and what to write.

    >>> raise NotationError(Diagnostic("too-many-levels", "four levels"))
    Traceback (most recent call last):
    formula2eq.errors.NotationError: NotationError (too-many-levels): four levels
    """

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics: tuple[Diagnostic, ...] = diagnostics

    def __str__(self) -> str:
        return "\n".join(item.draw(type(self).__name__) for item in self.diagnostics)


class FormulaError(Formula2eqError):
    """The text of a formula is at fault; the first diagnostic has a place in it."""


class FormulaSyntaxError(FormulaError):
    """The text is no R expression."""


class TermsError(FormulaError):
    """The text is an R expression, but no model formula."""


class EquationError(Formula2eqError):
    """The text of equations is at fault; the first diagnostic has a place in it."""


class EquationSyntaxError(EquationError):
    """The text of equations cannot be read."""


class InterpretationError(EquationError):
    """The equations can be read, but do not state one model."""


class DataError(Formula2eqError):
    """The data do not fit the formula."""


class HierarchyError(DataError):
    """A declared level or nesting contradicts the data or itself."""


class NotationError(Formula2eqError):
    """A notation cannot hold this model; the message names one that can."""


class ProofError(Formula2eqError):
    """The two derivations of an equation differ. Nothing is printed: please report it."""


class FitError(Formula2eqError):
    """The model cannot be fitted."""


class UsageError(Formula2eqError):
    """An argument is not what it should be."""
