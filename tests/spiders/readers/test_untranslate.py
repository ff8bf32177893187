"""Machine translation undone where the anchor of a heading still has its words."""

from __future__ import annotations

from normalize.text import Restored, restore
from spiders.readers.blocks import Block, Heading
from spiders.readers.html import html_blocks
from spiders.readers.untranslate import untranslate


def undone(html: str) -> tuple[list[Block], Restored]:
    restored = restore(html, "webpage")
    return untranslate(html_blocks(restored.text), restored)


def headings(blocks: list[Block]) -> list[str]:
    return [block.cell.text for block in blocks if isinstance(block, Heading)]


def test_a_translated_heading_gets_the_words_of_its_anchor_and_a_repair() -> None:
    html = "<p>x</p><h2 id='base-models'>基础型号</h2>"
    blocks, restored = undone(html)
    assert headings(blocks) == ["base models"]
    (repair,) = restored.repairs
    assert (repair.rule, repair.before, repair.after) == (
        "machine-translated-heading",
        "基础型号",
        "base models",
    )
    assert html[repair.start : repair.end] == "<h2 id='base-models'>基础型号</h2>"
    assert repair.evidence == "anchor #base-models"
    assert 0 < repair.confidence < 1


def test_the_repaired_heading_has_no_links_or_bold_that_point_into_other_words() -> None:
    blocks, _ = undone("<h2 id='base-models'><b>基础</b><a href='#base-models'>型号</a></h2>")
    (heading,) = [block for block in blocks if isinstance(block, Heading)]
    assert (heading.cell.text, heading.cell.links, heading.cell.bold) == ("base models", [], None)


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
