"""The LALR(1) table of a grammar: what Lark computes from it, and how it is kept in a file.

Importing Lark and computing the table take longer than everything else that a formula needs, so the
table of ``grammar/formula.lark`` is kept beside it. ``tabulate.py`` writes it. A table kept for
another text than the grammar's is not used: Lark then computes one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from lark import Lark

#: The type of the token that stands after the last.
END = "$END"


class Rule(NamedTuple):
    """One line of the grammar.

    rank    the name on its left
    size    the number of its parts
    builds  the name of what is made of them; None if the one part is passed on unchanged
    spread  the places of the parts that are rows made by a repetition, whose items are parts
    """

    rank: str
    size: int
    builds: str | None
    spread: tuple[int, ...]


class Table(NamedTuple):
    """A parse table.

    end     the state after the first one in which a whole text has been read; the first is 0
    rules   the lines of the grammar
    states  for each state, by type of token or rank: the next state, or, below zero, -1 minus the
            number of the rule that is complete
    """

    end: int
    rules: tuple[Rule, ...]
    states: tuple[dict[str, int], ...]


def computed(lark: Lark) -> Table:
    """Lark's table, its states numbered as they are met from the first, symbols in their order.

    No public part of Lark holds the table: ``AttributeError``, ``ImportError``, ``KeyError``,
    ``TypeError`` or ``ValueError`` where a version keeps it elsewhere, or drops tokens.
    """
    from lark.parsers.lalr_analysis import Shift

    parser: Any = lark.parser
    found: Any = parser.parser.parser.parse_table
    numbers: dict[object, int] = {found.start_states["start"]: 0}
    rules: dict[Rule, int] = {}
    states: list[dict[str, int]] = []
    waiting = list(numbers)
    for state in waiting:
        own: dict[str, int] = {}
        for symbol, (kind, argument) in sorted(found.states[state].items()):
            if kind is not Shift:
                own[symbol] = -1 - rules.setdefault(_rule(argument), len(rules))
                continue
            if argument not in numbers:
                numbers[argument] = len(numbers)
                waiting.append(argument)
            own[symbol] = numbers[argument]
        states.append(own)
    return Table(numbers[found.end_states["start"]], tuple(rules), tuple(states))


def _rule(rule: Any) -> Rule:
    rank, parts = rule.origin.name, rule.expansion
    if any(part.is_term and part.filter_out for part in parts):
        raise ValueError(f"{rank}: every token of a rule is handed on")
    unchanged = len(parts) == 1 and rule.options.expand1 and not rule.alias
    spread = (n for n, part in enumerate(parts) if not part.is_term and part.name[0] == "_")
    return Rule(rank, len(parts), None if unchanged else rule.alias or rank, tuple(spread))


def written(table: Table, grammar: str) -> str:
    """The table of a grammar as JSON, a line for each rule and state."""

    def lines(rows: tuple[Any, ...]) -> str:
        return "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]"

    return (
        f'{{"grammar": {_mark(grammar)}, "end": {table.end},\n'
        f'"rules": {lines(table.rules)},\n"states": {lines(table.states)}}}\n'
    )


def kept(text: str, grammar: str) -> Table | None:
    """The table written in a text, or None if it is that of another grammar."""
    found = json.loads(text)
    if found["grammar"] != _mark(grammar):
        return None
    rules = (
        Rule(rank, size, builds, tuple(spread)) for rank, size, builds, spread in found["rules"]
    )
    return Table(found["end"], tuple(rules), tuple(found["states"]))


def _mark(grammar: str) -> int:
    return crc32(grammar.encode())
