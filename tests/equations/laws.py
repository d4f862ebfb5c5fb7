"""What must be true of every system of equations, whatever the model and the notation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from formula2eq.documents.equations import Equations
from formula2eq.equations.atoms import atoms, inside
from formula2eq.equations.equation import Equation, Summand
from formula2eq.equations.lookups import plain
from formula2eq.notation.math import Apply, Infix, Mark, Matrix, Node, Symbol, Text, Transpose
from formula2eq.writers import latex, measure
from formula2eq.writers.medium import Medium


def check(equations: Equations, *, laws: bool = True) -> None:
    """All laws that need only the equations; closure was proven when they were composed."""
    system = equations.system.equations
    defined_once(system, laws=laws)
    one_meaning(system)
    one_spelling(system)
    indexed(system)
    well_formed(equations.latex())
    fits(equations)


def defined_once(system: tuple[Equation, ...], *, laws: bool) -> None:
    """Every coefficient, random effect and residual is defined exactly once; nothing is twice."""
    having = _laws_of(system)
    defined = Counter(plain(node) for e in system for node in _defined(e, having))
    twice = [node for node, times in defined.items() if times > 1]
    assert not twice, twice
    for equation in system:
        for summand in _flat(equation.summands):
            if summand.parameter is None:
                continue
            symbol = plain(summand.parameter)
            if summand.part == "coefficient" or (summand.part in ("random", "residual") and laws):
                assert defined[symbol] == 1, (summand.part, symbol, defined[symbol])
            elif summand.part == "fixed":
                assert defined[symbol] == 0, symbol


def one_meaning(system: tuple[Equation, ...]) -> None:
    """A symbol stands for one effect, and never for a variable as well."""
    meanings: dict[Node, object] = {}
    variables: set[Node] = set()
    for equation in system:
        for summand in _flat(equation.summands):
            if summand.parameter is not None and summand.effect is not None:
                symbol = plain(summand.parameter)
                known = meanings.setdefault(symbol, summand.effect)
                assert known == summand.effect, (symbol, known, summand.effect)
            variables |= {plain(variable) for variable in summand.variables}
    assert not variables & set(meanings), variables & set(meanings)


def one_spelling(system: tuple[Equation, ...]) -> None:
    """Different symbols are printed differently."""
    spelled: dict[str, Node] = {}
    for symbol in atoms(system):
        if isinstance(symbol, (Symbol, Text)):
            known = spelled.setdefault(latex.node(symbol), symbol)
            assert known == symbol, (known, symbol)


def indexed(system: tuple[Equation, ...]) -> None:
    """Every variable carries an index."""
    for equation in system:
        for summand in _flat(equation.summands):
            for variable in summand.variables:
                assert any(mark.kind == "index" for mark in _marks(variable)), variable


def well_formed(latex: str) -> None:
    """Braces, environments and tall brackets close; nothing has two superscripts."""
    bare = re.sub(r"\\[{}\\]", "", latex)
    depth = 0
    for character in bare:
        depth += (character == "{") - (character == "}")
        assert depth >= 0, latex
    assert depth == 0, latex
    opened: list[str] = []
    for word, name in re.findall(r"\\(begin|end)\{(\w+)\}", latex):
        if word == "begin":
            opened.append(name)
        else:
            assert opened and opened.pop() == name, latex
    assert not opened, latex
    assert latex.count(r"\left") == latex.count(r"\right"), latex
    group = r"(?:\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^\s{}\\])"
    assert not re.search(rf"\^{group}(?:_{group})?\^", latex), latex
    assert not re.search(rf"_{group}(?:\^{group})?_", latex), latex


def fits(equations: Equations) -> None:
    """No row that could be broken is wider than the block."""
    medium = Medium(equations.style.block)
    for row in equations.layout():
        size = 0.0 if row.left is None else measure.node(row.left) + medium.relation
        size += medium.pieces(row.pieces)
        if row.right is not None:
            size += measure.node(row.right)
        breakable = len(row.pieces) > 1
        assert size <= medium.limit + 0.01 or not breakable, (size, medium.limit, row)


def _laws_of(system: tuple[Equation, ...]) -> set[Node]:
    """What has a law: effects, and vectors of them whose entries are listed elsewhere."""
    return {
        entry
        for equation in system
        if equation.kind == "random-effects"
        for entry in inside(equation.left)
    }


def _defined(equation: Equation, laws: set[Node]) -> Iterator[Node]:
    """What an equation defines: its left side, entry by entry."""
    left = equation.left
    if equation.kind == "listing":
        assert isinstance(left, Transpose) and isinstance(equation.right, Apply)
        if left.inner in laws:
            yield from equation.right.arguments
        else:
            yield left
    elif isinstance(left, Matrix):
        for row in left.rows:
            yield from row
    elif equation.kind != "level-1" and equation.kind != "combined":
        if isinstance(left, (Symbol, Apply, Transpose)):
            yield left
    elif isinstance(left, Symbol) and equation.right is None:
        yield left


def _flat(summands: tuple[Summand, ...]) -> Iterator[Summand]:
    for summand in summands:
        if summand.bracket:
            yield from _flat(summand.bracket)
        yield summand


def _marks(node: object) -> Iterator[Mark]:
    if isinstance(node, Mark):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _marks(item)
    elif isinstance(node, (Symbol, Text, Apply, Infix)) or hasattr(node, "__dataclass_fields__"):
        for name in getattr(node, "__dataclass_fields__", ()):
            yield from _marks(getattr(node, name))
