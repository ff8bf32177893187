"""Machine translation undone where the anchor of a heading still has its words."""

from __future__ import annotations

from typing import Any

from normalize.text import Restored, restore
from spiders.readers.blocks import Block, Heading
from spiders.readers.contents import Entry
from spiders.readers.html.page import html_blocks
from spiders.readers.untranslate import undo_entries, untranslate


def undone(html: str) -> tuple[list[Block], Restored]:
    restored = restore(html, "webpage")
    return untranslate(html_blocks(restored.text), restored)


def headings(blocks: list[Block]) -> list[str]:
    return [block.cell.text for block in blocks if isinstance(block, Heading)]


def test_a_translated_heading_gets_the_words_of_its_anchor_and_a_repair() -> None:
    html = "<p>x</p><h2 id='base-models'>基础型号</h2>"
    blocks, restored = undone(html)
    assert headings(blocks) == ["Base Models"]
    (repair,) = restored.repairs
    assert (repair.rule, repair.before, repair.after) == (
        "machine-translated-heading",
        "基础型号",
        "Base Models",
    )
    assert html[repair.start : repair.end] == "<h2 id='base-models'>基础型号</h2>"
    assert repair.evidence == "anchor #base-models"
    assert 0 < repair.confidence < 1


def test_the_repaired_heading_has_no_links_or_bold_that_point_into_other_words() -> None:
    blocks, _ = undone("<h2 id='base-models'><b>基础</b><a href='#base-models'>型号</a></h2>")
    (heading,) = [block for block in blocks if isinstance(block, Heading)]
    assert (heading.cell.text, heading.cell.links, heading.cell.bold) == ("Base Models", [], None)


def test_a_heading_that_is_a_link_is_left_to_what_its_link_tells() -> None:
    blocks, restored = undone("<h2 id='base-models'><a href='https://a.org'>型号</a></h2>")
    assert headings(blocks) == ["型号"]
    assert restored.repairs == []


def test_headings_that_nobody_translated_stay_with_their_links() -> None:
    html = (
        "<h2 id='base-models'>Base <a href='https://a.org'>Models</a></h2>"
        "<h2>基础型号</h2><h2 id='基础型号'>基础型号</h2>"
    )
    blocks, restored = undone(html)
    assert headings(blocks) == ["Base Models", "基础型号", "基础型号"]
    assert restored.repairs == []
    assert isinstance(blocks[0], Heading)
    assert [link.href for link in blocks[0].cell.links] == ["https://a.org"]


def test_other_blocks_pass_untouched_and_in_order() -> None:
    html = "<p>一</p><h2 id='chat'>聊天</h2><ul><li>二</li></ul>"
    before = html_blocks(html)
    after, _ = undone(html)
    assert [type(block) for block in after] == [type(block) for block in before]
    assert (after[0], after[2]) == (before[0], before[2])


def test_the_ledger_stays_in_the_order_of_the_text() -> None:
    html = "<h2 id='chat'>聊天</h2><p>可\u2f64</p><h2 id='data'>数据</h2>"
    _, restored = undone(html)
    assert next(one.rule for one in restored.repairs) == "machine-translated-heading"
    starts = [one.start for one in restored.repairs]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_a_heading_without_an_anchor_has_that_of_the_table_of_contents() -> None:
    blocks, _ = undone("<ul><li><a href='#base-models'>基础型号</a></li></ul><h2>基础型号</h2>")
    assert headings(blocks) == ["Base Models"]


def entry(name: str, **values: Any) -> Entry:
    return Entry(start=0, end=1, section=[], name=name, links=[], **values)


def test_an_entry_gets_its_own_words_in_every_part_and_a_change_for_each() -> None:
    read = entry(
        "蓝色水獭",
        organization="周四",
        license="阿帕奇-2.0",
        description="开源法学硕士。",
        fields=[("基础模型", "骆驼-7B"), ("语言", "zh")],
    )
    (found,) = undo_entries([read], [["https://github.com/a/BlueOtter"]])
    assert found.entry.name == "BlueOtter"
    assert found.entry.organization == "Tsinghua University"
    assert (found.entry.license, found.entry.description) == ("Apache-2.0", "开源LLM。")
    assert found.entry.fields == [("基础模型", "LLaMA-7B"), ("语言", "zh")]
    assert found.flags == ["name_from_link"]
    assert [(one.field, one.before) for one in found.changes] == [
        ("name", "蓝色水獭"),
        ("organization", "周四"),
        ("license", "阿帕奇-2.0"),
        ("description", "开源法学硕士。"),
        ("fields", "骆驼-7B"),
    ]
    assert all(one.evidence and 0 < one.confidence < 1 for one in found.changes)


def test_what_one_entry_tells_holds_for_the_same_words_elsewhere() -> None:
    entries = [entry("一", organization="龘龘"), entry("二", organization="龘龘")]
    links = [["https://github.com/THUDM/a"], ["https://arxiv.org/abs/2301.00001"]]
    found = undo_entries(entries, links)
    assert [one.entry.organization for one in found] == ["Tsinghua University"] * 2
    assert "entry of the same words" in found[1].changes[-1].evidence


def test_an_entry_in_latin_letters_is_left_alone() -> None:
    read = entry("GPT-J", organization="EleutherAI", license="MIT", description="A plain model.")
    (found,) = undo_entries([read], [["https://huggingface.co/EleutherAI/other"]])
    assert (found.entry, found.changes, found.flags) == (read, [], [])
