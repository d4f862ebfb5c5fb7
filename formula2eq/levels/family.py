"""A model's family and link: what is stated, resolved to one of those that the equations hold."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.levels.families import ABOVE_ZERO, ALIASES, HURDLE, INFLATED, LINKS, NOT_HELD


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

    A name that begins with ``zero_inflated_`` or ``hurdle_`` is that of the part above zero.

    >>> family("binomial")
    Family(name='binomial', link='logit')
    >>> family("bernoulli", "probit")
    Family(name='binomial', link='probit')
    >>> family("hurdle_poisson")
    Family(name='truncated_poisson', link='log')

    Raises `UsageError` for a name or a link that is not known.
    """
    wanted = name or "gaussian"
    known = _known(without_zeros(wanted))
    if known is None:
        raise UsageError(_unknown(wanted))
    usual = "log" if known == "Gamma" and has_zeros(wanted) else LINKS[known][0]
    chosen = link or usual
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


def has_zeros(name: str | None) -> bool:
    """Whether a family's name alone says that zeros have a probability of their own."""
    return name is not None and name not in NOT_HELD and without_zeros(name) != name


def without_zeros(name: str) -> str:
    """The family above zero, or beside the extra zeros, of one that is called after its zeros."""
    small = name.lower()
    if small in NOT_HELD:
        return name
    if small.startswith(INFLATED):
        return small.removeprefix(INFLATED)
    if small.startswith(HURDLE):
        above = small.removeprefix(HURDLE)
        return ABOVE_ZERO.get(above, above)
    return name


def _known(name: str) -> str | None:
    found = ALIASES.get(name.lower(), name)
    if found in LINKS:
        return found
    return next((known for known in LINKS if known.lower() == found.lower()), None)


def _unknown(wanted: str) -> Diagnostic:
    listed = f"the families are {', '.join(LINKS)}"
    reason = NOT_HELD.get(wanted.lower())
    if reason is not None:
        message = f"the family {wanted} {reason}; {listed}"
        return Diagnostic("unknown-family", message)
    near = get_close_matches(wanted, [*LINKS, *ALIASES], n=1)
    return Diagnostic(
        "unknown-family",
        f"there is no family {wanted}; {listed}",
        repair=near[0] if near else None,
    )
