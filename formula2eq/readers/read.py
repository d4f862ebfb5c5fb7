"""Any fit made elsewhere to estimates of a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.estimates import Estimates
from formula2eq.errors import UsageError
from formula2eq.levels.level_model import LevelModel
from formula2eq.readers import results, tidy
from formula2eq.readers.found import Found
from formula2eq.readers.match import match

_READERS = (
    (tidy.is_table, tidy.from_table),
    (results.is_mixedlm, results.from_mixedlm),
    (results.is_bayes_mixed, results.from_bayes_mixed),
    (results.is_inference_data, results.from_inference_data),
    (results.is_pymer4, results.from_pymer4),
)


def read_estimates(result: Any, model: LevelModel) -> Estimates:
    """Estimates from a fit of statsmodels, Bambi or pymer4, a tidy table, or a mapping by name.

    Raises `UsageError` for what is none of these, and for estimates that do not match the model.
    """
    if isinstance(result, Estimates):
        return result
    if isinstance(result, Mapping):
        return match(Found({str(name): float(value) for name, value in result.items()}), model)
    for known, read in _READERS:
        if known(result):
            return match(read(result), model)
    columns = [str(name) for name in getattr(result, "columns", ())]
    met = f"a table of {', '.join(columns)}" if columns else f"a {type(result).__name__}"
    raise UsageError(
        Diagnostic(
            "unknown-result",
            f"{met} is no fit that is known: give a MixedLMResults or BinomialBayesMixedGLM of statsmodels, "
            "an InferenceData, a pymer4 Lmer, or a table with the columns term and estimate, as "
            "broom.mixed::tidy has them",
        )
    )
