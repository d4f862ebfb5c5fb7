"""Families and links: what the outcome's distribution is called in R and which links it takes."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

#: Family by R's name: its links, the default first.
LINKS: dict[str, tuple[str, ...]] = {
    "gaussian": ("identity", "log", "inverse"),
    "binomial": ("logit", "probit", "cloglog", "cauchit", "log", "identity"),
    "poisson": ("log", "identity", "sqrt"),
    "Gamma": ("inverse", "log", "identity"),
    "inverse.gaussian": ("1/mu^2", "inverse", "log", "identity"),
    "negative.binomial": ("log", "identity", "sqrt"),
    "beta": ("logit", "probit", "cloglog", "cauchit", "log"),
    "ordinal": ("logit", "probit", "cloglog", "cauchit", "loglog"),
}

#: Other names that people and packages use.
ALIASES: dict[str, str] = {
    "normal": "gaussian",
    "bernoulli": "binomial",
    "logistic": "binomial",
    "gamma": "Gamma",
    "inversegaussian": "inverse.gaussian",
    "inverse_gaussian": "inverse.gaussian",
    "wald": "inverse.gaussian",
    "negbinomial": "negative.binomial",
    "negativebinomial": "negative.binomial",
    "negative_binomial": "negative.binomial",
    "nbinom2": "negative.binomial",
    "negbin": "negative.binomial",
    "beta_family": "beta",
    "cumulative": "ordinal",
}


@dataclass(frozen=True, slots=True)
class Family:
    """A family by R's name and its link."""

    name: str
    link: str

    @property
    def canonical(self) -> bool:
        """Whether the link is the family's default one in R."""
        return LINKS[self.name][0] == self.link


def family(name: str | None = None, link: str | None = None) -> Family:
    """The family of that name with that link, or with its default one.

    >>> family("binomial")
    Family(name='binomial', link='logit')
    >>> family("bernoulli", "probit")
    Family(name='binomial', link='probit')

    Raises `UsageError` for a name or a link that is not known.
    """
    wanted = name or "gaussian"
    known = ALIASES.get(wanted.lower(), wanted)
    if known not in LINKS:
        known = next((k for k in LINKS if k.lower() == known.lower()), known)
    if known not in LINKS:
        near = get_close_matches(wanted, [*LINKS, *ALIASES], n=1)
        raise UsageError(
            Diagnostic(
                "unknown-family",
                f"there is no family {wanted}; the families are {', '.join(LINKS)}",
                repair=near[0] if near else None,
            )
        )
    chosen = link or LINKS[known][0]
    if chosen not in LINKS[known]:
        near = get_close_matches(chosen, LINKS[known], n=1)
        raise UsageError(
            Diagnostic(
                "unknown-link",
                f"the family {known} has no link {chosen}; its links are {', '.join(LINKS[known])}",
                repair=near[0] if near else None,
            )
        )
    return Family(known, chosen)
