"""Covariance matrices of glmmTMB's and nlme's structures, entry by entry."""

import pytest

import formula2eq as f2e
from formula2eq.equations.symbols import meanings
from formula2eq.notation import NOTATIONS
from formula2eq.notation.math import Apply, Matrix
from formula2eq.notation.structured import HOLDING
from formula2eq.writers import latex

FACTS = {"categories": {"f": ["a", "b", "c"]}}
CALLS = {
    "cs": "glmmTMB(y ~ x + cs(0 + f | g))",
    "ar1": "glmmTMB(y ~ x + ar1(0 + f | g))",
    "homcs": "glmmTMB(y ~ x + homcs(0 + f | g))",
    "homdiag": "glmmTMB(y ~ x + homdiag(0 + f | g))",
    "pdCompSymm": "lme(y ~ x, random = list(g = pdCompSymm(~ f - 1)))",
}
ROWS = {
    "cs": [
        r"\sigma_{u2}^2 & \rho_u \sigma_{u2} \sigma_{u3} & \rho_u \sigma_{u2} \sigma_{u4}",
        r"\rho_u \sigma_{u2} \sigma_{u3} & \sigma_{u3}^2 & \rho_u \sigma_{u3} \sigma_{u4}",
    ],
    "ar1": [
        r"\sigma_u^2 & \rho_u \sigma_u^2 & \rho_u^2 \sigma_u^2",
        r"\rho_u \sigma_u^2 & \sigma_u^2 & \rho_u \sigma_u^2",
    ],
    "homdiag": [r"\sigma_u^2 & 0 & 0", r"0 & \sigma_u^2 & 0"],
    "pdCompSymm": [
        r"\sigma_u^2 & \rho_u \sigma_u^2 & \rho_u \sigma_u^2",
        r"\rho_u \sigma_u^2 & \sigma_u^2 & \rho_u \sigma_u^2",
    ],
}
ROWS["homcs"] = ROWS["pdCompSymm"]


@pytest.mark.parametrize("structure", CALLS)
def test_entries(structure):
    equations = f2e.Model(CALLS[structure], **FACTS).equations(notation="additive")
    law = next(e for e in equations.system.equations if e.kind == "random-effects")
    assert isinstance(law.right, Apply)
    matrix = law.right.arguments[1]
    assert isinstance(matrix, Matrix)
    shown = [" & ".join(map(latex.node, row)) for row in matrix.rows]
    assert shown[:2] == ROWS[structure]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("structure", CALLS)
def test_held_or_refused(structure, notation):
    model = f2e.Model(CALLS[structure], **FACTS)
    if notation in HOLDING:
        assert model.equations(notation=notation).latex()
        return
    with pytest.raises(f2e.NotationError, match="compound symmetry") as caught:
        model.equations(notation=notation)
    assert caught.value.diagnostics[0].repair == 'notation="additive"'


def test_one_effect_is_free():
    for call in ("cs(1 | g)", "homdiag(1 | g)"):
        model = f2e.Model(f"glmmTMB(y ~ x + {call})")
        for notation in NOTATIONS:
            assert model.equations(notation=notation).latex()


@pytest.mark.parametrize("call", [*CALLS.values(), "glmmTMB(y ~ x + diag(0 + f | g))"])
def test_no_fit(call):
    pandas = pytest.importorskip("pandas")
    rows = [(g, f, t) for g in range(8) for f in "abc" for t in range(3)]
    frame = pandas.DataFrame(rows, columns=["g", "f", "x"])
    frame["y"] = [(7 * n) % 11 for n in range(len(frame))]
    with pytest.raises(f2e.FitError, match="only free covariance matrices"):
        f2e.Model(call, frame).fit()
    assert f2e.Model("y ~ x + (1 | g)", frame).fit()


def test_meanings():
    model = f2e.Model(CALLS["ar1"], **FACTS)
    equations = model.equations(notation="additive")
    said = {latex.node(m.symbol): m.meaning for m in meanings(equations.notation, equations.system)}
    assert "neighbours" in said[r"\rho_u"]
    assert "standard deviation" in said[r"\sigma_u"]
