"""The shape of matrices: the model in one line, then what the rows of X and Z are."""

from __future__ import annotations

from formula2eq.equations.by_levels import level_equations, opening
from formula2eq.equations.equation import Equation, System
from formula2eq.equations.one_line import line
from formula2eq.equations.prove import prove_line, prove_rows
from formula2eq.notation.distribution import linked
from formula2eq.notation.matrix import MatrixForm


def compose(notation: MatrixForm, form: str, *, laws: bool = True) -> System:
    """The statements, the same for every form.

    The rows written out are proven to be the columns of X and Z, and each vector to have an entry for
    every column; raises `ProofError` when they are not.
    """
    statements = list(notation.statements(laws=laws))
    prove_line(notation, level_equations(notation), line(notation))
    prove_rows(notation, [(s.left, s.right) for s in statements if s.kind in ("row", "vector")])
    equations = [Equation(s.kind, s.left, s.relation, right=s.right) for s in statements]
    if not notation.model.residual:
        eta = notation.entry("eta", notation.row_index())
        link = Equation("level-1", linked(notation), "=", right=eta)
        links = [] if link.left == link.right else [link]
        equations = [*opening(notation, always=True), *links, *equations]
    return System(form, notation.name, tuple(equations))
