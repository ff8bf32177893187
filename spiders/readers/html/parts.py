"""Which part of a page is its content, and which parts inside it are navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from normalize.tables import table
from spiders.readers.html.source import Tag
from spiders.readers.html.tags import HEADINGS
from spiders.readers.html.tree import Element, Tree, count_within

_WORD_ENDS = re.compile(r"[-_:.]+|(?<=[a-z])(?=[A-Z])")
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
#: They carry names that people gave to what stands there, not to a part of the page.
_NAMED_BY_CONTENT = frozenset(["a", "b", "dd", "dt", "li", "p", "strong", "td", "th", "tr"]) | set(
    HEADINGS
)
_TAGS = frozenset(["nav", "footer", "aside", "form", "search"])
#: A part holds the list, whatever it is called, if this share of the page's links is in it.
_LIST_IS_IN_IT = 0.5
#: What is called the content is trusted if it holds this share of the links outside navigation.
_CONTENT = 2 / 3


class Parts:
    """The parts of a page: its content, and what is to be skipped inside."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._reasons: dict[Tag, str | None] = {}
        self._skipped = {element.start: reason for element, reason in self._outer_skipped()}
        self.content = self._content()

    def skipped(self, element: Element) -> str | None:
        """Why a whole element is no content; null for one that may be."""
        return self._skipped.get(element.start) if element.tag.tells else None

    def _outer_skipped(self) -> Iterator[tuple[Element, str]]:
        """The elements that are navigation, each with the reason; none inside another."""
        limit = _LIST_IS_IN_IT * len(self._tree.outward)
        behind = content_end = 0
        self._outward_skipped = 0
        for element in self._tree.telling:
            if element.name in ("article", "main", "section"):
                content_end = max(content_end, element.end)
            if element.start < behind:
                continue
            reason = self._reason(element, in_content=element.start < content_end)
            links = count_within(self._tree.outward, element)
            if reason and not (links and links >= limit):
                behind = element.end
                self._outward_skipped += links
                yield element, reason

    def _reason(self, element: Element, *, in_content: bool) -> str | None:
        tag = element.tag
        if tag.name == "header" and not in_content:
            return "navigation"
        if tag not in self._reasons:
            self._reasons[tag] = _reason(tag)
        reason = self._reasons[tag]
        if reason is None and tag.name not in _NAMED_BY_CONTENT:
            if _is_called(tag, "weak"):
                return None if self._leads_out(element) else "navigation"
            # The id of a section is often its title.
            named = [tag.attributes.get("id", "")]
            if tag.name != "section" and _names_navigation(named) and not _is_headed(element):
                return "navigation"
        return reason

    def _leads_out(self, element: Element) -> bool:
        outward = count_within(self._tree.outward, element)
        return outward > 0 and 2 * outward >= count_within(self._tree.links, element)

    def _content(self) -> Element:
        links = len(self._tree.outward) - self._outward_skipped
        for choice in table("page_parts")["content"]["choices"]:
            found = list(self._chosen(frozenset(choice)))
            held = sum(count_within(self._tree.outward, element) for element in found)
            if found and held >= _CONTENT * links:
                around = _around(self._tree.root, found[0].start, found[-1].end)
                return around if len(found) == 1 else _with_title(self._tree.root, around)
        return self._tree.root

    def _chosen(self, words: frozenset[str]) -> Iterator[Element]:
        """The elements that are called by one of the words; none inside another or navigation."""
        behind = 0
        for element in self._tree.telling:
            if element.start < behind:
                continue
            if element.start in self._skipped:
                behind = element.end
            elif element.name not in _NAMED_BY_CONTENT and not words.isdisjoint(
                _named(element.tag)
            ):
                behind = element.end
                yield element


def _around(root: Element, start: int, end: int) -> Element:
    """The smallest element around a stretch."""
    found = root
    while inner := _child_around(found, start, end):
        found = inner
    return found


def _child_around(element: Element, start: int, end: int) -> Element | None:
    for child in element.children:
        if isinstance(child, Element) and child.start <= start and end <= child.end:
            return child
    return None


def _with_title(root: Element, element: Element) -> Element:
    """An element together with the heading that stands right before it, if there is one."""
    parent = root
    while (inner := _child_around(parent, element.start, element.end)) not in (None, element):
        parent = inner or parent
    beside = [one for one in parent.children if isinstance(one, Element)]
    before = beside[beside.index(element) - 1] if element in beside[1:] else None
    if before is None or before.name not in HEADINGS:
        return element
    both = Element(parent.tag, before.start, inline=False)
    both.children, both.end = [before, element], element.end
    return both


def _reason(tag: Tag) -> str | None:
    """Why a tag says of itself that it holds no content."""
    attributes = tag.attributes
    if "hidden" in attributes or _UNSEEN.search(attributes.get("style", "")):
        return "hidden"
    if tag.name in _TAGS or attributes.get("role", "").lower() in _words("roles"):
        return "navigation"
    if tag.name in _NAMED_BY_CONTENT:
        return None
    return "navigation" if _is_called(tag, "words") else None


def _is_called(tag: Tag, words: str) -> bool:
    return _names_navigation([*tag.attributes.get("class", "").split(), tag.name], words)


def _names_navigation(names: list[str], words: str = "words") -> bool:
    return any(_names_part(name, words) for name in names)


@cache
def _names_part(name: str, words: str) -> bool:
    """Whether a name begins or ends with one of the words, and says nothing else of itself."""
    parts = [part.lower() for part in _WORD_ENDS.split(name) if part]
    if not parts or not _words("besides").isdisjoint(parts):
        return False
    known = _words(words)
    return parts[0] in known or parts[-1] in known or name.lower() in known


@cache
def _words(kind: str) -> frozenset[str]:
    navigation: dict[str, Any] = table("page_parts")["navigation"]
    return frozenset(navigation[kind])


def _named(tag: Tag) -> list[str]:
    attributes = tag.attributes
    names = (attributes.get(key, "") for key in ("role", "class", "id", "itemprop"))
    return [tag.name, *" ".join(names).lower().split()]


def _is_headed(element: Element) -> bool:
    """Whether an element begins with a heading: a section, named after that."""
    first = next((one for one in element.children if isinstance(one, Element)), None)
    return first is not None and first.name in HEADINGS
