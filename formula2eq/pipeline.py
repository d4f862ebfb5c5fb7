"""The corridor: from a formula to level equations, every stage a property you can look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.errors import FormulaSyntaxError, UsageError
from formula2eq.formula.families import StatedFamily, family_in_text
from formula2eq.formula.named_strings import named_strings
from formula2eq.formula.nodes import Expression, Formula
from formula2eq.formula.parse import parse
from formula2eq.formula.specification import Specification
from formula2eq.formula.unparse import unparse
from formula2eq.given import Given
from formula2eq.levels.build import build
from formula2eq.levels.families import OF_TRIALS
from formula2eq.levels.family import Family, family, has_zeros
from formula2eq.levels.level_model import Columns, LevelModel
from formula2eq.levels.notes import level_notes
from formula2eq.levels.outcome import outcome
from formula2eq.levels.parts import part_model, stated, together
from formula2eq.terms.dialect import dialect_of
from formula2eq.terms.expand import expand, expand_specification, specification_diagnostics
from formula2eq.terms.repair import read
from formula2eq.terms.term import ModelTerms
from formula2eq.variables.declared import declared_roles
from formula2eq.variables.display_names import misspelled, nameable
from formula2eq.variables.findings import needs_rows, not_loaded
from formula2eq.variables.index_letters import index_letters
from formula2eq.variables.roles import Roles, grouping_terms

if TYPE_CHECKING:
    from formula2eq.design.record import DesignRecord


class Pipeline(Given):
    """A model's stages, each a property you can look at; `Model` adds what to do with them."""

    @cached_property
    def specification(self) -> Specification:
        """What the text says: a formula, or a whole call with family, weights and the like."""
        try:
            said = read(self.text)
        except FormulaSyntaxError:
            said = read(self.text, self.data_columns)  # the same slip, with what the data know
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
        stated = self._stated
        try:
            return family(stated.name, self._link or stated.link)
        except UsageError as error:
            said = self.specification
            if said.family_place is None or self._link is not None or self._family is not None:
                raise
            place = Label(said.family_place, "", said.source)
            raise UsageError(replace(error.diagnostics[0], labels=(place,))) from None

    @cached_property
    def _stated(self) -> StatedFamily:
        """Family and link as written: the argument is read as that of a call would be."""
        if self._family is None:
            return StatedFamily(self.specification.family, self.specification.link)
        stated = family_in_text(self._family)
        return stated if stated.name is not None else StatedFamily(self._family)

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

    @cached_property
    def part_terms(self) -> dict[str, ModelTerms]:
        """The terms of glmmTMB's zero-inflation and dispersion formulas, where they say something."""
        said = self.specification
        formulas = {"zero-inflation": said.zero_inflation, "dispersion": said.dispersion}
        dialect = dialect_of(said)
        if formulas["zero-inflation"] is None and has_zeros(self._stated.name):
            formulas["zero-inflation"] = parse("~ 1", "zeros")
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
    def letters(self) -> dict[str, str]:
        """The index letter of each grouping factor that was given one; the observations' by ``1``."""
        groupings = grouping_terms(together(self.terms, self.part_terms))
        return index_letters(self._groups, groupings)

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
        from formula2eq.variables.structures import need_categories

        every = together(self.terms, self.part_terms)
        if self.data is not None:
            kinds = frame_kinds(every, self._rows, self.contrasts, self._contrasts_option)
        else:
            kinds = declared_kinds(every, self._categories, self.contrasts)
            need_categories(terms, kinds, self.formula.source)
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
            outcome(self.terms.response, self.family, weights, self.formula.source),
            self.family,
            self.terms.offsets,
            weights if self.family.name not in OF_TRIALS else None,
            every_line=every_line,
        )
        parts = (
            part_model(
                name, terms, self._coded(terms), self.roles, self.family, every_line=every_line
            )
            for name, terms in self.part_terms.items()
        )
        return replace(built, parts=tuple(parts))

    def _several_columns(self) -> bool:
        """Whether a term of a bar has several columns, which a double bar does not keep apart."""
        return any(
            len({column.assign for column in coded}) < len(coded)
            for _, coded in self.columns.random
        )

    def _misspelled(self) -> tuple[Diagnostic, ...]:
        """Display names that no column has, but almost one."""
        coded = [*self.columns.fixed, *(c for _, made in self.columns.random for c in made)]
        terms = together(self.terms, self.part_terms)
        known = nameable(terms, self.weights, coded) | set(self.data_columns or ())
        return misspelled(self.names, known)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What there is to say about the model."""
        from formula2eq.variables.coding_notes import coding_notes, dropped_note, success_note

        said = specification_diagnostics(self.specification, self.terms, self.data_columns)
        if self.data is not None and not self._several_columns():
            said = tuple(found for found in said if found.rule != "double-bar")
        found = [*said, *self.roles.notes, *self._misspelled()]
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
