from __future__ import annotations

import pytest
from printed_pdf import Sheet, printed

from normalize.text import restore
from spiders.readers.contents import Contents, Entry
from spiders.readers.opening import open_document
from spiders.readers.pdf.text import extract_pdf

PROSE = (
    "This little model reads long letters and answers them",
    "in the language that they were written in, politely,",
    "and never forgets to thank whoever wrote them first.",
    "It was trained at home, over a long and rainy winter.",
)


def contents(*sheets: Sheet, rotate: int = 0) -> Contents:
    return open_document(printed(*sheets, rotate=rotate), "pdf").contents


def entries(*sheets: Sheet) -> dict[str, Entry]:
    return {entry.name: entry for entry in contents(*sheets).entries}


def linked(sheet: Sheet, x: float, y: float, name: str, rest: str = "") -> None:
    """``- name: rest``, the name linked to example.org."""
    sheet.text(x, y, f"- {name}{rest}")
    sheet.link(x + 6, y - 2, x + 6 + 5.6 * len(name), y + 9, f"https://example.org/{name}")


def reasons(found: Contents) -> set[str]:
    return {one.reason for one in found.unread}


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet().text(50, 750, "Models", 20)
    for x, names in ((50, ("Abacus", "Beaver", "Cactus")), (320, ("Donkey", "Emerald", "Falcon"))):
        for at, name in enumerate(names):
            linked(sheet, x, 700 - 30 * at, name)
    assert list(entries(sheet)) == ["Abacus", "Beaver", "Cactus", "Donkey", "Emerald", "Falcon"]


def test_columns_that_were_written_across_the_page_are_read_down() -> None:
    sheet = Sheet()
    left = [*PROSE, *PROSE]
    right = [line.replace("model", "list").replace("little", "second") for line in left]
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        sheet.text(40, 700 - 12 * at, one).text(320, 700 - 12 * at, other)
    text = extract_pdf(printed(sheet)).text
    assert text.splitlines() == [*left, *right]


def test_a_page_whose_content_comes_in_no_order_is_read_from_top_to_bottom() -> None:
    lines = [f"Line number {number} of the page" for number in range(12)]
    sheet = Sheet()
    for at in (11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0):
        sheet.text(50, 700 - 14 * at, lines[at])
    assert extract_pdf(printed(sheet)).text.splitlines() == lines


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    first, second = Sheet(), Sheet()
    first.text(50, 720, "owner/project", 18).link(50, 715, 170, 735, "https://example.org/p")
    first.lines(50, 690, [*PROSE, "and its weights are free, which makes it very popu-"])
    second.lines(50, 740, ["lar in schools and libraries of many a small town as", "well."])
    (entry,) = contents(first, second).entries
    assert entry.description is not None
    assert "winter. and its weights" in entry.description
    assert "popular in schools and libraries of many a small town as well." in entry.description


def test_a_floating_sidebar_is_in_no_entry() -> None:
    sheet = Sheet().text(50, 750, "Models", 20)
    for at, name in enumerate(("Abacus", "Beaver", "Cactus", "Donkey", "Emerald")):
        linked(sheet, 50, 700 - 20 * at, name, ": a model that reads letters of any length")
    sheet.text(420, 700, "Also read", 9)
    for at in range(4):
        sheet.text(420, 680 - 20 * at, f"Our favourite {at}", 9)
        sheet.link(420, 678 - 20 * at, 480, 690 - 20 * at, f"https://ads.example/{at}")
    wide = "Below the sidebar the text runs over the whole width of the page again, as it did not"
    sheet.lines(50, 560, [f"{wide} before.", f"{wide} above, and so it is no column at all."])
    found = contents(sheet)
    assert [entry.name for entry in found.entries] == [
        "Abacus",
        "Beaver",
        "Cactus",
        "Donkey",
        "Emerald",
    ]
    assert not [link for entry in found.entries for link in entry.links if "ads" in link]
    assert "sidebar" in reasons(found)


def test_a_second_column_is_no_sidebar() -> None:
    sheet = Sheet().text(50, 750, "Models", 20)
    for at in range(6):
        linked(sheet, 50, 700 - 20 * at, f"Left{at}", ": reads letters of any length")
        linked(sheet, 320, 700 - 20 * at, f"Right{at}", ": reads letters of any length")
    found = contents(sheet)
    assert len(found.entries) == 12
    assert "sidebar" not in reasons(found)


def test_headers_footers_and_numbers_of_pages_are_in_no_entry() -> None:
    sheets = []
    for page in range(4):
        sheet = Sheet()
        sheet.text(50 if page % 2 else 400, 780, "On models" if page % 2 else "The long list")
        linked(sheet, 50, 700, f"Model{page}", ": the first on its page")
        linked(sheet, 50, 680, f"Other{page}", ": the second on its page, at its very end,")
        sheet.text(56, 668, "which goes on in a second line")
        sheet.text(300, 20, f"- {page + 1} -")
        sheets.append(sheet)
    found = contents(*sheets)
    assert len(found.entries) == 8
    said = " ".join(f"{entry.name} {entry.description}" for entry in found.entries)
    assert "On models" not in said
    assert "The long list" not in said
    assert "- 2 -" not in said
    assert "page-header" in reasons(found)


def test_what_stands_at_the_same_place_by_chance_is_no_header() -> None:
    first, second = Sheet(), Sheet()
    for sheet, y in ((first, 700), (second, 500)):
        for at in range(5):
            linked(sheet, 50, y - 40 * at, f"Model{'ABCDE'[at]}{'fs'[sheet is second]}")
    first.text(300, 500, "one word")
    second.text(50, 760, "one word")
    assert len(contents(first, second).entries) == 10


COLUMNS = (50, 170, 320, 550)


def test_a_ruled_table_goes_on_over_a_page_break_with_its_header_again() -> None:
    first, second = Sheet(), Sheet()
    first.grid(COLUMNS, (700, 680, 660, 640))
    first.row(686, COLUMNS, ("Model", "Licence", "Notes"))
    first.row(666, COLUMNS, ("Abacus", "MIT", "counts"))
    first.row(646, COLUMNS, ("Beaver", "Apache-2.0", "builds"))
    second.grid(COLUMNS, (760, 740, 720))
    second.row(746, COLUMNS, ("Model", "Licence", "Notes"))
    second.row(726, COLUMNS, ("Cactus", "MIT", "stings"))
    found = entries(first, second)
    assert {name: entry.license for name, entry in found.items()} == {
        "Abacus": "MIT",
        "Beaver": "Apache-2.0",
        "Cactus": "MIT",
    }


def test_a_row_that_the_page_cuts_is_one_entry() -> None:
    first, second = Sheet(), Sheet()
    # No ruling closes the last row of the first page: its verticals go on to the edge.
    first.grid(COLUMNS, (100, 80)).row(86, COLUMNS, ("Model", "Licence", "Notes"))
    for x in COLUMNS:
        first.rule(x, 80, x, 30)
    first.row(66, COLUMNS, ("Abacus", "MIT", "counts beans and"))
    second.grid(COLUMNS, (760, 740, 720, 700))
    second.row(746, COLUMNS, ("Model", "Licence", "Notes"))
    second.row(726, COLUMNS, ("", "", "balls, with a link"))
    second.link(325, 722, 420, 738, "https://example.org/abacus")
    second.row(706, COLUMNS, ("Beaver", "Apache-2.0", "builds"))
    found = entries(first, second)
    assert list(found) == ["Abacus", "Beaver"]
    assert found["Abacus"].links == ["https://example.org/abacus"]
    assert found["Abacus"].description == "counts beans and balls, with a link"


def test_the_rest_of_a_row_is_told_by_what_it_lacks() -> None:
    first, second = Sheet(), Sheet()
    first.grid(COLUMNS, (700, 680, 660)).row(686, COLUMNS, ("Model", "Licence", "Notes"))
    first.row(666, COLUMNS, ("Abacus", "MIT", "counts beans and"))
    second.grid(COLUMNS, (760, 740, 720)).row(746, COLUMNS, ("", "", "balls"))
    second.row(726, COLUMNS, ("Beaver", "Apache-2.0", "builds"))
    found = entries(first, second)
    assert list(found) == ["Abacus", "Beaver"]
    assert found["Abacus"].description == "counts beans and balls"


def test_rulings_part_cells_that_nearly_touch() -> None:
    sheet = Sheet().grid((50, 92, 200), (700, 680, 660))
    sheet.row(686, (50, 92), ("Model", "Licence")).row(666, (50, 92), ("Abacus", "MIT"))
    (entry,) = contents(sheet).entries
    assert (entry.name, entry.license) == ("Abacus", "MIT")


def test_underlines_and_frames_are_no_table() -> None:
    sheet = Sheet().text(50, 750, "Models", 20)
    sheet.grid((40, 560), (740, 600))
    for at, name in enumerate(("Abacus", "Beaver", "Cactus")):
        linked(sheet, 50, 700 - 20 * at, name, ": in a frame")
        sheet.rule(56, 699 - 20 * at, 90, 699 - 20 * at)
    assert list(entries(sheet)) == ["Abacus", "Beaver", "Cactus"]


def test_a_table_without_rulings_is_read_by_its_gaps() -> None:
    sheet = Sheet().text(50, 750, "Models", 20)
    rows = [("Model", "Licence", "Notes"), ("Abacus", "MIT", "counts"), ("Beaver", "GPL", "builds")]
    for at, row in enumerate(rows):
        sheet.row(700 - 20 * at, COLUMNS, row)
    sheet.lines(50, 600, PROSE)
    found = entries(sheet)
    assert {name: entry.license for name, entry in found.items()} == {
        "Abacus": "MIT",
        "Beaver": "GPL",
    }


def test_justified_text_with_wide_gaps_is_no_table() -> None:
    sheet = Sheet().text(50, 750, "Models", 20)
    for at, gap in enumerate((120, 170, 145, 190, 110)):
        y = 700 - 12 * at
        sheet.text(50, y, "reads").text(gap, y, "many").text(gap + 45, y, "letters of all kinds")
        sheet.link(gap, y - 2, gap + 25, y + 9, f"https://example.org/{at}")
    found = contents(sheet)
    assert "table-header" not in reasons(found)
    assert not [entry for entry in found.entries if entry.name == "reads"]


def test_a_paragraph_that_begins_indented_is_no_item() -> None:
    sheet = Sheet().text(50, 750, "About the list", 20)
    for at in range(3):
        y = 700 - 48 * at
        sheet.text(65, y, PROSE[0]).lines(50, y - 12, PROSE[1:])
        sheet.link(50, y - 14, 80, y - 2, "https://example.org/letters")
    assert contents(sheet).entries == []


def test_a_few_lines_of_text_around_a_table_of_smaller_type_are_no_headings() -> None:
    sheet = Sheet().text(50, 770, "All models", 20)
    sheet.text(50, 740, "Who uses this list may say so, at https://example.org/home", 12)
    sheet.grid(COLUMNS, [720 - 20 * at for at in range(12)])
    sheet.row(706, COLUMNS, ("Model", "Licence", "Notes"))
    for at in range(10):
        name = "ABCDEFGHIJ"[at] * 5
        sheet.row(686 - 20 * at, COLUMNS, (name, "MIT", "reads letters"))
    sheet.text(50, 470, "Small ones", 15)
    sheet.text(50, 440, "They were left out of the table above, for want of room.", 12)
    found = contents(sheet)
    assert len(found.entries) == 10
    assert {tuple(entry.section) for entry in found.entries} == {("All models",)}


def test_headings_are_larger_or_bold() -> None:
    sheet = Sheet().text(50, 750, "All models", 20)
    sheet.text(50, 715, "Small ones", 14)
    linked(sheet, 50, 690, "Abacus")
    linked(sheet, 50, 675, "Beaver")
    sheet.text(50, 640, "In bold", font="B")
    linked(sheet, 50, 615, "Cactus")
    linked(sheet, 50, 600, "Donkey")
    found = entries(sheet)
    assert found["Abacus"].section == ["All models", "Small ones"]
    assert found["Cactus"].section == ["All models", "Small ones", "In bold"]


def test_a_name_in_bold_ends_where_the_bold_ends() -> None:
    sheet = Sheet().text(50, 750, "Models", 20)
    for at, name in enumerate(("Abacus", "Beaver", "Cactus")):
        y = 700 - 40 * at
        sheet.text(50, y, "-").text(60, y, name, font="B")
        sheet.text(102, y, "reads letters and answers them")
        sheet.link(105, y - 2, 240, y + 9, f"https://example.org/{at}")
    assert list(entries(sheet)) == ["Abacus", "Beaver", "Cactus"]


def test_nested_bullets_belong_to_the_item_above() -> None:
    sheet = Sheet().text(50, 750, "Models", 20)
    for at, name in enumerate(("Abacus", "Beaver")):
        y = 700 - 60 * at
        sheet.bullet(50, y + 2).text(60, y, name)
        sheet.bullet(70, y - 13).text(80, y - 15, f"Link: https://example.org/{at}")
        sheet.bullet(70, y - 28).text(80, y - 30, "Licence: MIT")
    found = entries(sheet)
    assert {name: (entry.links, entry.license) for name, entry in found.items()} == {
        "Abacus": (["https://example.org/0"], "MIT"),
        "Beaver": (["https://example.org/1"], "MIT"),
    }


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_turned_pages_are_read_upright(quarter: int) -> None:
    matrix = {90: "0 1 -1 0 600 0", 180: "-1 0 0 -1 600 800", 270: "0 -1 1 0 0 800"}[quarter]
    sheet = Sheet()
    sheet.content.append(f"q {matrix} cm")
    sheet.text(50, 500, "First line of the page").text(50, 480, "Second line of it")
    sheet.content.append("Q")
    x0, y0, x1, y1 = {
        90: (90, 48, 104, 200),
        180: (400, 290, 552, 306),
        270: (496, 600, 512, 752),
    }[quarter]
    sheet.link(x0, y0, x1, y1, "https://example.org/first")
    found = extract_pdf(printed(sheet, rotate=quarter))
    assert found.text.splitlines() == ["First line of the page", "Second line of it"]
    assert [(found.text[start:end], uri) for start, end, uri in found.links] == [
        ("First line of the page", "https://example.org/first")
    ]


def test_a_printed_link_goes_on_in_the_next_line() -> None:
    sheet = Sheet().text(50, 750, "owner/project", 18).link(50, 745, 170, 765, "https://e.org/p")
    words = (
        "Weights and a demo of everything it can do are at https://huggingface.co/owner/a-rather-"
    )
    sheet.lines(50, 700, [words, "long-name/tree/main and nowhere else."])
    (entry,) = contents(sheet).entries
    assert entry.links == [
        "https://e.org/p",
        "https://huggingface.co/owner/a-rather-long-name/tree/main",
    ]


def test_a_link_that_ends_before_its_line_does_is_whole() -> None:
    sheet = Sheet().text(50, 750, "owner/project", 18).link(50, 745, 170, 765, "https://e.org/p")
    sheet.lines(50, 700, [*PROSE, "See https://example.org/home", "Weights are there, too."])
    (entry,) = contents(sheet).entries
    assert entry.links[1:] == ["https://example.org/home"]


def test_links_that_a_pushed_row_left_behind_are_found_again() -> None:
    sheet = Sheet().grid(COLUMNS, (760, 740, 700))
    sheet.row(746, COLUMNS, ("Model", "Licence", "Notes"))
    sheet.row(726, COLUMNS, ("Abacus", "MIT", "weights, paper"))
    sheet.link(324, 692, 358, 703, "https://example.org/weights")
    sheet.link(363.5, 692, 389, 703, "https://example.org/paper")
    found = extract_pdf(printed(sheet))
    assert [(found.text[start:end], uri) for start, end, uri in found.links] == [
        ("weights", "https://example.org/weights"),
        ("paper", "https://example.org/paper"),
    ]


def test_a_table_of_contents_holds_no_entries() -> None:
    sheet = Sheet().text(50, 760, "All models", 20)
    names = ("Small ones", "Large ones", "Other ones")
    for at, name in enumerate(names):
        sheet.bullet(50, 722 - 15 * at).text(60, 720 - 15 * at, f"{name} ..... {at + 1}")
    for at, name in enumerate(names):
        sheet.text(50, 640 - 60 * at, name, 14)
        linked(sheet, 50, 620 - 60 * at, f"Model{'ABC'[at]}")
    found = contents(sheet)
    assert [entry.name for entry in found.entries] == ["ModelA", "ModelB", "ModelC"]
    assert "table-of-contents" in reasons(found)


def test_ligatures_and_chinese_come_as_they_are_written() -> None:
    sheet = Sheet().text(50, 700, "The \x01rst \x02ower").text(50, 680, "中文大模型列表", font="C")
    text = restore(extract_pdf(printed(sheet)).text, "pdf").text
    assert text.splitlines() == ["The first flower", "中文大模型列表"]


def test_chinese_goes_on_over_a_line_without_a_space() -> None:
    sheet = Sheet().text(50, 750, "owner/project", 18).link(50, 745, 170, 765, "https://e.org/p")
    sheet.text(50, 700, "这是一个支持多种语言的开源大模型可以用于对话", font="C")
    sheet.text(50, 686, "以及翻译", font="C")
    (entry,) = contents(sheet).entries
    assert entry.description == "这是一个支持多种语言的开源大模型可以用于对话以及翻译"
