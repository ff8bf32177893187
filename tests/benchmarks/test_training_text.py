"""What of a package becomes training text: prose in its language, nothing broken, nothing twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.packages import po_messages
from benchmarks.training import (
    MNEMONIC,
    Origin,
    clean,
    is_marked,
    is_natural,
    of_html,
    origins,
    paragraphs,
    unseen,
)
from benchmarks.unseen import reserved


def test_no_origin_is_test_data() -> None:
    assert not [origin.name for origin in origins() if origin.name.startswith("manpages")]
    assert not {origin.name for origin in origins()} & set(reserved())


def test_every_origin_has_a_licence_and_comes_once() -> None:
    names = [(origin.kind, origin.name) for origin in origins()]
    assert len(names) == len(set(names))
    assert all(origin.licence for origin in origins())


@pytest.mark.parametrize(
    ("place", "language"),
    [
        ("x/usr/share/locale/zh_CN/LC_MESSAGES/x.mo", "zh-cn"),
        ("x/languages/admin-zh_TW.mo", "zh-tw"),
        ("maint-guide-vi/usr/share/doc/start.html", "vi"),
        ("anything/at/all.py", "Han"),
    ],
)
def test_a_mark_in_the_path_names_the_language(place: str, language: str) -> None:
    assert is_marked(place, language)


@pytest.mark.parametrize(
    ("place", "language"),
    [("x/locale/zh_TW/x.mo", "zh-cn"), ("x/locale/ja/x.mo", "zh-cn"), ("x/devices/x.html", "vi")],
)
def test_another_language_or_a_word_is_no_mark(place: str, language: str) -> None:
    assert not is_marked(place, language)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("第一行\n    第二行", "第一行第二行"),
        ("使用<b>粗体</b>文字", "使用粗体文字"),
        ("\x1b[32m《社会契约》\x1b[m", "《社会契约》"),
    ],
)
def test_tags_colours_and_breaks_go(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("打开文件(&O)", "打开文件"), ("_保存", "保存"), ("โ_หลด", "โหลด"), ("a_b", "a_b")],
)
def test_accelerators_of_menus_go_and_names_stay(text: str, cleaned: str) -> None:
    assert MNEMONIC.sub("", text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "_强调_ 与 ~5 个",
        "**微调** 7B 模型 🚀",
        "`snake_case` 与 a & b",
        "如果 a < b，则返回真。",
        "x_1 和 y_2",
    ],
)
def test_markdown_emoji_and_signs_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("大模型的微调与预训练。", "zh-cn"),
        ("開源的語言模型", "zh-tw"),
        ("これは日本語の文章です。", "ja"),
        ("Zażółć gęślą jaźń.", "pl"),
    ],
)
def test_prose_is_natural(text: str, language: str) -> None:
    assert is_natural(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("大模型\ufffd的微调", "zh-cn"),
        ("これは日本語の文章です。", "zh-cn"),
        ("Only English here, nothing else.", "pl"),
        ("返回值 = compute(value, 1);", "zh-cn"),
        ("锟斤拷锟斤拷锟斤拷", "zh-cn"),
        ("氓民氕氘" * 12, "zh-cn"),
    ],
)
def test_the_broken_code_charts_and_other_languages_are_not(text: str, language: str) -> None:
    assert not is_natural(text, language)


def test_a_sentence_comes_once_whatever_its_punctuation() -> None:
    seen: set[bytes] = set()
    first = list(unseen(["这是第一个完整的句子。这是第二个完整的句子。"], seen))
    second = list(unseen(["这是第一个完整的句子！这是第三个完整的句子。"], seen))
    assert first == ["这是第一个完整的句子。这是第二个完整的句子。"]
    assert second == ["这是第三个完整的句子。"]


def test_a_page_gives_blocks_without_scripts(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<body><ul><li>一<ul><li>二</ul></ul><script>x</script><p>三<br>四</body>")
    assert [text for text in of_html(page) if text.strip()] == ["一", "二", "三\n四"]


def test_messages_over_several_lines_are_one(tmp_path: Path) -> None:
    catalogue = tmp_path / "a.po"
    catalogue.write_text('msgid "a"\nmsgstr ""\n"打开\\"文件\\""\n"。"\n')
    assert list(po_messages(catalogue)) == ['打开"文件"。']


def test_manual_pages_inside_packages_are_passed_over(tmp_path: Path) -> None:
    for place in ("usr/man/zh_CN/a.json", "usr/share/zh_CN/a.json"):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text(json.dumps({"a": f"这里是说明文字 {place.split('/')[1]}"}))
    origin = Origin("debian", "x", "MIT", ["zh-cn"], ("json",))
    assert list(paragraphs(tmp_path, origin, "zh-cn")) == ["这里是说明文字 share"]
