"""Reads Markdown: a tree of nodes (``tree``), their places (``source``), text and blocks."""
