"""Variables of equations back to columns: display names, categories, computed variables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from formula2eq.formula.nodes import Expression
from formula2eq.formula.parse import parse
from formula2eq.formula.unparse import spell_name, unparse
from formula2eq.reading.links import bare
from formula2eq.reading.multiply import Computed, Factor
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Fraction,
    Node,
    Number,
    Power,
    Product,
    Relation,
    Sum,
    Symbol,
)
from formula2eq.reading.quantities import Alphabet, Quantity


def _squeezed(text: str) -> str:
    r"""Letters and digits alone: ``\text{Mean SES}`` and ``mean_ses`` are near each other."""
    bare_text = re.sub(r"\\(?:text|mathrm|textit|mathit|operatorname|textrm)\b", "", text)
    return re.sub(r"[\W_]", "", bare_text)


class Columns:
    """The names of columns.

    names    display names by column, the mapping that the writer takes
    columns  further names that are known, such as those of a formula it is compared with
    """

    def __init__(self, names: Mapping[str, str], columns: Iterable[str], letters: Alphabet) -> None:
        self.names = dict(names)
        self.columns = tuple(columns)
        self.letters = letters
        #: Names that were matched only by spelling, found name to column.
        self.matched: dict[str, str] = {}

    @cached_property
    def _exact(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for column, display in self.names.items():
            found.setdefault(display.strip(), column)
            found.setdefault(_squeezed(display), column)
        for column in (*self.names, *self.columns):
            found.setdefault(column, column)
        for column, display in self.names.items():
            without = re.sub(r"_\{?[a-zA-Z.\\,\[\]]*\}?$", "", display.strip())
            found.setdefault(_squeezed(without), column)
        return found

    @cached_property
    def _expressions(self) -> dict[str, str]:
        """Columns by the computed variable that their display name spells, ``X_{ij} - 4``."""
        from formula2eq.errors import Formula2eqError
        from formula2eq.reading.statements import expression_of

        found: dict[str, str] = {}
        for column, display in self.names.items():
            if re.search(r"[-+*/^]|\\(?:bar|overline|log|sqrt|frac)", display):
                try:
                    found[self._plain.expression(bare(expression_of(display)))] = column
                except Formula2eqError:
                    continue
        return found

    @cached_property
    def _plain(self) -> Columns:
        """The same without any names."""
        return Columns({}, (), self.letters)

    @cached_property
    def _loose(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for shown, column in self._exact.items():
            listed = found.setdefault(_squeezed(shown).lower(), [])
            if column not in listed:
                listed.append(column)
        return found

    def named(self, shown: str) -> str | None:
        """The column of a name as shown; None when it is not known."""
        if shown in self._exact:
            return self._exact[shown]
        squeezed = _squeezed(shown)
        if squeezed in self._exact:
            return self._exact[squeezed]
        listed = self._loose.get(squeezed.lower(), [])
        if len(listed) == 1 and squeezed:
            self.matched[shown] = listed[0]
            return listed[0]
        return None

    def quantity(self, quantity: Quantity) -> tuple[str, str | None]:
        """Column of a variable and the category or column of a call that it shows."""
        texts = list(quantity.texts)
        prefix = {"bar": "mean_"}.get(quantity.accent or "", "")
        candidates = [quantity.name]
        if quantity.numbers:
            candidates.append(quantity.letter + "_" + "".join(map(str, quantity.numbers)))
        if texts:
            for joined in ("_".join(texts), "".join(texts)):
                candidates.insert(0, f"{quantity.letter}_{joined}")
                candidates.insert(0, f"{quantity.letter}{joined}")
        if prefix:
            shown = [f"{quantity.accent}{c}" for c in candidates]  # as names display it, \\bar{X}
            candidates = [
                *shown,
                *(f"{prefix}{c}" for c in candidates),
                *(f"{c}_mean" for c in candidates),
            ]
        for candidate in candidates:
            known = self.named(candidate)
            if known is not None:
                whole = (
                    texts
                    and candidate.startswith(quantity.letter)
                    and (candidate.endswith("".join(texts)) and candidate != quantity.name)
                )
                category = None if whole or not texts else texts[-1]
                return known, category
        if texts and not quantity.word and quantity.letter in "xXzZwW" and not quantity.numbers:
            known = self.named(texts[0])
            return known or texts[0], None
        base = quantity.name if not prefix else prefix + quantity.name
        return base, texts[-1] if texts else None

    # --- factors to R -------------------------------------------------------------------------

    def factor(self, factor: Factor) -> tuple[str, str | None]:
        """R's text of a variable, as it stands in a formula, and the column of it that is meant."""
        if isinstance(factor, Quantity):
            name, category = self.quantity(factor)
            return self._spelled(name), category
        node = bare(factor.node) if isinstance(factor, Computed) else factor
        return self.computed(node)

    def computed(self, node: Node) -> tuple[str, str | None]:
        """R's text of a computed variable: calls as they are, arithmetic inside ``I()``."""
        text = self.expression(node)
        category = None
        if isinstance(node, Apply) and node.below:
            numbered = [m.text for m in node.below if m.kind in ("text", "number")]
            category = numbered[0] if numbered else None
        known = self.named(text)
        if self._expressions:
            known = self._expressions.get(self._plain.expression(node), known)
        if known is not None and known in self.names:
            return self._spelled(known), category
        needs = isinstance(node, (Power, Fraction, Sum, Product)) or (
            isinstance(node, Apply) and node.function in ("indicator", "not")
        )
        return (f"I({text})" if needs else text), category

    def expression(self, node: Node) -> str:
        """R's text of an expression of variables."""
        match node:
            case Number(text):
                return text
            case Symbol():
                return self._spelled(self.quantity(self.letters.quantity(node))[0])
            case Bracket(items) if len(items) == 1:
                return f"({self.expression(items[0])})"
            case Power(Apply(name, arguments), exponent) if name in ("log", "exp", "sqrt"):
                return f"{self.expression(Apply(name, arguments, node.span))}^{self.expression(exponent)}"
            case Power(base, exponent):
                return f"{self._operand(base)}^{self._operand(exponent)}"
            case Fraction(numerator, denominator):
                return f"{self._operand(numerator)}/{self._operand(denominator)}"
            case Product(factors):
                return " * ".join(self._operand(f) for f in factors)
            case Sum(signs, terms):
                text = "-" if signs[0] == "-" else ""
                for position, (sign, term) in enumerate(zip(signs, terms, strict=True)):
                    text += f" {sign} " if position else ""
                    text += self.expression(term)
                return text
            case Apply("indicator", arguments):
                return self.expression(arguments[0])
            case Apply("not", arguments):
                return f"!{self.expression(arguments[0])}"
            case Apply(name, arguments):
                called = {"ln": "log"}.get(name, name)
                return f"{called}({', '.join(self.expression(a) for a in arguments)})"
            case Relation(operators, sides):
                text = self.expression(sides[0])
                words = {"=": "==", "and": "&", "or": "|", "in": "%in%"}
                for operator, side in zip(operators, sides[1:], strict=True):
                    text += f" {words.get(operator, operator)} {self.expression(side)}"
                return text
            case _:
                return "?"

    def _operand(self, node: Node) -> str:
        text = self.expression(node)
        inner = bare(node)
        if isinstance(node, Bracket):
            return text
        return f"({text})" if isinstance(inner, (Sum, Fraction)) else text

    @staticmethod
    def _spelled(name: str) -> str:
        """A column's name, or the call that it stands for, as R code."""
        if re.fullmatch(r"[\w.]+", name) or "(" not in name:
            return spell_name(name)
        return name


def parsed(text: str) -> Expression | None:
    """R's tree of a variable's text; None when R cannot read it."""
    from formula2eq.errors import FormulaError

    try:
        return parse(f"~ {text}").predictors
    except FormulaError:
        return None


def normalized(text: str) -> str:
    """A variable's text as R labels it."""
    tree = parsed(text)
    return text if tree is None else unparse(tree, label=True)
