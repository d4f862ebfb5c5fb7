"""Left sides whose outcome the equations do not hold are refused at their place."""

import pytest

from formula2eq import Model
from formula2eq.errors import UsageError


@pytest.mark.parametrize(
    ("call", "place"),
    [
        ("coxme(Surv(time, status) ~ age + (1 | inst), data = lung)", "Surv"),
        ("survival::Surv(time, status) ~ age", "survival::Surv"),
    ],
)
def test_times_that_are_cut_off_are_refused(call: str, place: str) -> None:
    with pytest.raises(UsageError, match="models of survival are not held") as raised:
        str(Model(call))
    diagnostic = raised.value.diagnostics[0]
    assert diagnostic.rule == "times-that-are-cut-off"
    (label,) = diagnostic.labels
    assert label.source.slice(label.span) == place


def test_counts_without_the_binomial_family_are_refused_at_their_place() -> None:
    with pytest.raises(UsageError) as raised:
        str(Model("cbind(dead, n - dead) ~ dose"))
    diagnostic = raised.value.diagnostics[0]
    assert diagnostic.rule == "counts-need-binomial"
    assert [label.source.slice(label.span) for label in diagnostic.labels] == ["cbind"]
    assert "Binomial" in str(Model("cbind(dead, n - dead) ~ dose", family="binomial"))
