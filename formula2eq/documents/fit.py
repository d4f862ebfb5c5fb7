"""A fit as text: what R's printout says, briefly."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formula2eq.fitting.result import Fit


def fit_text(fit: Fit) -> str:
    """Criterion, random effects, fixed effects, and what there is to say."""
    how = "REML" if fit.reml else "maximum likelihood" if fit.reml is not None else "Laplace"
    if not fit.covariances:
        how = "maximum likelihood"
    lines = [
        f"{fit.family} ({fit.link}), {how}: objective {fit.objective:.4f}, "
        f"log-likelihood {fit.log_likelihood:.4f}, {fit.n} rows",
    ]
    if fit.covariances:
        lines += ["", "random effects"]
        wide = max(len(f"{law.group} {name}") for law in fit.covariances for name in law.names)
        for law in fit.covariances:
            for place, name in enumerate(law.names):
                label = f"{law.group} {name}"
                correlations = "  ".join(f"{value:6.2f}" for value in law.corr[place, :place])
                lines.append(f"  {label:<{wide}}  sd {law.sd[place]:.4f}  {correlations}".rstrip())
        if fit.family == "gaussian":
            lines.append(f"  {'residual':<{wide}}  sd {fit.sigma:.4f}")
    lines += ["", "fixed effects"]
    wide = max((len(name) for name in fit.names), default=0)
    for name, value, error in zip(fit.names, fit.beta, fit.standard_errors, strict=True):
        lines.append(f"  {name:<{wide}}  {value:12.4f}  ({error:.4f})")
    for diagnostic in fit.diagnostics:
        lines += ["", str(diagnostic)]
    return "\n".join(lines)
