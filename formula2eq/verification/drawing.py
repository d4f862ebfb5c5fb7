"""From a model and parameters to a data frame with a simulated outcome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import pandas as pd

from formula2eq.design.record import DesignRecord
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.formula.names import names
from formula2eq.levels.level_model import LevelModel
from formula2eq.terms.term import ModelTerms
from formula2eq.verification.layout import empty_frame
from formula2eq.verification.simulate import Parameters, as_frame, simulate


class Simulated(Protocol):
    """What simulation needs of a model."""

    @property
    def terms(self) -> ModelTerms:
        """The expanded terms."""

    @property
    def level_model(self) -> LevelModel:
        """The level equations."""

    @property
    def frame(self) -> Any:
        """The data as a pandas frame, None without."""

    @property
    def categories(self) -> Mapping[str, Any]:
        """Declared categories."""

    def design(self) -> DesignRecord:
        """The matrices."""

    def with_data(self, data: Any) -> Simulated:
        """The same model with other data."""


def simulated(
    model: Simulated,
    parameters: Parameters | Mapping[str, Any],
    data: Any,
    sizes: Mapping[str | int, int] | None,
    seed: int,
) -> pd.DataFrame:
    """Draw an outcome for the rows of ``data``, or of a frame made to ``sizes``."""
    generator = np.random.default_rng(seed)
    given = parameters if isinstance(parameters, Parameters) else _parameters(parameters)
    if sizes is not None:
        frame = empty_frame(model.level_model, model.terms, sizes, model.categories, generator)
    elif data is not None:
        frame = model.with_data(data).frame
    elif model.frame is not None:
        frame = model.frame
    else:
        raise UsageError(
            Diagnostic(
                "no-data",
                "simulating needs data, or sizes: how many categories each grouping factor has and "
                "how many rows each lowest group",
                repair="sizes={'g': 30, 1: 20}",
            )
        )
    filled = with_response(frame, model.terms, model.level_model.family.name)
    ready = model.with_data(filled)
    record = ready.design()
    return as_frame(filled, record, simulate(ready.level_model, record, given, generator))


#: Trials a row where the response counts successes and none are given.
TRIALS = 10


def with_response(frame: pd.DataFrame, terms: ModelTerms, family: str) -> pd.DataFrame:
    """The frame with a placeholder, allowed in its family, where the response has no column."""
    missing = () if terms.response is None else names(terms.response)
    alternating = np.arange(len(frame)) % 2
    allowed = {"binomial": alternating, "beta": 0.25 + 0.5 * alternating}
    made = frame.copy()
    for place, name in enumerate(missing):
        if name not in made.columns:
            made[name] = float(TRIALS) if place else allowed.get(family, 1.0 + alternating)
    return made


def _parameters(given: Mapping[str, Any]) -> Parameters:
    known = ("fixed", "random", "sigma", "shape")
    for key in given:
        if key not in known:
            message = f"parameters has no field {key}; its fields are {', '.join(known)}"
            raise UsageError(Diagnostic("wrong-parameters", message))
    if "fixed" not in given:
        raise UsageError(Diagnostic("wrong-parameters", "parameters needs the field fixed"))
    return Parameters(**given)
