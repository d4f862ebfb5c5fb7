"""Display names that no column of the model has."""

import formula2eq as f2e

FORMULA = "score ~ age + log(income) + f + (1 | school)"


def rules(names: dict[str, str]) -> list[tuple[str, str | None]]:
    model = f2e.Model(FORMULA, names=names, categories={"f": ["a", "b"]})
    return [(d.rule, d.repair) for d in model.diagnostics if d.severity == "warning"]


def test_a_misspelled_column_is_said_with_the_one_that_is_meant() -> None:
    assert rules({"agee": "Age", "scool": "School"}) == [
        ("undeclared-name", "age"),
        ("undeclared-name", "school"),
    ]


def test_names_of_other_models_and_all_that_can_be_named_are_no_slip() -> None:
    assert rules({"gender": "Gender", "age": "Age", "ages": "Ages"}) == []
    assert rules({"score": "S", "log(income)": "L", "income": "I", "fb": "B", "school": "C"}) == []
