"""Running a parse table over tokens.

``TableDriver`` runs the table of a grammar: it does what Lark's own loop does, and takes the ladder
of the grammar in one step. Where a rank is passed through unchanged (``sum: product``, ``product:
special``, ...) the state at the end of such a row of reductions is remembered, so that a name climbs
a dozen ranks at the price of one look-up. On the formulas of the conformance table this takes a
quarter of the time of Lark's own loop.

The table is no public part of Lark. Where it can neither be had from a file nor from Lark,
``PublicDriver`` does the same through Lark's public interactive parser; the tests hold the two
against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from formula2eq.formula.lex import Token
from formula2eq.formula.table import END, Rule, Table, computed

if TYPE_CHECKING:
    from lark import Lark


class UnexpectedToken(Exception):  # noqa: N818
    """The parser cannot go on: the number of the token met, and the types it would have taken.

    The number is that of the token after the last when the text ended too early.
    """

    def __init__(self, number: int, accepted: frozenset[str]) -> None:
        super().__init__(number, accepted)
        self.number = number
        self.accepted = accepted


class Driver(Protocol):
    """A parser of tokens."""

    def parse(self, tokens: Sequence[Token]) -> Any:
        """What the grammar's start rule makes of the tokens. Raises ``UnexpectedToken``."""


def driver(lark: Lark, builder: object) -> Driver:
    """The fastest driver that this version of Lark allows."""
    try:
        return TableDriver(computed(lark), builder)
    except (AttributeError, ImportError, KeyError, TypeError, ValueError):
        return PublicDriver(lark)


class PublicDriver:
    """Lark's interactive parser, fed token by token."""

    def __init__(self, lark: Lark) -> None:
        self._lark = lark

    def parse(self, tokens: Sequence[Token]) -> Any:
        """What the grammar's start rule makes of the tokens. Raises ``UnexpectedToken``."""
        from lark.exceptions import UnexpectedToken as Unexpected

        parser: Any = self._lark.parse_interactive("")
        fed = 0
        try:
            for token in tokens:
                parser.feed_token(token)
                fed += 1
            return parser.feed_eof()
        except Unexpected as error:
            raise UnexpectedToken(fed, frozenset(error.expected) - {END}) from None


class _Reduction(NamedTuple):
    """What to do when a rule is complete.

    size      the number of its parts
    callback  what makes a value of them; None if the one part is passed on unchanged
    rank      the rule's name
    after     by the state below: the state that follows, once all unchanged passing-on is done
    """

    size: int
    callback: Callable[[list[Any]], Any] | None
    rank: str
    after: dict[int, int]


class TableDriver:
    """A parse table, ready to run; the builder's methods make a value of each rule's parts."""

    def __init__(self, table: Table, builder: object) -> None:
        callbacks = [_callback(rule, builder) for rule in table.rules]
        self._end = table.end
        #: By state and token type: the next state, or what to reduce.
        self._actions: list[dict[str, int | _Reduction]] = []
        after: dict[tuple[str, str], dict[int, int]] = {}
        for actions in table.states:
            own: dict[str, int | _Reduction] = {}
            for symbol, action in actions.items():
                if action >= 0:
                    own[symbol] = action
                    continue
                rule = table.rules[-1 - action]
                states_after = after.setdefault((rule.rank, symbol), {})
                own[symbol] = _Reduction(rule.size, callbacks[-1 - action], rule.rank, states_after)
            self._actions.append(own)

    def parse(self, tokens: Sequence[Token]) -> Any:
        """What the grammar's start rule makes of the tokens. Raises ``UnexpectedToken``."""
        actions = self._actions
        state = 0
        states: list[int] = [state]
        values: list[Any] = []
        for number, token in enumerate((*tokens, None)):
            kind = END if token is None else token.type
            action: Any = actions[state].get(kind)
            while action.__class__ is _Reduction:
                size, callback, _, after = action
                if callback is None:
                    del states[-1]
                elif size:
                    values[-size:] = (callback(values[-size:]),)
                    del states[-size:]
                else:
                    values.append(callback([]))
                below = states[-1]
                if below in after:
                    state = after[below]
                else:
                    state = after[below] = self._climb(below, action, kind)
                if state == self._end and token is None:
                    return values[-1]
                states.append(state)
                action = actions[state].get(kind)
            if action is None:
                accepted = frozenset(filter(str.isupper, actions[state]))
                raise UnexpectedToken(number, accepted - {END})
            state = action
            states.append(state)
            values.append(token)
        raise AssertionError("the end of the text is always accepted or refused")

    def _climb(self, below: int, reduction: _Reduction, kind: str) -> int:
        """The state after a reduction, and after those that then pass its value on unchanged."""
        state: Any = self._actions[below][reduction.rank]
        following = self._actions[state].get(kind)
        while isinstance(following, _Reduction) and following.callback is None:
            if state == self._end:
                break
            state = self._actions[below][following.rank]
            following = self._actions[state].get(kind)
        return int(state)


def _callback(rule: Rule, builder: object) -> Callable[[list[Any]], Any] | None:
    """What makes a value of a rule's parts; the rows made by a repetition are spread among them."""
    if rule.builds is None:
        return None
    callback = _row if rule.builds.startswith("_") else getattr(builder, rule.builds)
    if not rule.spread:
        return callback

    def spread(parts: list[Any]) -> Any:
        for place in reversed(rule.spread):
            parts[place : place + 1] = parts[place]
        return callback(parts)

    return spread


def _row(parts: list[Any]) -> list[Any]:
    """What a repetition in a rule has gathered."""
    return parts
