import pytest

from benchmarks import damage
from benchmarks.damage import PAGES

CHINESE = "一个用户名：中文（系统）😀，“完”\n第二行 ASCII\n"
EVERY_BYTE_OF_UTF8 = "".join(
    chr(code) for code in range(0x80, 0x30000, 7) if not 0xD800 <= code < 0xE000
)


@pytest.mark.parametrize("page", PAGES.values())
def test_misread_text_is_the_original_again_when_read_back(page: str) -> None:
    characters = damage.misread("".join(map(chr, range(0x80))), page)
    assert characters == "".join(map(chr, range(0x80)))
    damaged = damage.misread(EVERY_BYTE_OF_UTF8, page)
    back = {char: byte for byte, char in enumerate(damage._whole_page(page))}
    assert len(back) == 256, "two bytes must not become one character"
    assert bytes(back[char] for char in damaged).decode() == EVERY_BYTE_OF_UTF8


def test_a_defined_byte_is_misread_as_the_page_says() -> None:
    assert damage.misread("中文", "cp1252") == "ä¸\xadæ–‡"
    assert damage.misread("😀", "cp1254") == "ğŸ˜€"
    assert damage.misread("名", "cp1252") == "å\x90\x8d"
    assert damage.misread_again("é", "cp1252", 2) == "ÃƒÂ©"


def test_each_manner_of_loss_loses_what_it_says() -> None:
    # 名 is E5 90 8D, both of them undefined in Windows-1252; 中 is E4 B8 AD; 堠 is E5 A0 A0
    assert damage.undefined_dropped("名中", "cp1252") == "åä¸\xad"
    assert damage.undefined_and_soft_hyphen_dropped("名中", "cp1252") == "åä¸"
    assert damage.undefined_replaced("名中", "cp1252", "?") == "å??ä¸\xad"
    assert damage.undefined_replaced("名", "cp1252", "\ufffd") == "å\ufffd\ufffd"
    assert damage.no_break_space_made_plain("堠名", "cp1252") == "å  å\x90\x8d"
    assert damage.undefined_dropped_and_spaces_made_plain("堠名中", "cp1252") == "å  åä¸"
    assert damage.all_invisible_dropped("名中文", "latin-1") == "åä¸æ"
    assert damage.control_characters_dropped("名中", "latin-1") == "åä¸\xad"


def test_multi_byte_mix_ups_are_those_that_are_known() -> None:
    assert damage.utf8_as("开源大", "gbk") == "寮€婧愬ぇ"
    assert damage.utf8_as("中", "gbk", "?") == "涓?"
    assert damage.written_as("中文", "gbk", "latin-1") == "ÖÐÎÄ"
    assert damage.written_as("日本", "shift_jis", "cp1252") == "“ú–{"
    assert damage.reads_back("开源大", "utf-8", "gbk")
    assert not damage.reads_back("中", "utf-8", "gbk")


def test_every_damage_of_the_lists_damages_and_keeps_the_lines() -> None:
    kinds = [*damage.without_loss(), *damage.without_loss(2), *damage.with_loss()]
    assert len({kind.name for kind in kinds}) == len(kinds)
    for kind in kinds:
        damaged = kind.apply(CHINESE)
        assert damaged != CHINESE
        assert damaged.count("\n") == CHINESE.count("\n")
        assert damaged.endswith(" ASCII\n"), kind.name
