from benchmarks.training import origins
from benchmarks.unseen import Text, non_ascii, part, reserved, single_lines, squeezed


def test_nothing_the_language_model_was_made_from_is_reserved_for_testing_it() -> None:
    assert not {origin.name for origin in origins()} & set(reserved())


def test_a_part_has_whole_lines_until_there_are_enough_characters() -> None:
    whole = Text("made up", ("一二三\nplain", "四五\n八", "六七"))
    assert part(whole, 4).documents == ("一二三\nplain", "四五")
    assert part(whole, 100).documents == whole.documents
    assert part(whole, 3, lambda line: not line.isascii()).documents == ("一二三",)


def test_single_lines_have_enough_to_be_recognised() -> None:
    whole = Text("made up", ("一二三\nplain\n四五六七 a b c\n八九",))
    assert single_lines(whole, 99, least=3).documents == ("一二三", "四五六七 a b c")


def test_characters_beyond_ascii_are_counted() -> None:
    assert non_ascii("aé中😀\n") == 3


def test_a_squeezed_page_has_line_feeds_alone_and_no_rows_of_blank_lines() -> None:
    assert squeezed("\n\na\r\nb\n \n\n\nc\u2028d") == "a\nb\n\nc\nd\n"
