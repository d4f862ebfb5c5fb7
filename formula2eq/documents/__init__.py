"""Equations set on a page: blocks, articles, slides, pages."""
