"""A model's equations: in any form, notation and style, with or without estimates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.notation.choices import Choices, split
from formula2eq.notation.choose import choose
from formula2eq.pipeline import Pipeline

if TYPE_CHECKING:
    import pandas

    from formula2eq.documents.equations import Equations
    from formula2eq.equations.equation import System
    from formula2eq.equations.estimates import Errors, Estimates
    from formula2eq.equations.piece import Piece
    from formula2eq.equations.rounding import Digits
    from formula2eq.levels.indexed import FactorStyle
    from formula2eq.notation.notation import Notation

Form = Literal["levels", "substituted", "combined"]


class Written(Pipeline):
    """A model that can be written down; `Model` adds what is done with equations."""

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
        digits: Digits = None,
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
        return Choices(self._names, self.letters, scale, slopes, predictors, outcome)

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
        from formula2eq.equations.large import shortened
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
        if placed is not None and look.get("factors", "indicators") != "indicators":
            raise UsageError(
                Diagnostic(
                    "estimates-of-indexed-factors",
                    "a coefficient that is looked up by a factor is one symbol for several estimates, "
                    "so no number can stand in its place",
                    repair='factors="indicators", where every category has its estimate',
                )
            )
        look = {key: value for key, value in look.items() if placed is None or key != "factors"}
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
        system = replace(system, equations=shortened(system.equations), formula=self.text)
        return Equations(system, style(**look), (*self.diagnostics, *notes), named)

    def symbols(self, form: Form = "levels", notation: str | None = None) -> pandas.DataFrame:
        """A table of the printed symbols: symbol, latex, meaning, level, unit, variable, lme4."""
        return self.equations(form, notation).symbols()

    def latex(self, form: Form = "levels", notation: str | None = None) -> str:
        """The equations as a LaTeX block."""
        return self.equations(form, notation).latex()

    def __str__(self) -> str:
        return self.equations().text()

    def __repr__(self) -> str:
        return f"Model({self.text!r})"

    def _repr_latex_(self) -> str:
        return self.equations()._repr_latex_()
