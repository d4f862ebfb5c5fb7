"""formula2eq: a compiler between R's mixed-model formulas and the equations of papers.

Every public name is loaded on first use, so that importing the package is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

#: Where each public name lives.
_HOMES = {
    "Model": "model",
    "read_data": "variables.data",
    "sequence": "documents.sequence",
    "read": "reading.read",
    "read_all": "reading.read",
    "check": "checking.check",
    "lint": "checking.lint",
    "Formula2eqError": "errors",
    "FormulaError": "errors",
    "FormulaSyntaxError": "errors",
    "TermsError": "errors",
    "EquationError": "errors",
    "EquationSyntaxError": "errors",
    "InterpretationError": "errors",
    "DataError": "errors",
    "HierarchyError": "errors",
    "NotationError": "errors",
    "ProofError": "errors",
    "FitError": "errors",
    "UsageError": "errors",
    "Diagnostic": "diagnostics",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605

if TYPE_CHECKING:
    from formula2eq.checking.check import check as check
    from formula2eq.checking.lint import lint as lint
    from formula2eq.diagnostics import Diagnostic as Diagnostic
    from formula2eq.documents.sequence import sequence as sequence
    from formula2eq.errors import DataError as DataError
    from formula2eq.errors import EquationError as EquationError
    from formula2eq.errors import EquationSyntaxError as EquationSyntaxError
    from formula2eq.errors import FitError as FitError
    from formula2eq.errors import Formula2eqError as Formula2eqError
    from formula2eq.errors import FormulaError as FormulaError
    from formula2eq.errors import FormulaSyntaxError as FormulaSyntaxError
    from formula2eq.errors import HierarchyError as HierarchyError
    from formula2eq.errors import InterpretationError as InterpretationError
    from formula2eq.errors import NotationError as NotationError
    from formula2eq.errors import ProofError as ProofError
    from formula2eq.errors import TermsError as TermsError
    from formula2eq.errors import UsageError as UsageError
    from formula2eq.model import Model as Model
    from formula2eq.reading.read import read as read
    from formula2eq.reading.read import read_all as read_all
    from formula2eq.variables.data import read_data as read_data


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
