"""Where the boxes of a classification diagram stand: observations below, units above what is in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from formula2eq.writers import measure

if TYPE_CHECKING:
    from formula2eq.documents.diagram_boxes import Box, Line

#: Height of a line by its kind, and width of a character, in pixels.
HEIGHTS = {"name": 20, "caption": 17, "heading": 20, "variables": 16, "effect": 18}
CHARACTERS = {"name": 8.6, "caption": 6.6, "heading": 6.6, "variables": 7.4, "effect": 6.9}
#: Width of a digit in a symbol.
DIGIT = 7.5
#: Inside a box, between boxes, between layers, and around all.
PADDING, GAP, RISE, MARGIN = 12, 34, 52, 12
#: Room for an arrow that passes a layer.
LANE = 18

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A box's left upper corner and size, in pixels; y grows downwards."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """places of the boxes, the corners of each arrow from inner to outer, and the size of all."""

    places: tuple[Place, ...]
    routes: tuple[tuple[Point, ...], ...]
    width: float
    height: float


@dataclass(slots=True)
class _Seat:
    """A box, or the lane of an arrow that passes a layer."""

    width: float
    height: float
    below: list[_Seat]
    centre: float = 0.0
    layer: int = 0


def place(boxes: Sequence[Box], arrows: Sequence[tuple[int, int]]) -> Layout:
    """Layers by the longest chain from the observations, in each an order with few crossings."""
    layers = _layers(len(boxes), arrows)
    seats = [_Seat(width(box), height(box), []) for box in boxes]
    rows: list[list[_Seat]] = [[] for _ in range(max(layers) + 1)]
    for seat, layer in zip(seats, layers, strict=True):
        seat.layer = layer
        rows[layer].append(seat)
    chains = []
    for inner, outer in arrows:
        chain = [seats[inner]]
        for layer in range(layers[inner] + 1, layers[outer]):
            lane = _Seat(LANE, 0, [chain[-1]], layer=layer)
            rows[layer].append(lane)
            chain.append(lane)
        seats[outer].below.append(chain[-1])
        chains.append([*chain, seats[outer]])
    for row in rows:
        _seat(row)
    return _measured(seats, rows, chains)


def _layers(count: int, arrows: Sequence[tuple[int, int]]) -> list[int]:
    """The longest chain of arrows that ends in each box; a cell lies below its factors."""
    found = [0] * count
    for _ in range(count):
        for inner, outer in arrows:
            found[outer] = max(found[outer], found[inner] + 1)
    return found


def _seat(row: list[_Seat]) -> None:
    """Each above the middle of what lies within it, none upon another."""
    wanted = {id(s): _mean([b.centre for b in s.below]) for s in row}
    row.sort(key=lambda seat: wanted[id(seat)])
    edge = None
    for seat in row:
        left = wanted[id(seat)] - seat.width / 2
        if edge is not None:
            left = max(left, edge + GAP)
        seat.centre = left + seat.width / 2
        edge = left + seat.width
    shift = _mean([wanted[id(seat)] - seat.centre for seat in row])
    for seat in row:
        seat.centre += shift


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _measured(seats: list[_Seat], rows: list[list[_Seat]], chains: list[list[_Seat]]) -> Layout:
    everything = [seat for row in rows for seat in row]
    left = min(seat.centre - seat.width / 2 for seat in everything) - MARGIN
    right = max(seat.centre + seat.width / 2 for seat in everything) + MARGIN
    heights = [max(seat.height for seat in row) for row in rows]
    tops = [MARGIN + sum(heights[n + 1 :]) + RISE * (len(rows) - 1 - n) for n in range(len(rows))]
    total = tops[0] + heights[0] + MARGIN

    def top(seat: _Seat) -> float:
        return tops[seat.layer] + (heights[seat.layer] - seat.height) / 2

    places = tuple(
        Place(seat.centre - seat.width / 2 - left, top(seat), seat.width, seat.height)
        for seat in seats
    )
    routes = []
    for chain in chains:
        leaving = _spread(chain[0], [c for c in chains if c[0] is chain[0]], chain, 1)
        entering = _spread(chain[-1], [c for c in chains if c[-1] is chain[-1]], chain, -2)
        points = [(leaving - left, top(chain[0]))]
        for lane in chain[1:-1]:
            x = lane.centre - left
            points += [(x, tops[lane.layer] + heights[lane.layer]), (x, tops[lane.layer])]
        points.append((entering - left, top(chain[-1]) + chain[-1].height))
        routes.append(tuple(points))
    return Layout(places, tuple(routes), right - left, total)


def _spread(seat: _Seat, chains: list[list[_Seat]], own: list[_Seat], neighbour: int) -> float:
    """Where an arrow meets a box: those of one box side by side, in the order of their other ends."""
    ordered = sorted(chains, key=lambda chain: chain[neighbour].centre)
    position = next(n for n, chain in enumerate(ordered) if chain is own)
    share = (position + 1) / (len(ordered) + 1) - 0.5
    return seat.centre + share * seat.width


def width(box: Box) -> float:
    """A box's width: its widest line and the padding."""
    symbols = symbols_width(box)
    return max(line_width(line, symbols) for line in box.lines) + 2 * PADDING


def symbols_width(box: Box) -> float:
    """The width of the column of a box's symbols."""
    nodes = [line.symbol for line in box.lines if line.symbol is not None]
    return max((DIGIT * measure.node(node) + 8 for node in nodes), default=0.0)


def height(box: Box) -> float:
    """A box's height: its lines and the padding."""
    return sum(HEIGHTS[line.kind] for line in box.lines) + 2 * PADDING - 4


def line_width(line: Line, symbols: float) -> float:
    """A line's width in pixels, the column of symbols included; wide characters count twice."""
    characters = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.text)
    return characters * CHARACTERS[line.kind] + (symbols if line.kind == "effect" else 0)
