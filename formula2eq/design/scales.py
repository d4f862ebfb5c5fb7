"""Predictors on very different scales, as lme4 tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from formula2eq.design.record import DesignRecord

#: Standard deviations that differ by this factor, or lie as far from 1, are on different scales.
FACTOR = 1e3


def different_scales(record: DesignRecord) -> str | None:
    """lme4's warning when it would give it, else None. Indicator columns do not count."""
    columns = record.design.X
    continuous = [column for column in columns.T if not np.isin(column, (0.0, 1.0)).all()]
    if not continuous:
        return None
    spreads = np.array([column.std(ddof=1) for column in continuous])
    with np.errstate(divide="ignore"):
        logs = np.log(spreads[spreads > 0])
    if not len(logs):
        return None
    widest = max(float(np.abs(logs).max()), float(logs.max() - logs.min()))
    if widest <= np.log(FACTOR):
        return None
    return "Some predictor variables are on very different scales: consider rescaling"
