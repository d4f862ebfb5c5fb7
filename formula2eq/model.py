"""The corridor: from a formula to proven equations, every stage a property you can look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.formula.call import read_call
from formula2eq.formula.named_strings import named_strings
from formula2eq.formula.nodes import Expression, Formula
from formula2eq.formula.parse import parse
from formula2eq.formula.specification import Specification
from formula2eq.formula.unparse import unparse
from formula2eq.levels.build import build
from formula2eq.levels.family import Family, family
from formula2eq.levels.level_model import Columns, LevelModel
from formula2eq.levels.notes import level_notes
from formula2eq.levels.outcome import outcome
from formula2eq.levels.parts import part_model, stated, together
from formula2eq.notation.choices import Choices, split
from formula2eq.notation.choose import choose, holding
from formula2eq.terms.dialect import dialect_of
from formula2eq.terms.expand import expand, expand_specification, specification_diagnostics
from formula2eq.terms.term import ModelTerms
from formula2eq.variables.data import opened
from formula2eq.variables.declared import declared_roles
from formula2eq.variables.findings import needs_rows, not_loaded
from formula2eq.variables.roles import Roles, grouping_terms

if TYPE_CHECKING:
    from pathlib import Path

    import pandas

    from formula2eq.design.record import DesignRecord
    from formula2eq.documents.diagram import Diagram
    from formula2eq.documents.equations import Equations
    from formula2eq.documents.explain import Explanation
    from formula2eq.documents.interactive import Subject
    from formula2eq.documents.slides import Slides
    from formula2eq.equations.equation import System
    from formula2eq.equations.estimates import Errors, Estimates
    from formula2eq.equations.piece import Piece
    from formula2eq.fitted import EstimatedModel, FittedModel
    from formula2eq.levels.indexed import FactorStyle
    from formula2eq.notation.notation import Notation
    from formula2eq.verification.report import Report
    from formula2eq.verification.simulate import Parameters

Form = Literal["levels", "substituted", "combined"]


class Model:
    """A multilevel model, from its formula.

    formula     R's formula, or a whole call such as ``lmer(y ~ x + (1 | g), data = d)``
    data        a data frame, or a path to CSV or Parquet: levels and codings are then observed;
                frames that are not in memory, such as large Parquet files, are never loaded
    levels      level by grouping factor (or 1) of variables declared there
    within      nesting, inner to outer; ``crossed``: pairs of factors kept side by side
    names       display names by column
    groups      index letter to grouping factor, ``{"k": "teacher"}``
    family      by R's name, and ``link``; ``weights``: the column of prior weights;
                ``offset``: a column or call added without a coefficient
    categories  categories of factors when there are no data
    contrasts   R's ``contrasts`` argument (the fixed part); ``column_contrasts``: its attribute on
                columns (fixed and random part); ``contrasts_option``: R's option
    checks      whether groups that lme4 finds too many or too few are refused

    >>> model = Model("y ~ x + (1 | g)")
    >>> print(model.equations("combined", laws=False, parts=None))
    yᵢₖ = γ₀₀ + β₁·xᵢ + η₀ₖ + εᵢ
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
        groups: Mapping[str, str] | None = None,
        family: str | None = None,
        link: str | None = None,
        weights: str | None = None,
        offset: str | None = None,
        categories: Mapping[str, Sequence[str]] | None = None,
        contrasts: Mapping[str, str] | None = None,
        column_contrasts: Mapping[str, str] | None = None,
        contrasts_option: tuple[str, str] = ("contr.treatment", "contr.poly"),
        checks: bool = True,
    ) -> None:
        self.text = formula
        self.data = opened(data)
        self._levels = dict(levels or {})
        self._within = dict(within or {})
        self._crossed = tuple(tuple(pair) for pair in crossed)
        self._names = dict(names or {})
        self._groups = dict(groups or {})
        self._family = family
        self._link = link
        self._weights = weights
        self._offset = offset
        self._categories = dict(categories or {})
        self._contrasts = dict(contrasts or {})
        self._column_contrasts = dict(column_contrasts or {})
        self._contrasts_option = contrasts_option
        self._checks = checks

    # --- the pipeline, top to bottom ------------------------------------------------------------

    @cached_property
    def specification(self) -> Specification:
        """What the text says: a formula, or a whole call with family, weights and the like."""
        said = read_call(self.text)
        if self._offset is None:
            return said
        return replace(said, offset=parse(f"~ {self._offset}", "offset").predictors)

    @property
    def formula(self) -> Formula:
        """The formula as a tree."""
        return self.specification.formula

    @cached_property
    def terms(self) -> ModelTerms:
        """The expanded terms."""
        return expand_specification(self.specification, self.data_columns)

    @cached_property
    def family(self) -> Family:
        """Distribution and link: as given, else as the call says, else Gaussian."""
        if self._family is None:
            return family(self.specification.family, self._link or self.specification.link)
        return family(self._family, self._link)

    @cached_property
    def weights(self) -> Expression | None:
        """The prior weights, None without."""
        if self._weights is None:
            return self.specification.weights
        return parse(f"~ {self._weights}").predictors

    @property
    def contrasts(self) -> Mapping[str, str]:
        """R's ``contrasts`` argument."""
        return self._contrasts or named_strings(self.specification.contrasts)

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

    def design(self, data: Any = None) -> DesignRecord:
        """The matrices X and Z of the formula with data, as R and lme4 have them."""
        if data is not None:
            return self.with_data(data).design()
        return self._design

    @cached_property
    def _design(self) -> DesignRecord:
        from formula2eq.design.build import design

        if self.frame is None:
            raise UsageError(needs_rows(self.data is not None))
        return design(
            self.terms,
            self.frame,
            self.formula.source,
            family=self.family.name,
            weights=None if self.weights is None else unparse(self.weights),
            contrasts=self.contrasts,
            column_contrasts=self._column_contrasts,
            contrasts_option=self._contrasts_option,
            checks=self._checks,
        )

    @property
    def categories(self) -> Mapping[str, Sequence[str]]:
        """The declared categories of factors."""
        return self._categories

    @property
    def names(self) -> Mapping[str, str]:
        """The display names."""
        return self._names

    def with_data(self, data: Any) -> Model:
        """The same model with other data."""
        other = copy(self)
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                other.__dict__.pop(name, None)
        other.data = opened(data)
        return other

    @cached_property
    def part_terms(self) -> dict[str, ModelTerms]:
        """The terms of glmmTMB's zero-inflation and dispersion formulas, where they say something."""
        said = self.specification
        formulas = {"zero-inflation": said.zero_inflation, "dispersion": said.dispersion}
        dialect = dialect_of(said)
        return stated(
            {
                name: expand(formula, self.data_columns, dialect)
                for name, formula in formulas.items()
                if formula is not None
            }
        )

    @cached_property
    def _rows(self) -> Any:
        """Data that are not in memory, without the rows that have a missing value."""
        if self.frame is not None:
            return self.data
        from formula2eq.design.observe import frame_columns
        from formula2eq.variables.observed import complete_rows

        used = frame_columns(together(self.terms, self.part_terms), self.weights)
        return complete_rows(self.data, used)

    @cached_property
    def roles(self) -> Roles:
        """The hierarchy and each variable's level."""
        terms = together(self.terms, self.part_terms)
        if self.data is None:
            return declared_roles(terms, self._levels, self._within, self._crossed)
        from formula2eq.design.observe import observed_design, observed_frame
        from formula2eq.variables.observed_roles import observed_roles

        if self.frame is not None and not self.part_terms:
            shown = observed_design(self.design(), self.frame)
        else:
            shown = observed_frame(terms, self._rows, self.data_columns or ())
        return observed_roles(terms, shown, self._levels, self._within, self._crossed)

    @cached_property
    def columns(self) -> Columns:
        """The coded columns of the fixed and random part."""
        terms = self.terms
        if self.data is not None and self.frame is not None:
            record = self.design()
            coded = {id(made.term): made.columns for made in record.blocks}
            return Columns(
                record.kept,
                tuple((random, coded[id(random)]) for random in terms.random),
                tuple(column.name for column in record.dropped),
            )
        return self._coded(terms)

    def _coded(self, terms: ModelTerms) -> Columns:
        """The columns of terms by the kinds of their variables, without looking at numbers."""
        from formula2eq.variables.coding import code
        from formula2eq.variables.kinds import declared_kinds, frame_kinds

        every = together(self.terms, self.part_terms)
        if self.data is not None:
            kinds = frame_kinds(every, self._rows, self.contrasts, self._contrasts_option)
        else:
            kinds = declared_kinds(every, self._categories, self.contrasts)
        return Columns(
            code(terms.fixed, terms.intercept, kinds),
            tuple(
                (random, code(random.effects, any(not e.factors for e in random.effects), kinds))
                for random in terms.random
            ),
        )

    @cached_property
    def level_model(self) -> LevelModel:
        """The level equations as identities; slopes that nothing explains stay plain."""
        return self._level_model(every_line=False)

    def _level_model(self, every_line: bool, columns: Columns | None = None) -> LevelModel:
        weights = self.weights
        built = build(
            columns or self.columns,
            self.roles,
            outcome(self.terms.response, self.family, weights),
            self.family,
            self.terms.offsets,
            weights if self.family.name != "binomial" else None,
            every_line=every_line,
        )
        parts = (
            part_model(
                name, terms, self._coded(terms), self.roles, self.family, every_line=every_line
            )
            for name, terms in self.part_terms.items()
        )
        return replace(built, parts=tuple(parts))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The formula piece by piece, each with the effects it made, in teaching order."""
        from formula2eq.equations.correspondence import pieces

        return pieces(self.terms, self.level_model)

    def equations(
        self,
        form: Form = "levels",
        notation: str | None = None,
        *,
        laws: bool = True,
        scale: Literal["sd", "variance"] | None = None,
        slopes: Literal["plain", "levels"] | None = None,
        predictors: Literal["own", "all"] | None = None,
        outcome: Literal["name", "letter"] | None = None,
        factors: FactorStyle | Mapping[str, FactorStyle] = "indicators",
        **look: Any,
    ) -> Equations:
        """The equations in one form and notation, proven equal to the model.

        form      ``levels``; ``substituted``, brackets standing; ``combined``, multiplied out
        notation  the default is ``lecture``, or ``additive`` where that cannot hold the model
        laws      whether the laws of random effects and residual follow
        factors   ``indicators`` by category; ``indexed``: one coefficient for each factor, a list
                  looked up by category, with its constraint beside it; ``auto``: that for factors of
                  more than six categories; or one of these by factor
        look      what an author sets, e.g. ``width=50, colour="part"``: the fields of `Style`, and
                  the further choices of a notation, ``variables="letter"``: the fields of `Choices`

        Raises `NotationError` when the notation cannot hold the model, `ProofError` when the two
        derivations differ.
        """
        choices = self._choices(scale, slopes, predictors, outcome)
        return self._composed(form, notation, choices, None, laws, look, factors)

    def estimated_equations(
        self,
        estimates: Estimates,
        form: Form = "levels",
        notation: str | None = None,
        *,
        digits: int = 2,
        errors: Errors = "none",
        symbols: bool = False,
        correlations: bool = False,
        laws: bool = True,
        scale: Literal["sd", "variance"] | None = None,
        slopes: Literal["plain", "levels"] | None = None,
        predictors: Literal["own", "all"] | None = None,
        outcome: Literal["name", "letter"] | None = None,
        **look: Any,
    ) -> Equations:
        """The equations with numbers in place of parameters; `FittedModel.equations` calls this."""
        from formula2eq.equations.estimates import with_estimates

        def placed(system: System, named: Notation) -> System:
            return with_estimates(
                system,
                named,
                estimates,
                digits=digits,
                errors=errors,
                symbols=symbols,
                correlations=correlations,
            )

        choices = self._choices(scale, slopes, predictors, outcome)
        return self._composed(form, notation, choices, placed, laws, look)

    def _choices(
        self,
        scale: Literal["sd", "variance"] | None,
        slopes: Literal["plain", "levels"] | None,
        predictors: Literal["own", "all"] | None,
        outcome: Literal["name", "letter"] | None,
    ) -> Choices:
        letters = {grouping: letter for letter, grouping in self._groups.items()}
        return Choices(self._names, letters, scale, slopes, predictors, outcome)

    def _composed(
        self,
        form: Form,
        notation: str | None,
        choices: Choices,
        placed: Callable[[System, Notation], System] | None,
        laws: bool,
        look: Mapping[str, Any],
        factors: FactorStyle | Mapping[str, FactorStyle] = "indicators",
    ) -> Equations:
        """Compose, prove, put numbers in place when there are any, and hold with a style."""
        from formula2eq.documents.equations import Equations
        from formula2eq.equations import compose
        from formula2eq.writers.style import style

        forms = {
            "levels": compose.level_form,
            "substituted": compose.substituted_form,
            "combined": compose.combined_form,
        }
        if form not in forms:
            raise UsageError(
                Diagnostic(
                    "unknown-form", f"there is no form {form}; the forms are {', '.join(forms)}"
                )
            )
        chosen, look = split(look)
        if factors == "indicators":
            named, notes = choose(notation, replace(choices, **chosen), self._level_model)
            system = forms[form](named, laws=laws)
        else:
            from formula2eq.equations.constraints import with_constraints
            from formula2eq.levels.indexed import indexed_columns
            from formula2eq.notation.indexed import indexed

            build = partial(self._level_model, columns=indexed_columns(self.columns, factors))
            named, notes = choose(notation, replace(choices, **chosen), build)
            named = indexed(named)
            system = with_constraints(forms[form](named, laws=laws), named)
            notes = (*notes, *named.indexed_notes())
        if placed is not None:
            system = placed(system, named)
        system = replace(system, formula=self.text)
        return Equations(system, style(**look), (*self.diagnostics, *notes), named)

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

    def read_back(self, form: Form = "levels", notation: str | None = None) -> str:
        """The formula that the printed LaTeX gives when it is read; see `verification.fixed_point`."""
        from formula2eq.verification.fixed_point import read_back

        return read_back(self, form, notation)

    def verify(self, data: Any = None, *, replicates: int = 50) -> Report:
        """V1 to V5: closure, agreement with X and Z, fixed point, gradient, recovery."""
        from formula2eq.verification.verify import verify

        return verify(self if data is None else self.with_data(data), replicates)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What there is to say about the model."""
        from formula2eq.variables.coding_notes import coding_notes, dropped_note, success_note

        said = specification_diagnostics(self.specification, self.terms, self.data_columns)
        found = [*said, *self.roles.notes]
        found += coding_notes(self.columns.fixed)
        found += level_notes(self.level_model)
        if self.data is not None and self.frame is None:
            found.append(not_loaded())
        if self.frame is not None:
            record = self.design()
            found += record.frame.notes
            answered = record.frame.values.get(record.frame.response or "")
            if self.family.name == "binomial" and answered is not None and answered.categories:
                found.append(success_note(record.frame.response or "", answered.categories))
            found += [
                dropped_note(column.name, record.depends_on(column)) for column in record.dropped
            ]
        return tuple(dict.fromkeys(found))

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
        digits: int = 2,
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

    def symbols(self, form: Form = "levels", notation: str | None = None) -> pandas.DataFrame:
        """A table of the printed symbols: symbol, latex, meaning, level, unit, variable, lme4."""
        return self.equations(form, notation).symbols()

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

    def latex(self, form: Form = "levels", notation: str | None = None) -> str:
        """The equations as a LaTeX block."""
        return self.equations(form, notation).latex()

    def __str__(self) -> str:
        return self.equations().text()

    def _repr_latex_(self) -> str:
        return self.equations()._repr_latex_()
