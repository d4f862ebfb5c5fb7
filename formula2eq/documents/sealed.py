"""What every page of one file has: a policy that names its style and script, and its own font."""

from __future__ import annotations

import base64
import gzip
import hashlib
from functools import cache

from formula2eq import resources

#: Bytes that a page stays below: first its font is left out, then its contents are packed.
LIMIT = 100_000


def encoded(data: bytes) -> str:
    """Bytes as text, in base64."""
    return base64.b64encode(data).decode("ascii")


def packed(text: str) -> str:
    """Text for a page's script to unpack: gzip, in base64, the same for the same text."""
    return encoded(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def digest(text: str) -> str:
    """The digest by which a policy allows a style sheet or a script."""
    return f"sha256-{encoded(hashlib.sha256(text.encode('utf-8')).digest())}"


@cache
def font_rule() -> str:
    """The rule of the page's font, see ``templates/html/font/README.md``."""
    font = resources.data("templates", "html", "font", "maths.woff2")
    return (
        '@font-face{font-family:"f2e maths";'
        f'src:url(data:font/woff2;base64,{encoded(font)}) format("woff2")}}'
    )
