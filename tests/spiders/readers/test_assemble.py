"""From entries to records: ids, locators, raw values, repairs tied to their mention."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec
import pytest
from examples import document, read_text, source

from normalize.coverage import coverage_of
from normalize.records import Count, Kind, Mention, Reading
from spiders.errors import ReadError
from spiders.readers.assemble import assemble, flatten
from spiders.readers.contents import Contents
from spiders.readers.opening import open_document

RADICAL = "\u2f64"  # KANGXI RADICAL USE, which looks like 用
PAGE = "https://example.org/lists/page.html"


def mentions(text: str, **values: Any) -> dict[str, Mention]:
    return {one.name: one for one in read_text(text, **values).mentions}


def only(reading: Reading) -> Mention:
    (one,) = reading.mentions
    return one


def test_an_entry_of_a_readme_is_located_by_its_lines() -> None:
    found = mentions("# M\n\n- [A](https://a.org/a)\n- [B](https://a.org/b)\n  - more\n")
    assert (found["A"].locator, found["B"].locator) == ("line=3", "line=4-5")


def test_lines_are_counted_as_an_editor_does_whatever_ends_them() -> None:
    found = mentions("# M\r\n\r\n- [A](https://a.org/a)\r\n- [B](https://a.org/b)\r\n")
    assert (found["A"].locator, found["B"].locator) == ("line=3", "line=4")


def test_a_table_row_of_a_page_is_located_by_table_and_row() -> None:
    html = "<table><tr><th>Name<tr><td><a href='https://a.org/m'>MOSS</a></table>"
    assert only(read_text(html, "webpage")).locator == "row=1.2"


def test_other_entries_of_a_page_are_located_by_their_characters() -> None:
    html = "<ul><li><a href='https://a.org/m'>MOSS</a></li></ul>"
    one = only(read_text(html, "webpage"))
    start, end = map(int, one.locator.removeprefix("char=").split("-"))
    assert html[start:end].startswith("<li><a href='https://a.org/m'>MOSS</a></li>")


def test_a_locator_counts_in_the_text_as_it_came_not_in_the_restored_one() -> None:
    broken = "一个模型很好用".encode().decode("cp1252", "replace")
    html = f"<p>{'国'.encode().decode('latin-1')}{broken}</p><ul><li><a href='https://a.org/m'>MOSS</a></ul>"
    one = only(read_text(html, "webpage"))
    start = int(one.locator.removeprefix("char=").split("-")[0])
    assert html[start:].startswith("<li>")


def test_name_raw_is_what_stood_in_the_document_before_repair() -> None:
    one = only(read_text(f"- [通{RADICAL}模型](https://a.org/m)\n"))
    assert (one.name, one.name_raw) == ("通用模型", f"通{RADICAL}模型")


def test_name_raw_of_a_name_that_was_mojibake_is_the_mojibake() -> None:
    broken = "文心一言".encode().decode("latin-1")
    one = only(read_text(f"- [{broken}](https://a.org/m)\n"))
    assert (one.name, one.name_raw) == ("文心一言", broken)


def test_healthy_names_are_their_own_raw_form() -> None:
    one = only(read_text("- **MOSS**: [code](https://a.org/m)\n"))
    assert (one.name, one.name_raw) == ("MOSS", "MOSS")


def test_description_raw_is_the_stretch_of_the_source_it_was_read_from() -> None:
    one = only(read_text(f"- [MOSS](https://a.org/m) - 可{RADICAL}\n"))
    assert one.description == "可用"
    assert one.description_raw is not None
    assert f"可{RADICAL}" in one.description_raw


@pytest.mark.parametrize(
    ("raw", "seen"), [("<b>A</b> &amp;\n B", "A & B"), ("  <td class='x'>MOSS</td>", "MOSS")]
)
def test_raw_html_is_told_as_a_person_sees_it(raw: str, seen: str) -> None:
    assert flatten(raw, "webpage") == seen
    assert flatten(raw, "readme") == raw.strip()


def test_a_repair_is_tied_to_the_mention_and_the_field_it_stands_in() -> None:
    # A table, because there every part of an entry has a stretch of its own.
    html = (
        "<table><tr><th>Name<th>Description"
        f"<tr><td><a href='https://a.org/a'>甲{RADICAL}</a><td>fine"
        f"<tr><td><a href='https://a.org/b'>乙</a><td>可{RADICAL}"
        f"</table><p>外{RADICAL}</p>"
    )
    reading = read_text(html, "webpage")
    ids = {one.name: one.mention_id for one in reading.mentions}
    assert [(one.mention_id, one.field) for one in reading.repairs] == [
        (ids["甲用"], "name"),
        (ids["乙"], "description"),
        (None, "document"),
    ]
    assert {(one.before, one.after) for one in reading.repairs} == {(RADICAL, "用")}


def test_a_repair_stands_in_the_ledger_once_even_where_entries_overlap() -> None:
    text = f"## [MOSS](https://a.org/m)\n\n可{RADICAL}\n\n- [GLM](https://a.org/g) 可{RADICAL}\n"
    assert len(read_text(text).repairs) == 2


def test_a_repair_of_one_list_item_does_not_spill_over_to_its_neighbours() -> None:
    text = f"- [A](https://a.org/a)\n- [B](https://a.org/b) 可{RADICAL}\n- [C](https://a.org/c)\n"
    reading = read_text(text)
    (repair,) = reading.repairs
    assert repair.mention_id == {one.name: one.mention_id for one in reading.mentions}["B"]
    assert repair.locator == "line=2"


def test_the_description_of_a_list_item_is_what_its_repair_names() -> None:
    reading = read_text(f"- [MOSS](https://a.org/m) - 可{RADICAL}\n")
    assert [one.field for one in reading.repairs] == ["description"]


def test_a_healthy_document_has_no_repairs_and_no_flags() -> None:
    reading = read_text("# 模型\n\n- [MOSS](https://a.org/m) - 一个模型。\n")
    assert reading.repairs == []
    assert only(reading).flags == []


def test_entries_that_stand_twice_are_numbered_and_keep_the_order() -> None:
    line = "- [MOSS](https://a.org/m)\n"
    first, second, third = read_text("# M\n\n" + line * 3).mentions
    assert second.mention_id == f"{first.mention_id}-2"
    assert third.mention_id == f"{first.mention_id}-3"


def test_the_same_entry_in_another_section_is_another_mention() -> None:
    line = "- [MOSS](https://a.org/m)\n"
    first, second = read_text(f"# A\n\n{line}\n# B\n\n{line}").mentions
    assert first.mention_id.split("-")[0] != second.mention_id.split("-")[0]


def test_mention_ids_stay_when_an_entry_is_inserted_above() -> None:
    line = "- [MOSS](https://a.org/m) - text\n"
    before = mentions(f"# M\n\n{line}")
    after = mentions(f"# M\n\nIntro.\n\n- [GLM](https://a.org/g)\n{line}")
    assert after["MOSS"].mention_id == before["MOSS"].mention_id
    assert (before["MOSS"].position, after["MOSS"].position) == (0, 1)


def test_a_new_description_keeps_the_id() -> None:
    before = mentions("- [MOSS](https://a.org/m) - old\n")
    after = mentions("- [MOSS](https://a.org/m) - new words\n")
    assert after["MOSS"].mention_id == before["MOSS"].mention_id


def test_relative_links_are_resolved_against_the_documents_own_address() -> None:
    one = only(
        read_text(
            "<ul><li><a href='../moss.html'>MOSS</a> <a href='https://a.org/m'>m</a></ul>",
            "webpage",
            urls=[PAGE],
        )
    )
    assert one.urls == ["https://example.org/moss.html", "https://a.org/m"]


def test_relative_links_of_a_local_document_are_resolved_against_its_homepage_or_dropped() -> None:
    text = "- [MOSS](docs/moss.md), see https://a.org/m\n"
    homepage = "https://github.com/owner/list"
    assert only(read_text(text, urls=["list.md"], homepage=homepage)).urls == [
        "https://github.com/owner/list/blob/HEAD/docs/moss.md",
        "https://a.org/m",
    ]
    assert only(read_text(text, urls=["list.md"])).urls == ["https://a.org/m"]


def test_links_are_canonical_each_once_and_pictures_are_left_out() -> None:
    one = only(
        read_text(
            "- [MOSS](https://github.com/OpenLMLab/MOSS.git) "
            "[again](http://github.com/OpenLMLab/MOSS/) [pic](https://a.org/x.png)\n"
        )
    )
    assert one.urls == ["https://github.com/OpenLMLab/MOSS"]


def test_a_document_never_names_a_local_file_or_a_script() -> None:
    one = only(
        read_text(
            "- [MOSS](https://a.org/m) [x](file:///etc/passwd) [y](/etc/passwd) "
            "[z](javascript:alert(1))\n",
            urls=["list.md"],
        )
    )
    assert one.urls == ["https://a.org/m"]


def test_what_the_count_finds_and_no_reader_covers_is_a_reject_of_stage_coverage() -> None:
    body = b"# M\n\n- [A](https://a.org/a)\n\n- [B](https://b.org/b)\n"
    opened = open_document(body, "readme")
    # A reader that overlooks the second item: the count sees it all the same.
    forgetful = Contents(opened.contents.entries[:1], opened.contents.unread)
    reading = assemble(
        document(body), source(), msgspec.structs.replace(opened, contents=forgetful)
    )
    assert coverage_of(reading.regions).links == Count(total=2, mention=1, reject=1)
    (lost,) = reading.rejects
    assert (lost.stage, lost.reason, lost.locator) == ("coverage", "unread", "line=5")
    assert "https://b.org/b" in lost.raw
    assert [one.detail for one in reading.regions if one.outcome == "reject"] == ["unread"]


def test_a_comment_in_markdown_is_an_ignored_region() -> None:
    reading = read_text("# M\n\n- [A](https://a.org/a)\n\n<!-- [B](https://b.org/b) -->\n")
    assert coverage_of(reading.regions).links == Count(total=2, mention=1, ignored=1)
    assert [one.detail for one in reading.regions if one.outcome == "ignored"][-1] == "markup"


def test_a_translated_page_gives_names_out_of_links_with_a_repair_as_evidence() -> None:
    wrapped = '<font style="vertical-align: inherit;"><font style="vertical-align: inherit;">'
    html = (
        f'<html class="translated-ltr"><body><ul><li>{wrapped}'
        "<a href='https://github.com/facebookresearch/llama'>骆驼</a></font></font></li></ul>"
    )
    reading = read_text(html, "webpage")
    one = only(reading)
    assert (one.name, one.name_raw, one.machine_translated) == ("LLaMA", "骆驼", True)
    assert "name_from_link" in one.flags
    (repair,) = [one for one in reading.repairs if one.rule == "machine-translated-name"]
    assert (repair.mention_id, repair.before, repair.after) == (one.mention_id, "骆驼", "LLaMA")


def test_the_same_bytes_read_twice_give_the_same_reading() -> None:
    text = f"# M\n\n- [甲{RADICAL}](https://a.org/a)\n- [B](https://a.org/b)\n"
    assert read_text(text) == read_text(text)


@pytest.mark.parametrize("kind", ["readme", "webpage", "plaintext"])
def test_no_reading_holds_text_that_cannot_be_written(kind: Kind) -> None:
    lone = "&#xD800; &#xDFFF; \ufffe".encode() + b" \xed\xa0\x80 \xff"
    body = b"<p>" + lone + b"<a href='https://a.org/m&#xD800;'>MO&#xD800;SS</a></p>"
    item = b"- [M&#xD800;SS](https://a.org/x&#xD800;) - " + lone + b"\n"
    reading = read_text(body if kind == "webpage" else item, kind)
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


def test_packed_bytes_are_not_unpacked_by_the_reader() -> None:
    with pytest.raises(ReadError, match="gzip"):
        read_text(gzip.compress(b"- [A](https://a.org/a)\n"))


_LONG = "A Model of Languages Large Enough for a Line of an Editor"


def test_name_raw_is_found_over_a_line_end_and_else_is_the_line_with_its_markup() -> None:
    folded = only(read_text(f"- {_LONG}\n  Model: [code](https://a.org/m)\n"))
    assert (folded.name, folded.name_raw) == (f"{_LONG} Model", f"{_LONG}\n  Model")
    marked = only(read_text("- Big *Mo*del: [code](https://a.org/m)\n"))
    assert marked.name == "Big Model"
    assert marked.name_raw == "- Big *Mo*del: [code](https://a.org/m)"
