"""What a model is given: a formula, data, and what is declared about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any, Self

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.variables.data import opened


class Given:
    """The arguments of a model; `Pipeline` makes the model of them.

    formula     R's formula, or a whole call such as ``lmer(y ~ x + (1 | g), data = d)``
    data        a data frame, or a path to CSV or Parquet: levels and codings are then observed;
                frames that are not in memory, such as large Parquet files, are never loaded
    levels      level by grouping factor (or 1) of variables declared there
    within      nesting, inner to outer; ``crossed``: pairs of factors kept side by side
    names       display names by column
    groups      index letter to grouping factor, ``{"k": "teacher"}``; to 1 for the observations
    family      by R's name, and ``link``; ``weights``: the column of prior weights;
                ``offset``: a column or call added without a coefficient
    ziformula   glmmTMB's formula of extra zeros, ``~ x + (1 | g)``; ``dispformula``: of the dispersion;
                beside a formula, which is then that of a call of glmmTMB
    categories  categories of factors when there are no data
    contrasts   R's ``contrasts`` argument (the fixed part); ``column_contrasts``: its attribute on
                columns (fixed and random part); ``contrasts_option``: R's option
    checks      whether groups that lme4 finds too many or too few are refused
    """

    def __init__(
        self,
        formula: str,
        data: Any = None,
        *,
        levels: Mapping[str | int, Sequence[str]] | None = None,
        within: Mapping[str, str] | None = None,
        crossed: Iterable[Sequence[str]] = (),
        names: Mapping[str, str] | None = None,
        groups: Mapping[str, str | int] | None = None,
        family: str | None = None,
        link: str | None = None,
        weights: str | None = None,
        offset: str | None = None,
        ziformula: str | None = None,
        dispformula: str | None = None,
        categories: Mapping[str, Sequence[str]] | None = None,
        contrasts: Mapping[str, str] | None = None,
        column_contrasts: Mapping[str, str] | None = None,
        contrasts_option: tuple[str, str] = ("contr.treatment", "contr.poly"),
        checks: bool = True,
    ) -> None:
        beside = {"ziformula": ziformula, "dispformula": dispformula}
        self.text = _with_parts(formula, {k: v for k, v in beside.items() if v is not None})
        self.data = opened(data)
        self._levels = dict(levels or {})
        self._within = dict(within or {})
        self._crossed = tuple(tuple(pair) for pair in crossed)
        self._names = dict(names or {})
        self._groups = {letter: str(unit) for letter, unit in (groups or {}).items()}
        self._family = family
        self._link = link
        self._weights = weights
        self._offset = offset
        self._categories = dict(categories or {})
        self._contrasts = dict(contrasts or {})
        self._column_contrasts = dict(column_contrasts or {})
        self._contrasts_option = contrasts_option
        self._checks = checks

    @cached_property
    def frame(self) -> Any:
        """The data as a pandas frame; None without data and for data that are not in memory."""
        if self.data is None:
            return None
        from formula2eq.design.observe import as_pandas

        return as_pandas(self.data)

    @cached_property
    def data_columns(self) -> tuple[str, ...] | None:
        """The names of the data's columns, None without data."""
        if self.data is None:
            return None
        if self.frame is not None:
            return tuple(str(name) for name in self.frame.columns)
        from formula2eq.variables.kinds import column_names

        return column_names(self.data)

    @property
    def categories(self) -> Mapping[str, Sequence[str]]:
        """The declared categories of factors."""
        return self._categories

    @property
    def names(self) -> Mapping[str, str]:
        """The display names."""
        return self._names

    def with_data(self, data: Any) -> Self:
        """The same model with other data."""
        other = copy(self)
        for kind in type(self).__mro__:
            for name, value in vars(kind).items():
                if isinstance(value, cached_property):
                    other.__dict__.pop(name, None)
        other.data = opened(data)
        return other


def _with_parts(formula: str, parts: Mapping[str, str]) -> str:
    """A formula and those beside it as one call, so that all of them have places in one text."""
    if not parts:
        return formula
    from formula2eq.formula.call import read_call

    if read_call(formula).function is not None:
        raise UsageError(
            Diagnostic(
                "usage",
                f"{' and '.join(parts)} stand beside a formula; a whole call has them in itself",
                repair="ziformula = ~ x in the call",
            )
        )
    return f"glmmTMB({', '.join([formula, *(f'{name} = {text}' for name, text in parts.items())])})"
