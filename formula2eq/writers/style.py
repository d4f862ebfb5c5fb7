"""What authors set: how equations look, never what they say."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

#: Width of an article's text block (345 pt at 10 pt) in digits (5 pt), less a digit of safety.
ARTICLE = 68.0
#: Columns of a terminal.
TERMINAL = 80.0

#: Dark enough to be read on white (contrast above 4.5), and told apart with any colour vision:
#: the hues of Okabe & Ito 2008, darkened.
PALETTE = ("0072B2", "B84E00", "00735C", "9E4478", "7A5C00", "4D4D4D")

#: Font sizes, by LaTeX's names, as factors.
SIZES = {"footnotesize": 0.8, "small": 0.9, "normalsize": 1.0, "large": 1.2, "Large": 1.44}


@dataclass(frozen=True, slots=True)
class Style:
    r"""How equations look.

    parts      whether fixed and random part of a form in one line are labelled beside the lines
               (``labels``), from below (``underbrace``), or not (None)
    per_line   summands in a line; None for as many as fit (three where a form is multiplied out)
    width      of the text block, in digits for what is typeset, in columns for text; None is an
               article's text block (68) and a terminal's 80 columns
    operator   whether a broken line's plus stands at the line's ``start`` or ``end``
    products   whether LaTeX sets a parameter and a variable ``close`` as the slides of lectures do,
               with a ``thin`` space, or with a ``dot``; other markups have the thin space
    colour     ``part`` (fixed, random), ``variable`` (one colour each) or ``level``; None is black
    palette    colours as six hexadecimal digits, used in turn
    label      prefix of equation labels in ``align``: ``eq`` gives ``\label{eq:level-1}``
    size       font size by LaTeX's name: footnotesize, small, normalsize, large, Large
    hats       whether parameters that are estimated carry a hat
    where      whether a legend of the symbols follows: symbol, meaning, level

    >>> Style(colour="part").operator
    'start'
    """

    parts: Literal["labels", "underbrace"] | None = "labels"
    per_line: int | None = None
    width: float | None = None
    operator: Literal["start", "end"] = "start"
    products: Literal["close", "thin", "dot"] = "close"
    colour: Literal["part", "variable", "level"] | None = None
    palette: tuple[str, ...] = PALETTE
    label: str | None = None
    size: Literal["footnotesize", "small", "normalsize", "large", "Large"] = "normalsize"
    hats: bool = False
    where: bool = False

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            if getattr(self, name) not in allowed:
                shown = ", ".join(str(value) for value in allowed)
                raise _slip(f"{name} is one of {shown}, not {getattr(self, name)!r}")
        if self.per_line is not None and self.per_line < 1:
            raise _slip(f"per_line is at least 1, not {self.per_line}")
        if self.width is not None and not self.width >= 20:
            raise _slip(f"width is at least 20 digits, not {self.width}")
        if not self.palette or not all(_is_colour(item) for item in self.palette):
            raise _slip("palette holds colours of six hexadecimal digits, such as 0072B2")
        if self.label is not None and not _is_label(self.label):
            raise _slip("label holds letters, digits, hyphens and colons only, such as eq")

    @property
    def scale(self) -> float:
        """The font size as a factor."""
        return SIZES[self.size]

    @property
    def block(self) -> float:
        """The text block's width in digits of the chosen font size."""
        return (self.width or ARTICLE) / self.scale

    @property
    def columns(self) -> float:
        """The width of text for a terminal."""
        return self.width or TERMINAL


_CHOICES: dict[str, tuple[object, ...]] = {
    "parts": ("labels", "underbrace", None),
    "operator": ("start", "end"),
    "products": ("close", "thin", "dot"),
    "colour": ("part", "variable", "level", None),
    "size": tuple(SIZES),
}


def style(**settings: object) -> Style:
    """A style from keywords.

    Raises `UsageError` for a keyword that is no setting, and for a value it does not take.
    """
    known = [item.name for item in fields(Style)]
    for name in settings:
        if name not in known:
            raise _slip(f"there is no setting {name}; the settings are {', '.join(known)}")
    return Style(**settings)  # type: ignore[arg-type]


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(character in "0123456789abcdefABCDEF" for character in text)


def _is_label(text: str) -> bool:
    return bool(text) and all(c.isascii() and (c.isalnum() or c in "-:") for c in text)


def _slip(message: str) -> UsageError:
    return UsageError(Diagnostic("unknown-style", message))
