"""Families with a dispersion and links of every kind: never above the best that lme4 finds.

`other_links.jsonl` holds the best of three runs of lme4 1.1-31 (default, bobyqa, nloptwrap). Objectives are
compared at the same parameters, since lme4 prints its own with log|M| of an earlier iterate.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from reference_fits import TESTS

import formula2eq as f2e
from formula2eq.fitting.fit import objective
from formula2eq.variables.data import read_data

LINES = Path(__file__).with_name("other_links.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['formula']} {case['link']}")
def test_never_above_the_best_of_lme4(case):
    data = read_data(TESTS / "data" / f"{case['dataset']}.csv")
    model = f2e.Model(case["formula"], data, family=case["family"], link=case["link"])
    found = model.fit().fit
    assert found.converged
    there = objective(model.design().design, case["family"], case["link"])
    theirs = there.value(np.array(case["theta"] + case["beta"]))
    assert found.objective <= theirs + 1e-5
    assert found.objective <= case["objective"] + 0.01
    if abs(theirs - found.objective) < 1e-4:
        inside = np.linalg.solve(np.linalg.cholesky(found.covariance), found.beta - case["beta"])
        assert np.abs(inside).max() < 0.05
