"""What there is to say about a text that is no R expression: every sentence about a syntax slip.

``syntax`` looks the slip up in tables: tokens that are wrong anywhere, tokens that are wrong where a
term must stand, tokens that are wrong where an operator must stand. Each sentence says what was
met, where, and, where it is plausible, the text mended by one edit; ``parse`` keeps that repair
only if it can be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula import characters
from formula2eq.formula.lex import Token
from formula2eq.formula.nodes import Binary, Expression, Unary
from formula2eq.source import Source, Span

_OPENERS = {"OPEN_PARENTHESIS": ")", "OPEN_BRACKET": "]", "OPEN_DOUBLE": "]", "OPEN_BRACE": "}"}
_CLOSERS = frozenset({"CLOSE_PARENTHESIS", "CLOSE_BRACKET", "CLOSE_BRACE"})
_INFIX = frozenset({"PLUS", "MINUS", "STAR", "SLASH", "SPECIAL", "COLON", "CARET"}) | frozenset(
    {"COMPARISON", "AND", "NOT", "BAR"}
)
_ENDS_TERM = frozenset({"NAME", "NUMBER", "STRING", "CONSTANT"}) | _CLOSERS
#: Functions that people write without parentheses.
_FUNCTIONS = frozenset(
    "log log2 log10 log1p exp sqrt abs scale factor ordered poly ns bs I offset cut relevel".split()
)


@dataclass(frozen=True, slots=True)
class Slip:
    """Where the parser stopped: the token met (``number`` in ``tokens``) and the ones it would take.

    ``number`` is ``len(tokens)`` when the text ended too early; ``stretch`` is the part of the text
    that was read, if not all of it.
    """

    source: Source
    tokens: tuple[Token, ...]
    number: int
    accepted: frozenset[str]
    stretch: Span | None = None

    @property
    def met(self) -> Token:
        """The offending token; an empty one behind the last when the text ended too early."""
        if self.number < len(self.tokens):
            return self.tokens[self.number]
        return Token("END", "", self.end, self.end)

    @property
    def end(self) -> int:
        """Where the last token ends."""
        if self.tokens:
            return self.tokens[-1].end
        return self.stretch.start if self.stretch else 0

    @property
    def before(self) -> Token | None:
        """The token before the offending one."""
        return self.tokens[self.number - 1] if self.number else None

    @property
    def after(self) -> Token | None:
        """The token after the offending one."""
        return self.tokens[self.number + 1] if self.number + 1 < len(self.tokens) else None

    def open_brackets(self) -> list[int]:
        """The numbers of the tokens that open a bracket and are not closed before the slip."""
        found: list[int] = []
        for number, token in enumerate(self.tokens[: self.number]):
            if token.type in _OPENERS:
                found += [number] * len(token.text)  # `[[` is closed by two tokens
            elif token.type in _CLOSERS and found:
                found.pop()
        return found

    def is_call(self, opener: int) -> bool:
        """Whether a bracket opens the arguments of a call."""
        return opener > 0 and self.tokens[opener - 1].type in {"NAME", *_CLOSERS}

    def in_formula(self, opener: int) -> bool:
        """Whether the argument in which the parser stopped is a formula and goes on as one."""
        if self.after is not None and self.after.text == "=":
            return False
        argument = self.tokens[opener + 1 : self.number]
        depth = 0
        for token in reversed(argument):
            depth += (token.type in _CLOSERS) - (token.type in _OPENERS)
            if depth == 0 and token.type in {"TILDE", "COMMA"}:
                return token.type == "TILDE"
        return False

    def label(self, token: Token, text: str) -> Label:
        """A label on a token."""
        return Label(Span(token.start, token.end), text, self.source)

    def edited(self, start: int, end: int, new: str) -> str:
        """The text with one stretch of it replaced."""
        return self.source.text[:start] + new + self.source.text[end:]


def syntax(slip: Slip) -> Diagnostic:
    """The sentence about a slip."""
    kind = slip.met.type
    rule = _ANYWHERE.get(kind)
    if rule is None and not slip.tokens:
        rule = _empty
    if rule is None and slip.before and slip.before.type in {"DOLLAR", "AT", "NAMESPACE"}:
        rule = _missing_field
    if rule is None and "NUMBER" in slip.accepted:
        rule = _WHERE_A_TERM_STANDS.get(kind, _missing_term)
    return (rule or _WHERE_AN_OPERATOR_STANDS.get(kind, _missing_operator))(slip)


# Wrong anywhere


def _bad_character(slip: Slip) -> Diagnostic:
    met = slip.met
    known = characters.meaning(met.text)
    repair = None
    if known.quote:
        closing = slip.source.text.find(known.quote, met.end)
        if closing > 0:
            quoted = slip.source.text[met.end : closing]
            repair = slip.edited(met.start, closing + 1, f"`{quoted}`")
    elif known.write is not None:
        repair = slip.edited(met.start, met.end, known.write)
    return Diagnostic(
        "unexpected-character",
        f"{known.name} has no meaning in a formula{known.advice}",
        (slip.label(met, "this character"),),
        repair,
    )


def _bad_operator(slip: Slip) -> Diagnostic:
    met = slip.met
    write = {"|||": "|", "|>": "|", "~=": "~", "=~": "~", "=>": ">=", "=<": "<=", "<>": "!="}
    write |= {"===": "==", "!==": "!=", ":=": "~"}
    instead = write.get("|||" if met.text.startswith("|||") else met.text)
    said = {"|>": "|> is R's pipe, not the bar of a random term", "|||": "||| is no operator"}
    advice = ": write | or ||" if instead == "|" else f": write {instead}" if instead else ""
    return Diagnostic(
        "unknown-operator",
        said.get(met.text, f"{met.text} is no operator of formulas") + advice,
        (slip.label(met, "this operator"),),
        slip.edited(met.start, met.end, instead) if instead else None,
    )


def _bad_name(slip: Slip) -> Diagnostic:
    met = slip.met
    return Diagnostic(
        "bad-name",
        f"a name cannot start with an underscore: quote {met.text} with backticks",
        (slip.label(met, "this name"),),
        slip.edited(met.start, met.end, f"`{met.text}`"),
    )


def _bad_number(slip: Slip) -> Diagnostic:
    return Diagnostic(
        "imaginary-number",
        f"{slip.met.text} is an imaginary number: a model formula has none",
        (slip.label(slip.met, "this number"),),
    )


def _unclosed_name(slip: Slip) -> Diagnostic:
    met = slip.met
    word = met.text[1:].split()
    stop = met.start + 1 + met.text[1:].find(word[0]) + len(word[0]) if word else met.end
    if met.text == "``":
        return Diagnostic("bad-name", "a name cannot be empty", (slip.label(met, "here"),))
    return Diagnostic(
        "unclosed-backtick",
        "this name in backticks is never closed",
        (slip.label(Token(met.type, "`", met.start, met.start + 1), "opened here"),),
        slip.edited(stop, stop, "`") if word else None,
    )


def _unclosed_string(slip: Slip) -> Diagnostic:
    met = slip.met
    quote = met.text[0]
    content = met.text.rstrip()
    stop = met.start + len(content)
    wrong_end = len(content) > 1 and content[-1] in "\"'`"
    return Diagnostic(
        "unclosed-string",
        f"this string is opened with {quote} and never closed with {quote}",
        (slip.label(Token(met.type, quote, met.start, met.start + 1), "opened here"),),
        slip.edited(stop - wrong_end, stop, quote)
        if slip.open_brackets()
        else slip.edited(met.start, stop, content[1 : len(content) - wrong_end]),
    )


def _unclosed_special(slip: Slip) -> Diagnostic:
    met = slip.met
    known = met.text[1:] == "in"
    instead = "%in%" if known else f"{met.text}%"
    return Diagnostic(
        "unclosed-percent",
        f"an operator that starts with % ends with %: write {instead}"
        if len(met.text) > 1
        else "a single % is no operator: write %in% for nesting, %% for a remainder",
        (slip.label(met, "never closed"),),
        slip.edited(met.start, met.end, instead) if len(met.text) > 1 else None,
    )


def _reserved(slip: Slip) -> Diagnostic:
    met = slip.met
    if met.text == "in" and "NUMBER" not in slip.accepted:
        return Diagnostic(
            "missing-percent",
            "the operator of nesting is written with percent signs: %in%",
            (slip.label(met, "this word"),),
            slip.edited(met.start, met.end, "%in%"),
        )
    return Diagnostic(
        "reserved-word",
        f"{met.text} is a reserved word of R: as a name it needs backticks",
        (slip.label(met, "this word"),),
        slip.edited(met.start, met.end, f"`{met.text}`"),
    )


def _empty(slip: Slip) -> Diagnostic:
    return Diagnostic(
        "empty-formula",
        "the formula is empty: write response ~ predictors",
        (Label(Span(slip.end, slip.end), "nothing here", slip.source),),
    )


def _missing_field(slip: Slip) -> Diagnostic:
    before = slip.before
    assert before is not None
    start = slip.tokens[slip.number - 2] if slip.number > 1 else before
    return Diagnostic(
        "missing-field",
        f"{before.text} needs a name after it",
        (
            Label(Span(start.start, before.end), "this is not finished", slip.source),
            *([slip.label(slip.met, "a name must stand here")] if slip.met.text else []),
        ),
    )


# Wrong where a term must stand


def _missing_term(slip: Slip) -> Diagnostic:
    """An operator or a closing bracket where a term must stand."""
    met, before = slip.met, slip.before
    if before is None or before.type == "TILDE":
        what = f"a term is missing before {met.text}"
        return Diagnostic(
            "dangling-operator",
            what,
            (slip.label(met, "a term must stand before this"),),
            slip.edited(met.start, slip.after.start if slip.after else met.end, ""),
        )
    first = slip.number - 1
    while first and slip.tokens[first - 1].type in _INFIX and slip.tokens[first].type in _INFIX:
        first -= 1
    run = slip.tokens[first : slip.number]
    labels = [slip.label(met, "a term must stand before this")]
    for_run = slip.label(run[0], "and after this")
    several = len(run) > 1 and met.type in _INFIX
    return Diagnostic(
        "dangling-operator",
        f"a term is missing between {before.text} and {met.text}",
        (for_run, *labels) if several else (*labels, for_run),
        _without(slip, run[0].start, met.start),
    )


def _without(slip: Slip, start: int, end: int) -> str:
    """The text without a stretch, and without the blanks before it where a bracket follows."""
    kept = slip.source.text[:start]
    return (kept if slip.met.type in _INFIX else kept.rstrip()) + slip.source.text[end:]


def _end_for_term(slip: Slip) -> Diagnostic:
    """The text ends where a term must stand."""
    before = slip.before
    assert before is not None
    here = Label(Span(slip.end, slip.end), "a term must follow here", slip.source)
    opened = slip.open_brackets()
    if before.type in _OPENERS:
        return _unclosed(slip)
    if before.type == "TILDE":
        return Diagnostic(
            "missing-right-side",
            "the right side is missing: what stands after ~ ?",
            (here,),
        )
    if before.type == "BAR":
        return Diagnostic(
            "missing-grouping", f"the grouping factor after {before.text} is missing", (here,)
        )
    labels = [here, slip.label(before, "nothing follows this")]
    said = f"the formula ends after {before.text}: a term is missing"
    if opened:
        opener = slip.tokens[opened[-1]]
        labels[1:] = [slip.label(opener, "and this is never closed")]
        said += f", and the {opener.text} is never closed"
    return Diagnostic(
        "dangling-operator",
        said,
        tuple(labels),
        slip.edited(before.start, before.end, _closing(slip)).rstrip(),
    )


def _close_for_term(slip: Slip) -> Diagnostic:
    met, before = slip.met, slip.before
    if before is None:
        return _close_for_operator(slip)
    if before.type == "BAR":
        return Diagnostic(
            "missing-grouping",
            f"the grouping factor after {before.text} is missing",
            (slip.label(met, "a grouping factor must stand before this"),),
        )
    if before.type in _OPENERS:
        span = Span(before.start, met.end)
        first = slip.number - 1
        if first and slip.tokens[first - 1].type in _INFIX:
            first -= 1
        return Diagnostic(
            "empty-parentheses",
            f"nothing stands between {before.text} and {met.text}: a term is missing",
            (Label(span, "empty", slip.source),),
            (slip.source.text[: slip.tokens[first].start].rstrip() + slip.source.text[met.end :]),
        )
    return _missing_term(slip)


def _bar_for_term(slip: Slip) -> Diagnostic:
    met = slip.met
    if slip.before and slip.before.type == "OPEN_PARENTHESIS":
        return Diagnostic(
            "missing-effects",
            f"nothing stands left of {met.text}: for an intercept per group write (1 | group)",
            (slip.label(met, "the effects must stand before this"),),
            slip.edited(met.start, met.end, "1 |"),
        )
    return _missing_term(slip)


def _equal_for_term(slip: Slip) -> Diagnostic:
    met = slip.met
    before = slip.before
    if before and before.type == "TILDE":
        return Diagnostic(
            "unknown-operator",
            "between response and predictors stands ~ alone",
            (slip.label(met, "leave this out"),),
            slip.edited(met.start, met.end, ""),
        )
    return _missing_term(slip)


# Wrong where an operator must stand


def _missing_operator(slip: Slip) -> Diagnostic:
    met, before = slip.met, slip.before
    assert before is not None
    gap = slip.source.text[before.end : met.start]
    opened = slip.open_brackets()
    labels = (slip.label(met, "a new term starts here"), slip.label(before, "this term ends here"))
    if not opened and before.text == ")" and slip.after and slip.after.text == "=":
        return _closed_too_early(slip, before)
    if opened and slip.is_call(opened[-1]) and not slip.in_formula(opened[-1]):
        name = slip.tokens[opened[-1] - 1].text
        return Diagnostic(
            "missing-comma",
            f"a comma or an operator is missing between two arguments of {name}",
            (
                Label(Span(before.end, before.end), "a comma is missing here", slip.source),
                slip.label(met, "a new argument starts here"),
            ),
            slip.edited(before.end, met.start, ", "),
        )
    if opened and opened[-1] == slip.number - 2 and before.text in {"0", "1"}:
        return Diagnostic(
            "missing-bar",
            f"a bar is missing between {before.text} and {met.text} in the random term",
            (slip.label(met, "a grouping factor?"), slip.label(before, "effects end here")),
            slip.edited(before.end, met.start, " | "),
        )
    if before.text in _FUNCTIONS and met.type in {"NAME", "NUMBER"} and "\n" not in gap:
        return Diagnostic(
            "missing-parentheses",
            f"{before.text} is a function: its argument stands in parentheses",
            (slip.label(met, "the argument?"), slip.label(before, "the function")),
            slip.edited(before.end, met.end, f"({met.text})"),
        )
    said = "two terms with no operator between them"
    if "\n" in gap:
        said += ": the line before lacks an operator at its end"
    elif before.type == "NUMBER" and met.type == "NAME" and not gap:
        said = f"no operator between {before.text} and {met.text}; a name cannot start with a digit"
    elif before.type == met.type == "NAME":
        said += "; a name with a space in it needs backticks"
    repair = slip.edited(before.end, before.end, " +" if gap else " + ")
    if before.type == "NUMBER" and met.type == "NAME" and not gap:
        repair = slip.edited(before.start, met.end, f"`{before.text}{met.text}`")
    if met.type == "STRING":
        repair = slip.edited(before.end, met.end, f" + `{met.text[1:-1]}`")
        missing = Label(Span(before.end, before.end), "an operator is missing here", slip.source)
        labels = (missing, slip.label(met, "a string starts here"))
    return Diagnostic(
        "missing-operator",
        said,
        labels,
        repair,
    )


def _closed_too_early(slip: Slip, closing: Token) -> Diagnostic:
    """``lmer(y ~ x) data = d)``, ``lmer(y ~ x), data = d)``."""
    last = slip.tokens[-1].text == ")"
    mended = slip.edited(closing.start, slip.met.start, "" if slip.met.text == "," else ", ")
    return Diagnostic(
        "closed-too-early",
        "this ) closes the call, and another argument follows",
        (slip.label(closing, "closes too early"), slip.label(slip.met, "what follows")),
        mended if last else mended + ")",
    )


def _close_for_operator(slip: Slip) -> Diagnostic:
    met = slip.met
    opened = slip.open_brackets()
    if not opened:
        return Diagnostic(
            f"unopened-{'parenthesis' if met.text == ')' else 'bracket'}",
            f"this {met.text} closes nothing: no bracket is open",
            (slip.label(met, "no opening bracket"),),
            slip.edited(met.start, met.end, ""),
        )
    opener = slip.tokens[opened[-1]]
    wanted = _OPENERS[opener.type]
    return Diagnostic(
        "mismatched-bracket",
        f"what was opened with {opener.text} is closed with {met.text}",
        (slip.label(met, f"{wanted} must stand here"), slip.label(opener, "opened here")),
        slip.edited(met.start, met.end, wanted),
    )


def _unclosed(slip: Slip) -> Diagnostic:
    """The text ends and a bracket is still open."""
    opened = slip.open_brackets()
    if not opened:
        return _missing_operator(slip)
    opener = slip.tokens[opened[-1]]
    whose = f" of {slip.tokens[opened[-1] - 1].text}" if slip.is_call(opened[-1]) else ""
    return Diagnostic(
        "unclosed-parenthesis" if opener.text == "(" else "unclosed-bracket",
        f"the {opener.text}{whose} is never closed",
        (
            slip.label(opener, "opened here"),
            Label(Span(slip.end, slip.end), "the text ends here", slip.source),
        ),
        slip.edited(slip.end, slip.end, _closing(slip)),
    )


def _closing(slip: Slip) -> str:
    return "".join(_OPENERS[slip.tokens[number].type] for number in reversed(slip.open_brackets()))


def _comma(slip: Slip) -> Diagnostic:
    met, after = slip.met, slip.after
    opened = slip.open_brackets()
    named = slip.number + 2 < len(slip.tokens) and slip.tokens[slip.number + 2].text == "="
    if not opened and named and slip.before and slip.before.text == ")":
        return _closed_too_early(slip, slip.before)
    if opened:
        opener = opened[-1]
        outer = len(opened) > 1 and slip.is_call(opened[-2])
        if outer and named:
            return Diagnostic(
                "unclosed-parenthesis",
                "the ( is not closed before the next argument",
                (
                    slip.label(slip.tokens[opener], "opened here"),
                    slip.label(met, "a new argument starts here"),
                ),
                slip.edited(met.start, met.start, ")"),
            )
        bar = next((t for t in slip.tokens[opener : slip.number] if t.type == "BAR"), None)
        if bar is not None and after is not None:
            effects = slip.source.text[slip.tokens[opener].end : bar.end]
            return Diagnostic(
                "one-grouping-per-bar",
                "a bar has one grouping factor: write one random term for each, or g:h for their"
                " combinations",
                (slip.label(met, "a comma cannot stand here"),),
                slip.edited(met.start, after.start, f") + ({effects} "),
            )
    return Diagnostic(
        "stray-comma",
        "a comma separates no terms: write +",
        (slip.label(met, "this comma"),),
        slip.edited(met.start, met.end, "+"),
    )


def _semicolon(slip: Slip) -> Diagnostic:
    met = slip.met
    return Diagnostic(
        "stray-semicolon",
        "a semicolon ends the expression, it separates no terms: write +",
        (slip.label(met, "this semicolon"),),
        slip.edited(met.start, met.end, "+") if slip.after else slip.edited(met.start, met.end, ""),
    )


def _equal(slip: Slip) -> Diagnostic:
    met = slip.met
    return Diagnostic(
        "wrong-tilde",
        f"{met.text} does not belong here: between response and predictors stands ~,"
        " for a comparison write ==",
        (slip.label(met, "this sign"),),
        slip.edited(met.start, met.end, "=="),
    )


def _comparison(slip: Slip) -> Diagnostic:
    return Diagnostic(
        "chained-comparison",
        "R does not chain comparisons: write a < b & b < c",
        (slip.label(slip.met, "a second comparison"),),
    )


_Rule = Callable[[Slip], Diagnostic]

_ANYWHERE: dict[str, _Rule] = {
    "BAD_CHARACTER": _bad_character,
    "BAD_OPERATOR": _bad_operator,
    "BAD_BAR": _bad_operator,
    "BAD_NAME": _bad_name,
    "BAD_NUMBER": _bad_number,
    "UNCLOSED_NAME": _unclosed_name,
    "UNCLOSED_STRING": _unclosed_string,
    "UNCLOSED_SPECIAL": _unclosed_special,
    "RESERVED": _reserved,
    "PARENTHESIS_ON_NEW_LINE": _missing_operator,
}
_WHERE_A_TERM_STANDS: dict[str, _Rule] = {
    "END": _end_for_term,
    "CLOSE_PARENTHESIS": _close_for_term,
    "CLOSE_BRACKET": _close_for_term,
    "CLOSE_BRACE": _close_for_term,
    "BAR": _bar_for_term,
    "EQUAL": _equal_for_term,
}
_WHERE_AN_OPERATOR_STANDS: dict[str, _Rule] = {
    "END": _unclosed,
    "CLOSE_PARENTHESIS": _close_for_operator,
    "CLOSE_BRACKET": _close_for_operator,
    "CLOSE_BRACE": _close_for_operator,
    "COMMA": _comma,
    "SEPARATOR": _semicolon,
    "EQUAL": _equal,
    "ASSIGN": _equal,
    "RIGHT_ASSIGN": _equal,
    "COMPARISON": _comparison,
}


# Right as R, wrong as a formula


def no_formula(expression: Expression, source: Source) -> Diagnostic:
    """An expression whose outermost operator is not ``~``."""
    text, span = source.text, expression.span
    if isinstance(expression, Binary) and expression.operator in {
        "=",
        "==",
        "<-",
        "->",
        "<<-",
        ":=",
    }:
        operator = expression.operator_span
        if isinstance(expression.right, Unary) and expression.right.operator == "~":
            operator = operator.join(expression.right.operator_span)
        return Diagnostic(
            "wrong-tilde",
            f"between response and predictors stands ~, not {expression.operator}",
            (Label(operator, "write ~", source),),
            text[: operator.start] + "~" + text[operator.end :],
        )
    return Diagnostic(
        "missing-tilde",
        "no ~: this is no formula; write response ~ predictors, or ~ predictors without a response",
        (Label(span, "an expression", source),),
        text[: span.start] + "~ " + text[span.start :],
    )


def too_long(source: Source, most: int) -> Diagnostic:
    """A text beyond the limit of length."""
    return Diagnostic(
        "too-long",
        f"the text has {len(source.text):,} characters; at most {most:,} are read",
        (Label(Span(most, most), "from here on", source),),
    )


def too_deep(span: Span, source: Source, most: int) -> Diagnostic:
    """A text beyond the limit of nesting."""
    return Diagnostic(
        "too-deep",
        f"parentheses, calls and signs are nested more than {most} deep",
        (Label(Span(span.start, span.start), "too deep here", source),),
    )
