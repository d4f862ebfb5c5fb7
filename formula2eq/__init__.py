"""formula2eq: a compiler between R's mixed-model formulas and the equations of papers."""

__version__ = "0.1.0"
