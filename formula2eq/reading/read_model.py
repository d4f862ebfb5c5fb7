"""A model that was read from equations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading.factor_lookups import Constraint
from formula2eq.source import Source, Span
from formula2eq.terms.term import ModelTerms


@dataclass(frozen=True, slots=True)
class ReadPart:
    """What equations say of a part beside the mean: glmmTMB's ``ziformula`` or ``dispformula``.

    formula    one-sided: ``~ x + (1 | g)``
    terms      the formula's terms
    places     places in the text of each fixed term, ``effects`` those of random effects
    predictor  the place of its linear predictor
    offsets    places of the offsets, by R's text
    ambiguous  groups whose covariances the text leaves open
    """

    formula: str
    terms: ModelTerms
    places: Mapping[frozenset[str], tuple[Span, ...]] = field(repr=False)
    effects: Mapping[tuple[frozenset[str], frozenset[str]], tuple[Span, ...]] = field(repr=False)
    predictor: Span = field(repr=False)
    offsets: Mapping[str, Span] = field(default_factory=dict, repr=False)
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadModel:
    """What equations say, as a formula and its terms.

    formula      in the shape people write: ``y ~ x*w + (1 + x | g)``
    terms        the formula's terms
    family       by R's name, ``link`` by R's name
    weights      the column of prior weights, or of trials of a proportion; None without
    levels       variables by the grouping factor at whose level the equations have them
    within       nesting of grouping factors, as it was declared
    diagnostics  slips, warnings and notes, each with its place
    source       the text
    places       places in the text of each fixed term, by its variables
    effects      places of the random effects of each group: (grouping, effect)
    outcome      the outcome's place, None when no equation names it
    ambiguous    groups whose covariances the text leaves open
    factors      factors by which coefficients are looked up, with the constraint on their entries: a
                 reference category or the sum; None where every category has an entry of its own
    predictor    the place of the linear predictor, None without equations
    law          the place of what tells the family: the outcome's law, else the link
    offsets      places of the offsets, by R's text
    parts        what is beside the mean: ``zero-inflation``, ``dispersion``
    """

    formula: str
    terms: ModelTerms
    family: str
    link: str
    weights: str | None
    levels: Mapping[str, tuple[str, ...]]
    within: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    source: Source = field(repr=False)
    places: Mapping[frozenset[str], tuple[Span, ...]] = field(repr=False)
    effects: Mapping[tuple[frozenset[str], frozenset[str]], tuple[Span, ...]] = field(repr=False)
    outcome: Span | None = field(repr=False)
    ambiguous: tuple[str, ...] = ()
    factors: Mapping[str, Constraint | None] = field(default_factory=dict, repr=False)
    predictor: Span | None = field(default=None, repr=False)
    law: Span | None = field(default=None, repr=False)
    offsets: Mapping[str, Span] = field(default_factory=dict, repr=False)
    parts: Mapping[str, ReadPart] = field(default_factory=dict)

    @property
    def ziformula(self) -> str | None:
        """glmmTMB's formula of the extra zeros; None without."""
        return self.parts["zero-inflation"].formula if "zero-inflation" in self.parts else None

    @property
    def dispformula(self) -> str | None:
        """glmmTMB's formula of the dispersion; None where it is one number."""
        return self.parts["dispersion"].formula if "dispersion" in self.parts else None

    @property
    def slips(self) -> tuple[Diagnostic, ...]:
        """Errors and warnings among the diagnostics; notes are none."""
        return tuple(d for d in self.diagnostics if d.severity != "note")

    @property
    def sound(self) -> bool:
        """Whether the equations state one model as they are printed."""
        return all(d.severity != "error" for d in self.diagnostics)

    def call(self, tool: str = "lme4", data: str = "d") -> str:
        """A whole call that fits the model: see ``formula2eq.reading.calls``."""
        from formula2eq.reading.calls import call

        return call(self, tool, data)

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command line."""
        return {
            "formula": self.formula,
            "family": self.family,
            "link": self.link,
            "ziformula": self.ziformula,
            "dispformula": self.dispformula,
            "weights": self.weights,
            "levels": {key: list(listed) for key, listed in self.levels.items()},
            "diagnostics": [d.to_dict() for d in self.diagnostics],
        }

    def __str__(self) -> str:
        return self.formula
