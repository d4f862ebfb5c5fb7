"""The references again, from a live R with lme4: the table in tests/conformance is what R says."""

import json
import os
import shutil
import subprocess

import numpy as np
import pytest
from reference_fits import CASES, TESTS, array, design_of

from formula2eq.fitting.fit import fit

pytestmark = pytest.mark.tools("Rscript")

#: A few of the table, quick in R, and models that the table does not have.
IDS = (
    "lmm-001-sleepstudy",
    "lmm-038-Exam",
    "lmm-058-sim_rates",
    "glmm-063-cbpp",
    "glmm-084-sim_rates",
)
EXTRA = [
    (
        "ScotsSec_full",
        "attain ~ sex + verbal + (verbal | primary) + (sex | second)",
        "gaussian",
        None,
    ),
    ("sim_rates", "y ~ x + treat + (x || grp)", "gaussian", "w"),
    ("sim_rates", "cbind(succ, size - succ) ~ x + treat + (x | grp)", "binomial", None),
    ("sim_rates", "count ~ x + treat + offset(log(exposure)) + (x | grp)", "poisson", None),
    ("cbpp", "incidence/size ~ period + (1 | herd) + (1 | obs)", "binomial", "size"),
]


def extra(number, dataset, formula, family, weights):
    link = {"gaussian": "identity", "binomial": "logit", "poisson": "log"}[family]
    return {
        "id": f"extra-{number}",
        "dataset": dataset,
        "formula": formula,
        "family": family,
        "link": link,
        "REML": True if family == "gaussian" else None,
        "weights": weights,
        "offset_arg": None,
        "note": None,
    }


ASKED = [case for case in CASES if case["id"] in IDS]
ASKED += [extra(number, *item) for number, item in enumerate(EXTRA)]


def has_lme4():
    if shutil.which("Rscript") is None:
        return False
    question = 'quit(status = !all(sapply(c("lme4", "jsonlite", "minqa"), requireNamespace, quietly = TRUE)))'
    return subprocess.run(["Rscript", "-e", question], capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    if not has_lme4():
        missing = "this test needs Rscript with lme4, jsonlite and minqa"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("fits")
    asked = folder / "asked.jsonl"
    asked.write_text("".join(json.dumps(case) + "\n" for case in ASKED), encoding="utf-8")
    script = TESTS / "conformance" / "regenerate_fits.R"
    command = ["Rscript", str(script), str(asked), str(TESTS / "data"), str(folder / "out.jsonl")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    lines = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return {answer["id"]: answer for answer in map(json.loads, lines)}


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case["id"])
def test_live_lme4_agrees(case, answers):
    # lme4 leaves log|L| at the weights of the last inner iterate but one, and standard errors are
    # second differences here: the tolerances of the table are for references made with more care.
    theirs = answers[case["id"]]
    found = fit(design_of(case), case["family"], case["link"], bool(case["REML"])).to_dict()
    se = array(theirs["fixed"]["se"])
    assert found["objective"] == pytest.approx(theirs["objective"], abs=1e-5)
    estimates = array(found["fixed"]["estimate"]) - array(theirs["fixed"]["estimate"])
    assert np.abs(estimates / se).max() < 1e-3
    assert array(found["fixed"]["se"]) == pytest.approx(se, rel=1e-3)
    assert found["theta"]["names"] == theirs["theta"]["names"]
    assert array(found["theta"]["value"]) == pytest.approx(
        array(theirs["theta"]["value"]), abs=1e-3
    )
    assert found["convergence"]["singular"] == theirs["convergence"]["singular"]
