"""Text to tokens: LaTeX as people write it, Unicode, and the plain text of programs.

Spaces, sizes, alignment and comments go; breaks between lines are kept, since they tell where one
equation ends and the next begins.
"""

from __future__ import annotations

import re

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading import commands as known
from formula2eq.reading import complaints, pasted
from formula2eq.reading.lex_commands import CommandCutter
from formula2eq.reading.lex_words import WordCutter
from formula2eq.reading.scripts import marks
from formula2eq.reading.tokens import Token

_SPACE = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200b\u202f\ufeff\u2061-\u2064]+")
_LINE = re.compile(r"[ \t\r]*\n(?:[ \t\r]*\n)*[ \t\r]*")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_BELOW = re.compile(f"[{known.SMALL}]+")
_ABOVE = re.compile(f"[{''.join(known.ABOVE)}]+")
#: Marks of Markdown: code ticks, and bookdown's label ``(\\#eq:name)`` of an equation.
_BESIDE = re.compile(r"`+|\(\\?#[A-Za-z]+:[^()\s]*\)")
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
_CHARACTERS = {
    "+": "PLUS",
    "/": "SLASH",
    "÷": "SLASH",
    "(": "OPEN",
    "[": "OPEN",
    ")": "CLOSE",
    "]": "CLOSE",
    "{": "LBRACE",
    "}": "RBRACE",
    "|": "MID",
    "∣": "MID",
    "'": "PRIME",
    "′": "PRIME",
    "⊤": "PRIME",
    "ᵀ": "PRIME",
    ":": "COLON",
    "√": "ROOT",
    "¬": "NOT",
    "!": "NOT",
    "…": "DOTS",
    "⋯": "DOTS",
    "⋮": "DOTS",
    "⋱": "DOTS",
}


class Lexer(WordCutter, CommandCutter):
    """Cuts one region of a text after the other; `tokens` grows."""

    def _next(self, at: int, end: int) -> int:
        text = self.text
        character = text[at]
        if match := _LINE.match(text, at, end):
            if "\n" in match.group():
                blank = match.group().count("\n") > 1
                return self.add("BREAK", at, match.end(), "blank" if blank else "line")
        if character == " " and self._spaced_letters and self._follows_name(at):
            fallen = pasted.script_behind(text, at, end, self._spaced_letters)
            if fallen is not None:
                self.tokens.append(fallen)
                return fallen.end
        if match := _SPACE.match(text, at, end):
            return match.end()
        if character == "%" and not self.plain:
            line = text.find("\n", at, end)
            return end if line < 0 else line
        if character == "\\":
            return self._command(at, end)
        if character in "_^":
            return self._script(at, end)
        if match := _BELOW.match(text, at, end):
            return self._small(at, match.end())
        if match := _ABOVE.match(text, at, end):
            raised = "".join(known.ABOVE[c] for c in match.group())
            self.tokens.append(Token("SUP", raised, at, match.end(), marks(raised, at)))
            return match.end()
        if accented := self._accented(at, end):
            return accented
        if character in known.GREEK_BY_CHARACTER:
            self.add("LETTER", at, at + 1, known.GREEK_BY_CHARACTER[character])
            return self._glued(at + 1, end)
        if match := _NUMBER.match(text, at, end):
            return self.add("NUMBER", at, match.end())
        if match := _WORD.match(text, at, end):
            return self._word(at, match.end(), end)
        if match := _QUOTED.match(text, at, end):
            return self.add("WORD", at, match.end())
        return self._sign(at, end)

    def _sign(self, at: int, end: int) -> int:
        character = self.text[at]
        if match := _BESIDE.match(self.text, at, end):
            return match.end()
        if character == "#" and not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip(" \t#"):
            return at + 2 if self.text[at + 1 : at + 2] == "'" else at + 1
        if character in known.MINUS_CHARACTERS:
            return self.add("MINUS", at, at + 1, "-")
        if character in known.TIMES_CHARACTERS:
            return self.add("TIMES", at, at + 1, "*")
        if character == "~" and not self.plain:
            return self.add("TILDE", at, at + 1)
        if self.text[at : at + 2] in ("<=", ">=", "!=", "==", "|="):
            return self.add("RELATION", at, at + 2, self.text[at : at + 2].replace("==", "="))
        if character == ":" and self.text[at : at + 2] == ":=":
            return self.add("RELATION", at, at + 2, "=")
        if character in known.RELATION_CHARACTERS:
            return self.add("RELATION", at, at + 1, known.RELATION_CHARACTERS[character])
        if character == ",":
            return self.add("COMMA", at, at + 1)
        if character == "∑":
            return self.add("WORD", at, at + 1, "sum")
        if character == "[" and self.plain and self._follows_name(at):
            if self.tokens[-1].text not in known.FUNCTIONS:
                return self._looked_up(at, end)
        if character == "&":
            return self.add("AMP", at, at + 1)
        if character in ".;$":
            kind = "edge" if character == ";" else "stop"
            return self.add("BREAK", at, at + 1, kind) if character != "$" else at + 1
        if character in _CHARACTERS:
            return self.add(_CHARACTERS[character], at, at + 1)
        raise EquationSyntaxError(complaints.unknown_character(self.source, at))
