"""The shape of UTF-8 in a byte view of a text, where each byte is the character of its number."""

from __future__ import annotations

TAILS = "\x80-\xbf"
TAIL = f"[{TAILS}]"
#: What a character of two, three or four bytes begins with.
LEAD_OF_TWO, LEAD_OF_THREE, LEAD_OF_FOUR = "[\xc2-\xdf]", "[\xe0-\xef]", "[\xf0-\xf4]"
#: A character of three or four bytes; neither one written too long nor half of a pair.
LONG = (
    f"(?:[\xe1-\xec\xee\xef]{TAIL}{TAIL}|\xe0[\xa0-\xbf]{TAIL}|\xed[\x80-\x9f]{TAIL}"
    f"|\xf0[\x90-\xbf]{TAIL}{TAIL}|[\xf1-\xf3]{TAIL}{{3}}|\xf4[\x80-\x8f]{TAIL}{TAIL})"
)
#: A character of several bytes.
CHARACTER = f"(?:{LONG}|{LEAD_OF_TWO}{TAIL})"


def decoded(view: str) -> str:
    """The characters that bytes stand for: ``"\\xe4\\xb8\\xad"`` → ``"中"``."""
    return view.encode("latin-1").decode("utf-8")


def encoded(text: str) -> str:
    """The bytes of a text: ``"中"`` → ``"\\xe4\\xb8\\xad"``."""
    return text.encode().decode("latin-1")
