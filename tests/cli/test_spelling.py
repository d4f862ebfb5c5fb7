"""What to write is spelled for where it is read: options on the command line."""

from __future__ import annotations

import pytest

from formula2eq.cli import main
from formula2eq.cli.spelling import on_command_line
from formula2eq.diagnostics import Diagnostic


@pytest.mark.parametrize(
    ("python", "option"),
    [
        ('notation="additive"', "--notation additive"),
        ('family="binomial"', "--family binomial"),
        ("family='binomial(\"cloglog\")'", "--family 'binomial(\"cloglog\")'"),
        ('factors={"f": "indicators"}', "--factors f=indicators"),
        (
            'factors="indicators", where every category has its estimate',
            "--factors indicators, where every category has its estimate",
        ),
        ('categories={"t": ["1", "2", "3"]}', "--categories t=1,2,3"),
        ('levels={"g": ["x", "z"], 1: ["w"]}', "--level g=x,z --level 1=w"),
        ('within={"class": "school"}', "--within class=school"),
        ('crossed=[("d", "dept")]', "--crossed d,dept"),
        ('groups={"k": "teacher"}', "--group k=teacher"),
        ("y ~ x + (1 | g)", "y ~ x + (1 | g)"),
        ("lmer(y ~ x, weights='w')", "lmer(y ~ x, weights='w')"),
        ("pip install duckdb", "pip install duckdb"),
        ('factors={"f": indicators}', 'factors={"f": indicators}'),
    ],
)
def test_repairs(python: str, option: str) -> None:
    assert on_command_line(Diagnostic("rule", "said", repair=python)).repair == option


def test_messages_that_name_an_argument() -> None:
    said = on_command_line(Diagnostic("rule", "give data=, or write the names")).message
    assert said == "give --data, or write the names"


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["y ~ x + (1 | a/b/c)", "--notation", "lecture"], "write: --notation additive"),
        (["cbind(s, f) ~ x", "--family", "poisson"], "write: --family binomial"),
        (["y ~ .", "--to", "latex"], "give --data, or write the names"),
        (["glmmTMB(y ~ ar1(0 + t | g))"], "write: --categories t=1,2,3"),
    ],
)
def test_the_command_line_prints_options(
    capsys: pytest.CaptureFixture[str], arguments: list[str], written: str
) -> None:
    assert main(["equations", *arguments]) == 2
    assert written in capsys.readouterr().err
