"""What a design is: the matrices of a model, the random part stored compactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class RandomBlock:
    """The columns of Z that belong to one random term, stored without their zeros.

    group       name of the grouping factor, ``Subject`` or ``childid:schoolid``
    names       (p_t,) names of the coefficients, ``(Intercept)``, ``Days``
    categories  (n_t,) the grouping factor's categories, in order
    codes       (n,) which category each row belongs to, from 0
    columns     (n, p_t) values of the coefficients' variables, row by row

    Z's block has n_t * p_t columns, category by category and within it coefficient by coefficient:
    row i has ``columns[i]`` in the columns of category ``codes[i]`` (Bates et al. 2015, sec. 2.3).
    """

    group: str
    names: tuple[str, ...]
    categories: tuple[str, ...]
    codes: Codes
    columns: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The model matrices of a formula with data.

    y         (n,) the response; for trials the share of successes; (n, k) for several responses
    X         (n, p) the fixed part, of full rank: dependent columns are dropped
    names     (p,) names of X's columns in R's order
    random    random terms in lme4's final order (most categories first)
    weights   (n,) prior weights; for trials their number; None when all are 1
    offset    (n,) sum of the offsets; None when there is none
    dropped   names of the columns that were dropped for lack of rank
    rows      (n,) positions in the data of the rows that are used
    """

    y: Vector
    X: Matrix
    names: tuple[str, ...]
    random: tuple[RandomBlock, ...]
    weights: Vector | None
    offset: Vector | None
    dropped: tuple[str, ...]
    rows: Codes
