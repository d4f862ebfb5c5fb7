"""Equations back to a model: the inverse of writing."""
