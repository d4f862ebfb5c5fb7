"""Rules about grouping factors: equal partitions, too few or too small groups."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from formula2eq.design.about_columns import listed, said
from formula2eq.design.places import effects_span, grouping_span
from formula2eq.design.record import DesignRecord, RandomRecord
from formula2eq.design.values import Array
from formula2eq.diagnostics import Diagnostic

#: With fewer groups than this a variance between groups is hardly more than a guess.
FEW = 5


def distinct(record: DesignRecord) -> dict[str, RandomRecord]:
    """One random term per grouping factor."""
    found: dict[str, RandomRecord] = {}
    for entry in record.blocks:
        found.setdefault(entry.block.group, entry)
    return found


def constant_within(values: Array, codes: Array) -> bool:
    """Whether each column of (n, k) values has one value per group, rounding aside."""
    typical = np.zeros((int(codes.max()) + 1, values.shape[1]))
    typical[codes] = values
    spread = np.ptp(values, axis=0) if len(values) else np.zeros(values.shape[1])
    return bool((np.abs(values - typical[codes]) <= 1e-10 * spread).all())


def same_partition(record: DesignRecord) -> Iterator[Diagnostic]:
    """Two grouping factors that divide the rows alike."""
    entries = list(distinct(record).items())
    for place, (first, one) in enumerate(entries):
        for second, other in entries[place + 1 :]:
            if len(one.block.categories) != len(other.block.categories):
                continue
            pairs = one.block.codes.astype(np.int64) * len(other.block.categories)
            if len(np.unique(pairs + other.block.codes)) != len(one.block.categories):
                continue
            message = (
                f"{first} and {second} divide the rows into the same groups: their effects "
                "cannot be told apart"
            )
            spans = [grouping_span(other.term), grouping_span(one.term)]
            yield said(record, "same-partition", message, spans)


def grouping_in_fixed_part(record: DesignRecord) -> Iterator[Diagnostic]:
    """A grouping factor whose categories have fixed effects too."""
    categorical = {
        column.term: column.term
        for column in record.kept
        if column.parts and all(part.coding != "numeric" for part in column.parts)
    }
    for group, entry in distinct(record).items():
        fixed = categorical.get(entry.term.grouping)
        if fixed is not None:
            message = (
                f"the categories of {group} have fixed effects, which take up all differences between "
                "the groups: nothing is left for its random intercept"
            )
            spans = [grouping_span(entry.term), *fixed.origins[:1]]
            yield said(record, "grouping-in-fixed-part", message, spans)


def repeated_random_term(record: DesignRecord) -> Iterator[Diagnostic]:
    """An effect that two random terms on one factor both have."""
    owners: dict[tuple[str, str], RandomRecord] = {}
    told: set[tuple[int, int]] = set()
    for entry in sorted(record.blocks, key=lambda item: item.term.written):
        for name in entry.block.names:
            first = owners.setdefault((entry.block.group, name), entry)
            bars = (first.term.written, entry.term.written)
            if first is entry or bars in told:
                continue
            told.add(bars)
            message = (
                f"{name} varies between the groups of {entry.block.group} twice; the two effects "
                "cannot be told apart"
            )
            spans = [grouping_span(first.term), grouping_span(entry.term)]
            yield said(record, "repeated-random-term", message, spans)


def groups_of_one(record: DesignRecord) -> Iterator[Diagnostic]:
    """Many groups of one row with a random intercept."""
    for name, entry in distinct(record).items():
        sizes = np.bincount(entry.block.codes, minlength=len(entry.block.categories))
        single, count = int((sizes == 1).sum()), len(sizes)
        if 10 * single < count or single == count == len(record.frame.rows):
            continue
        message = (
            f"{single} of the {count} groups of {name} have one row: they say nothing about the "
            "differences within groups"
        )
        spans = [grouping_span(entry.term)]
        yield said(record, "groups-of-one", message, spans, note=2 * single <= count)


def few_groups(record: DesignRecord) -> Iterator[Diagnostic]:
    """Fewer groups than random effects, or hardly more than enough for one variance."""
    told: set[str] = set()
    for entry in record.blocks:
        count, names = len(entry.block.categories), entry.block.names
        if count <= len(names):
            message = (
                f"{entry.block.group} has {count} groups and each {len(names)} effects "
                f"({listed(names)}): their covariances cannot be estimated"
            )
            spans = [effects_span(record.terms, entry.term)]
            yield said(record, "few-groups", message, spans)
        elif count < FEW and entry.block.group not in told:
            told.add(entry.block.group)
            message = f"{entry.block.group} has {count} groups: too few to estimate a variance well"
            yield said(record, "few-groups", message, [grouping_span(entry.term)], note=True)
