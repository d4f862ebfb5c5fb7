"""A difference between two models, with its place in both texts; all sentences about differences."""

from __future__ import annotations

from dataclasses import dataclass

from formula2eq.checking.side import Side
from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula.unparse import unparse
from formula2eq.source import Span
from formula2eq.terms.term import Term

#: What glmmTMB calls the formula of a part beside the mean.
ARGUMENTS = {"zero-inflation": "ziformula", "dispersion": "dispformula"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    kind            missing-fixed-term, extra-fixed-term, missing-random-effect, extra-random-effect,
                    missing-grouping, extra-grouping, covariance, family, link, response, offset,
                    weights, zero-inflation, dispersion, or the rule of a slip in the equations
    term            the term or group in question
    expected        what the second text, the intended one, has
    found           what the first has
    formula_spans   places in the first text
    equation_spans  places in the second
    repair          what to write instead
    part            the part beside the mean that it is in, ``zero-inflation`` or ``dispersion``
    """

    kind: str
    term: str | None
    expected: str | None
    found: str | None
    formula_spans: tuple[Span, ...] = ()
    equation_spans: tuple[Span, ...] = ()
    repair: str | None = None
    part: str | None = None

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command line; spans are pairs of offsets from 0."""
        return {
            "kind": self.kind,
            "term": self.term,
            "expected": self.expected,
            "found": self.found,
            "formula_span": _pair(self.formula_spans),
            "equation_span": _pair(self.equation_spans),
            "formula_spans": [[s.start, s.end] for s in self.formula_spans],
            "equation_spans": [[s.start, s.end] for s in self.equation_spans],
            "repair": self.repair,
            "part": self.part,
        }

    def diagnostic(self, first: Side, second: Side) -> Diagnostic:
        """As something to tell, drawn in both texts."""
        labels = [Label(s, "here", first.source) for s in self.formula_spans[:3]]
        labels += [Label(s, "here", second.source) for s in self.equation_spans[:3]]
        sentence, repair = self._sentence(first, second), self.repair
        if self.part is not None and self.kind != self.part:
            argument = ARGUMENTS[self.part]
            sentence = f"in the {self.part} ({argument}), {sentence}"
            repair = None if repair is None else f"{repair}, in {argument}"
        return Diagnostic(self.kind, sentence, tuple(labels), repair, "error")

    def _sentence(self, first: Side, second: Side) -> str:
        mine = "the equations" if first.equations else "the formula"
        theirs = "the equations" if second.equations else "the intended formula"
        if first.equations == second.equations:
            mine, theirs = f"the first {mine[4:]}", f"the second {mine[4:]}"
        if second.equations or not first.equations:
            have, lack = ("have", "have") if second.equations else ("has", "has")
        else:
            have, lack = "has", "has"
        del lack
        match self.kind:
            case "missing-fixed-term":
                return f"{theirs} {have} {self.term} among the fixed effects, {mine} has not"
            case "extra-fixed-term":
                return f"{mine} has {self.term} among the fixed effects, {theirs} {have} not"
            case "missing-random-effect":
                return f"{theirs} {have} a random effect of {self.term}, {mine} has not"
            case "extra-random-effect":
                return f"{mine} has a random effect of {self.term}, {theirs} {have} not"
            case "missing-grouping":
                return f"{theirs} {have} random effects of {self.term}, {mine} has none"
            case "extra-grouping":
                return f"{mine} has random effects of {self.term}, {theirs} {have} none"
            case "covariance":
                return (
                    f"the random effects of {self.term} covary as {self.found} in {mine}, as "
                    f"{self.expected} in {theirs}"
                )
            case "zero-inflation" | "dispersion":
                what = (
                    "extra zeros" if self.kind == "zero-inflation" else "a dispersion that varies"
                )
                if self.found is None:
                    return f"{theirs} {have} {what}, {self.expected}, {mine} has not"
                return f"{mine} has {what}, {self.found}, {theirs} {have} not"
            case "family" | "link" | "response" | "offset" | "weights":
                return (
                    f"the {self.kind} is {self.found or 'none'} in {mine}, {self.expected or 'none'} "
                    f"in {theirs}"
                )
            case _:
                return self.expected or self.kind


def _pair(spans: tuple[Span, ...]) -> list[int] | None:
    return [spans[0].start, spans[0].end] if spans else None


def term_text(term: Term) -> str:
    """A term as R labels it: ``age:sex``; 1 for the constant."""
    return ":".join(unparse(f, label=True) for f in term.factors) or "1"
