"""Blocks to entries: sections, headings that are entries, and what stands below them."""

from __future__ import annotations

import itertools

from spiders.readers.contents import Contents, Entry
from spiders.readers.entries import read_entries
from spiders.readers.html.page import html_blocks
from spiders.readers.markdown.page import markdown_blocks


def read(text: str) -> Contents:
    return read_entries(markdown_blocks(text))


def entry(text: str) -> Entry:
    (one,) = read(text).entries
    return one


def reasons(text: str) -> list[str]:
    return [one.reason for one in read(text).unread]


def test_headings_above_an_entry_are_its_section() -> None:
    found = read(
        "# All\n## Chat\n- [A](https://a.org/a)\n### Small\n- [B](https://a.org/b)\n"
        "## Data\n- [C](https://a.org/c)\n"
    )
    assert [(one.name, one.section) for one in found.entries] == [
        ("A", ["All", "Chat"]),
        ("B", ["All", "Chat", "Small"]),
        ("C", ["All", "Data"]),
    ]


def test_a_heading_that_skips_a_level_loses_no_section() -> None:
    found = read("# All\n#### Deep\n- [A](https://a.org/a)\n## Flat\n- [B](https://a.org/b)\n")
    assert [one.section for one in found.entries] == [["All", "Deep"], ["All", "Flat"]]


def test_a_heading_that_is_a_link_opens_an_entry_with_the_text_and_links_below_it() -> None:
    text = (
        "# Models\n\n"
        "## 1. [MOSS](https://github.com/OpenLMLab/MOSS)\n\n"
        "A chat model, see the [paper](https://arxiv.org/abs/2304.08177).\n\n"
        "More words.\n\n"
        "- License: Apache-2.0\n"
        "- demo <https://moss.example.org/>\n\n"
        "## [GLM](https://github.com/THUDM/GLM)\n"
    )
    moss, glm = read(text).entries
    assert (moss.name, moss.section) == ("MOSS", ["Models"])
    assert moss.links == [
        "https://github.com/OpenLMLab/MOSS",
        "https://arxiv.org/abs/2304.08177",
        "https://moss.example.org/",
    ]
    assert moss.license == "Apache-2.0"
    assert moss.description is not None
    assert moss.description.startswith("A chat model, see the paper.\nMore words.")
    assert text[moss.start : moss.end].startswith("## 1. [MOSS]")
    assert text[moss.start : moss.end].endswith("example.org/>\n")
    assert (glm.name, glm.description, glm.section) == ("GLM", None, ["Models"])


def test_a_heading_with_a_badge_or_a_footnote_is_a_title() -> None:
    text = "# Chat models [![s](x.png)](https://b.org) [1](https://a.org/note)\n- [A](https://a.org/a)\n"
    one = entry(text)
    assert (one.name, one.section) == ("A", ["Chat models 1"])
    assert reasons(text) == ["heading"]


def test_a_linked_heading_above_a_table_of_entries_is_their_section() -> None:
    found = read(
        "## [OpenLab](https://a.org/)\n\n| Name | Link |\n|---|---|\n| MOSS | https://a.org/7 |\n"
    )
    assert [(one.name, one.section) for one in found.entries] == [("MOSS", ["OpenLab"])]


def test_lists_of_labelled_lines_are_entries_below_a_plain_heading() -> None:
    text = (
        "### 底座\n\n"
        "* ChatGLM2-6B\n"
        "  * 地址：https://github.com/THUDM/ChatGLM2-6B\n"
        "  * 简介：一个双语模型\n"
        "* Chinese-LLaMA\n"
        "  * 地址：https://github.com/ymcui/Chinese-LLaMA-Alpaca\n"
    )
    first, second = read(text).entries
    assert (first.name, first.description, first.section) == (
        "ChatGLM2-6B",
        "一个双语模型",
        ["底座"],
    )
    assert (second.name, second.links) == (
        "Chinese-LLaMA",
        ["https://github.com/ymcui/Chinese-LLaMA-Alpaca"],
    )


def test_every_block_becomes_an_entry_or_a_region_with_its_reason() -> None:
    text = (
        "# Models\n\nIntro with a [link](https://a.org).\n\n- [A](https://a.org/a)\n\n"
        "```\ncode\n```\n\n- [Up](#models)\n\n| Year |\n|---|\n| 1 |\n"
    )
    found = read(text)
    assert [one.reason for one in found.unread] == [
        "heading",
        "prose",
        "code",
        "table-of-contents",
        "table-without-entries",
    ]
    covered = sorted((one.start, one.end) for one in [*found.entries, *found.unread])
    gaps = [text[a:b] for (_, a), (b, _) in itertools.pairwise(covered)]
    assert "".join(gaps).strip() == ""


def test_an_entry_of_a_heading_is_kept_at_the_end_of_the_document_and_before_a_table() -> None:
    assert entry("## [MOSS](https://a.org/m)\n\nLast words.").description == "Last words."


def test_a_page_and_a_readme_of_the_same_list_give_the_same_entries() -> None:
    page = "<h1>Models</h1><ul><li><a href='https://a.org/m'>MOSS</a> - A chat model.</li></ul>"
    readme = "# Models\n\n- [MOSS](https://a.org/m) - A chat model.\n"
    (from_page,) = read_entries(html_blocks(page)).entries
    (from_readme,) = read(readme).entries
    for part in ("name", "section", "links", "description"):
        assert getattr(from_page, part) == getattr(from_readme, part)


def test_a_heading_with_bare_links_right_below_it_is_an_entry() -> None:
    found = read(
        "## Models\n\n### 本草\n\nhttps://github.com/SCIR-HI/Huatuo\n\nA doctor.\n\n"
        "### 扁鹊\n* https://github.com/a/BianQue\n* https://arxiv.org/abs/2310.15896\n* Health.\n"
    )
    first, second = found.entries
    assert (first.name, first.section, first.description) == ("本草", ["Models"], "A doctor.")
    assert first.links == ["https://github.com/SCIR-HI/Huatuo"]
    assert (second.name, second.description) == ("扁鹊", "Health.")
    assert second.links == [
        "https://github.com/a/BianQue",
        "https://arxiv.org/abs/2310.15896",
    ]


def test_a_heading_above_running_text_or_named_items_stays_a_heading() -> None:
    found = read(
        "## About\n\nSee https://a.org/x for more.\n\n## Models\n\n- [MOSS](https://github.com/OpenLMLab/MOSS)\n"
        "- https://github.com/a/b\n"
    )
    assert [(one.name, one.section) for one in found.entries] == [
        ("MOSS", ["Models"]),
        ("b", ["Models"]),
    ]
