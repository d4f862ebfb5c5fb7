"""Make the page's font, the part of Latin Modern Math that equations need.

    python subset.py latinmodern-math.otf maths.woff2

Needs the packages fonttools and brotli. The font has another name than the original, as it is another
font; letters, digits, operators and the growing brackets, braces and roots are in it.
"""

from __future__ import annotations

import string
import sys
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

NAME = "Formula2eq Maths"
#: Italic letters and Greek are at their places among the mathematical letters.
ITALIC = [*range(0x1D434, 0x1D44E), *range(0x1D44E, 0x1D468), 0x210E, *range(0x1D6FC, 0x1D71B)]
SIGNS = " ()+-=,.:_|[]/<>−∼×⊗⊤·≤≥≠∧∨∈¬\u2061√⏟\u0302" + "ΓΔΘΛΞΠΣΥΦΨΩ"
#: Signs that grow.
GROWING = "()|√⏟"


def made(path: str) -> TTFont:
    """The font."""
    font = TTFont(path)
    _growing_only(font["MATH"].table.MathVariants, {font.getBestCmap()[ord(c)] for c in GROWING})
    options = subset.Options()
    options.layout_features = []
    options.drop_tables += ["GPOS", "GDEF", "GSUB", "FFTM"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.glyph_names = options.hinting = False
    options.desubroutinize = True
    chosen = subset.Subsetter(options)
    letters = string.ascii_letters + string.digits + SIGNS
    chosen.populate(unicodes={*ITALIC, *map(ord, letters)})
    chosen.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = NAME.replace(" ", "-") if record.nameID == 6 else NAME
    font["CFF "].cff.fontNames = [NAME.replace(" ", "-")]
    font.flavor = "woff2"
    return font


def _growing_only(variants: Any, glyphs: set[str]) -> None:
    """Leave only these glyphs their larger forms."""
    for way in ("Vert", "Horiz"):
        coverage = getattr(variants, f"{way}GlyphCoverage")
        forms = getattr(variants, f"{way}GlyphConstruction")
        kept = [pair for pair in zip(coverage.glyphs, forms, strict=True) if pair[0] in glyphs]
        coverage.glyphs = [glyph for glyph, _ in kept]
        setattr(variants, f"{way}GlyphConstruction", [form for _, form in kept])
        setattr(variants, f"{way}GlyphCount", len(kept))


if __name__ == "__main__":
    made(sys.argv[1]).save(sys.argv[2])
