"""What indices and variables are called: the questions a notation answers about names.

`Naming` holds the questions and the answers most notations share; `ParameterNaming` adds those about
parameters, `Notation` those about laws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.labels import bare, parts
from formula2eq.formula.names import names as names_in
from formula2eq.formula.nodes import Expression
from formula2eq.levels.level_model import (
    LevelModel,
    Product,
)
from formula2eq.notation.choices import Choices
from formula2eq.notation.complaints import choice_without_effect, no_latent_form
from formula2eq.notation.display import Display
from formula2eq.notation.math import Mark, Node, Symbol, indices
from formula2eq.notation.opaque import opaque_calls
from formula2eq.notation.variable_letters import letters_said, variable_letters
from formula2eq.variables.coding import CodedTermColumn

#: Letters of the observations' index where a group has taken the notation's own: occasions t of person i.
_OTHER_UNIT_INDICES = "tnsrmlkjqp"
#: Letters for indices once a notation's own are used up.
_SPARE_INDICES = "klmnopqrstabcdfgh"

#: What stands for the observations among the labels of grouping factors.
OBSERVATIONS = ""


class Naming:
    """The questions every notation answers, for one model.

    Class attributes are the letters and habits; methods are the questions.
    """

    #: Name by which it is asked for, and the book it follows.
    name: ClassVar[str]
    source: ClassVar[str]
    #: How the equations are laid out: by levels, or in one line.
    shape: ClassVar[str] = "levels"
    #: Letter of the observations' index, then of the grouping factors', lowest rank first.
    unit_letter: ClassVar[str] = "i"
    group_letters: ClassVar[str] = "jklmnopq"
    #: Letters of random effects by unit, lowest rank first.
    effect_letters: ClassVar[tuple[str, ...]] = ("u",)
    residual_letter: ClassVar[str] = "epsilon"
    #: Whether a Gaussian level 1 is a distribution of the outcome or an equation with a residual.
    level_one: ClassVar[Literal["distribution", "residual"]] = "residual"
    scale: ClassVar[Literal["sd", "variance"]] = "variance"
    slopes: ClassVar[Literal["plain", "levels"]] = "plain"
    predictors: ClassVar[Literal["own", "all"]] = "all"
    outcome_by: ClassVar[Literal["name", "letter"]] = "letter"
    outcome_letter: ClassVar[str] = "Y"
    #: Off the diagonal of a covariance matrix: a symbol of its own, or rho times two deviations.
    covariances: ClassVar[Literal["covariance", "correlation"]] = "covariance"
    #: Choices that it cannot follow, with the reason.
    fixed_choices: ClassVar[Mapping[str, str]] = {"priors": "it states no priors"}
    #: The law of an outcome of one trial: ``Bernoulli(p)`` or ``Binomial(1, p)``.
    bernoulli: ClassVar[Literal["Bernoulli", "Binomial"]] = "Bernoulli"
    #: Names of the normal laws of one and of several effects.
    normal: ClassVar[str] = "N"
    multinormal: ClassVar[str] = "N"

    def __init__(self, model: LevelModel, choices: Choices | None = None) -> None:
        self.model = model
        self.choices = choices or Choices()
        self.index = self._index_letters()
        self.letters = self._variable_letters()
        self.opaque: frozenset[str] = frozenset()
        bare = self.displayed(lambda _: ())
        written = (model, *model.parts)
        expressions = {label: made for part in written for label, made in part.expressions.items()}
        columns = tuple(column for part in written for column in _columns(part))
        self.opaque = opaque_calls(expressions, columns, bare)
        self.display = self.displayed(self._variable_marks)

    def beside(self, whole: Naming) -> None:
        """Show as calls what the whole model does, whose part this notation writes."""
        self.opaque = whole.opaque
        self.display = self.displayed(self._variable_marks)

    # --- what it can hold -------------------------------------------------------------------

    def refusal(self) -> Diagnostic | None:
        """Why this notation cannot hold the model, and which can; None when it can."""
        return None

    def ignored_choice(self) -> Diagnostic | None:
        """A choice that would change nothing in this notation; None when there is none."""
        if self.choices.latent and not self._has_latent_form():
            family = self.model.family
            return no_latent_form(family.name, family.link)
        for choice, reason in self.fixed_choices.items():
            if getattr(self.choices, choice) not in (None, False):
                return choice_without_effect(choice, self.name, reason)
        return None

    def _has_latent_form(self) -> bool:
        family = self.model.family
        single = family.name == "ordinal" or (
            family.name == "binomial" and self.model.outcome.trials is None
        )
        return single and family.link in ("logit", "probit", "cloglog", "cauchit", "loglog")

    def letters_taken(self) -> Iterable[str]:
        """Letters that mean something in this notation, so that no variable is set as one."""
        effects = self.effect_letters
        return (*effects, self.residual_letter, self.mean_letter(), *self.index.values(), "e")

    # --- indices ----------------------------------------------------------------------------

    def _index_letters(self) -> dict[str, str]:
        """Index letter by grouping factor; the observations' by the empty label, which no factor has."""
        chosen = dict(self.choices.indices)
        own = (self.unit_letter, *_OTHER_UNIT_INDICES)
        unit = next((letter for letter in own if letter not in chosen.values()), "i0")
        letters = {OBSERVATIONS: chosen.get("1", unit)}
        free = [
            letter
            for letter in dict.fromkeys(self.group_letters + _SPARE_INDICES)
            if letter not in {*chosen.values(), letters[OBSERVATIONS]}
        ]
        for unit in self.model.hierarchy.groups:
            letters[unit.grouping] = chosen.get(unit.grouping) or (
                free.pop(0) if free else f"j{len(letters)}"
            )
        return letters

    def unit_index(self) -> str:
        """The index of the observations."""
        return self.index[OBSERVATIONS]

    def group_indices(self, groupings: Iterable[str]) -> tuple[Mark, ...]:
        """Indices of grouping factors and of those above them."""
        return indices(
            tuple(self.index[unit.grouping] for unit in self.model.hierarchy.union(groupings))
        )

    def all_indices(self) -> tuple[Mark, ...]:
        """The observations' index and every group's."""
        groups = tuple(self.index[unit.grouping] for unit in self.model.hierarchy.groups)
        return indices((self.unit_index(), *groups))

    def unit_indices(self) -> tuple[Mark, ...]:
        """Indices that level-1 predictors carry."""
        chosen = self.choices.predictors or self.predictors
        return self.all_indices() if chosen == "all" else indices((self.unit_index(),))

    def _variable_marks(self, label: str) -> tuple[Mark, ...]:
        grouping = self.model.roles.level(label)
        return self.unit_indices() if grouping is None else self.group_indices([grouping])

    def factor_name(self, grouping: str) -> str:
        """A grouping factor in words: ``child`` for ``child:school``, which lies within ``school``, unless
        another is called so, as the classes of schools and of towns are.
        """
        return ":".join(self.factor_names(grouping))

    def factor_names(self, grouping: str) -> tuple[str, ...]:
        """The names of the factors that a grouping factor is made of, those above it left out."""
        units = self.model.hierarchy.units
        short = self._own_names(grouping)
        if sum(self._own_names(unit.grouping) == short for unit in units) == 1:
            return short
        return tuple(map(self.display_name, parts(grouping)))

    def _own_names(self, grouping: str) -> tuple[str, ...]:
        unit = self.model.hierarchy.unit(grouping)
        above = {part for outer in unit.within for part in parts(outer)}
        own = tuple(part for part in parts(grouping) if part not in above)
        if unit.kind != "group" or not own:
            own = parts(grouping)
        return tuple(map(self.display_name, own))

    def display_name(self, label: str) -> str:
        """What an author calls a variable or factor, else its name without backticks."""
        names = self.choices.names
        return names.get(label) or names.get(bare(label)) or bare(label)

    # --- variables and the outcome ------------------------------------------------------------

    def displayed(self, marks: Callable[[str], tuple[Mark, ...]]) -> Display:
        """How predictors are displayed, with these indices."""
        taken = frozenset(self.letters_taken())
        columns = frozenset(self.model.roles.levels)
        return Display(self.choices.names, marks, taken, self.letters, self.opaque, columns)

    def _variable_letters(self) -> dict[tuple[str, str], tuple[str, int]]:
        """A letter by rank and a number in order for each column, where letters are chosen."""
        if self.choices.variables != "letter":
            return {}
        taken = {*self.letters_taken(), self.outcome_letter.lower()}
        return variable_letters(self.model, taken)

    def legend(self) -> Diagnostic | None:
        """What the letters of variables mean; None where they go by name."""
        return letters_said(self.letters)

    def variables(self, product: Product) -> tuple[Node, ...]:
        """The variables of a product, in its order."""
        return tuple(
            self.display.column(
                self.model.expressions[column.variable],
                column.column,
                column.category,
                column.coding,
            )
            for column in product
        )

    def offset(self, expression: Expression) -> Node:
        """An offset, shown as its argument."""
        return self.display.expression(expression)

    def outcome_display(self) -> Display:
        """How the left side's variables are displayed: with all indices."""
        marks = self.all_indices()
        by = self.choices.outcome or self.outcome_by
        names = dict(self.choices.names)
        if by == "letter":
            response = self.model.outcome.expression
            found = () if response is None else names_in(response)
            if len(found) == 1:
                names.setdefault(found[0], self.outcome_letter)
        taken = frozenset(self.letters_taken()) - {self.outcome_letter}
        return Display(names, lambda _: marks, taken)

    def outcome(self) -> Node:
        """The outcome, or the count of successes, as it stands on the left of its distribution."""
        response = self.model.outcome.successes or self.model.outcome.expression
        if response is None:
            return Symbol(self.outcome_letter, self.all_indices())
        return self.outcome_display().expression(response)

    def mean_letter(self) -> str:
        """The letter of the parameter that the link is applied to."""
        letters = {"binomial": "p", "poisson": "lambda", "truncated_poisson": "lambda"}
        return letters.get(self.model.family.name, "mu")

    def mean(self) -> Node:
        """The parameter that the link is applied to."""
        letter = self.mean_letter()
        response = self.model.outcome.expression
        named = () if response is None else names_in(response)
        if letter in {self.choices.names.get(name, name) for name in named}:
            letter = "pi" if self.model.family.name == "binomial" else "mu"
        return Symbol(letter, self.all_indices())


def _columns(model: LevelModel) -> tuple[CodedTermColumn, ...]:
    """The columns of X and of Z."""
    columns = model.columns
    return (*columns.fixed, *(c for _, coded in columns.random for c in coded))
