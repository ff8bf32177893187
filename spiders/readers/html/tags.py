"""What the tags of HTML do to the tree: which hold blocks, which end others by beginning.

After the tree construction of the HTML standard, as far as lists, tables and links need it.
"""

from __future__ import annotations

HEADINGS = {f"h{level}": level for level in range(1, 7)}


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


#: They set fonts, or would hold nothing that is read; what stands in them is read as if without.
DROPPED = _names(
    "abbr acronym area audio basefont bdi bdo bgsound big body canvas cite code col colgroup "
    "data del dfn em embed font frame frameset head html i input ins kbd keygen label link map "
    "marquee mark meta meter nobr noscript object option optgroup output param picture progress q "
    "rp rt ruby s samp script small source span strike style sub sup time track tt u var video wbr"
)
#: Nothing stands in them.
LEAVES = _names("base br hr img")
#: Text up to their own end tag, whatever tags stand in it.
RAW = _names("iframe noembed noframes script style svg template textarea title xmp")
#: Of the tags above, those that are part of a line.
INLINE = _names("a b base br img script strong style svg")
LISTS = _names("ul ol menu dir")
TABLE_PARTS = _names("table thead tbody tfoot tr td th caption")
ROW_PARTS = TABLE_PARTS - _names("table caption")
BREAKS_PARAGRAPH = _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search "
    "section summary table ul"
)
BLOCKS = BREAKS_PARAGRAPH | TABLE_PARTS | _names("button select")

#: An end tag closes nothing beyond these.
SCOPE = _names("caption table td th")
PARAGRAPH_SCOPE = SCOPE | _names("button")
_BESIDES_LISTS = BLOCKS - _names("address div p li dt dd")
CELLS = _names("td th")
_ROWS = CELLS | _names("tr caption")
_GROUPS = _ROWS | _names("thead tbody tfoot")

#: Which open elements a start tag ends, and how far up they are looked for.
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "a": (_names("a"), BLOCKS),
    "button": (_names("button"), SCOPE),
    "li": (_names("li"), _BESIDES_LISTS),
    "dt": (_names("dt dd"), _BESIDES_LISTS),
    "dd": (_names("dt dd"), _BESIDES_LISTS),
    "td": (CELLS, _names("table tr")),
    "th": (CELLS, _names("table tr")),
    "tr": (_ROWS, _names("table")),
    "caption": (_ROWS, _names("table")),
    "thead": (_GROUPS, _names("table")),
    "tbody": (_GROUPS, _names("table")),
    "tfoot": (_GROUPS, _names("table")),
    **{name: (frozenset(HEADINGS), BLOCKS - frozenset(HEADINGS)) for name in HEADINGS},
}

#: What entries are written in.
MARKS = _names("li tr dt") | frozenset(HEADINGS)
#: They tell by themselves which part of a page they hold.
PARTS = _names("article aside footer form header main nav search section")
