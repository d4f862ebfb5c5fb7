"""Indices to grouping factors: which letter counts observations, and what each effect belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import InterpretationError
from formula2eq.reading import assumptions, refusals
from formula2eq.reading.parts import DEVIATIONS, RESIDUALS, Part
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.stated import Stated

#: Factors of a grouping factor, the inner one first: ``("child", "school")``.
Grouping = tuple[str, ...]


@dataclass(slots=True)
class Indices:
    """What the index letters of a text stand for.

    order   all letters in the outcome's order
    all     the letters of the outcome; where each of them counts a group, all together count observations
    units   letters that count observations
    groups  grouping factor by letter, as given
    within  nesting of grouping factors, inner to outer, as declared
    inside  nesting of letters by lookups ``k[j]``, inner to outer
    """

    found: Stated
    order: tuple[str, ...]
    all: frozenset[str]
    units: frozenset[str]
    groups: Mapping[str, str]
    within: Mapping[str, str]
    inside: Mapping[str, str]
    guess: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _missing: dict[str, Quantity] = field(default_factory=dict)

    def letters(self, quantity: Quantity) -> tuple[str, ...]:
        """The letters of groups that a quantity carries, inner first."""
        own = [index for index in quantity.indices if index not in self.units]
        own.sort(key=lambda i: self.order.index(i) if i in self.order else len(self.order))
        return tuple(dict.fromkeys(own))

    def is_unit(self, quantity: Quantity) -> bool:
        """Whether a quantity varies with every observation."""
        if not self.units:
            return len(self.all) > 1 and self.all <= set(quantity.indices)
        return any(index in self.units for index in quantity.indices)

    def observations(self, quantity: Quantity) -> Grouping | None:
        """The factor that has a category for every row, where a quantity varies over it; where each of
        several letters counts a factor, all of these together.
        """
        named = [i for i in quantity.indices if i in self.units and i in self.groups][:1]
        if not named and len(quantity.indices) > 1 and set(quantity.indices) <= set(self.groups):
            named = list(quantity.indices)
        factors = [factor for i in named for factor in self.groups[i].split(":")]
        return tuple(dict.fromkeys(factors)) or None

    def grouping(self, quantity: Quantity) -> Grouping:
        """The grouping factor of a random effect."""
        return self.of_letters(self.letters(quantity), quantity)

    def of_letters(self, letters: Sequence[str], quantity: Quantity) -> Grouping:
        """The grouping factor of several letters together."""
        wanted = list(letters)
        for letter in letters:
            while (letter := self.inside.get(letter, "")) and letter not in wanted:
                wanted.append(letter)
        labels = [self._label(letter, quantity) for letter in wanted]
        outer = {self.within[label] for label in labels if label in self.within}
        outer |= {self.within[o] for o in outer if o in self.within}
        kept = [label for label in labels if label not in outer] or labels
        factors: dict[str, None] = {}
        for label in kept:
            factors.update(dict.fromkeys(part.strip() for part in label.split(":")))
        return tuple(factors)

    def _label(self, letter: str, quantity: Quantity) -> str:
        if letter in self.groups:
            return self.groups[letter]
        bare = letter.replace("_", "")
        if bare in self.groups:
            return self.groups[bare]
        if len(letter) > 2:
            return letter
        self._missing.setdefault(letter, quantity)
        return f"g_{letter}"

    def settle(self) -> None:
        """Complain of letters without a grouping factor, or note what they are called."""
        if not self._missing:
            return
        source = self.found.source
        if not self.guess:
            places = [(q.span, f"the index {letter}") for letter, q in self._missing.items()]
            ordered = sorted(self._missing)
            raise InterpretationError(refusals.missing_groups(source, places, ordered))
        for letter, quantity in self._missing.items():
            self.diagnostics.append(assumptions.guessed_group(source, quantity.span, letter))


def find_indices(
    found: Stated,
    first: Sequence[Quantity],
    parts: Sequence[Part],
    groups: Mapping[str, str],
    within: Mapping[str, str],
    guess: bool,
) -> Indices:
    """Which letters count observations and which count groups.

    ``first`` are the outcome and its mean, whose indices count everything.
    """
    order: dict[str, None] = {}
    for quantity in first:
        order.update(dict.fromkeys(quantity.indices))
    effects = _effects(found, parts, groups)
    residual = _residual(parts)
    for quantity in ([residual] if residual else []) + effects:
        order.update(dict.fromkeys(quantity.indices))
    lookups = {pair for q in _all(found, parts, first) for pair in q.lookups}
    outer = {a for a, _ in lookups}
    inside = {inner: a for a, inner in lookups if inner in outer}
    own = {i for q in first for i in q.indices} or set(order)
    if own and all(len(i) > 2 for i in own) and not any(q.indices for q in first):
        # words as indices of the effects alone, ``alpha_Subject``, are groups
        if residual is None or not residual.indices:
            own = set()
    grouped = set(outer)
    crossed = False
    for definition in found.definitions:
        if definition.left.indices and not own <= set(definition.left.indices):
            grouped |= set(definition.left.indices)
    if not grouped or not own - grouped:
        narrow = {
            i for q in effects if q is not residual and not own <= set(q.indices) for i in q.indices
        }
        crossed = len(own) > 1 and own <= narrow and _counts_all(residual, own)
        grouped = narrow or {i for q in effects if q is not residual for i in q.indices}
    if (
        residual is not None
        and not crossed
        and not own - grouped
        and set(residual.indices) - set(groups)
    ):
        grouped -= set(residual.indices)
    left = frozenset(own - grouped)
    # A letter that no group's effect has counts rows, even where a factor is named for it.
    held = {i for q in effects if not own <= set(q.indices) for i in (*q.indices, *inside)}
    rows = left - held if grouped & own else frozenset()
    units = rows or (left or frozenset(() if crossed else own)) - set(groups)
    return Indices(found, tuple(order), frozenset(own), units, groups, within, inside, guess)


def _effects(found: Stated, parts: Sequence[Part], groups: Mapping[str, str]) -> list[Quantity]:
    """The random effects; where the groups' effects have laws, a letter without one whose indices are no
    group's is an offset.
    """
    random = [(p.parameter, p) for p in parts if p.kind == "random" and p.parameter is not None]
    lawed = {quantity.base for law in found.laws for quantity in law.left}
    told = any(q.base in lawed and set(q.indices) & set(groups) for q, _ in random)
    return [
        quantity
        for quantity, part in random
        if not told
        or quantity.effect
        or quantity.base in lawed
        or part.variables
        or quantity.greek
        or quantity.word
        or quantity.letter in DEVIATIONS
        or set(quantity.indices) & set(groups)
    ]


def _counts_all(residual: Quantity | None, own: set[str]) -> bool:
    """Whether no narrower effect is the residual: it has every index of the outcome, or there is none."""
    return residual is None or own <= set(residual.indices)


def _residual(parts: Sequence[Part]) -> Quantity | None:
    """The summand that looks like a residual: alone, with a residual's letter, most indices."""
    alone = [
        p.parameter
        for p in parts
        if p.kind == "random"
        and not p.variables
        and p.parameter is not None
        and (p.parameter.letter in RESIDUALS or p.parameter.word)
    ]
    letters = [q for q in alone if not q.word and not any(len(i) > 2 for i in q.indices)]
    alone = letters or alone  # ``effect_student + epsilon``: the letter is the residual
    return max(alone, key=lambda q: (len(q.indices), not q.numbers), default=None)


def _all(found: Stated, parts: Sequence[Part], first: Sequence[Quantity]) -> list[Quantity]:
    everything = list(first)
    for definition in found.definitions:
        everything.append(definition.left)
    for law in found.laws:
        everything += law.left
    for part in parts:
        everything += [f for f in part.summand.factors if isinstance(f, Quantity)]
    from formula2eq.reading.nodes import symbols

    for definition in found.definitions:
        everything += [found.letters.quantity(s) for s in symbols(definition.right)]
    for law in found.laws:
        for argument in law.arguments:
            everything += [found.letters.quantity(s) for s in symbols(argument)]
    return everything
