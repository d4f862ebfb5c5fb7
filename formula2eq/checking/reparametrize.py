"""Whether two formulas are one model in other coordinates: the same spaces of X and of each Z.

X must span one space, and for each grouping factor the sets of covariance matrices must be equal.
Sufficient and used: blocks, unstructured inside, that pair off with equal spans; a block whose columns
lie in the span of an unstructured block of the same factor adds nothing. Anything else is different, or
left undecided with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula2eq.checking.side import Side
from formula2eq.design.build import design
from formula2eq.design.record import DesignRecord, RandomRecord

Matrix = NDArray[np.float64]
#: Columns are compared after scaling to length one; what is left over counts from here.
TOLERANCE = 1e-8


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two models are one for some data.

    equal       whether the models are one: True, False, or None when it cannot be told
    reason      why not, or why it cannot be told
    notes       redundant blocks that were left out
    """

    equal: bool | None
    reason: str = ""
    notes: tuple[str, ...] = ()


def same_model(first: Side, second: Side, data: Any) -> Judgement:
    """Whether two formulas are one model for these data."""
    a, b = _design(first, data), _design(second, data)
    if len(a.design.rows) != len(b.design.rows) or np.any(a.design.rows != b.design.rows):
        return Judgement(False, "they use different rows of the data")
    if a.design.y.shape != b.design.y.shape or not np.allclose(a.design.y, b.design.y):
        return Judgement(False, "their responses have other values")
    if not _same_vector(a.design.offset, b.design.offset):
        return Judgement(False, "their offsets have other values")
    if not same_span(a.design.X, b.design.X):
        return Judgement(False, "their fixed parts span different spaces")
    return _random(a, b)


def _design(side: Side, data: Any) -> DesignRecord:
    return design(side.terms, data, side.source, family=side.family, weights=side.weights)


def _same_vector(first: Matrix | None, second: Matrix | None) -> bool:
    if first is None or second is None:
        return first is second or not np.any(first if second is None else second)
    return bool(np.allclose(first, second))


def rank(matrix: Matrix) -> int:
    """The rank of a matrix whose columns are scaled to length one."""
    if matrix.size == 0:
        return 0
    lengths = np.linalg.norm(matrix, axis=0)
    scaled = matrix[:, lengths > 0] / lengths[lengths > 0]
    if scaled.size == 0:
        return 0
    _, triangle = np.linalg.qr(scaled)
    values = np.linalg.svd(triangle, compute_uv=False)
    return int(np.sum(values > TOLERANCE * max(1.0, values[0])))


def same_span(first: Matrix, second: Matrix) -> bool:
    """Whether the columns of two matrices span one space."""
    together = rank(np.hstack([first, second]))
    return rank(first) == together == rank(second)


def _random(first: DesignRecord, second: DesignRecord) -> Judgement:
    notes: list[str] = []
    mine, theirs = _factors(first), _factors(second)
    used: set[int] = set()
    for codes, blocks in mine:
        partner = next(
            (
                n
                for n, (other, _) in enumerate(theirs)
                if n not in used and _same_partition(codes, other)
            ),
            None,
        )
        if partner is None:
            return Judgement(False, f"only one has random effects of {blocks[0].block.group}")
        used.add(partner)
        judged = _blocks(blocks, theirs[partner][1])
        if judged.equal is not True:
            return judged
        notes += judged.notes
    if len(used) < len(theirs):
        left = next(b for n, (_, b) in enumerate(theirs) if n not in used)
        return Judgement(False, f"only one has random effects of {left[0].block.group}")
    return Judgement(True, "", tuple(notes))


def _factors(record: DesignRecord) -> list[tuple[Any, list[RandomRecord]]]:
    """Blocks by partition of the rows."""
    found: list[tuple[Any, list[RandomRecord]]] = []
    for block in record.blocks:
        for codes, listed in found:
            if _same_partition(codes, block.block.codes):
                listed.append(block)
                break
        else:
            found.append((block.block.codes, [block]))
    return found


def _same_partition(first: Any, second: Any) -> bool:
    pairs = np.unique(np.stack([first, second]), axis=1).shape[1]
    return bool(pairs == len(np.unique(first)) == len(np.unique(second)))


def _blocks(mine: Sequence[RandomRecord], theirs: Sequence[RandomRecord]) -> Judgement:
    group = mine[0].block.group
    odd = [b for b in (*mine, *theirs) if b.term.covariance not in ("unstructured", "diagonal")]
    if odd:
        same = sorted(b.term.covariance for b in mine) == sorted(b.term.covariance for b in theirs)
        return Judgement(
            None if same else False,
            f"the covariance structure {odd[0].term.covariance} of {group} depends on the coordinates",
        )
    notes: list[str] = []
    own = _reduced(_pieces(mine), group, notes)
    other = _reduced(_pieces(theirs), group, notes)
    left = list(other)
    for piece in own:
        partner = next((n for n, p in enumerate(left) if same_span(piece, p)), None)
        if partner is None:
            return _unpaired(own, other, group)
        left.pop(partner)
    if left:
        return _unpaired(own, other, group)
    return Judgement(True, "", tuple(dict.fromkeys(notes)))


def _pieces(blocks: Sequence[RandomRecord]) -> list[Matrix]:
    """The columns of each block; a diagonal one is as many blocks of one column."""
    found: list[Matrix] = []
    for block in blocks:
        columns = np.asarray(block.block.columns, dtype=np.float64)
        if block.term.covariance == "diagonal":
            found += [columns[:, [number]] for number in range(columns.shape[1])]
        else:
            found.append(columns)
    return found


def _reduced(pieces: list[Matrix], group: str, notes: list[str]) -> list[Matrix]:
    """Without blocks that lie in the span of another one."""
    kept = sorted(pieces, key=lambda piece: -rank(piece))
    result: list[Matrix] = []
    for piece in kept:
        if any(rank(np.hstack([other, piece])) == rank(other) for other in result):
            notes.append(
                f"a block of random effects of {group} adds nothing to another and is left out"
            )
        else:
            result.append(piece)
    return result


def _unpaired(own: Sequence[Matrix], other: Sequence[Matrix], group: str) -> Judgement:
    if not same_span(np.hstack(list(own)), np.hstack(list(other))):
        return Judgement(False, f"the random effects of {group} span different spaces")
    return Judgement(
        False,
        f"the random effects of {group} span one space, "
        "but what is independent in one is correlated in the other",
    )
