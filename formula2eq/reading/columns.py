"""Variables of equations back to columns: display names, categories, computed variables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from formula2eq.formula.nodes import Binary, Expression, Unary
from formula2eq.formula.parse import parse
from formula2eq.formula.unparse import spell_name, unparse
from formula2eq.reading.code import code
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Fraction, Node, Power, Product, Sum
from formula2eq.reading.quantities import Alphabet, Quantity
from formula2eq.reading.summands import Computed, Factor

_COMPUTED = re.compile(r"[-+*/^]|\\(?:bar|overline|log|sqrt|frac)")


def _squeezed(text: str) -> str:
    r"""Letters and digits alone: ``\text{Mean SES}`` and ``mean_ses`` are near each other."""
    bare_text = re.sub(r"\\(?:text|mathrm|textit|mathit|operatorname|textrm)\b", "", text)
    barred = re.sub(r"\\(?:overline|widebar)(?![A-Za-z])", "bar", bare_text)
    return re.sub(r"[\W_]", "", barred)


_LOOSE = frozenset(("<", ">", "<=", ">=", "==", "!=", "&", "&&", "|", "||", "+", "-"))


class Columns:
    """The names of columns.

    names     display names by column, the mapping that the writer takes
    columns   further names that are known, such as those of a formula it is compared with
    computed  how computed variables are displayed, by their R code
    """

    def __init__(
        self,
        names: Mapping[str, str],
        columns: Iterable[str],
        letters: Alphabet,
        computed: Mapping[str, str] | None = None,
    ) -> None:
        self.names = dict(names)
        self._codes = dict(computed or {})
        self.columns = tuple(columns)
        self.letters = letters
        #: Names that were matched only by spelling, found name to column.
        self.matched: dict[str, str] = {}

    @cached_property
    def _exact(self) -> dict[str, str]:
        found = {shown: name for shown, name in self._expressions.items() if name in self._codes}
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
        for column, display in (*self.names.items(), *self._codes.items()):
            if column in self._codes or _COMPUTED.search(display):
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
        above = "_".join(quantity.above)
        if above:
            candidates = [f"{quantity.name}_{above}", f"{quantity.name}{above}"]
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
        base = f"{prefix}{quantity.name}_{above}" if above else prefix + quantity.name
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
            known = self._expressions.get(self._plain.expression(bare(node)), known)
        if known is not None and (known in self.names or known in self._codes):
            return self._spelled(known), category
        needs = isinstance(node, (Power, Fraction, Sum, Product)) or (
            isinstance(node, Apply) and node.function in ("indicator", "not")
        )
        return (f"I({text})" if needs else text), category

    def expression(self, node: Node) -> str:
        """R's text of an expression of variables."""
        return code(
            node, lambda symbol: self._spelled(self.quantity(self.letters.quantity(symbol))[0])
        )

    def is_code(self, text: str) -> bool:
        """Whether it is the R code of a computed variable whose display is known."""
        return text in self._codes

    def _spelled(self, name: str) -> str:
        """A column's name, or the code that it stands for, as R code."""
        if name in self._codes:
            return f"({name})" if _loose(name) else name
        if re.fullmatch(r"[\w.]+", name) or "(" not in name:
            return spell_name(name)
        return name


def _loose(text: str) -> bool:
    """Whether R code needs brackets to be a factor of a product: a comparison, ``x > 3``."""
    tree = parsed(text)
    return isinstance(tree, Unary) or isinstance(tree, Binary) and tree.operator in _LOOSE


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
