"""Interactions of grouping factors: cells of cells, and a group that is a constant."""

import pytest

from formula2eq import Model


@pytest.mark.parametrize(
    ("bars", "cell", "within"),
    [
        ("a b c a:b a:c b:c a:b:c", "a:b:c", {"a", "b", "c"}),
        ("a b c d a:b c:d a:b:c:d", "a:b:c:d", {"a", "b", "c", "d"}),
        ("a b c a:b a:b:c", "a:b:c", {"a", "b", "c"}),
    ],
)
def test_a_cell_of_cells_lies_within_their_factors(bars: str, cell: str, within: set[str]) -> None:
    model = Model("y ~ x + " + " + ".join(f"(1 | {bar})" for bar in bars.split()))
    unit = model.roles.hierarchy.unit(cell)
    assert (unit.kind, set(unit.within), unit.rank) == ("cell", within, 2)
    model.read_back()


def test_a_constant_group_has_an_index_beside_that_of_the_observations() -> None:
    text = Model("y ~ x + (1 | 1)").equations().text()
    assert text.startswith("yᵢₖ ~ Norm(μᵢₖ, σ)\nμᵢₖ = β₀ₖ + β₁·xᵢ\n")


def test_a_factor_is_declared_by_the_name_inside_it() -> None:
    model = Model("y ~ x + w + (1 | factor(g))", levels={"g": ["w"]})
    assert model.roles.level("w") == "factor(g)"
