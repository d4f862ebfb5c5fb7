"""Jinja: templates of TeX and text, which never escape, and of HTML, which always do."""

from __future__ import annotations

from functools import cache
from typing import Any

from formula2eq import resources
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError


@cache
def _environment(*, html: bool) -> Any:
    import jinja2

    loader = jinja2.FunctionLoader(lambda name: resources.text("templates", *name.split("/")))
    return jinja2.Environment(
        loader=loader,
        autoescape=html,
        block_start_string="((*",
        block_end_string="*))",
        variable_start_string="((",
        variable_end_string="))",
        comment_start_string="((#",
        comment_end_string="#))",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )


def render(template: str, **values: object) -> str:
    """A template of ``templates/`` with values, e.g. ``render("latex/article.tex.j2", rows=rows)``.

    Values are inserted as they are in TeX and text templates: writers have escaped every name.
    """
    environment = _environment(html=template.startswith("html/"))
    return str(environment.get_template(template).render(**values))


def render_text(template: str, **values: object) -> str:
    """The text of a template of an author's own, for TeX and text, with the same values.

    Raises `UsageError` where the template is at fault.
    """
    import jinja2

    try:
        return str(_environment(html=False).from_string(template).render(**values))
    except jinja2.TemplateError as error:
        place = f", line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
        raise UsageError(
            Diagnostic("template", f"the template cannot be used{place}: {error}")
        ) from None
