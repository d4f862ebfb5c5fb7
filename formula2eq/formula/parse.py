"""Text to tree: an LALR(1) parser, by Lark, of R's expression grammar (``grammar/formula.lark``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from formula2eq.errors import FormulaError, FormulaSyntaxError
from formula2eq.formula.build import Builder
from formula2eq.formula.complaints.no_formula import no_formula, too_deep, too_long
from formula2eq.formula.drive import Driver, TableDriver, UnexpectedToken, driver
from formula2eq.formula.lex import Token, tokenize
from formula2eq.formula.nodes import Binary, Expression, Formula, Parentheses, Unary
from formula2eq.formula.table import kept
from formula2eq.formula.walk import depth
from formula2eq.resources import text as resource
from formula2eq.source import Source, Span

if TYPE_CHECKING:
    from lark import Lark

#: Where the grammar and its parse table stand.
GRAMMAR = ("grammar", "formula.lark")
TABLE = ("grammar", "formula.table.json")

#: What a text may hold at most. A long sum is no nesting: it may have thousands of terms.
MAXIMUM_LENGTH = 100_000
MAXIMUM_DEPTH = 80


def parse(text: str, name: str = "formula", mendings: int = 4) -> Formula:
    """The tree of a model formula.

    Raises ``FormulaSyntaxError`` with the place and, where one is plausible, the repaired formula;
    at most ``mendings`` slips are mended, one after the other, to find one that can be read.

    >>> parse("y ~ x").predictors
    Name(name='x', span=Span(start=4, end=5))
    """
    source = Source(text, name)
    try:
        return as_formula(parse_expression(source), source)
    except FormulaSyntaxError as error:
        raise mended(error, partial(parse, mendings=mendings - 1), mendings) from None


def mended(
    error: FormulaSyntaxError, read: Callable[[str], object], mendings: int
) -> FormulaSyntaxError:
    """The error with a repair that ``read`` can read, or with none."""
    diagnostic = error.diagnostics[0]
    if diagnostic.repair is None:
        return error
    found: str | None = None
    if mendings:
        try:
            read(diagnostic.repair)
            found = diagnostic.repair
        except FormulaError as another:
            found = another.diagnostics[0].repair
    return FormulaSyntaxError(replace(diagnostic, repair=found))


def as_formula(expression: Expression, source: Source) -> Formula:
    """An expression whose outermost operator is ``~``, as a formula; anything else is refused."""
    inside = expression
    while isinstance(inside, Parentheses):
        inside = inside.inner
    match inside:
        case Binary("~", response, predictors, span):
            return Formula(response, predictors, source, span)
        case Unary("~", predictors, span):
            return Formula(None, predictors, source, span)
    raise FormulaSyntaxError(no_formula(expression, source))


def parse_expression(
    source: Source, stretch: Span | None = None, tokens: list[Token] | None = None
) -> Expression:
    """The tree of any R expression, or of the one that stands in a stretch of a text.

    Raises ``FormulaSyntaxError``; nobody has looked yet whether its repair can be read.
    """
    if len(source.text) > MAXIMUM_LENGTH:
        raise FormulaSyntaxError(too_long(source, MAXIMUM_LENGTH))
    if tokens is None:
        place = stretch or Span(0, len(source.text))
        tokens = tokenize(source.text, place.start, place.end)
    try:
        tree: Expression = _parser().parse(tokens)
    except UnexpectedToken as error:
        from formula2eq.formula.complaints.slip import Slip
        from formula2eq.formula.complaints.syntax import syntax

        slip = Slip(source, tuple(tokens), error.number, error.accepted, stretch)
        raise FormulaSyntaxError(syntax(slip)) from None
    if len(tokens) > MAXIMUM_DEPTH:
        deep = depth(tree, MAXIMUM_DEPTH)
        if deep is not None:
            raise FormulaSyntaxError(too_deep(deep.span, source, MAXIMUM_DEPTH))
    return tree


@cache
def _parser() -> Driver:
    table = kept(resource(*TABLE), resource(*GRAMMAR))
    return driver(lark_parser(), Builder()) if table is None else TableDriver(table, Builder())


def lark_parser() -> Lark:
    """Lark's parser of ``grammar/formula.lark``: importing Lark and building it take about 0.1 s."""
    from lark import Lark
    from lark.lexer import Lexer

    class Cut(Lexer):
        """No lexer: ``tokenize`` cuts the text."""

        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Any]:
            yield from ()

    return Lark(
        resource(*GRAMMAR),
        parser="lalr",
        lexer=Cut,
        transformer=Builder(),
        maybe_placeholders=False,
    )
