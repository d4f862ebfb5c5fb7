"""Text to tree: R's expression language."""
