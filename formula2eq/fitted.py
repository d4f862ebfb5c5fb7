"""A model that has been fitted: the estimates, and the equations with the estimates in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.estimates import Errors, Estimates
from formula2eq.errors import FitError, UsageError
from formula2eq.fitting.result import Fit
from formula2eq.formula.unparse import unparse

if TYPE_CHECKING:
    from formula2eq.documents.equations import Equations
    from formula2eq.equations.rounding import Digits
    from formula2eq.model import Model
    from formula2eq.terms.term import RandomTerm
    from formula2eq.written import Form


@dataclass(frozen=True, slots=True, eq=False)
class FittedModel:
    """A fit and the model it is of.

    model  with its data
    fit    the estimates
    """

    model: Model
    fit: Fit

    @property
    def estimates(self) -> Estimates:
        """The estimates by the names of lme4's output."""
        record = self.model.design()
        written = {
            id(made): bar for bar, (made, _) in enumerate(self.model.level_model.columns.random)
        }
        covariances: dict[tuple[int, str, str], float] = {}
        for made, law in zip(record.blocks, self.fit.covariances, strict=True):
            bar = written[id(made.term)]
            for row, first in enumerate(law.names):
                for column, second in enumerate(law.names):
                    covariances[bar, first, second] = float(law.cov[row, column])
        name = self.model.family.name
        return Estimates(
            dict(zip(self.fit.names, map(float, self.fit.beta), strict=True)),
            dict(zip(self.fit.names, map(float, self.fit.standard_errors), strict=True)),
            covariances,
            self.fit.sigma if name == "gaussian" else None,
            self.fit.sigma**-2 if name in ("Gamma", "inverse.gaussian") else None,
        )

    def equations(
        self,
        form: Form = "levels",
        notation: str | None = None,
        *,
        digits: Digits = None,
        errors: Errors = "none",
        symbols: bool = False,
        correlations: bool = False,
        **choices: Any,
    ) -> Equations:
        """The equations with the estimates in place.

        digits        after the decimal point; None is two, and two significant ones of small numbers
        errors        standard errors ``under`` the estimates, in ``brackets``, or ``none``
        symbols       keep each symbol beside its number
        correlations  standard deviations and correlations in place of variances and covariances
        choices       as for `Model.equations`
        """
        return self.model.estimated_equations(
            self.estimates,
            form,
            notation,
            digits=digits,
            errors=errors,
            symbols=symbols,
            correlations=correlations,
            **choices,
        )

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command line, with the fields of R's reference fits."""
        weights, offset = self.model.weights, self.model.specification.offset
        return {
            "formula": self.model.text,
            "weights": None if weights is None else unparse(weights),
            "offset_arg": None if offset is None else unparse(offset),
            **self.fit.to_dict(),
            "diagnostics": [d.to_dict() for d in (*self.model.diagnostics, *self.fit.diagnostics)],
        }

    def __str__(self) -> str:
        from formula2eq.documents.fit import fit_text

        return fit_text(self.fit)

    def __repr__(self) -> str:
        return str(self)

    def _repr_latex_(self) -> str:
        return self.equations()._repr_latex_()


def fitted(model: Model, reml: bool) -> FittedModel:
    """Fit a model to its data; what the fit could not hold is refused, never left out silently."""
    from formula2eq.fitting.family import FAMILIES
    from formula2eq.fitting.fit import fit

    if model.terms.response is None:
        raise UsageError(
            Diagnostic(
                "no-response",
                "the formula has no response, so there is nothing to fit",
                repair="y ~ ...",
            )
        )
    beyond = [f"{name} formula" for name in model.part_terms]
    if model.family.name not in FAMILIES:
        beyond.insert(0, f"family {model.family.name}")
    for what in beyond:
        raise FitError(
            Diagnostic(
                "not-fitted",
                f"the {what} has equations here, but is not fitted",
                repair="fit the model in glmmTMB and give its estimates to with_estimates()",
            )
        )
    for term, coded in model.columns.random:
        if term.covariance != "unstructured" and len(coded) > 1:
            raise FitError(_structured(term))
    design = model.design().design
    return FittedModel(model, fit(design, model.family.name, model.family.link, reml))


def _structured(term: RandomTerm) -> Diagnostic:
    """A covariance matrix that is not free has equations, but no fit."""
    words = term.covariance.replace("-", " ").replace("ar1", "AR(1)")
    effects, group = (part.strip() for part in term.text.rsplit("|", 1))
    way = (
        f"({effects} || {group})"
        if term.covariance == "diagonal"
        else "fit the model in glmmTMB or nlme and give its estimates to with_estimates()"
    )
    return Diagnostic(
        "not-fitted",
        f"({term.text}) has a covariance matrix of the structure {words}; it has equations here, but "
        "only free covariance matrices are fitted",
        repair=way,
    )


@dataclass(frozen=True, slots=True, eq=False)
class EstimatedModel:
    """A model with estimates from a fit that was made elsewhere; equations as of a `FittedModel`."""

    model: Model
    estimates: Estimates

    def equations(
        self, form: Form = "levels", notation: str | None = None, **settings: Any
    ) -> Equations:
        """The equations with the estimates in place; the settings are those of `FittedModel`."""
        return self.model.estimated_equations(self.estimates, form, notation, **settings)

    def __str__(self) -> str:
        return self.equations().text()

    def __repr__(self) -> str:
        return str(self)

    def _repr_latex_(self) -> str:
        return self.equations()._repr_latex_()
