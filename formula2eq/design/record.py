"""A design with everything known about it: which term, variables and codings made each column."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import numpy as np

from formula2eq.design.design import Design, Matrix, RandomBlock, Vector
from formula2eq.design.matrix import Coder
from formula2eq.design.model_frame import ModelFrame
from formula2eq.design.rank import Rank
from formula2eq.terms.term import ModelTerms, RandomTerm
from formula2eq.variables.coding import CodedColumn, CodedTermColumn


@dataclass(frozen=True, slots=True, eq=False)
class RandomRecord:
    """A random term with its coded columns (the names of ``block``) and its part of Z."""

    term: RandomTerm
    columns: tuple[CodedTermColumn, ...]
    block: RandomBlock


@dataclass(frozen=True, slots=True, eq=False)
class DesignRecord:
    """All of a design.

    terms    the expanded formula
    frame    its variables on the rows used
    family   name of the family
    fixed    coding of the variables in the fixed part; ``random`` in the random part
    columns  (p,) every column of X before any is dropped, with the parts it is a product of
    X        (n, p) all columns of the fixed part
    rank     which columns are kept, and what the dropped ones are made of
    blocks   random terms in lme4's final order
    design   what a fit needs: full-rank X, compact Z, y, weights, offset
    absent   names for which contrasts were given and that are no variable of the fixed part
    """

    terms: ModelTerms
    frame: ModelFrame
    family: str
    fixed: Coder
    random: Coder
    columns: tuple[CodedTermColumn, ...]
    X: Matrix
    rank: Rank
    blocks: tuple[RandomRecord, ...]
    design: Design
    absent: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[CodedTermColumn, ...]:
        """The columns that have a coefficient."""
        return tuple(self.columns[place] for place in self.rank.kept)

    @property
    def dropped(self) -> tuple[CodedTermColumn, ...]:
        """The columns that lme4 drops: combinations of those kept."""
        return tuple(self.columns[place] for place in self.rank.dropped)

    def depends_on(self, column: CodedTermColumn) -> tuple[str, ...]:
        """Names of the kept columns that a dropped column is a combination of."""
        place = self.dropped.index(column)
        weights = self.rank.weights[:, place]
        scale = np.abs(weights).max(initial=0.0)
        return tuple(
            kept.name
            for kept, weight in zip(self.kept, weights, strict=True)
            if abs(weight) > 1e-9 * scale
        )

    def values(self, part: CodedColumn, of: Literal["fixed", "random"] = "fixed") -> Vector:
        """(n,) the values of one coded column of one variable."""
        return (self.fixed if of == "fixed" else self.random).part(part)

    def to_dict(self) -> dict[str, object]:
        """The fields of R's own answers; numbering from 1 and summaries as they have them."""
        from formula2eq.design.summary import summarize

        return summarize(self)


def random_starts(record: DesignRecord) -> tuple[int, ...]:
    """lme4's ``Gp``: where each term's columns of Z start, and their total."""
    sizes = [len(r.block.categories) * len(r.block.names) for r in record.blocks]
    return tuple(accumulate(sizes, initial=0))
