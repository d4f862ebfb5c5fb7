"""Trees of R expressions for Hypothesis."""

from hypothesis import strategies as st

from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Block,
    Call,
    Constant,
    Function,
    Name,
    Number,
    Parameter,
    Parentheses,
    String,
    Subset,
    Unary,
)
from formula2eq.source import Span

HERE = Span(0, 0)
INFIX = (
    "+ - * / : ^ %in% %o% < <= == != >= > & && | || ~ -> <- $ @".split()
)  # `=` stands only at the top or in parentheses

plain_names = st.sampled_from(["x", "y", "g.1", ".", "größe", "変数", "x_1", "..a", "I", "log"])
any_names = plain_names | st.text(min_size=1, max_size=5).filter(lambda name: "\0" not in name)
names = st.builds(Name, any_names, st.just(HERE))
numbers = st.builds(
    lambda value, integer: Number(float(value), integer, "", HERE),
    st.integers(0, 10**6),
    st.booleans(),
) | st.sampled_from([Number(0.5, False, "", HERE), Number(1e-7, False, "", HERE)])
strings = st.builds(String, st.text(max_size=6).filter(lambda s: "\0" not in s), st.just(HERE))
constants = st.sampled_from([Constant(n, HERE) for n in ("TRUE", "NULL", "NA", "Inf")])
leaves = names | numbers | strings | constants


def arguments(inner):
    named = st.builds(Argument, any_names, st.none() | inner, st.just(HERE))
    plain = st.builds(Argument, st.none(), inner, st.just(HERE))
    return st.lists(named | plain, max_size=3).map(tuple)


def infix(operator, left, right):
    if operator in {"$", "@"}:
        right = (
            right if isinstance(right, (Name, String, Parentheses)) else Parentheses(right, HERE)
        )
    return Binary(operator, left, right, HERE, HERE)


def larger(inner):
    return (
        st.builds(infix, st.sampled_from(INFIX), inner, inner)
        | st.builds(
            Unary, st.sampled_from(["-", "+", "!", "~"]), inner, st.just(HERE), st.just(HERE)
        )
        | st.builds(Parentheses, inner, st.just(HERE))
        | st.builds(Call, names, arguments(inner), st.just(HERE))
        | st.builds(
            Call, inner.map(lambda i: Parentheses(i, HERE)), arguments(inner), st.just(HERE)
        )
        | st.builds(Subset, names, arguments(inner), st.booleans(), st.just(HERE))
        | st.builds(
            Function,
            st.lists(
                st.builds(Parameter, any_names, st.none() | inner, st.just(HERE)), max_size=2
            ).map(tuple),
            inner,
            st.just(HERE),
        )
        | st.builds(Block, st.lists(inner, max_size=2).map(tuple), st.just(HERE))
    )


expressions = st.recursive(leaves, larger, max_leaves=12)
