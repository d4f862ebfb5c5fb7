"""Ranks, levels and nesting: from syntax, from declarations, from data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import formula2eq as f2e
from formula2eq.variables import data as reading

DATA = Path(__file__).parents[1] / "data"


def ranks(model: f2e.Model) -> dict[str, tuple[int, str]]:
    return {unit.grouping: (unit.rank, unit.kind) for unit in model.roles.hierarchy.units}


@pytest.mark.parametrize(
    ("formula", "within", "expected"),
    [
        ("y ~ 1 + (1 | g)", {}, {"g": (2, "group")}),
        ("y ~ 1 + (1 | a/b)", {}, {"b:a": (2, "group"), "a": (3, "group")}),
        (
            "y ~ 1 + (1 | a/b/c)",
            {},
            {"c:b:a": (2, "group"), "b:a": (3, "group"), "a": (4, "group")},
        ),
        ("y ~ 1 + (1 | a) + (1 | b)", {}, {"a": (2, "group"), "b": (2, "group")}),
        ("y ~ 1 + (1 | a) + (1 | b)", {"a": "b"}, {"a": (2, "group"), "b": (3, "group")}),
        (
            "y ~ 1 + (1 | a) + (1 | b) + (1 | a:b)",
            {},
            {"a": (2, "group"), "b": (2, "group"), "a:b": (2, "cell")},
        ),
        (
            "y ~ 1 + (1 | a) + (1 | b) + (1 | a:b)",
            {"b": "a"},
            {"b": (2, "group"), "a:b": (2, "twin"), "a": (3, "group")},
        ),
        ("y ~ 1 + (1 | a:b)", {}, {"a:b": (2, "group")}),
        (
            "y ~ 1 + (1 | school/class) + (1 | item)",
            {},
            {"class:school": (2, "group"), "item": (2, "group"), "school": (3, "group")},
        ),
    ],
)
def test_syntax_and_declared_nesting(
    formula: str, within: dict[str, str], expected: dict[str, tuple[int, str]]
) -> None:
    assert ranks(f2e.Model(formula, within=within)) == expected


def test_a_call_stands_at_the_finest_level_of_its_variables() -> None:
    model = f2e.Model(
        "y ~ I(w^2) + I(x * w) + log(s) + (1 | s0/g)",
        levels={"g": ["w"], "s0": ["s"]},
    )
    assert model.roles.levels == {
        "I(w^2)": "g:s0",
        "I(x * w)": None,
        "log(s)": "s0",
        # what stands inside calls carries its own index
        "w": "g:s0",
        "s": "s0",
    }


def test_names_with_spaces_are_declared_with_and_without_backticks() -> None:
    formula = "y ~ x*w + (1 + x | `my class`) + (1 | `a b`:c)"
    texts = {
        f2e.Model(formula, levels={name: ["w"]}, groups={"k": name}, crossed=[(name, "a b:c")])
        .equations()
        .text()
        for name in ("my class", "`my class`")
    }
    assert len(texts) == 1
    assert "β₁ₖ = γ₁₀ + γ₁₁·wₖ" in texts.pop()


def test_an_index_letter_belongs_to_a_grouping_factor() -> None:
    model = f2e.Model("y ~ x + (1 | teacher)", groups={"k": "techer"})
    with pytest.raises(f2e.HierarchyError, match="techer is no grouping factor") as caught:
        model.equations()
    assert caught.value.diagnostics[0].repair == "teacher"


def test_contradicting_declarations_are_refused() -> None:
    with pytest.raises(f2e.HierarchyError, match="within itself"):
        _ = f2e.Model("y ~ 1 + (1 | a)", within={"a": "a"}).roles
    with pytest.raises(f2e.HierarchyError, match="two levels"):
        _ = f2e.Model("y ~ x + (1 | a) + (1 | b)", levels={"a": ["x"], "b": ["x"]}).roles


def test_observed_nesting_is_used_and_said() -> None:
    ticks = f2e.read_data(DATA / "grouseticks_full.csv")
    formula = "TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)"
    model = f2e.Model(formula, ticks, family="poisson")
    assert ranks(model) == {
        "INDEX": (1, "observation"),
        "BROOD": (2, "group"),
        "LOCATION": (3, "group"),
    }
    assert model.roles.levels["cHEIGHT"] == "LOCATION"
    assert model.roles.levels["YEAR"] == "BROOD"
    assert "nesting-observed" in {note.rule for note in model.diagnostics}
    side = f2e.Model(formula, ticks, family="poisson", crossed=[("BROOD", "LOCATION")])
    assert ranks(side)["LOCATION"] == (2, "group")


PASTES = "strength ~ 1 + (1 | sample/cask) + (1 | batch/cask) + (1 | cask/sample)"


def test_many_names_of_one_partition_are_one_level() -> None:
    model = f2e.Model(PASTES, f2e.read_data(DATA / "Pastes.csv"))
    assert {unit.twin for unit in model.roles.hierarchy.units if unit.kind == "twin"} == {
        "cask:sample"
    }
    for notation in ("additive", "matrix"):
        assert model.equations(notation=notation).text()


@pytest.mark.parametrize("data", [False, True])
@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("y ~ 1 + (1 | a:b) + (1 | b:a)", {"a:b": (2, "group"), "b:a": (2, "twin")}),
        (
            "y ~ 1 + (1 | a) + (1 | a/b) + (1 | a:b)",
            {"b:a": (2, "group"), "a:b": (2, "twin"), "a": (3, "group")},
        ),
        (
            "y ~ 1 + (1 | a) + (1 | b) + (1 | a:b) + (1 | b:a)",
            {"a": (2, "group"), "b": (2, "group"), "b:a": (2, "twin"), "a:b": (2, "cell")},
        ),
    ],
)
def test_an_interaction_the_other_way_round_is_its_twin(
    data: bool, formula: str, expected: dict[str, tuple[int, str]]
) -> None:
    rows = range(120)
    frame = pd.DataFrame({"y": rows, "a": [r % 6 for r in rows], "b": [r // 6 % 5 for r in rows]})
    model = f2e.Model(formula, frame if data else None)
    assert ranks(model) == expected
    for form in ("levels", "combined"):
        assert model.equations(form).text()
    assert model.equations(notation="additive").text()


def test_a_twin_of_a_cell_stands_where_the_cell_stands() -> None:
    rows = range(120)
    frame = pd.DataFrame({"y": rows, "a": [r % 6 for r in rows], "b": [r // 6 % 5 for r in rows]})
    frame["c"] = frame["a"] * 7
    model = f2e.Model("y ~ 1 + (1 | a) + (1 | c) + (1 | b) + (1 | a:b) + (1 | c:b)", frame)
    assert ranks(model)["a:b"] == (2, "cell")
    assert ranks(model)["c:b"] == (2, "twin")
    assert model.equations().text()


def test_a_declaration_may_place_lower_never_higher() -> None:
    frame = pd.DataFrame(
        {"y": range(6), "x": [1, 2, 3, 4, 5, 6], "w": [1, 1, 2, 2, 3, 3], "g": list("aabbcc")}
    )
    formula = "y ~ x + w + (1 | g)"
    assert f2e.Model(formula, frame).roles.level("w") == "g"
    assert f2e.Model(formula, frame, levels={1: ["w"]}).roles.level("w") is None
    with pytest.raises(
        f2e.HierarchyError, match=r"varies within 3 of 3 groups; first in g a: 1, 2"
    ):
        _ = f2e.Model(formula, frame, levels={"g": ["x"]}).roles


ANALYSES = [
    ("Hsb82", "mAch ~ cses*meanses + cses*sector + (1 + cses | school)", {}),
    ("cbpp", "incidence/size ~ period + (1 | herd)", {"family": "binomial", "weights": "size"}),
    ("egsingle", "math ~ year*size + female + black + (year | schoolid/childid)", {}),
    ("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", {}),
    ("VerbAgg", "r2 ~ Anger + btype + situ + (1 | id) + (1 | item)", {"family": "binomial"}),
    ("cake", "angle ~ recipe * temperature + (1 | recipe:replicate)", {}),
    ("Exam", "normexam ~ standLRT*schgend + sex + (standLRT | school)", {}),
    ("messy", "y ~ w * fna + flag + factor(k) + (1 | grp)", {}),
]


def _engines(frame: Any, folder: Path) -> Iterator[tuple[str, Any]]:
    """The same table in every engine, categories in their order where the engine has one."""
    import dask.dataframe
    import duckdb
    import polars
    import pyarrow

    listed = {n: list(frame[n].cat.categories) for n in frame if frame[n].dtype == "category"}
    table = polars.from_pandas(frame).cast({n: polars.Enum(c) for n, c in listed.items()})
    described = [{"name": n, "type": "factor", "levels": c} for n, c in listed.items()]
    frame.to_parquet(folder / "table.parquet")
    (folder / "table.schema.json").write_text(json.dumps({"columns": described}), "utf-8")
    yield "polars", table
    yield "lazy polars", table.lazy()
    yield "pyarrow", pyarrow.Table.from_pandas(frame)
    yield "duckdb", duckdb.from_df(frame)
    yield "parquet", folder / "table.parquet"
    yield "dask", dask.dataframe.from_pandas(frame, npartitions=2)


@pytest.mark.parametrize(("name", "formula", "options"), ANALYSES, ids=lambda item: str(item)[:12])
def test_every_engine_gives_the_same_roles_and_equations(
    name: str, formula: str, options: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGE", 0)
    frame = f2e.read_data(DATA / f"{name}.csv")
    # Which factors are ordered only pandas and Arrow can say.
    ordered = [n for n in frame if getattr(frame[n].dtype, "ordered", False) and n in formula]
    options = {**options, "contrasts": dict.fromkeys(ordered, "contr.poly")}
    expected = f2e.Model(formula, frame, **options)
    for engine, other in _engines(frame, tmp_path):
        model = f2e.Model(formula, other, **options)
        assert (model.frame is None) == (engine not in ("polars", "pyarrow")), engine
        assert dict(model.roles.levels) == dict(expected.roles.levels), engine
        assert model.equations().latex() == expected.equations().latex(), engine


def test_data_that_are_not_loaded_say_what_they_cannot_answer() -> None:
    import duckdb

    rows = duckdb.sql("select i % 7 + 0.5 as y, i % 3 as x, i % 12 as g from range(60) t(i)")
    model = f2e.Model("y ~ x + (1 | g)", rows)
    assert "not-loaded" in [d.rule for d in model.diagnostics]
    with pytest.raises(f2e.Formula2eqError, match="not in memory"):
        model.design()
