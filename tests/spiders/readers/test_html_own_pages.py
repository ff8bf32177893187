"""Lists whose entries are pages of the same site, and menus, which are none."""

from __future__ import annotations

from spiders.readers.entries import read_entries
from spiders.readers.html.own_pages import with_own_pages
from spiders.readers.html.page import html_blocks


def names(html: str) -> list[str]:
    return [one.name for one in read_entries(with_own_pages(html_blocks(html))).entries]


def test_items_with_words_beside_links_to_the_same_site_are_entries() -> None:
    items = "".join(f'<li><a href="/models/{one}">{one}</a> - by Lab</li>' for one in "ABC")
    assert names(f"<h1>Zoo</h1><ul>{items}</ul>") == ["A", "B", "C"]


def test_a_menu_of_the_same_site_is_no_list_of_entries() -> None:
    items = "".join(f'<li><a href="/part/{one}">{one}</a></li>' for one in "ABC")
    assert names(f"<h1>Zoo</h1><ul>{items}</ul>") == []


def test_beside_entries_that_lead_elsewhere_pages_of_the_site_are_none() -> None:
    inside = "".join(f'<li><a href="/part/{one}">{one}</a> more</li>' for one in "AB")
    outside = "".join(f'<li><a href="https://{one}.org/">{one}</a> x</li>' for one in "xyz")
    assert names(f"<ul>{inside}</ul><ul>{outside}</ul>") == ["x", "y", "z"]


def test_a_summary_heads_what_it_hides() -> None:
    items = "<ul><li><a href='https://a.org/a'>A</a> x</li></ul>"
    (entry,) = read_entries(
        html_blocks(f"<details><summary>More</summary>{items}</details>")
    ).entries
    assert entry.section == ["More"]
