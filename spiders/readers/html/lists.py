"""Lists of HTML: bullets, definitions, and cards that are divisions of one kind in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from spiders.readers.blocks import Item
from spiders.readers.html.cells import Cells
from spiders.readers.html.tags import HEADINGS, LISTS, ROW_PARTS
from spiders.readers.html.tree import Element

#: So many divisions of one kind in a row are cards.
_CARDS = 3
#: A card has no more than so many characters of source, lest a chapter is taken for one.
_LONGEST_CARD = 6_000
_NO_CARD = LISTS | frozenset(["table", "dl", "pre", "nav"])
_CARD = frozenset(["div", "section", "article", "a"])


def has_items(element: Element) -> bool:
    """Whether a list has items, and does not just indent what stands in it."""
    return any(
        isinstance(one, Element) and (one.name == "li" or one.name in LISTS)
        for one in element.children
    )


def items_of(nodes: Iterable[Element | str], cells: Cells) -> list[Item]:
    """The items of a list; a list that strayed between them belongs to the item before."""
    items: list[Item] = []
    for node in nodes:
        if not isinstance(node, Element):
            continue
        if node.name in LISTS and items:
            items[-1] = _with(items[-1], items_of(node.children, cells), node.end)
        elif node.name in LISTS:
            items += items_of(node.children, cells)
        else:
            items.append(_item(node, cells))
    return items


def _item(element: Element, cells: Cells) -> Item:
    """One item: nested lists become its children, everything else its own text."""
    if element.name != "li":  # strayed between the items, perhaps a link
        cell = cells.read([element], element.start, element.end)
        return Item(cell, [], element.start, element.end)
    nested = _nested(element)
    if not nested:
        cell = cells.with_pictures(element, element.start, element.end)
        return Item(cell, [], element.start, element.end)
    children = [item for one in nested for item in items_of(one.children, cells)]
    own = cells.read(_without_lists(element.children), element.start, nested[0].start)
    return Item(own, children, element.start, element.end)


def _nested(element: Element) -> list[Element]:
    """The lists in an element, also inside of divisions, but not those in one another."""
    found: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and not child.inline:
            found += [child] if child.name in LISTS else _nested(child)
    return found


def _without_lists(nodes: Sequence[Element | str]) -> list[Element | str]:
    kept: list[Element | str] = []
    for node in nodes:
        if isinstance(node, str) or node.inline:
            kept.append(node)
        elif node.name in LISTS:
            kept.append(" ")
        elif any(isinstance(one, Element) and not one.inline for one in node.children):
            kept += [" ", *_without_lists(node.children), " "]
        else:
            kept.append(node)
    return kept


def _with(item: Item, children: list[Item], end: int) -> Item:
    return msgspec.structs.replace(item, children=[*item.children, *children], end=end)


def definitions(element: Element, cells: Cells) -> list[Item]:
    """The items of a ``dl``: each term, as the name, with what is said of it."""
    items: list[Item] = []
    parts: list[Element] = []
    for part in _definition_parts(element):
        if part.name == "dt" and any(one.name != "dt" for one in parts):
            items.append(_definition(parts, cells))
            parts = []
        parts.append(part)
    return [*items, _definition(parts, cells)] if parts else items


def _definition_parts(element: Element) -> list[Element]:
    """Terms and what is said of them; groups of both may stand in divisions."""
    return [
        part
        for child in element.children
        if isinstance(child, Element)
        for part in (_definition_parts(child) if child.name == "div" else [child])
    ]


def _definition(parts: list[Element], cells: Cells) -> Item:
    start, end = parts[0].start, parts[-1].end
    lists = [one for part in parts for one in _nested(part)]
    own = cells.read(_without_lists(parts), start, lists[0].start if lists else end)
    return Item(own, [item for one in lists for item in items_of(one.children, cells)], start, end)


def runs(nodes: Sequence[Element | str]) -> list[list[Element | str]]:
    """Nodes that stand together: those of a line, blocks of one kind, and every other block."""
    found: list[list[Element | str]] = []
    last: object = None
    for node in nodes:
        if isinstance(node, str) and node.isspace() and last is not _LINE:
            continue
        kind = _kind(node)
        if kind is not None and kind == last:
            found[-1].append(node)
        else:
            found.append([node])
        last = kind
    return found


_LINE = ("", "")


def _kind(node: Element | str) -> tuple[str, str] | None:
    """What nodes of one run have in common; null for one that stands alone."""
    if isinstance(node, str) or node.inline:
        return _LINE
    if node.name == "li":
        return "li", ""
    if node.name in ROW_PARTS:
        return "tr", ""
    if node.name not in _CARD:
        return None
    classes = node.tag.attributes.get("class", "") if node.tag.tells else ""
    return node.name, " ".join(classes.split()[:1])


def are_cards(run: Sequence[Element]) -> bool:
    """Whether each division of a run says and links something of one thing."""
    if len(run) < _CARDS or run[0].name not in _CARD:
        return False
    return sum(map(_is_card, run)) * 5 >= len(run) * 4


def _is_card(element: Element) -> bool:
    if element.end - element.start > _LONGEST_CARD:
        return False
    headings, links, parts = _contents(element)
    return headings <= 1 and links >= 1 and parts >= 1


def _contents(element: Element) -> tuple[int, int, int]:
    """Headings, links to other hosts, and parts in an element; what no card has counts as many."""
    headings, links, parts = 0, int(element.tag.outward), 0
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.name in _NO_CARD:
            return 9, 0, 0
        below = _contents(child)
        headings += below[0] + (child.name in HEADINGS)
        links += below[1]
        parts += below[2] + (not child.inline or child.name == "b" or child.name == "a")
    return headings, links, parts


def card(element: Element, cells: Cells) -> Item:
    """A card as an item of a list."""
    cell = cells.read([element], element.start, element.end)
    return Item(cell, [], element.start, element.end)
