"""Words between equations: labels of levels, "where", "for all", names of parts."""

from __future__ import annotations

import re

_PROSE = re.compile(
    r"""^(?:
        \((?:[^()]|\([^()]*\))*\)                      # (fixed part), (mean and shape)
      | .*:                                          # Level 1:
      | w\.\s?p\.                                    # with probability
      | (?:level|stage|tier|ebene|niveau)[\s-]*(?:one|two|three|i+|\d)?
          (?:[\s-]*(?:model|equations?))?(?:\s*\([^()]*\))?[.:]?
      | (?:where|with|and|for|for\s+all|for\s+each|if|or|such\s+that|i\.?i\.?d\.?|independent(?:ly)?|ind\.?
          |else|independent\s+of|given|otherwise|i\.e\.|e\.g\.|in\s+which|so\s+that|when|as|then|the|mixed|combined
          |distributed\s+as|are|is|assuming|assume|let|substituting|hence|thus|therefore)(?!\.?\w).{0,200}
    )$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
#: Words that stand between equations even where they are set as mathematics.
SAID = frozenset({"where", "with", "and", "if", "otherwise"})
#: Headings of plain text: a line that holds no equation.
HEADING = re.compile(
    r"""^\s*(?:\#+\s*|\d+[.)]\s*)?\(?(?:
        (?:level|stage|tier|ebene|niveau)[\s-]*(?:one|two|three|i+|\d)?[\s\w,()/-]*
      | (?:the\s+)?(?:mixed|combined|composite|reduced[\s-]form|full|hlm|final|multilevel|two-level
          |three-level|model)[\s\w()-]*(?:model|equations?|form|\d)
      | (?:where|with|and|for\s+all)
      | (?:random|fixed)\s+(?:part|effects?)
      | \*\*[^*=~\n]{1,80}\*\*
    )\)?\s*[:.]?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
#: A label before an equation on its line.
LABEL = re.compile(
    r"""[ \t]*(?:\#+\s*|[-*]\s+)?(?:\*\*)?(?:
        (?:level|stage|tier|ebene|niveau|l)[\s-]*(?:one|two|three|i+|\d)\b[^=~:\n]{0,60}:(?:\*\*)?
      | (?:mixed|combined|composite|reduced|full|random|fixed|within|between|distribution|link|model
          |where|with)\b[^=~:{\n]{0,60}:(?:\*\*)?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: Our own writers' words beside an equation.
BESIDE = re.compile(
    r"\((?:(?:fixed|random) part"
    r"|(?:probability of an? (?:extra )?zero|mean|trials|degrees of freedom)\b[a-z0-9 ,;]{0,120}"
    r"|of the (?:smallest|largest) value|for \w+ = [^()\n]{1,40}"
    r"|(?:reference category|over the categories) of (?:[^()\n]|\([^()\n]*\)){1,80})\)"
)


def is_prose(text: str) -> bool:
    """Whether upright text is said about the equations and not part of them.

    >>> is_prose("Level 1:"), is_prose("where"), is_prose("Age"), is_prose("and")
    (True, True, False, True)
    >>> is_prose("is.na"), is_prose("i.e. a mean")
    (False, True)
    """
    stripped = text.strip()
    return stripped[:1] in ",;" or bool(_PROSE.match(stripped))
