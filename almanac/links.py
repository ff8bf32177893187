"""Shows links in little room; a terminal that knows how opens them in full."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from almanac.printing import plain

#: Letters of a link that are shown of it among others.
LONGEST = 42


def short_link(url: str, longest: int = LONGEST) -> str:
    """A link without its scheme, cut at its end: what tells one from another stands before."""
    bare = url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= longest else f"{bare[: longest - 1]}…"


def clickable(url: str, shown: str) -> Text:
    """Words that lead to a link (OSC 8)."""
    text = plain(shown)
    # What a document says must not end the escape that it is put into.
    if all(char.isprintable() and char != " " for char in url):
        text.stylize(Style(color="blue", link=url))
    return text


def in_a_row(urls: Sequence[str]) -> Text:
    """All links of an entry in one line, their number first where it is not one."""
    if len(urls) == 1:
        return clickable(urls[0], short_link(urls[0], longest=len(urls[0])))
    count = f"{len(urls)}: " if urls else ""
    return Text.assemble(
        (count, "dim"), Text("  ").join(clickable(url, short_link(url)) for url in urls)
    )
