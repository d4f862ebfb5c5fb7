"""Subscripts and superscripts to tokens, in LaTeX, Unicode and plain text."""

from __future__ import annotations

import re

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading import commands as known
from formula2eq.reading import complaints
from formula2eq.reading.cutter import Cutter
from formula2eq.reading.nodes import Mark
from formula2eq.reading.scripts import closing, marks, partner
from formula2eq.reading.tokens import Token
from formula2eq.source import Span

#: A command: its name, or the one character behind the backslash.
COMMAND = re.compile(r"\\([A-Za-z]+\*?|.)", re.DOTALL)
_INDEX_RUN = re.compile(r"[ijklmn0-9]{1,3}(?![A-Za-z0-9_^({])")
#: What plain text raises or lowers without brackets; small letters behind what is raised stand below.
_RUNS = {
    "SUB": re.compile(r"[^\W_]+(?:\[\w+\]|\([ijk]\))?"),
    "SUP": re.compile(rf"[^\W_{known.SMALL}]+"),
}


class ScriptCutter(Cutter):
    """Cuts scripts, and what stands in square brackets behind a name."""

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
            match = COMMAND.match(self.text, start, end)
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

    def _glued(self, at: int, end: int) -> int:
        """Digits and index letters straight behind a Greek letter in plain text: ``β0j``."""
        letters = self._glued_letters or "a-z"
        behind = re.compile(rf"\d+[{letters}]{{0,4}}|[ijkl]{{1,3}}(?![A-Za-z_])")
        match = behind.match(self.text, at, end)
        if not self.plain or match is None:
            return at
        self.tokens.append(Token("SUB", match.group(), at, match.end(), marks(match.group(), at)))
        return match.end()
