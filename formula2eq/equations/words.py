"""What effects, columns and groups are called in the words of a legend: an author's names, else R's."""

from __future__ import annotations

from collections.abc import Iterable

from formula2eq.levels.level_model import Path
from formula2eq.notation.notation import Notation
from formula2eq.variables.coding import CodedColumn
from formula2eq.variables.contrasts import contrast_name


def column_words(notation: Notation, column: CodedColumn) -> str:
    """``age``, ``sector Catholic``, ``poly(x, 2), column 1``."""
    names = notation.choices.names
    if column.name in names:
        return names[column.name]
    variable = notation.display_name(column.variable)
    if not column.column or column.category == column.column == "TRUE":
        return variable
    shown = column.category or contrast_name(column.coding, column.column)
    return f"{variable} {shown}" if shown else f"{variable}, column {column.column}"


def effect_words(notation: Notation, path: Path) -> str:
    """``intercept``, ``effect of x``, ``interaction of x and w``."""
    columns = [column_words(notation, column) for product in path for column in product]
    if not columns:
        return "intercept"
    if len(columns) == 1:
        return f"effect of {columns[0]}"
    return f"interaction of {listed(columns)}"


def listed(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last
