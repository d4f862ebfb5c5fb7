"""What the data say against a model that can be fitted, rule by rule.

Each rule is a function of the same name as its rule in ``RULES``; it looks at a finished design
and yields warnings and notes with places in the formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from formula2eq.design.about_columns import (
    constant_column,
    different_scales,
    numbers_as_text,
    rank_deficient,
    response_among_predictors,
    response_values,
)
from formula2eq.design.about_groups import (
    few_groups,
    grouping_in_fixed_part,
    groups_of_one,
    repeated_random_term,
    same_partition,
)
from formula2eq.design.about_nesting import implicit_nesting
from formula2eq.design.about_slopes import (
    interaction_without_main_effect,
    slope_constant_within_group,
    slope_not_in_fixed_part,
)
from formula2eq.design.record import DesignRecord
from formula2eq.diagnostics import Diagnostic

Rule = Callable[[DesignRecord], Iterator[Diagnostic]]

#: The rules in the order in which they speak.
RULES: dict[str, Rule] = {
    "response-among-predictors": response_among_predictors,
    "response-values": response_values,
    "numbers-as-text": numbers_as_text,
    "constant-column": constant_column,
    "rank-deficient": rank_deficient,
    "different-scales": different_scales,
    "interaction-without-main-effect": interaction_without_main_effect,
    "implicit-nesting": implicit_nesting,
    "same-partition": same_partition,
    "grouping-in-fixed-part": grouping_in_fixed_part,
    "repeated-random-term": repeated_random_term,
    "groups-of-one": groups_of_one,
    "few-groups": few_groups,
    "slope-constant-within-group": slope_constant_within_group,
    "slope-not-in-fixed-part": slope_not_in_fixed_part,
}


def diagnose(record: DesignRecord) -> tuple[Diagnostic, ...]:
    """All warnings and notes about a design, those of the model frame first."""
    found = list(record.frame.notes)
    for rule in RULES.values():
        found += rule(record)
    return tuple(found)
