"""Names and accented letters to tokens."""

from __future__ import annotations

import re
import unicodedata

from formula2eq.reading import commands as known
from formula2eq.reading import pasted
from formula2eq.reading.lex_scripts import ScriptCutter
from formula2eq.reading.plain_words import plain_word
from formula2eq.reading.prose import SAID
from formula2eq.reading.scripts import marks
from formula2eq.reading.tokens import Token

#: What goes on a name of two letters and more: ``\\_x``, and R's dots as in ``foul.diff``.
_JOINED = re.compile(r"\\_[A-Za-z0-9]+|(?<=[^\W_]{2})\.[A-Za-z][A-Za-z0-9]*(?![A-Za-z0-9]*\s*=)")
_INDEX_BEHIND = re.compile(r"[ijklt]{1,3}(?![A-Za-z0-9_^(])")
_COMBINING = {
    "\N{COMBINING CIRCUMFLEX ACCENT}": "hat",
    "\N{COMBINING MACRON}": "bar",
    "\N{COMBINING OVERLINE}": "bar",
    "\N{COMBINING TILDE}": "tilde",
}


class WordCutter(ScriptCutter):
    """Cuts words: names, letters with numbers, letters with accents of their own."""

    def _accented(self, at: int, end: int) -> int:
        """A letter with a hat or bar of its own, ``ᾱ``, composed or not; 0 when it has none."""
        shown = unicodedata.normalize("NFD", self.text[at])
        stop = at + 1
        while stop < end and unicodedata.combining(self.text[stop]):
            shown += self.text[stop]
            stop += 1
        accent = next((_COMBINING[c] for c in shown[1:] if c in _COMBINING), None)
        following = self.text[stop : stop + 1]
        if accent is None or following.isalpha() and following not in known.SMALL:
            return 0
        letter = known.GREEK_BY_CHARACTER.get(shown[0], shown[0])
        self.add("ACCENT", at, at, accent)
        self.add("LETTER", at, stop, letter)
        return self._glued(stop, end)

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


def _upright(text: str) -> str:
    """Letters of Unicode's mathematical alphabets as the letters that they are."""
    return unicodedata.normalize("NFKC", text) if max(text, default="") > "\U0001d3ff" else text
