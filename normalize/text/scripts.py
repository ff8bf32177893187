"""Ranges of characters by their script, for the classes of patterns."""

from __future__ import annotations

#: Chinese characters as nearly all text has them: Unicode's first block and Extension A.
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
#: Thai, Lao, Myanmar, Khmer and Tibetan mark where a line may break by U+200B.
BREAKABLE = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"
