r"""One spelling for LaTeX that shows the same symbols, so that a book's line and ours can be compared.

Forgiven, and nothing else: spacing and alignment, the size and the shape of brackets, fonts (``\text``,
``\operatorname``, bold), signs of multiplication, ``\epsilon`` for ``\varepsilon``, braces around one
token, and which of two scripts is written first. Letters, numbers, indices, their order, the order of
summands, laws and matrices are compared as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_SPACES = {"\\quad", "\\qquad", "\\,", "\\;", "\\!", "\\ ", "\\:", "~", "\\left", "\\right"}
_SPACES |= {"\\big", "\\Big", "\\bigg", "\\Bigg", "\\cdot", "\\times", "\\limits", "\\displaystyle"}
_FONTS = {"\\text", "\\operatorname", "\\mathrm", "\\rm", "\\mathbf", "\\textbf", "\\boldsymbol"}
_FONTS |= {"\\bm", "\\mathcal", "\\mathit", "\\mc"}
_SAME = {"\\epsilon": "\\varepsilon", "\\mid": "|", "\\trans": "^\\top", "\\lbrace": "{"}
_MATRIX = re.compile(r"\\(begin|end)\{[pbB]matrix\}")


def spelled(line: str) -> str:
    r"""A line in the one spelling.

    >>> spelled(r"\operatorname{Normal}(0, \sigma_\epsilon^2)") == spelled(
    ...     r"\text{Normal}\left(0, \sigma^{2}_{\varepsilon}\right)"
    ... )
    True
    >>> spelled(r"\gamma_{01}") == spelled(r"\gamma_{10}")
    False
    """
    line = _MATRIX.sub(lambda found: "⟦" if found[1] == "begin" else "⟧", line)
    line = re.sub(r"(\\\\)\[\d+pt\]", r"\1", line)
    line = line.replace(r"}\_\text{", r"\_")
    tokens = list(_tokens(line))
    shown, rest = _sequence(tokens, 0)
    assert rest == len(tokens), f"an unopened brace: {line}"
    return shown.rstrip(",.")


def _tokens(line: str) -> Iterator[str]:
    inside = 0
    for token in _TOKEN.findall(line):
        token = _SAME.get(token, token)
        inside += (token == "⟦") - (token == "⟧")
        if token == "^\\top":
            yield from ("^", "\\top")
        elif token == "&":
            yield from ";" if inside else ""
        elif not (token.isspace() or token in _SPACES or token in _FONTS):
            yield token.removeprefix("\\") if token in ("\\_", "\\%", "\\#") else token


def _sequence(tokens: list[str], start: int) -> tuple[str, int]:
    """What stands up to a closing brace, scripts of each base in one order."""
    shown: list[str] = []
    while start < len(tokens) and tokens[start] != "}":
        base, start = _argument(tokens, start)
        scripts = {"_": "", "^": ""}
        while start < len(tokens) and tokens[start] in scripts:
            script, after = _argument(tokens, start + 1)
            scripts[tokens[start]] += script
            start = after
        shown.append(base + "".join(f"{s}{{{text}}}" for s, text in scripts.items() if text))
    return "".join(shown), start


def _argument(tokens: list[str], start: int) -> tuple[str, int]:
    """One token, or what stands in braces."""
    if tokens[start] != "{":
        return tokens[start], start + 1
    shown, close = _sequence(tokens, start + 1)
    return shown, close + 1


def equations(latex: str) -> list[str]:
    r"""The equations of an ``aligned`` block, continued lines joined, part labels left out."""
    body = re.sub(r"\\(begin|end)\{aligned\}", "", latex)
    body = re.sub(r"(&&|\\quad) \\text\{\((fixed|random) part\)\}", "", body)
    depth, current, found = 0, "", []
    for piece in re.split(r"(\\begin\{pmatrix\}|\\end\{pmatrix\}|\\\\)", body):
        depth += piece.startswith("\\begin") - piece.startswith("\\end")
        if piece == "\\\\" and not depth:
            found.append(current)
            current = ""
        else:
            current += piece
    lines: list[str] = []
    for line in [*found, current]:
        if lines and line.strip().startswith("&\\quad"):
            lines[-1] += line
        else:
            lines.append(line)
    return [spelled(line) for line in lines]
