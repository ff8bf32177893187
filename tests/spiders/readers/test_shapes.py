"""Lists without the marks of one: lines, paragraphs, bullets below numbers, tables cut in two."""

from __future__ import annotations

from spiders.readers.contents import Contents
from spiders.readers.entries import read_entries
from spiders.readers.markdown.page import markdown_blocks


def read(text: str) -> Contents:
    return read_entries(markdown_blocks(text))


def found(text: str) -> list[tuple[str, list[str]]]:
    return [(one.name, one.links) for one in read(text).entries]


def test_lines_that_begin_with_linked_names_are_entries_and_keep_their_place() -> None:
    text = "## Tools\n\n[A](https://a.org/a) - one\n[B](https://a.org/b) - two\n"
    assert found(text) == [("A", ["https://a.org/a"]), ("B", ["https://a.org/b"])]
    first, second = read(text).entries
    assert text[second.start : second.end].startswith("[B]")
    assert first.end <= second.start


def test_paragraphs_in_a_row_that_begin_with_names_are_entries() -> None:
    text = "## Servers\n\n" + "\n\n".join(
        f"**[Server {one}](https://a.org/{one})** -- serves." for one in "abc"
    )
    assert [name for name, _ in found(text)] == ["Server a", "Server b", "Server c"]


def test_prose_with_links_is_no_entry() -> None:
    text = (
        "## About\n\nThis list began as notes on [one](https://a.org/1).\n\n"
        "We follow [two](https://a.org/2) closely.\n\nRead [three](https://a.org/3) first.\n"
    )
    assert found(text) == []


def test_bullets_below_a_numbered_item_belong_to_it_without_an_indent() -> None:
    text = (
        "1. [Hub](https://hub.org): models\n\n- download: <https://hub.org/models>\n\n"
        "1. [Store](https://store.org): more\n\n- with [a corpus](https://store.org/c) inside\n"
    )
    assert found(text) == [
        ("Hub", ["https://hub.org", "https://hub.org/models"]),
        ("Store", ["https://store.org", "https://store.org/c"]),
    ]


def test_a_list_above_the_table_of_contents_introduces_the_document() -> None:
    contents = "## Contents\n\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\n"
    models = "## A\n\n- [MOSS](https://a.org/m): a model\n"
    text = f"# List\n\n- [another list](https://a.org/list): alike\n\n{contents}{models}"
    assert [name for name, _ in found(text)] == ["MOSS"]
    assert "introduction" in {one.reason for one in read(text).unread}


def test_numbered_lines_inside_an_item_are_entries_below_it() -> None:
    text = (
        "- Parsers:\n  1、alpha\n  Reads pages.\n  地址：https://a.org/alpha\n"
        "  2、beta\n  地址：https://a.org/beta\n"
    )
    assert found(text) == [("alpha", ["https://a.org/alpha"]), ("beta", ["https://a.org/beta"])]


def test_what_stands_above_numbered_lines_is_kept_with_its_links() -> None:
    text = "- [Parsers](https://a.org/parsers)\n  More: https://a.org/more\n  1、alpha\n  2、beta\n"
    assert found(text) == [("Parsers", ["https://a.org/parsers", "https://a.org/more"])]


def test_numbers_that_stand_alone_on_their_lines_number_nothing() -> None:
    text = "- 1\n  . [MOSS](https://a.org/moss)\n  2\n  . a model\n"
    assert [links for _, links in found(text)] == [["https://a.org/moss"]]


def test_rows_that_an_empty_line_cuts_off_belong_to_their_table() -> None:
    text = "| Model | Link |\n|---|---|\n| A | https://a.org/a |\n\n| B | https://a.org/b |\n"
    assert found(text) == [("A", ["https://a.org/a"]), ("B", ["https://a.org/b"])]
    assert text[read(text).entries[1].start :].startswith("| B |")


def test_a_paragraph_below_a_table_stays_one() -> None:
    text = "| Model | Link |\n|---|---|\n| A | https://a.org/a |\n\nMore at https://a.org | soon\n"
    assert found(text) == [("A", ["https://a.org/a"])]


def test_a_table_of_html_that_empty_lines_cut_up_is_one_table() -> None:
    text = (
        "<table>\n<tr><th>Name</th><th>Code</th></tr>\n\n<tr><td>A</td><td>\n\n"
        "[code](https://a.org/a)\n\n</td></tr>\n<tr><td>B</td>"
        '<td><a href="https://a.org/b">code</a></td></tr>\n\n</table>\n'
    )
    assert found(text) == [("A", ["https://a.org/a"]), ("B", ["https://a.org/b"])]


def test_columns_that_stand_twice_side_by_side_give_two_entries_a_row() -> None:
    text = (
        "| Model | Link | Model | Link |\n|---|---|---|---|\n"
        "| A | https://a.org/a | B | https://a.org/b |\n| C | https://a.org/c | | |\n"
    )
    assert [name for name, _ in found(text)] == ["A", "B", "C"]


def test_a_row_that_goes_on_from_the_one_above_belongs_to_it() -> None:
    text = "| Model | Link |\n|---|---|\n| A | https://a.org/a |\n| | https://a.org/a2 |\n"
    assert found(text) == [("A", ["https://a.org/a", "https://a.org/a2"])]


def test_a_table_without_links_that_tells_who_made_what_lists_entries() -> None:
    text = "| Model | Company |\n|---|---|\n| A | Lab |\n| B | Firm |\n"
    assert found(text) == [("A", []), ("B", [])]


def test_a_table_of_figures_lists_no_entries() -> None:
    text = "| Model | Score |\n|---|---|\n| A | 17 |\n| B | 23 |\n"
    assert found(text) == []


def test_plain_names_among_linked_ones_are_entries_and_sentences_are_not() -> None:
    text = (
        "- [A](https://a.org/a): one\n- [B](https://a.org/b): two\n- Gamma\n"
        "- Gamma comes next, as soon as it is out.\n"
    )
    assert [name for name, _ in found(text)] == ["A", "B", "Gamma"]


def test_tasks_are_no_entries_unless_they_begin_with_a_name() -> None:
    text = (
        "- [x] [A](https://a.org/a): read\n- [ ] add more, see [the talk](https://a.org/issues/7)\n"
    )
    assert [name for name, _ in found(text)] == ["A"]


def test_an_address_inside_the_target_of_a_broken_link_is_not_lost() -> None:
    text = "| Model | Link |\n|---|---|\n| A | [a]([https://a.org/x](https://a.org/y)) |\n"
    assert found(text) == [("A", ["https://a.org/x", "https://a.org/y"])]


def test_a_name_before_a_title_in_bold_is_the_name() -> None:
    text = "- ToolQA **A Dataset of Questions for Tools**, 2023, [Paper](https://arxiv.org/abs/1)\n"
    assert found(text) == [("ToolQA", ["https://arxiv.org/abs/1"])]


def test_a_name_cell_with_a_picture_is_named_by_its_link() -> None:
    text = (
        "| Name | Notes |\n|---|---|\n"
        '| <a href="https://github.com/lab/moss"><img src="m.svg"></a> | a model |\n'
    )
    assert found(text) == [("moss", ["https://github.com/lab/moss"])]


def test_fields_between_bars_begin_with_the_title_behind_the_year() -> None:
    text = (
        "+ 2019 | Small: A Model | Ann Author, et al. | arXiv | [`PDF`](https://arxiv.org/abs/1)\n"
    )
    assert found(text) == [("Small: A Model", ["https://arxiv.org/abs/1"])]


def test_linked_names_that_are_joined_by_a_word_are_one() -> None:
    text = "- **[A](https://a.org/a)** and **[B](https://a.org/b)** from someone: [Paper](https://a.org/p)\n"
    assert found(text) == [("A and B", ["https://a.org/a", "https://a.org/b", "https://a.org/p"])]


def test_a_paper_behind_a_name_is_not_joined_to_it() -> None:
    text = "- [A](https://a.org/a), [Paper](https://a.org/p), [Demo](https://a.org/d)\n"
    assert [name for name, _ in found(text)] == ["A"]


def test_signs_inside_brackets_do_not_end_a_name() -> None:
    text = "- ConvNet (B0, B1) - https://a.org/c\n- 《AI：入门》 https://a.org/d\n"
    assert [name for name, _ in found(text)] == ["ConvNet (B0, B1)", "《AI：入门》"]


def test_the_title_of_a_paper_is_the_name_where_no_other_column_holds_names() -> None:
    text = (
        "| Year | Paper | Authors | Links |\n|---|---|---|---|\n"
        "| 2023 | Sparks | Ann et al. | [pdf](https://arxiv.org/abs/2303.12712) |\n"
        "| 2023 | Voyager | Bob et al. | [pdf](https://arxiv.org/abs/2305.16291) |\n"
    )
    assert [name for name, _ in found(text)] == ["Sparks", "Voyager"]


def test_a_column_of_venues_holds_no_names() -> None:
    text = (
        "| Paper | Venue | Code |\n|---|---|---|\n"
        "| [Chains](https://arxiv.org/abs/2201.11903) | NeurIPS 2022 | - |\n"
        "| [Tools](https://arxiv.org/abs/2302.04761) | ICLR 2023 | - |\n"
    )
    assert [name for name, _ in found(text)] == ["Chains", "Tools"]


def test_bullets_that_only_say_what_their_links_are_belong_to_the_heading() -> None:
    text = "## Models\n\n### OPT\n\n- Paper: https://a.org/p\n- Code: https://a.org/c\n"
    assert found(text) == [("OPT", ["https://a.org/p", "https://a.org/c"])]


def test_bullets_that_only_say_what_their_links_are_belong_to_the_item_above() -> None:
    text = (
        "- **M1**\n  - [Paper](https://a.org/p)\n  - [Code](https://a.org/c)\n"
        "- **M2**\n  - https://a.org/m2\n"
    )
    assert found(text) == [
        ("M1", ["https://a.org/p", "https://a.org/c"]),
        ("M2", ["https://a.org/m2"]),
    ]


def test_a_word_for_a_link_is_no_name_but_that_of_a_site_is_one() -> None:
    text = "- [Paper](https://arxiv.org/abs/1)\n- [HuggingFace](https://huggingface.co/): models\n"
    assert [name for name, _ in found(text)] == ["HuggingFace"]
    assert [one.reason for one in read(text).unread] == ["no-name"]


def test_a_heading_with_links_behind_its_title_is_an_entry() -> None:
    text = (
        "## Papers\n\n"
        "### A Study of Words [[Paper]](https://a.org/p) [[Code]](https://a.org/c)\n\nWords.\n"
    )
    assert found(text) == [("A Study of Words", ["https://a.org/p", "https://a.org/c"])]


def test_names_behind_links_tags_and_prefixes_are_found() -> None:
    text = (
        "- [paper](https://a.org/p) | [code](https://a.org/c) AgentBench: tests agents\n"
        "- (ICLR 2022) [Tuned](https://a.org/t) - tuned\n"
        "- Somebody's [nanoModel](https://github.com/somebody/nanoModel)\n"
    )
    assert [name for name, _ in found(text)] == ["AgentBench", "Tuned", "nanoModel"]


def test_a_table_whose_rows_are_headed_is_turned() -> None:
    text = (
        "| | GPT | Claude |\n|---|---|---|\n| Organization | OpenAI | Anthropic |\n"
        "| License | closed | closed |\n| Link | https://a.org/g | https://a.org/c |\n"
    )
    assert found(text) == [("GPT", ["https://a.org/g"]), ("Claude", ["https://a.org/c"])]


def test_a_row_in_bold_groups_those_below_it() -> None:
    text = (
        "| Org | Model | Link |\n|---|---|---|\n| **Open source** | | |\n"
        "| Lab | A | https://a.org/a |\n"
    )
    (entry,) = read(text).entries
    assert (entry.name, entry.section) == ("A", ["Open source"])


def test_lines_that_each_begin_in_bold_are_entries() -> None:
    text = "**A** : https://a.org/a\n**B** : https://a.org/b\n"
    assert found(text) == [("A", ["https://a.org/a"]), ("B", ["https://a.org/b"])]
