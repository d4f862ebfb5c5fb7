"""What fits on a slide: one size for a frame where it can be read, else the frame in several views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from formula2eq.documents.deck import Frame, Step
from formula2eq.documents.sentence import Code, Math
from formula2eq.documents.slide_lines import wrapped
from formula2eq.notation.math import Apply, Fraction, Matrix, Node, Power, Times, Under
from formula2eq.source import Span
from formula2eq.writers import measure
from formula2eq.writers.layout import rows
from formula2eq.writers.medium import Medium
from formula2eq.writers.row import Row
from formula2eq.writers.style import Style

#: The text block of a slide of 16 by 9 cm in points, below the title.
WIDTH, HEIGHT = 396.0, 205.0
#: Between words, formula and equations.
GAP = 7.0
#: At 11 points: a character of prose and of code, and a line.
PROSE, CODE, PROSE_LINE = 5.1, 5.76, 13.6
#: Between rows of equations, boxes of lit pieces included.
JOT = 4.5
#: Lines of a formula that stand on a slide when all of it cannot.
FORMULA_LINES = 6


@dataclass(frozen=True, slots=True)
class Size:
    """A font size by LaTeX's name: points, and from line to line."""

    name: str
    points: float
    line: float

    @property
    def digits(self) -> float:
        """The width of the block in digits."""
        return WIDTH / (self.points / 2)

    @property
    def characters(self) -> int:
        """The width of the block in characters of a typewriter."""
        return int(WIDTH / (self.points * 0.525))


SIZES = (
    Size("normalsize", 10.95, 13.6),
    Size("small", 10.0, 12.0),
    Size("footnotesize", 9.0, 11.0),
    Size("scriptsize", 8.0, 9.5),
)


@dataclass(frozen=True, slots=True)
class View:
    """Steps that are shown over the same lines and rows.

    rows   by state of the equations
    lines  lines of the formula, as spans of its text
    scale  by how much the rows must shrink beyond the size, 1 mostly
    words  height to keep for the words, in points
    """

    frame: Frame
    steps: tuple[Step, ...]
    size: Size
    rows: dict[int, tuple[Row, ...]] = field(default_factory=dict)
    lines: tuple[Span, ...] = ()
    scale: float = 1.0
    words: float = PROSE_LINE


def views(frame: Frame, text: str) -> list[View]:
    """The views of a frame: one if it fits in a size that can be read, else several."""
    said = max((_said(step) for step in frame.steps), default=PROSE_LINE)
    for size in SIZES:
        states = _states(frame, size)
        lines = wrapped(text, size.characters) if frame.formula else ()
        room = HEIGHT - said - GAP - (len(lines) * (size.line + 1) + GAP if lines else 0)
        if all(_height(shown, size) <= room for shown in states.values()):
            scale = _scale(states, size)
            return [View(frame, frame.steps, size, states, lines, scale, said)]
    return _divided(frame, SIZES[-1], states, lines, said)


def _states(frame: Frame, size: Size) -> dict[int, tuple[Row, ...]]:
    style = Style(parts=None)
    return {
        state: rows(equations, Medium(size.digits - 1), style)
        for state, equations in enumerate(frame.states)
        if equations
    }


def _divided(
    frame: Frame,
    size: Size,
    states: dict[int, tuple[Row, ...]],
    lines: tuple[Span, ...],
    said: float,
) -> list[View]:
    """Several views: each step over those lines and rows that it lights, or over all in turn."""
    line_chunks = [lines[i : i + FORMULA_LINES] for i in range(0, len(lines), FORMULA_LINES)]
    tallest = min(len(lines), FORMULA_LINES)
    room = HEIGHT - min(said, 3 * PROSE_LINE) - 2 * GAP - tallest * (size.line + 1)
    chunks = {state: _chunks(shown, size, room) for state, shown in states.items()}
    found: list[tuple[tuple[Span, ...], int, int, Step]] = []
    before = 0
    for step in frame.steps:
        at_lines = [
            i
            for i, chunk in enumerate(line_chunks)
            if any(
                s.start < line.end and line.start < s.end for s in step.lit.spans for line in chunk
            )
        ]
        own = chunks.get(step.state, [()])
        at_rows = [i for i, chunk in enumerate(own) if any(_lit(r, step, before) for r in chunk)]
        before = step.shown or 0
        everything = not at_lines and not at_rows
        at_lines = at_lines or (list(range(len(line_chunks))) if everything else [0])
        at_rows = at_rows or (list(range(len(own))) if everything else [0])
        if frame.formula and everything:
            at_rows = at_rows[: max(1, len(at_lines))]
        for i, j in zip_longest(at_lines, at_rows):
            line = at_lines[-1] if i is None and at_lines else i
            row = at_rows[-1] if j is None else j
            shown = line_chunks[line] if line is not None and line_chunks else ()
            found.append((shown, step.state, row, step))
    made: list[View] = []
    keys: list[tuple[tuple[Span, ...], int, int]] = []
    for shown, state, row, step in found:
        key = (shown, state, row)
        part = {state: chunks[state][row]} if state in chunks else {}
        if made and keys[-1] == key:
            over = (*made.pop().steps, step)
        else:
            over = (step,)
            keys.append(key)
        said = max(map(_said, over))
        left = HEIGHT - said - 2 * GAP - len(shown) * (size.line + 1)
        made.append(View(frame, over, size, part, shown, _scale(part, size, left), said))
    return made


def _lit(row: Row, step: Step, before: int) -> bool:
    if step.shown is not None:
        return before <= row.position < step.shown
    if row.kind in step.lit.whole or (row.left is not None and step.lit.left(row.kind)):
        return True
    return any(p.summand is not None and step.lit.summand(p.summand) for p in row.pieces)


def _chunks(shown: tuple[Row, ...], size: Size, room: float) -> list[tuple[Row, ...]]:
    found: list[list[Row]] = [[]]
    used = 0.0
    for row in shown:
        height = _row(row, size)
        if found[-1] and used + height > room:
            found.append([])
            used = 0.0
        found[-1].append(row)
        used += height
    return [tuple(chunk) for chunk in found]


def _said(step: Step) -> float:
    """The height of a step's words, filled line by line."""
    lines, used = 1, 0.0
    for text, character in _tokens(step):
        size = character * len(text) if isinstance(text, str) else text
        if used and used + size > WIDTH:
            lines += 1
            used = 0.0
        used += size + PROSE
    return PROSE_LINE * lines


def _tokens(step: Step) -> Iterator[tuple[str | float, float]]:
    """What stands between spaces, with the width of its characters, or its width."""
    for sentence in step.words:
        for part in sentence:
            match part:
                case Math(node):
                    yield measure.node(node) * 5.5, 0.0
                case Code(text):
                    yield from ((word, CODE) for word in text.split())
                case str():
                    yield from ((word, PROSE) for word in part.split())


def _height(shown: Sequence[Row], size: Size) -> float:
    return sum(_row(row, size) for row in shown)


def _row(row: Row, size: Size) -> float:
    nodes = [node for piece in row.pieces for node in piece.factors]
    nodes += [node for node in (row.left, row.right) if node is not None]
    return size.line * max(map(_tall, nodes), default=1.0) + JOT


def _tall(node: Node) -> float:
    """The height of a node in lines."""
    match node:
        case Matrix(entries):
            return 1.08 * len(entries) + 0.3
        case Fraction() | Under():
            return 1.8
        case Apply(_, arguments):
            return max(map(_tall, arguments), default=1.0)
        case Times(factors):
            return max(map(_tall, factors), default=1.0)
        case Power(base):
            return _tall(base)
        case _:
            return 1.0


def _scale(states: dict[int, tuple[Row, ...]], size: Size, room: float = HEIGHT) -> float:
    """How much rows that cannot be broken must shrink to fit the block's width and height."""
    medium = Medium(size.digits)
    widest = tallest = 1.0
    for shown in states.values():
        heads = [medium.node(r.left) for r in shown if r.left is not None and not r.hanging]
        head = max((h for h in heads if h <= 0.4 * size.digits), default=0.0)
        for row in shown:
            right = medium.pieces(row.pieces) if row.right is None else medium.node(row.right)
            widest = max(widest, head + measure.RELATION + right)
        tallest = max(tallest, _height(shown, size))
    return min(1.0, size.digits / widest, room / tallest)
