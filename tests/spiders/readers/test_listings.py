"""List items to entries: names, descriptions, labelled lines below, and what is no entry."""

from __future__ import annotations

import pytest

from spiders.readers.blocks import Listing
from spiders.readers.contents import Entry, Unread
from spiders.readers.listings import read_listing
from spiders.readers.markdown.page import markdown_blocks


def read(text: str) -> list[Entry | Unread]:
    return [
        one
        for block in markdown_blocks(text)
        if isinstance(block, Listing)
        for one in read_listing(block, ["Models"])
    ]


def entry(text: str) -> Entry:
    (one,) = read(text)
    assert isinstance(one, Entry), one
    return one


def unread(text: str) -> Unread:
    (one,) = read(text)
    assert isinstance(one, Unread), one
    return one


@pytest.mark.parametrize(
    ("text", "name", "description"),
    [
        ("- [MOSS](https://a.org/m) - A chat model.", "MOSS", "A chat model."),
        ("- [MOSS](https://a.org/m): A chat model.", "MOSS", "A chat model."),
        ("- [MOSS](https://a.org/m)", "MOSS", None),
        ("- **MOSS**: a model ([code](https://a.org/m))", "MOSS", "a model (code)"),
        ("- **[MOSS](https://a.org/m)** 一个模型", "MOSS", "一个模型"),
        ("- MOSS: a model, see https://a.org/m", "MOSS", "a model, see https://a.org/m"),
        ("- MOSS https://a.org/m", "MOSS", None),
        ("- MOSS [[paper]](https://a.org/p) [[code]](https://a.org/c)", "MOSS", None),
        ("- 🔥 [MOSS](https://a.org/m) | fast", "MOSS", "fast"),
        ("1. [MOSS](https://a.org/m)，复旦大学", "MOSS", "复旦大学"),
    ],
)
def test_every_way_to_write_an_item_gives_name_and_description(
    text: str, name: str, description: str | None
) -> None:
    one = entry(text)
    assert (one.name, one.description, one.flags) == (name, description, [])
    assert one.section == ["Models"]


def test_an_item_that_is_only_an_address_is_named_by_it_and_says_so() -> None:
    one = entry("- https://github.com/OpenLMLab/MOSS")
    assert (one.name, one.flags) == ("MOSS", ["name_from_link"])


def test_links_come_in_the_order_of_the_text_without_badges_and_anchors() -> None:
    one = entry(
        "- [MOSS](https://a.org/m) ([up](#top)) [![s](x.png)](https://github.com/a/b/stargazers) "
        "[paper](https://a.org/p) [![Code](y.png)](https://github.com/a/b) [file](docs/x.md)"
    )
    assert one.links == [
        "https://a.org/m",
        "https://a.org/p",
        "https://github.com/a/b",
        "docs/x.md",
    ]


def test_labelled_lines_below_an_item_fill_its_fields() -> None:
    one = entry(
        "* ChatGLM2-6B\n"
        "  * 地址：https://github.com/THUDM/ChatGLM2-6B\n"
        "  * 机构：清华大学\n"
        "  * 许可证：Apache-2.0\n"
        "  * 参数量：6B\n"
        "  * 简介：中英双语\n"
        "  * 见[论文](https://arxiv.org/abs/2210.02414)\n"
    )
    assert one.name == "ChatGLM2-6B"
    assert one.links == [
        "https://github.com/THUDM/ChatGLM2-6B",
        "https://arxiv.org/abs/2210.02414",
    ]
    assert (one.organization, one.license) == ("清华大学", "Apache-2.0")
    assert one.fields == [
        ("地址", "https://github.com/THUDM/ChatGLM2-6B"),
        ("参数量", "6B"),
    ]
    assert one.description == "中英双语\n见论文"


def test_the_labels_of_one_entry_stay_out_of_the_next() -> None:
    first, second = read(
        "* MOSS\n  * 地址：https://a.org/m\n  * 许可证：MIT\n* GLM\n  * 地址：https://a.org/g\n"
    )
    assert isinstance(first, Entry)
    assert isinstance(second, Entry)
    assert (first.license, second.license) == ("MIT", None)
    assert (first.links, second.links) == (["https://a.org/m"], ["https://a.org/g"])


def test_of_two_lines_with_one_label_the_first_fills_the_column_and_none_is_lost() -> None:
    one = entry("* MOSS\n  * 地址：https://a.org/m\n  * License: MIT\n  * License: Apache-2.0\n")
    assert one.license == "MIT"
    assert ("License", "Apache-2.0") in one.fields


def test_an_item_without_a_link_of_its_own_is_a_section_for_those_below() -> None:
    group, one = read("- Chat models\n  - [MOSS](https://a.org/m)\n")
    assert isinstance(group, Unread)
    assert (group.outcome, group.reason) == ("ignored", "group")
    assert isinstance(one, Entry)
    assert one.section == ["Models", "Chat models"]


def test_an_entry_covers_its_item_with_all_below_it() -> None:
    text = "- [MOSS](https://a.org/m)\n  - more text\n- [GLM](https://a.org/g)\n"
    first, second = read(text)
    assert text[first.start : first.end] == "- [MOSS](https://a.org/m)\n  - more text\n"
    assert text[second.start : second.end] == "- [GLM](https://a.org/g)\n"


@pytest.mark.parametrize(
    ("text", "outcome", "reason"),
    [
        ("- just words", "ignored", "no-link"),
        ("- [Models](#models)\n  - [Chat](#chat)", "ignored", "table-of-contents"),
        ("- " + "This sentence goes on and on " * 5 + "[here](https://a.org)", "ignored", "prose"),
        ("- [🔥](https://a.org/) ", None, None),
    ],
)
def test_what_is_no_entry_comes_back_with_its_reason(
    text: str, outcome: str | None, reason: str | None
) -> None:
    (one,) = read(text)
    if outcome is None:
        # A sign is no name, but the address beneath it names something.
        assert isinstance(one, Entry)
        assert one.flags == ["name_from_link"]
        return
    assert isinstance(one, Unread)
    assert (one.outcome, one.reason) == (outcome, reason)


def test_an_item_whose_bold_stretch_is_only_a_sign_is_named_by_its_link() -> None:
    one = entry("- **：** [x](https://a.org/x)")
    assert one.name == "x"


@pytest.mark.parametrize(
    ("text", "name", "description"),
    [
        ("- 苍鹭（[heron](https://a.org/x_heron)）：黄金", "苍鹭", "黄金"),
        (
            "- :arrow_up: Otter（[otter](https://a.org/x_otter)）：a swimmer",
            "Otter",
            "a swimmer",
        ),
        ("- Otter ([paper](https://a.org/p), [code](https://a.org/c)): swims", "Otter", "swims"),
        ("- [Otter](https://a.org/o) ([paper](https://a.org/p))", "Otter", None),
        ("- [Otter](https://a.org/o) / [Otter](https://b.org/o): swims", "Otter", "swims"),
        # What stands beside a link in brackets is said of the thing.
        ("- **Otter** (7B, [code](https://a.org/c))", "Otter", "(7B, code)"),
        # A name that words lead to is that of the link.
        ("- The lab's [Guidance](https://a.org/guidance): tells", "Guidance", "tells"),
    ],
)
def test_links_in_brackets_behind_a_name_are_neither_name_nor_description(
    text: str, name: str, description: str | None
) -> None:
    one = entry(text)
    assert (one.name, one.description) == (name, description)


_TABLES = """- Many platforms, one framework

  | Protocol | State |
  |---|---|
  | Otter ([repo](https://github.com/a/otter)) | ok |
  | Badger ([repo](https://github.com/a/badger)) | ok |

- Many drivers

  | Driver | Kind |
  |---|---|
  | [FastOtter](https://fastotter.example.com/) | server |
"""


def test_a_table_inside_an_item_is_a_table_of_its_own() -> None:
    found = [one for one in read(_TABLES) if isinstance(one, Entry)]
    assert [(one.name, one.section) for one in found] == [
        ("Otter", ["Models", "Many platforms, one framework"]),
        ("Badger", ["Models", "Many platforms, one framework"]),
        ("FastOtter", ["Models", "Many drivers"]),
    ]
    assert found[2].fields == [("Kind", "server")]


def test_a_table_below_a_linked_name_belongs_to_it() -> None:
    one = entry(
        "- [Otter](https://a.org/o): swims\n\n  | Size | Link |\n  |---|---|\n"
        "  | 7B | [weights](https://a.org/w) |\n"
    )
    assert (one.name, one.links) == ("Otter", ["https://a.org/o", "https://a.org/w"])
    assert one.description == "swims"
