"""How the effects of one grouping factor covary, from their laws: blocks between which zeros stand."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.notation.parts import MARKS
from formula2eq.reading import assumptions
from formula2eq.reading.large_matrices import flattened, is_zero
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Matrix, Node, Product, Symbol
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.said_covariances import Covariance
from formula2eq.reading.stated import Law, Stated, matrix_name


def blocks(
    found: Stated, effects: Sequence[Quantity], group: str, *, apart: bool = False
) -> tuple[list[list[int]], list[Diagnostic]]:
    """Positions of the effects in blocks that covary inside, and what there is to say.

    ``apart``: effects with separate laws are read as independent, as where every law is a statement
    of its own, the outcome's among them; else as correlated.
    """
    if len(effects) < 2:
        return [list(range(len(effects)))], []
    laws = [_laws(found, effect) for effect in effects]
    diagnostics: list[Diagnostic] = []
    said = _said_of(found, effects)
    if not any(laws) and not said:
        diagnostics.append(assumptions.no_law(found.source, effects[0].span, group))
        return [list(range(len(effects)))], diagnostics
    spreads = [_spread(found, law) for law in found.laws]
    places = [[_position(law, effect) for effect in effects] for law in found.laws]
    related = [[True] * len(effects) for _ in effects]
    silent = False
    for a in range(len(effects)):
        for b in range(a):
            verdict = _covary(found, said, (effects[a], effects[b]), (a, b), spreads, places)
            related[a][b] = related[b][a] = verdict if verdict is not None else not apart
            silent = silent or verdict is None
    if silent:
        spans = [law.span for listed in laws for law in listed[:1]] or [effects[0].span]
        diagnostics.append(
            assumptions.separate_laws(found.source, list(dict.fromkeys(spans)), group, apart)
        )
    equal = {id(law) for law, spread in zip(found.laws, spreads, strict=True) if _equal(spread)}
    for listed in laws:
        if listed and len(listed[0].left) > 1 and id(listed[0]) in equal:
            diagnostics.append(assumptions.equal_variances(found.source, listed[0].span, group))
            break
    made = _components(related)
    if any(not related[a][b] for block in made for a in block for b in block if a != b):
        span = laws[0][0].span if laws[0] else effects[0].span
        diagnostics.append(assumptions.odd_zeros(found.source, span, group))
    return made, diagnostics


def _components(related: list[list[bool]]) -> list[list[int]]:
    left = list(range(len(related)))
    made: list[list[int]] = []
    while left:
        block, waiting = [], [left[0]]
        while waiting:
            one = waiting.pop()
            if one in block:
                continue
            block.append(one)
            waiting += [other for other in left if related[one][other] and other not in block]
        made.append(sorted(block))
        left = [one for one in left if one not in block]
    return made


def _laws(found: Stated, effect: Quantity) -> list[Law]:
    """The laws in which an effect stands, those of vectors first."""
    listed = [law for law in found.laws if _position(law, effect) is not None]
    return sorted(listed, key=lambda law: -_size(law))


def _size(law: Law) -> int:
    return len(law.left) if not _is_vector(law) else 99


def _is_vector(law: Law) -> bool:
    """Whether one bold symbol stands for all the effects of its letter."""
    return len(law.left) == 1 and not law.left[0].numbers and law.family == "normal"


def _position(law: Law, effect: Quantity) -> int | None:
    for position, quantity in enumerate(law.left):
        if quantity.base == effect.base and (
            not quantity.indices
            or not effect.indices
            or set(quantity.indices) == set(effect.indices)
            or len(law.left) > 1
            and not (quantity.lookups or effect.effect)
        ):
            return position
    if (
        _is_vector(law)
        and law.left[0].texts in ((), effect.texts)
        and law.left[0].letter.lower() == effect.letter.lower()
        and (effect.numbers or effect.texts)
        and _of_one_part(law.left[0], effect)
    ):
        same = not law.left[0].indices or set(law.left[0].indices) == set(effect.indices)
        return -1 if same else None
    return None


def _of_one_part(first: Quantity, second: Quantity) -> bool:
    """Whether two symbols belong to the mean, or to one part beside it."""
    marks = set(MARKS.values())
    return marks & set(first.above) == marks & set(second.above)


def _said_of(found: Stated, effects: Sequence[Quantity]) -> list[Covariance]:
    """The covariances that equations give between effects of one grouping factor."""
    bases = {effect.base for effect in effects}
    return [one for one in found.covariances if len(bases & {q.base for q in one[0]}) > 1]


def _covary(
    found: Stated,
    said: Sequence[Covariance],
    pair: tuple[Quantity, Quantity],
    numbers: tuple[int, int],
    spreads: Sequence[Node | None],
    places: Sequence[Sequence[int | None]],
) -> bool | None:
    """Whether two effects have a covariance; None when nothing says.

    said  by equations; ``numbers`` of the effects; ``spreads`` are the laws' matrices, ``places`` the
    effects' rows in them
    """
    first, second = pair
    if first.indices and second.indices and set(first.indices) != set(second.indices):
        return False
    for own, right, _ in said:
        bases = {q.base for q in own}
        if {first.base, second.base} <= bases:
            return not is_zero(right)
    for spread, rows in zip(spreads, places, strict=True):
        a, b = rows[numbers[0]], rows[numbers[1]]
        if a is None or b is None or (a == b and a != -1):
            continue
        return _entry(spread, a, b)
    if said and not (_laws(found, first) and _laws(found, second)):
        return True
    return None


def _spread(found: Stated, law: Law) -> Node | None:
    """The covariance matrix of a law, looked up when it has a name."""
    if len(law.arguments) < 2:
        return None
    spread = bare(law.arguments[1])
    return _named(found, spread, 0)


def _named(found: Stated, spread: Node, steps: int) -> Node | None:
    """A matrix by its name; of ``diag(s) R diag(s)`` the matrix R, whose zeros count."""
    if isinstance(spread, Symbol):
        named = found.matrices.get(matrix_name(found.letters.quantity(spread)))
        return None if named is None or steps > 3 else _named(found, bare(named), steps + 1)
    if isinstance(spread, Matrix) and steps <= 3:
        return flattened(spread, lambda node: _named(found, bare(node), steps + 1))
    if isinstance(spread, Product) and not _equal(spread):
        matrices: list[Matrix] = []
        for factor in spread.factors:
            inner = _named(found, factor, steps + 1) if isinstance(factor, Symbol) else factor
            if isinstance(inner, Matrix):
                matrices.append(inner)
            elif isinstance(factor, Symbol) and factor.letter.isupper():
                return None
        full = [m for m in matrices if not _is_diagonal(m)]
        return next(iter(full or matrices), None)
    return spread


def _entry(spread: Node | None, row: int, column: int) -> bool:
    """Whether an entry of a covariance matrix is free, and not zero."""
    match spread:
        case Matrix() if row < 0 and column < 0:
            # a vector's law without the order of its entries: only a diagonal matrix tells
            return not _is_diagonal(spread)
        case Matrix(rows) if row >= 0 and column >= 0:
            low, high = max(row, column), min(row, column)
            if low < len(rows) and high < len(rows[low]):
                if is_zero(rows[low][high]):
                    return False
                return not (low < len(rows[high]) and is_zero(rows[high][low]))
            return True
        case Apply("diag", _):
            return False
        case Product() if _equal(spread):
            return False
        case _:
            return True


def _is_diagonal(matrix: Matrix) -> bool:
    """Whether nothing but zeros stands off the diagonal."""
    return all(
        is_zero(entry)
        for row, line in enumerate(matrix.rows)
        for column, entry in enumerate(line)
        if row != column
    )


def _equal(spread: Node | None) -> bool:
    """Whether a matrix is one variance times the identity."""
    return isinstance(spread, Product) and any(
        isinstance(f, Symbol) and f.letter in ("I", "mathbb{I}") for f in spread.factors
    )
