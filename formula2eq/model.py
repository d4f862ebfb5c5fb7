"""The corridor: from a formula to proven equations, every stage a property you can look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import NotationError, UsageError
from formula2eq.formula.nodes import Formula
from formula2eq.formula.parse import parse
from formula2eq.levels.build import build
from formula2eq.levels.family import Family, family
from formula2eq.levels.level_model import Columns, LevelModel
from formula2eq.levels.outcome import outcome
from formula2eq.notation import notation as notation_named
from formula2eq.notation.choices import Choices
from formula2eq.terms.expand import expand
from formula2eq.terms.term import ModelTerms
from formula2eq.variables.declared import declared_roles
from formula2eq.variables.roles import Roles

if TYPE_CHECKING:
    from formula2eq.documents.equations import Equations

Form = Literal["levels", "substituted", "combined"]


class Model:
    """A multilevel model, from its formula.

    formula     R's formula, or a whole call such as ``lmer(y ~ x + (1 | g), data = d)``
    data        a data frame: levels and codings are then observed
    levels      level by grouping factor (or 1) of variables declared there
    within      nesting, inner to outer; ``crossed``: pairs of factors kept side by side
    names       display names by column
    groups      index letter to grouping factor, ``{"k": "teacher"}``
    family      by R's name, and ``link``; ``weights``: the column of prior weights
    categories  categories of factors when there are no data

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
        categories: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.text = formula
        self.data = data
        self._levels = dict(levels or {})
        self._within = dict(within or {})
        self._crossed = tuple(tuple(pair) for pair in crossed)
        self._names = dict(names or {})
        self._groups = dict(groups or {})
        self._family = family
        self._link = link
        self._weights = weights
        self._categories = dict(categories or {})

    # --- the pipeline, top to bottom ------------------------------------------------------------

    @cached_property
    def formula(self) -> Formula:
        """The formula as a tree."""
        return parse(self.text)

    @cached_property
    def terms(self) -> ModelTerms:
        """The expanded terms."""
        return expand(self.formula)

    @cached_property
    def family(self) -> Family:
        """Distribution and link."""
        return family(self._family, self._link)

    @cached_property
    def roles(self) -> Roles:
        """The hierarchy and each variable's level."""
        return declared_roles(self.terms, self._levels, self._within, self._crossed)

    @cached_property
    def columns(self) -> Columns:
        """The coded columns of the fixed and random part."""
        from formula2eq.variables.coding import VariableCoding, code

        kinds = {
            label: VariableCoding.factor(tuple(categories))
            for label, categories in self._categories.items()
        }
        terms = self.terms
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

    def _level_model(self, *, every_line: bool) -> LevelModel:
        weights = None if self._weights is None else parse(f"~ {self._weights}").predictors
        return build(
            self.columns,
            self.roles,
            outcome(self.terms.response, self.family, weights),
            self.family,
            self.terms.offsets,
            weights if self.family.name != "binomial" else None,
            every_line=every_line,
        )

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
        **look: Any,
    ) -> Equations:
        """The equations in one form and notation, proven equal to the model.

        form      ``levels``; ``substituted``, brackets standing; ``combined``, multiplied out
        notation  the default is ``lecture``, or ``additive`` where that cannot hold the model
        laws      whether the laws of random effects and residual follow
        look      what an author sets, e.g. ``width=50, colour="part"``: the fields of `Style`

        Raises `NotationError` when the notation cannot hold the model, `ProofError` when the two
        derivations differ.
        """
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
        chosen = notation_named(notation or "lecture")
        choices = Choices(
            self._names,
            {grouping: letter for letter, grouping in self._groups.items()},
            scale,
            slopes,
            predictors,
            outcome,
        )
        every_line = (slopes or chosen.slopes) == "levels"
        named = chosen(self._level_model(every_line=every_line), choices)
        refusal = named.refusal()
        if refusal is not None:
            raise NotationError(refusal)
        system = forms[form](named, laws=laws)
        from dataclasses import replace

        system = replace(system, formula=self.text)
        return Equations(system, style(**look), diagnostics=self.diagnostics)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What there is to say about the model."""
        return self.roles.notes

    def latex(self, form: Form = "levels", notation: str | None = None) -> str:
        """The equations as a LaTeX block."""
        return self.equations(form, notation).latex()

    def __str__(self) -> str:
        return self.equations().text()

    def _repr_latex_(self) -> str:
        return self.equations()._repr_latex_()
