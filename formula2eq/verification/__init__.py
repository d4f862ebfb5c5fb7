"""Equations held against matrices, fits and simulated data."""
