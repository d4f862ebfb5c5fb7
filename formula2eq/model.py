"""What users hold: a model, its equations in any notation and markup, its fit, slides and page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.unparse import unparse
from formula2eq.notation.choose import choose, holding
from formula2eq.variables.roles import grouping_terms
from formula2eq.written import Form, Written

if TYPE_CHECKING:
    from pathlib import Path

    from formula2eq.checking.report import CheckReport
    from formula2eq.documents.diagram import Diagram
    from formula2eq.documents.explain import Explanation
    from formula2eq.documents.interactive import Subject
    from formula2eq.documents.slides import Slides
    from formula2eq.equations.estimates import Estimates
    from formula2eq.equations.rounding import Digits
    from formula2eq.fitted import EstimatedModel, FittedModel
    from formula2eq.verification.report import Report
    from formula2eq.verification.simulate import Parameters


class Model(Written):
    """A multilevel model, from its formula: see `Given` for the arguments, `Pipeline` for the stages.

    >>> model = Model("y ~ x + (1 | g)")
    >>> print(model.equations("combined", laws=False, parts=None))
    yᵢₖ = γ₀₀ + β₁·xᵢ + η₀ₖ + εᵢ
    """

    def fit(self, data: Any = None, *, reml: bool | None = None) -> FittedModel:
        """Fit by REML or ML, generalized models by Laplace's approximation.

        ``reml`` is as the call says when it is not given, else true.

        Raises `DataError` and `FitError` with what stands in the way.
        """
        from formula2eq.fitted import fitted

        wanted = self.specification.reml if reml is None else reml
        return fitted(self if data is None else self.with_data(data), wanted is not False)

    def with_estimates(self, result: Any) -> EstimatedModel:
        """The model with the estimates of a fit made elsewhere.

        ``result`` is a fit of statsmodels, Bambi (InferenceData) or pymer4, a tidy table of R's
        broom.mixed, or any frame with the columns ``term`` and ``estimate``.
        """
        from formula2eq.fitted import EstimatedModel
        from formula2eq.readers.read import read_estimates

        return EstimatedModel(self, read_estimates(result, self.level_model))

    def simulate(
        self,
        parameters: Parameters | Mapping[str, Any],
        data: Any = None,
        *,
        sizes: Mapping[str | int, int] | None = None,
        seed: int = 0,
    ) -> Any:
        """A pandas frame with an outcome drawn from the equations.

        parameters  `Parameters`, or a mapping of its fields: ``fixed`` by column name, ``random``
                    by grouping factor (standard deviations or a covariance matrix), ``sigma``
        data        the predictors to simulate on; without, ``sizes`` says how many categories each
                    grouping factor has and how many rows (``1``) each lowest group
        """
        from formula2eq.verification.drawing import simulated

        return simulated(self, parameters, data, sizes, seed)

    def read_back(self, form: Form = "levels", notation: str | None = None, **choices: Any) -> str:
        """The formula that the printed LaTeX gives when it is read; see `verification.fixed_point`."""
        from formula2eq.verification.fixed_point import read_back

        return read_back(self, form, notation, **choices)

    def verify(self, data: Any = None, *, replicates: int = 50) -> Report:
        """V1 to V5: closure, agreement with X and Z, fixed point, gradient, recovery."""
        from formula2eq.verification.verify import verify

        return verify(self if data is None else self.with_data(data), replicates)

    def check(
        self, intended: Any, data: Any = None, *, groups: Mapping[str, str | int] | None = None
    ) -> CheckReport:
        """Whether this is the intended model, given as equations, a formula or a model.

        data    models that differ only in their coordinates for these data are then found
        groups  index letter of the equations to grouping factor, beside the model's own

        >>> report = Model("y ~ x + (1 | g)").check("y ~ x + (x | g)")
        >>> report.verdict, report.differences[0].kind
        ('different', 'missing-random-effect')
        """
        from formula2eq.checking.check import check

        model = self if data is None else self.with_data(data)
        letters = {**self._groups, **(groups or {})}
        return check(model, intended, model.frame, groups=letters, names=self.names)

    def lint(
        self, data: Any = None, *, select: Iterable[str] = (), ignore: Iterable[str] = ()
    ) -> tuple[Diagnostic, ...]:
        """What is legal but hardly meant: in the formula and, with data, in what the data show.

        select  only these rules, or rules that begin with these names; ``ignore``: not these

        >>> [found.rule for found in Model("y ~ x + (1 | g) + (1 | g)").lint()]
        ['duplicate-random-term', 'indistinguishable-effects']
        """
        from formula2eq.checking.lint import lint

        return lint(self if data is None else self.with_data(data), select, ignore)

    def slides(
        self, path: str | Path | None = None, notation: str | None = None, **options: Any
    ) -> Slides:
        """Slides: building the model, expanding it, building the formula; written when a path is given.

        path      ``deck.tex`` for Beamer, ``deck.pdf``, or ``deck.qmd`` for Quarto's reveal.js
        notation  as for `equations`
        options   of `formula2eq.documents.slides.slides`: title, author, theme, handout, ...
        """
        from formula2eq.documents.slides import slides

        levels = self.equations("levels", notation)
        combined = self.equations("combined", notation, laws=False)
        assert levels.notation is not None
        made = slides(
            levels.notation,
            self.pieces,
            levels.system,
            combined.system,
            self.text,
            observations=None if self.frame is None else len(self.design().frame.rows),
            **options,
        )
        if path is not None:
            made.save(path)
        return made

    def explain(
        self,
        fit: FittedModel | Estimates | Mapping[str, float] | None = None,
        notation: str | None = None,
        *,
        digits: Digits = None,
    ) -> Explanation:
        """The model in words: design, outcome, what each effect compares, what is assumed.

        fit  estimates to add: a fitted model, `Estimates`, or values by the names of columns
        """
        from formula2eq.documents.explain import explain
        from formula2eq.equations.estimates import Estimates

        named, _ = choose(notation, self._choices(None, None, None, None), self._level_model)
        found: Any = getattr(fit, "estimates", fit)
        if isinstance(found, Mapping):
            found = Estimates(found)
        ranges: dict[str, tuple[float, float]] = {}
        record = None if self.frame is None else self.design()
        for column in () if record is None else record.kept:
            for part in column.parts:
                if record is not None and part.coding == "numeric" and not part.column:
                    values = record.values(part)
                    ranges[part.variable] = (float(values.min()), float(values.max()))
        return explain(
            named,
            observations=None if record is None else len(record.frame.rows),
            estimates=found,
            ranges=ranges,
            digits=digits,
        )

    def levels_text(self) -> str:
        """The hierarchy and the variables at each level, for people."""
        from formula2eq.documents.levels import levels_text

        return levels_text(self.roles)

    def diagram(self, notation: str | None = None) -> Diagram:
        """The classification diagram: units, nesting and crossing, variables, random effects."""
        from formula2eq.documents.diagram import diagram

        named, _ = choose(notation, self._choices(None, None, None, None), self._level_model)
        return diagram(named, None if self.frame is None else len(self.design().frame.rows))

    def page(
        self, path: str | Path, *, notation: str | None = None, title: str | None = None
    ) -> None:
        """Write the interactive page, one HTML file that works offline.

        notation  the one that is shown first; all that can hold the model are in the page
        title     the page's title, the outcome by default
        """
        from pathlib import Path

        from formula2eq.documents.interactive import interactive

        page = interactive(self._page_subject(notation, title))
        Path(path).write_text(page, encoding="utf-8")

    def _page_subject(self, notation: str | None, title: str | None) -> Subject:
        from formula2eq.documents.interactive import Subject, notations_first

        choices = self._choices(None, None, None, None)
        first, _ = choose(notation, choices, self._level_model)
        held = notations_first(holding(choices, self._level_model), first.name)
        bare = replace(choices, names={})
        plain = holding(bare, self._level_model) if self._names else ()
        response = self.terms.response
        said = "A multilevel model" if response is None else f"A model of {unparse(response)}"
        return Subject(
            text=self.text,
            title=title or said,
            pieces=self.pieces,
            notations=held,
            plain=notations_first(plain, first.name),
            observed=self.data is not None,
            observations=None if self.frame is None else len(self.design().frame.rows),
        )

    def levels_dict(self) -> dict[str, object]:
        """The hierarchy and, with data, the facts that show it: constancy within groups, nesting."""
        from formula2eq.documents.levels import levels_dict

        found = levels_dict(self.roles)
        if self.data is not None:
            from formula2eq.variables.facts import group_facts, pair_facts

            parts = {
                term.label: tuple(unparse(factor) for factor in term.factors)
                for term in grouping_terms(self.terms)
            }
            data = self.data if self.frame is None else self.frame
            found["groups"] = group_facts(data, parts)
            found["pairs"] = pair_facts(data, parts)
        return found
