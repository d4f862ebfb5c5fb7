"""Text to tokens: LaTeX as people write it, Unicode, and the plain text of programs.

Spaces, sizes, alignment and comments go; breaks between lines are kept, since they tell where one
equation ends and the next begins.
"""

from __future__ import annotations

import re
import unicodedata

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading import commands as known
from formula2eq.reading import complaints, pasted
from formula2eq.reading.nodes import Mark
from formula2eq.reading.plain_words import plain_word
from formula2eq.reading.prose import SAID
from formula2eq.reading.scripts import closing, marks, partner, unescape
from formula2eq.reading.tokens import MAXIMUM_DEPTH, MAXIMUM_TOKENS, Token
from formula2eq.source import Source, Span
from formula2eq.writers.greek import GREEK

_SPACE = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200b\u202f\ufeff\u2061-\u2064]+")
_LINE = re.compile(r"[ \t\r]*\n(?:[ \t\r]*\n)*[ \t\r]*")
_COMMAND = re.compile(r"\\([A-Za-z]+\*?|.)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_ENVIRONMENT = re.compile(r"\{\s*([A-Za-z]+\*?)\s*\}")
_OPTIONAL = re.compile(r"\*?[ \t]*(?:\[[^\]\n]{0,20}\])?")
_SMALL = "".join(known.BELOW) + "".join(known.BELOW_GREEK)
_BELOW = re.compile(f"[{_SMALL}]+")
_ABOVE = re.compile(f"[{''.join(known.ABOVE)}]+")
#: What goes on a name of two letters and more: ``\\_x``, and R's dots as in ``foul.diff``.
_JOINED = re.compile(r"\\_[A-Za-z0-9]+|(?<=[^\W_]{2})\.[A-Za-z][A-Za-z0-9]*(?![A-Za-z0-9]*\s*=)")
#: Marks of Markdown: code ticks, and bookdown's label ``(\\#eq:name)`` of an equation.
_BESIDE = re.compile(r"`+|\(\\?#[A-Za-z]+:[^()\s]*\)")
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
_GREEK_IN_TEXT = re.compile(r"\$\\([A-Za-z]+)\$")
_INDEX_RUN = re.compile(r"[ijklmn0-9]{1,3}(?![A-Za-z0-9_^({])")
_INDEX_BEHIND = re.compile(r"[ijklt]{1,3}(?![A-Za-z0-9_^(])")
#: What makes upright text an expression: a function's command, an accent, a power.
_EXPRESSION = re.compile(
    rf"^\\(?:log|ln|exp|sqrt|{'|'.join(known.ACCENTS)})(?![A-Za-z])|[^\\]\^\{{?\d\}}?$"
)
#: What plain text raises or lowers without brackets; small letters behind what is raised stand below.
_RUNS = {
    "SUB": re.compile(r"[^\W_]+(?:\[\w+\])?"),
    "SUP": re.compile(rf"[^\W_{_SMALL}]+"),
}
_COMBINING = {
    "\N{COMBINING CIRCUMFLEX ACCENT}": "hat",
    "\N{COMBINING MACRON}": "bar",
    "\N{COMBINING OVERLINE}": "bar",
    "\N{COMBINING TILDE}": "tilde",
}
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


class Lexer:
    """Cuts one region of a text after the other; `tokens` grows."""

    def __init__(self, source: Source, plain: bool) -> None:
        self.source = source
        self.text = source.text
        self.plain = plain
        self.tokens: list[Token] = []
        self._depth = 0
        self._glued_letters = pasted.glued(self.text) if plain else ""
        self._spaced_letters = pasted.spaced(self.text) if plain else ""

    def region(self, start: int, end: int) -> None:
        """Cut ``text[start:end]``."""
        self._depth += 1
        if self._depth > MAXIMUM_DEPTH:
            raise EquationSyntaxError(complaints.too_deep(self.source, start, MAXIMUM_DEPTH))
        position = start
        while position < end:
            position = self._next(position, end)
            if len(self.tokens) > MAXIMUM_TOKENS:
                raise EquationSyntaxError(complaints.too_many_tokens(self.source, MAXIMUM_TOKENS))
        self._depth -= 1

    def add(self, kind: str, start: int, end: int, text: str | None = None) -> int:
        """Add a token; returns its end."""
        self.tokens.append(Token(kind, self.text[start:end] if text is None else text, start, end))
        return end

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

    def _accented(self, at: int, end: int) -> int:
        """A letter with a hat or bar of its own, ``ᾱ``, composed or not; 0 when it has none."""
        shown = unicodedata.normalize("NFD", self.text[at])
        stop = at + 1
        while stop < end and unicodedata.combining(self.text[stop]):
            shown += self.text[stop]
            stop += 1
        accent = next((_COMBINING[c] for c in shown[1:] if c in _COMBINING), None)
        following = self.text[stop : stop + 1]
        if accent is None or following.isalpha() and following not in _SMALL:
            return 0
        letter = known.GREEK_BY_CHARACTER.get(shown[0], shown[0])
        self.add("ACCENT", at, at, accent)
        self.add("LETTER", at, stop, letter)
        return self._glued(stop, end)

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

    def _follows_name(self, at: int) -> bool:
        last = self.tokens[-1] if self.tokens else None
        return (
            last is not None
            and last.end == at
            and last.type in ("WORD", "LETTER", "CLOSE", "SUB", "SUP")
        )

    def _looked_up(self, at: int, end: int) -> int:
        """``x[i]``, an index or category, or ``β₁[treatmentᵢ]``, what a coefficient is looked up by."""
        close = min(partner(self.text, at), end - 1)
        inner = self.text[at + 1 : close]
        span = Span(at, close + 1)
        base = next((t.text for t in reversed(self.tokens) if t.type not in ("SUB", "SUP")), "")
        index = base not in known.GREEK_WORDS or _INDEX_RUN.fullmatch(inner)
        if index and re.fullmatch(r"\s*[a-z]\s*(?:,\s*[a-z]\s*)+", inner):
            self.tokens.append(Token("SUB", inner, at, close + 1, marks(inner, at + 1)))
            return close + 1
        found = (Mark("text", inner, span),) if index else marks(self.text[at : close + 1], at)
        self.tokens.append(Token("SUB", inner, at, close + 1, found))
        return close + 1

    # --- words --------------------------------------------------------------------------------

    def _word(self, at: int, stop: int, end: int) -> int:
        if self.plain:
            index = _INDEX_BEHIND.match(self.text, at, end)
            if index and at and self.text[at - 1] == ")" and self._follows_name(at):
                found = marks(index.group(), at)
                self.tokens.append(Token("SUB", index.group(), at, index.end(), found))
                return index.end()
            if self._glued_letters:
                pieces = pasted.split_word(self.text, at, end, self._glued_letters)
                if pieces:
                    self.tokens += pieces
                    return pieces[-1].end
            made, position = plain_word(self.text, at, end)
            for token in made:
                token.text = _upright(token.text)
            self.tokens += made
            return position
        greek = next((p for p in range(at, stop) if self.text[p] in known.GREEK_BY_CHARACTER), None)
        if greek is not None:
            stop = greek
        digits = re.compile(r"\d+").match(self.text, stop, end)
        if digits:
            stop = digits.end()
        while joined := _JOINED.match(self.text, stop, end):
            stop = joined.end()
        run = self.text[at:stop].replace("\\_", "_")
        if len(run) == 1:
            return self.add("LETTER", at, stop)
        if run in SAID:
            return self.add("PROSE", at, stop, run)
        if digits and run[0].isalpha() and run[1:].isdigit():
            self.add("LETTER", at, at + 1)
            self.tokens.append(Token("SUB", run[1:], at + 1, stop, marks(run[1:], at + 1)))
            return stop
        return self.add("WORD", at, stop, run)

    def _glued(self, at: int, end: int) -> int:
        """Digits and index letters straight behind a Greek letter in plain text: ``β0j``."""
        letters = self._glued_letters or "a-z"
        behind = re.compile(rf"\d+[{letters}]{{0,4}}|[ijkl]{{1,3}}(?![A-Za-z_])")
        match = behind.match(self.text, at, end)
        if not self.plain or match is None:
            return at
        self.tokens.append(Token("SUB", match.group(), at, match.end(), marks(match.group(), at)))
        return match.end()

    # --- subscripts ---------------------------------------------------------------------------

    def _small(self, at: int, stop: int) -> int:
        """Unicode's small letters below the line; each mark keeps its place."""
        shown = "".join(
            known.BELOW.get(c) or f"\\{known.BELOW_GREEK[c]} " for c in self.text[at:stop]
        )
        found = marks(shown, at)
        if len(shown) != stop - at:
            found = tuple(type(m)(m.kind, m.text, Span(at, stop), m.inner) for m in found)
        self.tokens.append(Token("SUB", shown, at, stop, found))
        return stop

    def _script(self, at: int, end: int) -> int:
        """``_`` or ``^`` and what belongs to it."""
        kind = "SUB" if self.text[at] == "_" else "SUP"
        start = at + 1
        while start < end and self.text[start] in " \t\n":
            start += 1
        if start >= end:
            raise EquationSyntaxError(complaints.empty_script(self.source, at))
        if self.text[start] == "{":
            close = closing(self.text, start + 1, end)
            if close is None:
                raise EquationSyntaxError(complaints.unclosed_brace(self.source, start))
            inside, stop = (start + 1, close), close + 1
        elif self.text[start] == "\\":
            match = _COMMAND.match(self.text, start, end)
            stop = match.end() if match else start + 1
            while stop < end and self.text[stop] == "{":
                close = closing(self.text, stop + 1, end)
                if close is None:
                    raise EquationSyntaxError(complaints.unclosed_brace(self.source, stop))
                stop = close + 1
            inside = (start, stop)
        elif self.text[start] == "(" and self.plain:
            stop = min(partner(self.text, start) + 1, end)
            inside = (start + 1, max(stop - 1, start + 1))
        else:
            stop = start + 1
            if self.plain or kind == "SUB":
                wanted = _RUNS[kind] if self.plain else _INDEX_RUN
                run = wanted.match(self.text, start, end)
                stop = run.end() if run else stop
            inside = (start, stop)
        content = self.text[inside[0] : inside[1]]
        self.tokens.append(Token(kind, content, at, stop, marks(content, inside[0]), inside))
        return stop

    # --- commands -----------------------------------------------------------------------------

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
        if match := _COMMAND.match(self.text, at, end):
            return at, match.end(), match.end()
        return at, at + 1, at + 1

    def _command(self, at: int, end: int) -> int:
        match = _COMMAND.match(self.text, at, end)
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
        if name in known.ACCENTS:
            return self.add("ACCENT", at, after, known.ACCENTS[name])
        if name in known.BOLD:
            return self.add("ACCENT", at, after, "bold")
        if name in known.FRACTIONS:
            return self._fraction(at, after, end)
        if name == "sqrt":
            return self.add("ROOT", at, after)
        if name in known.RELATIONS:
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
        if "_{" in raw.replace(r"\_", "") or "$" in raw.replace(r"\$", ""):
            inside = raw.replace("$", " ")
            if inside.count("$") == raw.count("$"):
                self.region(start, stop)
                return after
        if _EXPRESSION.search(raw):
            self.region(start, stop)
            return after
        return self.add("WORD" if _is_name(unescape(raw)) else "PROSE", at, after, unescape(raw))

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
            self.tokens.pop()
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


def _upright(text: str) -> str:
    """Letters of Unicode's mathematical alphabets as the letters that they are."""
    return unicodedata.normalize("NFKC", text) if max(text, default="") > "\U0001d3ff" else text


def _is_name(text: str) -> bool:
    """Whether upright text names something, rather than saying something."""
    from formula2eq.reading.prose import is_prose

    return bool(text) and not is_prose(text)
