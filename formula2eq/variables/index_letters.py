"""Index letters that an author gives to grouping factors and to the observations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from formula2eq.errors import HierarchyError
from formula2eq.terms.term import Term
from formula2eq.variables.declared import resolve
from formula2eq.variables.findings import no_index_letter, two_letters

#: The observations among the units that have an index.
OBSERVATIONS = "1"
#: A letter or a word; a number would be read as the number of a coefficient.
_INDEX = re.compile(r"[^\W\d_][\w.]*'*")


def index_letters(groups: Mapping[str, str], groupings: Sequence[Term]) -> dict[str, str]:
    """The letter of each unit that was given one, from unit by letter; the observations go by ``1``.

    Raises `HierarchyError` for what is no index, for a factor that the model has not, and for a
    unit with two letters.
    """
    found: dict[str, str] = {}
    for written, name in groups.items():
        letter = written.strip()
        if not _INDEX.fullmatch(letter):
            raise HierarchyError(no_index_letter(written, name))
        unit = OBSERVATIONS if name == OBSERVATIONS else resolve(name, groupings)
        if unit in found:
            raise HierarchyError(two_letters(unit, found[unit], letter))
        found[unit] = letter
    return found
