from dataclasses import dataclass
from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.source import Source, Span
@dataclass
class Slip:
    source: object
    tokens: object
    met: object
    accepted: object
def syntax(slip):
    s = slip.met.start if slip.met else len(slip.source.text)
    return Diagnostic("syntax", f"unexpected {slip.met}", (Label(Span(s,s+1),"here",slip.source),))
def no_formula(e, source): return Diagnostic("missing-tilde","no tilde",(Label(e.span,"",source),))
def too_long(source, n): return Diagnostic("too-long","text too long",(Label(Span(n,n+1),"",source),))
def too_deep(span, source, n): return Diagnostic("too-deep","nested too deep",(Label(span,"",source),))
