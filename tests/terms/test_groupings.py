"""``a:b`` beside the ``b:a`` of ``a/b`` is one grouping factor."""

import pytest

from formula2eq import Model


@pytest.mark.parametrize(
    "text",
    [
        "y ~ x + (1 | a/b) + (0 + x | a:b)",
        "y ~ x + (1 | a:b) + (0 + x | b:a)",
        "glmmTMB(y ~ x + (1 | a/b), ziformula = ~ (1 | a:b), family = poisson)",
    ],
)
def test_equal_groupings_are_one(text: str) -> None:
    model = Model(text)
    labels = [unit.grouping for unit in model.roles.hierarchy.units]
    assert len({frozenset(label.split(":")) for label in labels}) == len(labels)
    for notation in ("lecture", "additive", "matrix"):
        model.equations("combined", notation)
    model.read_back()
