"""Fetch documents, restore their text and read their entries."""
