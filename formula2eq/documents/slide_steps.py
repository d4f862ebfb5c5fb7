"""What is said about each step of the walk over a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formula2eq.documents.sentence import Code, Math, Sentence, listed, say
from formula2eq.documents.slide_words import WALK
from formula2eq.equations.piece import Piece
from formula2eq.levels.families import IN_R
from formula2eq.levels.level_model import FixedEffect, RandomEffect
from formula2eq.notation.math import Symbol
from formula2eq.notation.notation import Notation

#: Longer expressions are cut in sentences; the formula stands beside them.
LONGEST = 48
#: More labels than this are counted.
MOST = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the sentences need to know: the notation, and with it the model; the formula's text."""

    notation: Notation
    text: str
    observed: bool = False

    def sentences(self, step: Sequence[Piece], before: Sequence[Piece] = ()) -> list[Sentence]:
        """What is said about the pieces of one step; ``before`` are all earlier ones."""
        first = step[0]
        special = {
            "family": self._family,
            "intercept": self._intercept,
            "removal": self._removal,
            "level-1": self._level_one,
            "group-level": self._group_level,
            "interaction": self._interaction,
            "redundant": self._redundant,
            "double-bar": self._double_bar,
            "structure": self._structure,
            "nesting": self._nesting,
            "grouping": self._grouping,
            "random-intercept": self._random_intercept,
            "random-slope": self._random_slope,
        }.get(first.kind)
        if special is not None:
            said = special(step)
        elif first.kind == "bar":
            again = any(piece.kind == "bar" for piece in before)
            said = [say(WALK["bar-again" if again else "bar"])]
        elif first.kind == "crossing":
            key = "crossing" if len(first.groupings) == 2 else "crossing-many"
            said = [say(WALK[key], labels=[self.group(g) for g in first.groupings])]
        elif first.kind == "cross-level":
            said = [
                say(WALK["cross-level"], labels=labels(step)),
                say(WALK["cross-level-warning"]),
            ]
        else:
            said = [say(WALK[first.kind], label=Code(first.label), labels=labels(step))]
        empty = [piece for piece in step if self._dropped(piece)]
        if empty:
            said.append(say(WALK["dropped"], labels=labels(empty)))
        return said

    def group(self, grouping: str) -> Sentence:
        """A grouping factor's name, without those that it lies in."""
        return (Code(self.notation.factor_name(grouping)),)

    def groups(self, groupings: Sequence[str]) -> list[Sentence]:
        """Several grouping factors' names."""
        return [self.group(grouping) for grouping in groupings]

    def _written(self, piece: Piece) -> Code:
        span = piece.spans[0]
        shown = " ".join(self.text[span.start : span.end].split())
        return Code(shown if len(shown) <= LONGEST else shown[: LONGEST - 4] + " ...")

    def _dropped(self, piece: Piece) -> bool:
        predictors = ("level-1", "group-level", "cross-level", "product", "interaction")
        return piece.kind in predictors and not piece.effects

    def _family(self, step: Sequence[Piece]) -> list[Sentence]:
        family = self.notation.model.family
        if family.name == "ordinal":
            return [say(WALK["family-ordinal"], label=Code(f'link = "{family.link}"'))]
        argument = f"family = {IN_R.get(family.name, family.name)}"
        if not family.canonical:
            argument += f'(link = "{family.link}")'
        return [say(WALK["family"], label=Code(argument))]

    def _intercept(self, step: Sequence[Piece]) -> list[Sentence]:
        if not step[0].effects and self.notation.model.family.name == "ordinal":
            return [say(WALK["intercept-thresholds"])]
        key = "intercept" if step[0].implied else "intercept-written"
        return [say(WALK[key], label=Code("1"))]

    def _removal(self, step: Sequence[Piece]) -> list[Sentence]:
        piece = step[0]
        key = "removal" if piece.label != "1" else "removal-intercept"
        if piece.bar is not None:
            key = "removal-bar"
        return [say(WALK[key], label=self._written(piece) if piece.spans else Code("0"))]

    def _level_one(self, step: Sequence[Piece]) -> list[Sentence]:
        if not self.notation.model.random:
            key = "level-1-single" if len(step) > 1 else "level-1-single-one"
        else:
            key = "level-1" if len(step) > 1 else "level-1-one"
        return [say(WALK[key], labels=labels(step)), *self._categories(step)]

    def _group_level(self, step: Sequence[Piece]) -> list[Sentence]:
        level = step[0].level or ""
        intercepts = any(
            effect.grouping == level and not any(effect.path)
            for effect in self.notation.model.effects()
        )
        key = "group-level" if len(step) > 1 else "group-level-one"
        if not intercepts:
            key = "group-level-plain"
        said = [say(WALK[key], labels=labels(step), level=self.group(level))]
        return [*said, *self._categories(step)]

    def _categories(self, step: Sequence[Piece]) -> list[Sentence]:
        """How many coefficients the predictors have."""
        columns = self.notation.model.columns.fixed
        said: list[Sentence] = []
        kinds: dict[str, list[Piece]] = {}
        for piece in step:
            parts = [
                columns[effect.position].parts[0]
                for effect in piece.effects
                if isinstance(effect, FixedEffect) and columns[effect.position].parts
            ]
            if any(part.reference is not None for part in parts):
                kinds.setdefault("categories", []).append(piece)
            elif any(part.category is not None for part in parts):
                kinds.setdefault("categories-all", []).append(piece)
            elif len(parts) > 1:
                kinds.setdefault("columns", []).append(piece)
        if not kinds and step[0].level is None:
            said.append(say(WALK["one" if len(step) == 1 else "one-each"]))
        for key, pieces in kinds.items():
            said += [
                say(WALK[key], labels=labels([piece]), number=len(piece.effects))
                for piece in pieces[:2]
            ]
        return said

    def _interaction(self, step: Sequence[Piece]) -> list[Sentence]:
        piece = step[0]
        key = f"interaction-{piece.operator}"
        return [say(WALK[key], label=self._written(piece), made=coded(piece.terms))]

    def _redundant(self, step: Sequence[Piece]) -> list[Sentence]:
        key = "redundant" if len(step) == 1 else "redundant-many"
        return [say(WALK[key], labels=labels(step))]

    def _double_bar(self, step: Sequence[Piece]) -> list[Sentence]:
        wide = any(
            stop - start > 1 and covariance == "unstructured"
            for vector in self.notation.model.random
            if vector.grouping in step[0].groupings
            for start, stop, covariance in vector.blocks
            if vector.effects[start] in step[0].effects
        )
        said = [say(WALK["double-bar"])]
        return [*said, say(WALK["double-bar-columns"])] if wide else said

    def _structure(self, step: Sequence[Piece]) -> list[Sentence]:
        key = f"structure-{step[0].label}"
        return [say(WALK.get(key, WALK["structure"]), label=Code(step[0].label))]

    def _nesting(self, step: Sequence[Piece]) -> list[Sentence]:
        piece = step[0]
        key = "nesting-/" if piece.operator == "/" else "nesting"
        source = WALK["nesting-data" if self.observed else "nesting-declared"]
        return [
            say(WALK[key], inner=self.group(inner), outer=self.group(outer), source=source)
            for inner, outer in zip(piece.groupings, piece.groupings[1:], strict=False)
        ][:2]

    def _grouping(self, step: Sequence[Piece]) -> list[Sentence]:
        grouping = step[0].groupings[0]
        unit = self.notation.model.hierarchy.unit(grouping)
        key = "grouping" if unit.kind == "group" else f"grouping-{unit.kind}"
        letter = self.notation.index.get(grouping, "")
        index = Math(Symbol(letter)) if letter else ""
        twin = self.group(unit.twin) if unit.twin else ""
        return [say(WALK[key], label=self.group(grouping), index=index, twin=twin)]

    def _random_intercept(self, step: Sequence[Piece]) -> list[Sentence]:
        key = "random-intercept" if step[0].implied else "random-intercept-written"
        return [say(WALK[key], group=self.groups(step[0].groupings))]

    def _random_slope(self, step: Sequence[Piece]) -> list[Sentence]:
        model = self.notation.model
        groupings = step[0].groupings
        constant = [
            piece
            for piece in step
            if all(_of_the_group(effect) for effect in piece.effects)
            and any(model.roles.level(piece.label) == grouping for grouping in groupings)
        ]
        slopes = [piece for piece in step if piece not in constant]
        said = []
        group = self.groups(groupings)
        if slopes:
            said.append(say(WALK["random-slope"], labels=labels(slopes), group=group))
        fixed = {effect.path for effect in model.fixed}
        if slopes and all(e.path not in fixed for piece in slopes for e in piece.effects):
            said.append(say(WALK["random-slope-zero"]))
        if constant:
            said.append(say(WALK["random-slope-group"], labels=labels(constant), group=group))
        return said


def labels(step: Sequence[Piece]) -> Sentence:
    """The labels of pieces, each once, as code."""
    return coded(dict.fromkeys(piece.label for piece in step))


def coded(texts: Iterable[str]) -> Sentence:
    """A list of code."""
    return listed([(Code(text),) for text in texts], MOST)


def _of_the_group(effect: FixedEffect | RandomEffect) -> bool:
    """Whether a random effect multiplies variables of its group or above alone: no slope below it."""
    return isinstance(effect, RandomEffect) and not any(effect.path[: effect.rank - 1])
