"""Sentences of prose, code and mathematics, still without markup.

Templates are ours and names are the user's: a name is never read as a template, and each markup
escapes it for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import TypeAlias

from formula2eq.notation.math import Node
from formula2eq.writers import escape, latex, mathml, plain


@dataclass(frozen=True, slots=True)
class Code:
    """Something as it stands in the formula."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """A symbol as it stands in the equations."""

    node: Node


#: A sentence is a row of prose, code and mathematics.
Part: TypeAlias = str | Code | Math
Sentence: TypeAlias = tuple[Part, ...]


def say(template: str, **values: Part | Sentence | Sequence[Sentence] | int) -> Sentence:
    """A sentence from a template whose fields are parts, sentences, or lists of sentences.

    >>> plain_text(say("{name} stands left of the tilde.", name=Code("y {x}")))
    'y {x} stands left of the tilde.'
    """
    parts: list[Part] = []
    for text, field, _, _ in Formatter().parse(template):
        parts.append(text)
        if field is not None:
            value = values[field]
            match value:
                case str() | Code() | Math():
                    parts.append(value)
                case int():
                    parts.append(f"{value:,}")
                case _:
                    single = [part for part in value if isinstance(part, (str, Code, Math))]
                    several = [part for part in value if not isinstance(part, (str, Code, Math))]
                    parts += single or listed(several)
    return tuple(part for part in parts if part != "")


def listed(items: Sequence[Sentence], most: int = 6, last: str = "and") -> Sentence:
    """``a``, ``a and b``, ``a, b and c``; more than ``most`` are counted.

    >>> plain_text(listed([("a",), ("b",), ("c",)]))
    'a, b and c'
    """
    shown = list(items)
    if len(shown) > most:
        shown = [*shown[: most - 1], (f"{len(items) - most + 1} more",)]
    parts: list[Part] = []
    for position, item in enumerate(shown):
        if position:
            parts.append(f" {last} " if position == len(shown) - 1 else ", ")
        parts += item
    return tuple(parts)


def plain_text(sentence: Sentence) -> str:
    """A sentence as Unicode text."""
    return _spelt(sentence, str, plain.clean, plain.node)


def latex_text(sentence: Sentence) -> str:
    r"""A sentence as LaTeX; code is an argument of ``\code``."""
    return _spelt(
        sentence,
        escape.latex,
        lambda code: rf"\code{{{_kept(code)}}}",
        lambda node: f"${latex.node(node)}$",
    )


def markdown_text(sentence: Sentence) -> str:
    """A sentence as Pandoc's Markdown."""
    return _spelt(
        sentence,
        escape.markdown,
        lambda code: f"<code>{escape.markup(code)}</code>",
        lambda node: f"${latex.node(node)}$",
    )


def html_text(sentence: Sentence) -> str:
    """A sentence as HTML, symbols as MathML."""
    return _spelt(
        sentence,
        escape.markup,
        lambda code: f"<code>{escape.markup(code)}</code>",
        lambda node: f"<math>{mathml.node(node)}</math>",
    )


def typewriter(code: str) -> str:
    """Code in a typewriter's face, where hyphens and quotes would join or curl."""
    shown = escape.latex(code)
    for character, spelt in _TYPEWRITER.items():
        shown = shown.replace(character, spelt)
    return shown


def _kept(code: str) -> str:
    """Short code on one line; longer code may break at its spaces and after its colons."""
    if len(code) <= 40:
        return typewriter(code).replace(" ", "~")
    return typewriter(code).replace(":", r":\allowbreak{}")


_TYPEWRITER = {"-": "{-}", "`": r"\textasciigrave{}", "'": r"\textquotesingle{}", '"': "{\\char34}"}


def _spelt(
    sentence: Sentence,
    words: Callable[[str], str],
    code: Callable[[str], str],
    math: Callable[[Node], str],
) -> str:
    shown = []
    for part in sentence:
        match part:
            case str():
                shown.append(words(part))
            case Code(text):
                shown.append(code(text))
            case Math(node):
                shown.append(math(node))
    return "".join(shown)
