"""Index letters: an author's own, the observations' too, and never one letter for two units."""

from __future__ import annotations

import pytest

import formula2eq as f2e
from formula2eq.cli import main
from formula2eq.notation import NOTATIONS

GROWTH = "y ~ time*w + (time | id)"
LEVELS = {"id": ["w"]}


def test_occasions_and_persons_as_books_on_change_have_them() -> None:
    model = f2e.Model(GROWTH, levels=LEVELS, groups={"t": 1, "i": "id"})
    lines = model.equations(notation="raudenbush-bryk").latex().splitlines()
    assert r"Y_{ti} &= \beta_{0i} + \beta_{1i} \text{time}_{ti} + r_{ti} \\" in lines
    assert r"\beta_{0i} &= \gamma_{00} + \gamma_{01} w_i + u_{0i} \\" in lines


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("groups", [{"i": "id"}, {"j": "id"}, {"t": "1"}, {"s": 1, "p": "id"}])
def test_no_letter_is_the_index_of_two_units(notation: str, groups: dict[str, str | int]) -> None:
    model = f2e.Model(GROWTH, levels=LEVELS, groups=groups)
    equations = model.equations(notation=notation)
    assert equations.notation is not None
    index = equations.notation.index
    assert len(set(index.values())) == len(index) == 2
    assert all(index["" if str(unit) == "1" else str(unit)] == k for k, unit in groups.items())
    assert model.read_back(notation=notation) == model.read_back()


def test_a_check_takes_the_observations_letter() -> None:
    text = r"Y_{ti} = \gamma_{00} + \gamma_{10} x_{ti} + u_{0i} + e_{ti}"
    groups = {"t": 1, "i": "id"}
    assert f2e.Model("Y ~ x + (1 | id)", groups=groups).check(text).verdict == "equivalent"
    assert f2e.read(text, groups).formula == "Y ~ x + (1 | id)"


def test_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["equations", "y ~ x + (1 | id)", "--group", "t=1", "--group", "i=id"]) == 0
    assert "yₜᵢ ~ Norm(μₜᵢ, σ)" in capsys.readouterr().out


def test_one_unit_has_one_letter() -> None:
    with pytest.raises(f2e.HierarchyError, match="id has two index letters, k and p"):
        f2e.Model("y ~ x + (1 | id)", groups={"k": "id", "p": "id"}).equations()


@pytest.mark.parametrize("written", ["", "1", "2k", "j k", "_", "k_{1}", "$j$"])
def test_what_is_no_index_is_refused(written: str) -> None:
    with pytest.raises(f2e.HierarchyError, match="is no index for g"):
        f2e.Model("y ~ x + (1 | g)", groups={written: "g"}).equations()
