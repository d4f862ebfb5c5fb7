"""Equations to markup: one file per format, all with the same functions."""
