"""Fuzzing the restoration of text (``make fuzz``): damaged texts, and what must hold of each."""
