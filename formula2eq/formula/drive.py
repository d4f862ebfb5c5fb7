"""Running Lark's parse table over tokens.

Lark reads the grammar and builds the LALR(1) table; this loop runs it. It does what Lark's own loop
does, and takes the ladder of the grammar in one step: where a rank is passed through unchanged
(``sum: product``, ``product: special``, ...) the state at the end of such a row of reductions is
remembered, so that a name climbs a dozen ranks at the price of one look-up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from formula2eq.formula.lex import Token

_END = "$END"


class UnexpectedToken(Exception):  # noqa: N818
    """The parser cannot go on: the number of the token met, and the types it would have taken.

    The number is that of the token after the last when the text ended too early.
    """

    def __init__(self, number: int, accepted: frozenset[str]) -> None:
        super().__init__(number, accepted)
        self.number = number
        self.accepted = accepted


class Driver:
    """A parse table, ready to run."""

    def __init__(self, lark: Any) -> None:
        from lark.parsers.lalr_analysis import Shift

        parser = lark.parser.parser.parser
        table = parser.parse_table
        self._start: int = table.start_states["start"]
        self._end: int = table.end_states["start"]
        #: By state and token type: the next state, or what to reduce (size, callback, rank).
        self._actions: list[dict[str, int]] = [{} for _ in table.states]
        self._reductions: list[dict[str, tuple[int, Callable[[list[Any]], Any] | None, str]]] = [
            {} for _ in table.states
        ]
        self._passes: dict[tuple[int, str, str], int] = {}
        for state, actions in table.states.items():
            for symbol, (kind, argument) in actions.items():
                if kind is Shift:
                    self._actions[state][symbol] = argument
                    continue
                size = len(argument.expansion)
                unchanged = size == 1 and argument.options.expand1 and not argument.alias
                callback = None if unchanged else parser.callbacks[argument]
                self._reductions[state][symbol] = (size, callback, argument.origin.name)

    def parse(self, tokens: Sequence[Token]) -> Any:
        """What the grammar's start rule makes of the tokens. Raises ``UnexpectedToken``."""
        actions, reductions = self._actions, self._reductions
        states: list[int] = [self._start]
        values: list[Any] = []
        for number in range(len(tokens) + 1):
            token = tokens[number] if number < len(tokens) else None
            kind = _END if token is None else token.type
            while True:
                state = states[-1]
                following = actions[state].get(kind)
                if following is not None:
                    states.append(following)
                    values.append(token)
                    break
                reduction = reductions[state].get(kind)
                if reduction is None:
                    accepted = {*actions[state], *reductions[state]}
                    raise UnexpectedToken(number, frozenset(filter(str.isupper, accepted)))
                size, callback, rank = reduction
                if callback is None:
                    del states[-1]
                elif size:
                    parts = values[-size:]
                    del values[-size:]
                    del states[-size:]
                    values.append(callback(parts))
                else:
                    values.append(callback([]))
                state = self._after(states[-1], rank, kind)
                if state == self._end and token is None:
                    return values[-1]
                states.append(state)
        raise AssertionError("the end of the text is always accepted or refused")

    def _after(self, state: int, rank: str, kind: str) -> int:
        """The state after a reduction, and after those that then pass it on unchanged."""
        key = (state, rank, kind)
        found = self._passes.get(key)
        if found is None:
            found = self._actions[state][rank]
            reduction = self._reductions[found].get(kind)
            while reduction is not None and reduction[1] is None and found != self._end:
                found = self._actions[state][reduction[2]]
                reduction = self._reductions[found].get(kind)
            self._passes[key] = found
        return found
