"""LaTeX's commands and Unicode's characters as far as equations use them."""

from __future__ import annotations

from formula2eq.writers.greek import GREEK

#: Greek letter by Unicode character; variants count as one letter.
GREEK_BY_CHARACTER = {
    **{character: name.removeprefix("var") for name, character in GREEK.items()},
    "ϑ": "theta",
    "ϱ": "rho",
    "ς": "sigma",
    "µ": "mu",
    "ο": "omicron",
}
#: Greek letter by command.
GREEK_COMMANDS = {
    **{name: name.removeprefix("var") for name in GREEK},
    "vartheta": "theta",
    "varrho": "rho",
    "varsigma": "sigma",
    "varpi": "pi",
    "omicron": "omicron",
}
#: Names that plain text spells out: ``beta_0j``.
GREEK_WORDS = frozenset(GREEK_COMMANDS.values())

#: Commands that only move things about.
SPACES = frozenset({",", ";", ":", "!", " ", ">", "thinspace", "enspace", "/", "-", "allowbreak"})
#: Switches, alignments and sizes without an argument of their own.
IGNORED = frozenset(
    "displaystyle textstyle scriptstyle limits nolimits nonumber notag mathstrut rm bf it sf tt "
    "bfseries itshape normalfont left right big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr "
    "biggr Biggr middle bigm Bigm noindent centering hfill par small large footnotesize smallskip "
    "medskip bigskip hline vdots ddots protect relax strut null break newline mathrel mathbin "
    "mathord mathop mathopen mathclose boldmath selectfont maketitle item".split()
)
#: Commands whose argument is what counts.
TRANSPARENT = frozenset(
    "mathcal mathbb mathscr mathfrak ensuremath boxed mathnormal emph cancel displaylines "
    "fbox".split()
)
#: Commands that make a vector or matrix of a letter.
BOLD = frozenset("mathbf boldsymbol bm pmb bold symbf symbfup symbfit vec underline".split())
#: Commands that set a name.
TEXTS = frozenset(
    "text mathrm textrm mathit textit operatorname mbox textnormal mathsf textsf texttt mathtt "
    "textbf hbox textsc textup mathup symrm".split()
)
#: Commands that vanish with this many arguments.
DROPPED = {
    "label": 1,
    "tag": 1,
    "hspace": 1,
    "vspace": 1,
    "phantom": 1,
    "hphantom": 1,
    "vphantom": 1,
    "color": 1,
    "textcolor": 1,
    "colorbox": 1,
    "ref": 1,
    "eqref": 1,
    "cite": 1,
    "footnote": 1,
    "overset": 1,
    "underset": 1,
    "stackrel": 1,
    "setlength": 2,
    "renewcommand": 2,
    "newcommand": 2,
    "DeclareMathOperator": 2,
}
#: Commands with an argument that annotates another: the label below is dropped.
BRACES = frozenset({"underbrace", "overbrace", "underbracket", "overbracket"})
ACCENTS = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "bar",
    "overline": "bar",
    "tilde": "tilde",
    "widetilde": "tilde",
    "dot": "dot",
    "ddot": "dot",
    "check": "check",
    "breve": "breve",
}
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"})
RELATIONS = {
    "sim": "~",
    "thicksim": "~",
    "equiv": "=",
    "coloneqq": "=",
    "triangleq": "=",
    "leq": "<=",
    "le": "<=",
    "geq": ">=",
    "ge": ">=",
    "neq": "!=",
    "ne": "!=",
    "lt": "<",
    "gt": ">",
    "in": "in",
    "wedge": "and",
    "land": "and",
    "vee": "or",
    "lor": "or",
    "approx": "=",
    **dict.fromkeys(("perp", "bot", "Perp", "indep", "independent"), "perp"),
}
#: Characters that are written for a relation.
RELATION_CHARACTERS = {
    "=": "=",
    "~": "~",
    "∼": "~",
    "～": "~",
    "<": "<",
    ">": ">",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "∈": "in",
    "∧": "and",
    "∨": "or",
    "≡": "=",
    **dict.fromkeys("⊥⟂⫫", "perp"),
}
TIMES = frozenset({"times", "cdot", "ast", "star", "bullet", "cdotp", "otimes"})
TIMES_CHARACTERS = "*·×⋅∙∗•✕⊗"
MINUS_CHARACTERS = "-−–—"
OPENING = {"lbrace": "{", "lbrack": "[", "lparen": "(", "langle": "(", "{": "{"}
CLOSING = {"rbrace": "}", "rbrack": "]", "rparen": ")", "rangle": ")", "}": "}"}
MIDS = frozenset({"mid", "vert", "lvert", "rvert", "given", "bigm|"})
#: Commands and words that are functions or operators by name.
FUNCTIONS = frozenset(
    "log ln exp logit probit cloglog loglog cauchit invlogit expit ilogit sqrt abs sin cos tan Pr Prob "
    "prob sd SD Var var Cov cov Corr corr cor Variance diag E Phi logit^{-1} sigmoid".split()
)
#: Distributions by the names people give them, in small letters.
DISTRIBUTIONS = {
    "n": "normal",
    "norm": "normal",
    "normal": "normal",
    "gaussian": "normal",
    "mvn": "normal",
    "mvnorm": "normal",
    "mvnormal": "normal",
    "multinormal": "normal",
    "multivariatenormal": "normal",
    "multinorm": "normal",
    "bernoulli": "binomial",
    "bern": "binomial",
    "ber": "binomial",
    "binomial": "binomial",
    "binom": "binomial",
    "bin": "binomial",
    "b": "binomial",
    "poisson": "poisson",
    "pois": "poisson",
    "poi": "poisson",
    "po": "poisson",
    "gamma": "Gamma",
    "ga": "Gamma",
    "invgaussian": "inverse.gaussian",
    "inversegaussian": "inverse.gaussian",
    "ig": "inverse.gaussian",
    "negbinomial": "negative.binomial",
    "negativebinomial": "negative.binomial",
    "negbin": "negative.binomial",
    "nb": "negative.binomial",
    "nbinom": "negative.binomial",
    "beta": "beta",
    "betabinomial": "betabinomial",
    "betabinom": "betabinomial",
    "orderedbeta": "ordbeta",
    "compoisson": "compois",
    "conwaymaxwellpoisson": "compois",
    "genpoisson": "genpois",
    "generalizedpoisson": "genpois",
    "studentt": "student",
    "lognormal": "lognormal",
    "tweedie": "tweedie",
    "quasipoisson": "quasipoisson",
    "quasibinomial": "quasibinomial",
}
#: Names of laws of counts, and what each is without its zeros.
_WITHOUT_ZEROS = {
    **dict.fromkeys(("poisson", "pois"), "truncated_poisson"),
    **dict.fromkeys(("negbinomial", "negativebinomial", "negbin", "nb"), "truncated_nbinom2"),
}
DISTRIBUTIONS |= {
    f"{cut}{name}": family
    for cut in ("trunc", "truncated", "zerotruncated", "zerotrunc", "zt", "positive")
    for name, family in _WITHOUT_ZEROS.items()
} | {"ztp": "truncated_poisson"}
#: Environments that list the values of a variable, or lay equations out.
CASES = frozenset({"cases", "dcases", "rcases", "tabular"})
#: Environments that hold mathematics, and those that only lay it out.
DISPLAYS = frozenset(
    "equation align gather multline eqnarray displaymath math alignat flalign dmath".split()
)
LAYOUTS = frozenset("aligned split gathered alignedat subequations array IEEEeqnarray".split())
#: Commands for "if" and "if and only if".
CONDITIONS = frozenset(
    "iff if Leftrightarrow Longleftrightarrow Longleftarrow Leftarrow impliedby leftrightarrow "
    "longleftrightarrow".split()
)
MATRICES = frozenset(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix psmallmatrix bsmallmatrix".split()
)
BELOW = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋₍₎", "0123456789aehijklmnoprstuvx+-()", strict=True))
BELOW_GREEK = {"ᵦ": "beta", "ᵧ": "gamma", "ᵨ": "rho", "ᵩ": "phi", "ᵪ": "chi"}
ABOVE = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿᵀⁱʲᵏ", "0123456789+-()nTijk", strict=True))
#: Every small letter below the line.
SMALL = "".join(BELOW) + "".join(BELOW_GREEK)
