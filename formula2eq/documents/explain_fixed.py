"""Fixed effects in words: what each compares, and what it holds fixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

from formula2eq.documents.explain_words import FIXED, PART_SCALES, RATIO_OF_MEANS, RATIOS, SCALES
from formula2eq.documents.sentence import Sentence, listed, say
from formula2eq.equations.estimates import Estimates
from formula2eq.equations.rounding import Digits, rounded
from formula2eq.formula.unparse import unparse
from formula2eq.levels.families import OF_COUNTS
from formula2eq.levels.level_model import FixedEffect
from formula2eq.notation.notation import Notation
from formula2eq.variables.coding import CodedColumn, CodedTermColumn

#: Links for which exp() of a coefficient is read.
_MULTIPLYING = ("logit", "log", "cloglog")


@dataclass(frozen=True, slots=True)
class FixedWords:
    """Sentences about the fixed effects of a model in a notation.

    estimates  numbers to add, if there are any
    ranges     least and greatest value of numeric columns, where there are data
    """

    notation: Notation
    estimates: Estimates | None = None
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    digits: Digits = None

    # --- names ----------------------------------------------------------------------------------

    def name(self, label: str) -> str:
        """A variable's display name."""
        return self.notation.display_name(label)

    @property
    def outcome(self) -> str:
        """The outcome's display name; of a count of successes in trials, the count's."""
        outcome = self.notation.model.outcome
        expression = outcome.successes or outcome.expression
        return "outcome" if expression is None else self.name(unparse(expression))

    @property
    def scale(self) -> str:
        """What the scale of the effects is called."""
        family = self.notation.model.family
        return PART_SCALES.get(family.name) or SCALES[family.link]

    @property
    def ratio(self) -> str | None:
        """What exp() of an effect is, None when it is nothing that is read."""
        family = self.notation.model.family
        if family.link not in _MULTIPLYING or family.name == "dispersion":
            return None
        if family.link == "log" and family.name not in OF_COUNTS:
            return RATIO_OF_MEANS
        return RATIOS[family.link]

    @property
    def value(self) -> Sentence:
        """What the effects are differences in: ``the expected y``, ``the log-odds of y``."""
        link = self.notation.model.family.link
        key = {"identity": "value", "logit": "value-logit", "log": "value-log"}
        chosen = key.get(link, "value-other")
        special = f"{chosen}-{self.notation.model.family.name}"
        return say(FIXED[special if special in FIXED else chosen], outcome=self.outcome)

    def groups(self) -> list[str]:
        """The grouping factors' names."""
        return [self.notation.factor_name(u.grouping) for u in self.notation.model.hierarchy.groups]

    # --- sentences ------------------------------------------------------------------------------

    def sentences(self) -> Iterator[Sentence]:
        """On the scale, then one for each effect."""
        model = self.notation.model
        if not model.fixed:
            yield say(FIXED["none"])
            return
        if not model.residual:
            yield say(FIXED["scale"], scale=self.scale)
            if self.ratio:
                yield say(FIXED["ratio"], ratio=self.ratio)
            if model.random and self.groups():
                names = listed([(name,) for name in self.groups()])
                yield say(FIXED["conditional"], group=names)

    def effects(self) -> Iterator[Sentence]:
        """One sentence for each fixed effect."""
        model = self.notation.model
        for effect, column in zip(model.fixed, model.columns.fixed, strict=True):
            yield self._with_estimate(effect, self.effect(effect, column))

    def effect(self, effect: FixedEffect, column: CodedTermColumn) -> Sentence:
        """What one effect compares and holds fixed."""
        parts = column.parts
        label = f"{effect.name}"
        if not parts:
            return self._intercept(label)
        where = self._where(parts)
        if len(parts) == 1:
            difference = self._difference(parts[0])
        else:
            difference = self._product(parts, effect)
        others = len(
            {p.variable for c in self.notation.model.columns.fixed for p in c.parts}
        ) > len(parts)
        said = say(
            FIXED["main"],
            label=label,
            difference=difference,
            where=where,
            holding=FIXED["holding"] if others else "",
        )
        level = self._own_level(parts)
        if level is not None:
            said += say(FIXED["group-level"], group=self.notation.factor_name(level))
        return said

    def _own_level(self, parts: Sequence[CodedColumn]) -> str | None:
        """The factor at whose level a predictor stands alone, when that factor has effects."""
        level = self.notation.model.roles.level(parts[0].variable)
        if len(parts) > 1 or level is None:
            return None
        return level if any(e.grouping == level for e in self.notation.model.effects()) else None

    def _intercept(self, label: str) -> Sentence:
        model = self.notation.model
        zero = self._at({p.variable: p for c in model.columns.fixed for p in c.parts}.values())
        groups = FIXED["at-groups"] if model.random else ""
        return say(FIXED["intercept"], label=label, what=self.value, at=zero, groups=groups)

    def _where(self, parts: Sequence[CodedColumn]) -> Sentence:
        """At which values of the variables it is multiplied with an effect holds."""
        own = {part.variable for part in parts}
        others: dict[str, CodedColumn] = {}
        for column in self.notation.model.columns.fixed:
            variables = {part.variable for part in column.parts}
            if own < variables:
                for part in column.parts:
                    if part.variable not in own:
                        others.setdefault(part.variable, part)
        return self._at(others.values())

    def _at(self, parts: Iterable[CodedColumn]) -> Sentence:
        conditions = [self._condition(part) for part in parts]
        return say(FIXED["at"], conditions=listed(conditions)) if conditions else ()

    def _condition(self, part: CodedColumn) -> Sentence:
        name = self.name(part.variable)
        if part.reference is not None:
            return say(FIXED["reference"], name=name, category=part.reference)
        if part.coding not in ("numeric", "indicator"):
            return say(FIXED["mean"], name=name)
        low, high = self.ranges.get(part.variable, (0.0, 0.0))
        if low > 0 or high < 0:
            return say(FIXED["zero-outside"], name=name, low=f"{low:g}", high=f"{high:g}")
        return say(FIXED["zero"], name=name)

    def _difference(self, part: CodedColumn) -> Sentence:
        name = self.name(part.variable)
        if part.reference is not None and part.category is not None:
            return say(
                FIXED["reference-difference"],
                category=part.category,
                reference=part.reference,
                name=name,
                value=self.value,
            )
        if part.category is not None:
            return say(FIXED["indicator"], value=self.value, category=part.category, name=name)
        if part.coding == "numeric":
            key = "column" if part.column else "numeric"
            return say(FIXED[key], name=name, column=part.column, value=self.value)
        return say(FIXED["contrast"], column=part.column, name=name, coding=part.coding)

    def _product(self, parts: Sequence[CodedColumn], effect: FixedEffect) -> Sentence:
        """An interaction, told from the variable of the lowest level: it is the slope that changes."""
        roles = self.notation.model.roles
        ordered = sorted(
            parts, key=lambda part: (roles.rank(part.variable), part.coding != "numeric")
        )
        first, last = ordered[0], ordered[-1]
        second = self._per(last)
        if len(parts) > 2:
            names = listed([(self.name(part.variable),) for part in ordered[:-1]])
            said = say(FIXED["higher"], first=names, second=second)
        elif first.reference is not None and first.category is not None:
            said = say(
                FIXED["difference-difference"],
                category=first.category,
                reference=first.reference,
                name=self.name(first.variable),
                second=second,
            )
        else:
            key = "slope-difference" if first.coding == "numeric" else "interaction"
            column = (
                f", column {first.column}" if key == "slope-difference" and first.column else ""
            )
            said = say(FIXED[key], first=self.name(first.variable) + column, second=second)
        level = roles.level(last.variable)
        if sum(map(bool, effect.path)) > 1 and level is not None:
            return say(FIXED["cross-level"], what=said, group=self.notation.factor_name(level))
        return said

    def _per(self, part: CodedColumn) -> Sentence:
        name = self.name(part.variable)
        if part.reference is not None and part.category is not None:
            return say(
                FIXED["per-category"],
                category=part.category,
                reference=part.reference,
                name=name,
            )
        if part.category is not None:
            return say(FIXED["for-category"], category=part.category, name=name)
        if part.coding == "numeric" and not part.column:
            return say(FIXED["per-unit"], name=name)
        return say(FIXED["per-column"], column=part.column, name=name)

    def _with_estimate(self, effect: FixedEffect, said: Sentence) -> Sentence:
        estimates = self.estimates
        if estimates is None or effect.name not in estimates.fixed:
            return said
        value = estimates.fixed[effect.name]
        error: Sentence = ()
        spread = estimates.errors.get(effect.name)
        if spread is not None:
            error = say(FIXED["error"], error=rounded(spread, self.digits, spread))
        ratio: Sentence = ()
        if self.ratio is not None and any(effect.path) and value < 700:
            shown = rounded(exp(value), self.digits)
            named: Sentence = (self.ratio,)
            if sum(map(len, effect.path)) > 1:
                named = say(FIXED["ratio-of-ratios"], ratio=self.ratio)
            ratio = say(FIXED["ratio-estimate"], name=named, ratio=shown)
        number = rounded(value, self.digits, spread).replace("-", "\N{MINUS SIGN}")
        return say(FIXED["estimate"], said=said, estimate=number, error=error, ratio=ratio)
