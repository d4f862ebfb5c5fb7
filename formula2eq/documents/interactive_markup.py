"""MathML for a page with a strict policy: marks on symbols, classes in place of style attributes.

A page whose policy forbids inline styles cannot carry ``style`` attributes; each different one becomes
a class, and the page's style sheet has its rule.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from functools import cache
from html import escape

from formula2eq.documents.interactive_marks import Marks
from formula2eq.documents.sentence import Code, Math, Sentence
from formula2eq.notation.math import Node
from formula2eq.writers import mathml
from formula2eq.writers.escape import markup

#: What the writer adds for its own use, and what HTML knows without being told.
_LEFT_OUT = ("data-piece", "data-part", "dir")


class Styles:
    """The style attributes met on a page, each a class of its own."""

    def __init__(self) -> None:
        self.classes: dict[str, str] = {}

    def name(self, style: str) -> str:
        """The class of a style: ``s0``, ``s1``, ..."""
        return self.classes.setdefault(style, f"s{len(self.classes)}")

    def sheet(self) -> str:
        """The rules of the classes."""
        return "".join(f".{name}{{{style}}}" for style, name in self.classes.items())


def marked(source: str, marks: Marks, styles: Styles) -> str:
    """MathML with every symbol that stands for effects marked by the pieces that made them."""
    known = {_shape(mathml.node(node)): ids for node, ids in marks.symbols.items()}
    tree = ElementTree.fromstring(source)
    for row in tree.iter():
        if ids := marks.rows.get(row.get("data-kind", "")):
            cell = row[2]
            whole = ElementTree.Element("mrow", {"data-p": " ".join(ids)})
            whole.extend(list(cell))
            cell[:] = [whole]
    return _written(tree, known, styles)


def symbol(node: Node, styles: Styles) -> str:
    """One symbol as a ``math`` element."""
    return _written(ElementTree.fromstring(f"<math>{mathml.node(node)}</math>"), {}, styles)


def said_html(sentence: Sentence, styles: Styles) -> str:
    """A sentence as HTML without inline styles."""
    shown = []
    for part in sentence:
        match part:
            case str():
                shown.append(markup(part))
            case Code(text):
                shown.append(f"<code>{markup(text)}</code>")
            case Math(node):
                shown.append(symbol(node, styles))
    return "".join(shown)


@cache
def _shape(source: str) -> str:
    return _key(ElementTree.fromstring(source))


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _key(element: ElementTree.Element) -> str:
    """An element and what is in it, whatever marks it carries: equal for equal symbols."""
    kept = [f"{name}={value}" for name, value in element.items() if not name.startswith("data-")]
    inner = "".join(map(_key, element))
    return f"<{_tag(element)} {' '.join(kept)}>{element.text or ''}{inner}</>"


def _written(
    element: ElementTree.Element,
    known: Mapping[str, tuple[str, ...]],
    styles: Styles,
    around: str = "",
) -> str:
    """An element as HTML; ``around`` are the marks of what it stands in, which need no repetition."""
    attributes = {}
    for name, value in element.items():
        if name == "style":
            attributes["class"] = styles.name(value)
        elif name not in _LEFT_OUT:
            attributes[name] = value
    own = attributes.pop("data-p", "") or " ".join(known.get(_key(element), ()))
    if own and own != around:
        attributes["data-p"] = own
    shown = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    inner = escape(element.text or "", quote=False)
    inner += "".join(_written(child, known, styles, own or around) for child in element)
    if not inner and _tag(element) == "mspace":
        return f"<{_tag(element)}{shown}/>"
    return f"<{_tag(element)}{shown}>{inner}</{_tag(element)}>"
