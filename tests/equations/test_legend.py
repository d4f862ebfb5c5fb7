"""Every symbol that is printed has an entry in the legend, in every notation."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))
from structures import STRUCTURES  # noqa: E402

import formula2eq as f2e  # noqa: E402
from formula2eq.equations.atoms import atoms  # noqa: E402
from formula2eq.equations.lookups import plain  # noqa: E402
from formula2eq.equations.symbols import meanings  # noqa: E402
from formula2eq.notation import NOTATIONS  # noqa: E402
from formula2eq.notation.math import Apply, Symbol, Text  # noqa: E402
from formula2eq.writers import latex  # noqa: E402


def inside(node):
    """The symbols that an entry explains together with itself."""
    if isinstance(node, (Symbol, Text)):
        yield plain(node)
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            yield from inside(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from inside(item)


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("structure", STRUCTURES)
def test_every_symbol_is_explained(structure, notation):
    formula, facts = STRUCTURES[structure]
    model = f2e.Model(formula, **facts)
    for form in ("levels", "combined"):
        try:
            equations = model.equations(form, notation)
        except f2e.NotationError:
            return
        said = meanings(equations.notation, equations.system)
        explained = {symbol for meaning in said for symbol in inside(meaning.symbol)}
        missing = {
            latex.node(node)
            for node in atoms(equations.system.equations)
            if not isinstance(node, Apply) and plain(node) not in explained
        }
        assert not missing
        assert all(meaning.meaning for meaning in said)
