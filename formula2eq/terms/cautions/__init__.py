"""What there is to say about a formula that is legal, but hardly means what was meant.

Warnings, where the model is most likely not the intended one; notes, where it is but a reader may be
surprised. Each says what R or lme4 makes of it; one file per part of the formula.
"""
