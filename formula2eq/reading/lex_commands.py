"""LaTeX's commands and environments to tokens."""

from __future__ import annotations

import re

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading import commands as known
from formula2eq.reading import complaints
from formula2eq.reading.lex_scripts import COMMAND, ScriptCutter
from formula2eq.reading.scripts import closing, unescape
from formula2eq.reading.signs_in_names import continued
from formula2eq.writers.greek import GREEK

_ENVIRONMENT = re.compile(r"\{\s*([A-Za-z]+\*?)\s*\}")
_OPTIONAL = re.compile(r"\*?[ \t]*(?:\[[^\]\n]{0,20}\])?")
_GREEK_IN_TEXT = re.compile(r"\$\\([A-Za-z]+)\$")
#: A sign that is set upright, ``\\text{*}``, and an accent over nothing, taken for ``\\sim``.
_SIGN = re.compile(r"[ ~]*[*+=/×·−–-][ ~]*")
_OVER_NOTHING = re.compile(r"[ \t]*\{[ \t]*\}")
#: What makes upright text an expression: a function's command, an accent, a power.
_EXPRESSION = re.compile(
    rf"^\\(?:log|ln|exp|sqrt|{'|'.join(known.ACCENTS)})(?![A-Za-z])|[^\\]\^\{{?\d\}}?$"
)
#: An aside that opens in one text and closes in another, ``\\text{(for }c = 1\\text{)}``.
#: Where a line of a note ends and its next begins.
_BROKEN = r"\s*\\\\\s*(?:&|\\quad|\s)*"
_ASIDE = re.compile(
    rf"(?P<inside>(?:(?!\\\\)[^&\n])*?|(?:{_BROKEN}(?:\\text\{{[^{{}}()]*\}})?)*?{_BROKEN})"
    r"\\text\{(?P<end>[^{}()]*)\)\}"
)


class CommandCutter(ScriptCutter):
    """Cuts commands with their arguments."""

    def _argument(self, at: int, end: int) -> tuple[int, int, int]:
        """Start and end of an argument's inside, and where the text goes on."""
        while at < end and self.text[at] in " \t\n[":
            square = self.text.find("]", at, end) if self.text[at] == "[" else at
            if square < 0:
                return (at, at, at)
            at = square + 1
        if at >= end:
            return (at, at, at)
        if self.text[at] == "{":
            close = closing(self.text, at + 1, end)
            if close is None:
                raise EquationSyntaxError(complaints.unclosed_brace(self.source, at))
            return at + 1, close, close + 1
        if match := COMMAND.match(self.text, at, end):
            return at, match.end(), match.end()
        return at, at + 1, at + 1

    def _command(self, at: int, end: int) -> int:
        match = COMMAND.match(self.text, at, end)
        if match is None:
            raise EquationSyntaxError(complaints.unknown_character(self.source, at))
        name, after = match[1].rstrip("*"), match.end()
        if name == "\\":
            optional = _OPTIONAL.match(self.text, after, end)
            return self.add("BREAK", at, optional.end() if optional else after, "row")
        if name in known.SPACES or name == "\n":
            return after
        if name in ("quad", "qquad", "tab"):
            return self.add("BREAK", at, after, "quad")
        if name in ("begin", "end"):
            return self._environment(name, at, after, end)
        if name in known.GREEK_COMMANDS:
            return self.add("LETTER", at, after, known.GREEK_COMMANDS[name])
        if name == "ell":
            return self.add("LETTER", at, after, "ℓ")
        if name in ("left", "right", "middle"):
            return self._delimiter(name, after, end)
        if name in known.TEXTS:
            return self._text(at, after, end)
        if name in known.BRACES:
            return self._braced(after, end)
        if name in ("intertext", "shortintertext", "section", "subsection", "textsc", "caption"):
            start, stop, after = self._argument(after, end)
            return self.add("BREAK", at, after, "edge")
        if name in known.DROPPED:
            for _ in range(known.DROPPED[name]):
                _, _, after = self._argument(after, end)
            if name in ("overset", "underset", "stackrel"):
                start, stop, after = self._argument(after, end)
                self.region(start, stop)
            return after
        if name == "tilde" and (nothing := _OVER_NOTHING.match(self.text, after, end)):
            return self.add("RELATION", at, nothing.end(), "~")
        if name in known.ACCENTS:
            return self.add("ACCENT", at, after, known.ACCENTS[name])
        if name in known.BOLD:
            return self.add("ACCENT", at, after, "bold")
        if name in known.FRACTIONS:
            return self._fraction(at, after, end)
        if name == "sqrt":
            return self.add("ROOT", at, after)
        if name in known.RELATIONS:
            if known.RELATIONS[name] == "perp" and self.tokens and self.tokens[-1].text == "perp":
                return after  # the second stroke of ``\perp\!\!\!\perp``
            return self.add("RELATION", at, after, known.RELATIONS[name])
        if name in known.TIMES:
            return self.add("TIMES", at, after, "*")
        if name in known.MIDS or name == "|":
            return self.add("MID", at, after, "|")
        if name in ("neg", "lnot"):
            return self.add("NOT", at, after)
        if name in known.OPENING:
            return self.add("OPEN", at, after, known.OPENING[name])
        if name in known.CLOSING:
            return self.add("CLOSE", at, after, known.CLOSING[name])
        if name in ("ldots", "dots", "cdots", "dotsc", "dotso", "vdots", "ddots"):
            return self.add("DOTS", at, after)
        if name in ("top", "prime", "intercal"):
            return self.add("PRIME", at, after)
        if name in known.CONDITIONS:
            return self.add("PROSE", at, after)
        if name == "forall":
            return self.add("FORALL", at, after)
        if name in ("_", "%", "&", "#", "$"):
            return after
        if name in known.IGNORED or name in known.TRANSPARENT:
            return after
        if name in known.FUNCTIONS or name.lower() in known.DISTRIBUTIONS or name in ("iid", "ind"):
            return self.add("WORD", at, after, name)
        if name == "sum":
            return self.add("WORD", at, after, "sum")
        if name in ("div",):
            return self.add("SLASH", at, after)
        if name in ("(", ")", "[", "]"):
            return after
        if name == "infty":
            return self.add("NUMBER", at, after, "Inf")
        raise EquationSyntaxError(complaints.unknown_command(self.source, at, after))

    def _fraction(self, at: int, after: int, end: int) -> int:
        r"""``\frac{a}{b}``, also ``\frac12`` and ``\frac a b``."""
        self.add("FRACTION", at, after)
        for _ in range(2):
            start, stop, following = self._argument(after, end)
            self.add("LBRACE", start, start, "{")
            self.region(start, stop)
            self.add("RBRACE", stop, stop, "}")
            after = following
        return after

    def _delimiter(self, name: str, after: int, end: int) -> int:
        r"""``\left(``: the bracket alone counts; ``\left.`` is nothing, ``\left<`` opens."""
        while after < end and self.text[after] in " \t\n":
            after += 1
        character = self.text[after] if after < end else ""
        if character in ("<", ">") and name != "middle":
            kind = "OPEN" if name == "left" else "CLOSE"
            return self.add(kind, after, after + 1, "(" if name == "left" else ")")
        return after + 1 if character == "." else after

    def _text(self, at: int, after: int, end: int) -> int:
        start, stop, after = self._argument(after, end)
        raw = _GREEK_IN_TEXT.sub(_greek_letter, self.text[start:stop])
        if raw.count("(") > raw.count(")") and (aside := _ASIDE.match(self.text, after, end)):
            return self.add(
                "PROSE", at, aside.end(), unescape(f"{raw}{aside['inside']}{aside['end']})")
            )
        rest, after = continued(self.text, after, end)
        raw += _GREEK_IN_TEXT.sub(_greek_letter, rest)
        if "_{" in raw.replace(r"\_", "") or "$" in raw.replace(r"\$", ""):
            inside = raw.replace("$", " ")
            if inside.count("$") == raw.count("$"):
                self.region(start, stop)
                return after
        if _EXPRESSION.search(raw) or _SIGN.fullmatch(raw):
            self.region(start, stop)
            return after
        name = _is_name(unescape(raw)) or self.text[after : after + 1] == "_" and raw.isalnum()
        return self.add("WORD" if name else "PROSE", at, after, unescape(raw))

    def _braced(self, after: int, end: int) -> int:
        r"""``\underbrace{...}_{label}``: what is braced, in brackets if it is a sum."""
        start, stop, after = self._argument(after, end)
        self.add("LBRACE", start, start, "{")
        self.region(start, stop)
        self.add("RBRACE", stop, stop, "}")
        while after < end and self.text[after] in " \t\n":
            after += 1
        if after < end and self.text[after] in "_^":
            after = self._script(after, end)
            if (inside := self.tokens.pop().raw) is not None:
                self.braced.append((start, stop, *inside))
        return after

    def _environment(self, name: str, at: int, after: int, end: int) -> int:
        match = _ENVIRONMENT.match(self.text, after, end)
        if match is None:
            raise EquationSyntaxError(complaints.unknown_command(self.source, at, after))
        environment, after = match[1].rstrip("*"), match.end()
        if environment in known.MATRICES | known.CASES or environment == "array":
            if name == "begin" and environment in ("array", "tabular"):
                column = re.compile(r"\s*(?:\[[a-z]\])?\s*\{[^{}]*\}").match(self.text, after, end)
                after = column.end() if column else after
            kind = "BEGIN_MATRIX" if name == "begin" else "END_MATRIX"
            return self.add(kind, at, after, environment)
        if environment in known.DISPLAYS or environment in known.LAYOUTS:
            if environment in ("alignat", "alignedat", "IEEEeqnarray") and name == "begin":
                column = re.compile(r"\s*\{[^{}]*\}").match(self.text, after, end)
                after = column.end() if column else after
            position = re.compile(r"[ \t]*\[[tbc]\]").match(self.text, after, end)
            after = position.end() if position and name == "begin" else after
            edge = "edge" if environment in known.DISPLAYS else "row"
            return self.add("BREAK", at, after, edge)
        return self.add("BREAK", at, after, "edge")


def _greek_letter(match: re.Match[str]) -> str:
    r"""The letter of ``$\Delta$``, which stands within a name."""
    return GREEK.get(match[1], match[0])


def _is_name(text: str) -> bool:
    """Whether upright text names something, rather than saying something."""
    from formula2eq.reading.prose import is_prose

    return bool(text) and not is_prose(text)
