"""Every sentence about a fit: what stopped it, and what its result deserves to be told."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import FitError
from formula2eq.fitting.complaints import listed


def no_start(family: str, link: str) -> FitError:
    """No linear predictor with possible means was found."""
    return FitError(
        Diagnostic(
            "no-start",
            f"no coefficients were found for which all means of the family {family} are possible "
            f"under the link {link}",
            repair="use a link that keeps means in range: log for positive means, logit for "
            "probabilities",
        )
    )


def no_modes() -> FitError:
    """The inner iterations found no conditional modes at the start."""
    return FitError(
        Diagnostic(
            "no-modes",
            "the conditional modes could not be found at the starting values: the means leave "
            "their range or overflow",
            repair="rescale the variables, or use a link that keeps the means in range",
        )
    )


def perfect_fit(part: str = "the fixed part reproduces") -> FitError:
    """No residual variance."""
    return FitError(
        Diagnostic(
            "perfect-fit",
            f"{part} the response exactly: there is no residual variance",
            repair="check whether the response was computed from the predictors",
        )
    )


def not_positive() -> FitError:
    """The penalized system broke down."""
    return FitError(
        Diagnostic(
            "not-positive-definite",
            "the equations for the effects cannot be solved to working precision",
            repair="rescale variables of very different sizes",
        )
    )


def not_converged(largest: float, name: str, iterations: int) -> Diagnostic:
    """The optimiser gave up."""
    return Diagnostic(
        "not-converged",
        f"the optimum was not reached in {iterations} iterations: the largest derivative of the "
        f"objective is {largest:.3g}, for {name}",
        repair="rescale or centre the predictors, or simplify the random part",
        severity="warning",
    )


def no_hessian(least: float) -> Diagnostic:
    """Standard errors fall back on those given theta."""
    return Diagnostic(
        "no-hessian",
        f"the objective is not curved upwards everywhere at the optimum (least eigenvalue "
        f"{least:.3g}): standard errors are given theta",
        severity="warning",
    )


def zero_variance(group: str, names: list[str]) -> Diagnostic:
    """A singular fit by variances of zero."""
    word = "variance" if len(names) == 1 else "variances"
    return Diagnostic(
        "singular-fit",
        f"singular fit: the {word} of {listed(names)} between categories of {group} is estimated "
        "as exactly 0; the data show no more variation there than the residual explains",
        repair=f"leave {listed(names)} out of the random term of {group}; the rest stays as it is",
        severity="warning",
    )


def perfect_correlation(group: str, names: tuple[str, ...]) -> Diagnostic:
    """A singular fit by dependent effects."""
    meaning = (
        "their correlation is exactly 1 or -1: one varies only as a multiple of the other"
        if len(names) == 2
        else "one of them is a fixed combination of the others"
    )
    return Diagnostic(
        "singular-fit",
        f"singular fit: the covariance matrix of {listed(names)} between categories of {group} "
        f"has a variance of 0 along one direction; {meaning}",
        repair="leave one of them out of the random term, or let them vary independently: ||",
        severity="warning",
    )


def dropped(names: tuple[str, ...]) -> Diagnostic:
    """Columns that depend on others."""
    word = "column" if len(names) == 1 else "columns"
    return Diagnostic(
        "rank-deficient",
        f"the fixed part has dependent columns; dropped {word}: {listed(names)}",
        severity="note",
    )
