"""What lme4 refuses before it fits: random terms that the data cannot carry."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.design import complaints
from formula2eq.design.model_frame import ModelFrame
from formula2eq.design.places import effects_span, grouping_span
from formula2eq.design.record import RandomRecord
from formula2eq.terms.term import ModelTerms


def check(
    terms: ModelTerms, records: Sequence[RandomRecord], frame: ModelFrame, family: str
) -> None:
    """Raise ``DataError`` for the first random term that lme4 would refuse, or a constant response."""
    n = len(frame.rows)
    if family != "gaussian" and records and frame.response is not None:
        values = frame.values[frame.response].data
        if values.ndim == 1 and len(values) and (values == values[0]).all():
            message = f"the response {frame.response} is the same in all {n} rows: lme4 refuses it"
            place = frame.places[frame.response].span
            raise complaints.at("constant-response", message, place, frame.source)
    for record in records:
        term, block = record.term, record.block
        name, count = block.group, len(block.categories)
        place, effects = grouping_span(term), effects_span(terms, term)
        if not block.names:
            raise complaints.at(
                "no-effects",
                f"the random term {term.text} has no effects",
                effects,
                frame.source,
                "",
                f"(1 | {name})",
            )
        if count < 2:
            raise complaints.at(
                "one-group",
                f"the grouping factor {name} has a single category: nothing varies between groups",
                place,
                frame.source,
            )
        if family != "gaussian":
            # Slopes by single observations are no slopes by groups: they stand at level 1.
            if count < n < count * len(block.names):
                message = (
                    f"{count} groups with {len(block.names)} effects each are "
                    f"{count * len(block.names)} random effects, and there are {n} rows: there are "
                    "not more effects than rows in a model that lme4 fits"
                )
                raise complaints.at("too-many-effects", message, effects, frame.source)
            continue
        slopes = len(block.names) - ("(Intercept)" in block.names)
        if count >= n:
            span = effects if slopes else place
            raise complaints.at(
                "one-row-per-group",
                f"the grouping factor {name} has as many categories as there are rows, {n}: its "
                "effects cannot be told from the residual",
                span,
                frame.source,
            )
        if count * len(block.names) >= n:
            raise complaints.at(
                "too-many-effects",
                f"{count} groups with {len(block.names)} effects each are "
                f"{count * len(block.names)} random effects, and there are {n} rows: they cannot "
                "be told from the residual",
                effects,
                frame.source,
            )
