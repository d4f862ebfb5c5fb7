"""Fitted models of other tools to estimates."""
