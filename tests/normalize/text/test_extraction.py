import pytest

from normalize.text import restore


@pytest.mark.parametrize(
    ("damaged", "whole", "rule"),
    [
        ("eﬃcient ﬁne-tuning workﬂow", "efficient fine-tuning workflow", "ligature"),
        ("fine\u00adtuning", "finetuning", "soft-hyphen"),
        ("lang\u200buage 模\ufeff型", "language 模型", "zero-width"),
        ("模\u200d型 a\u200cb", "模型 ab", "zero-width"),
        ("a\x00b\x1bc", "abc", "control-character"),
        ("模型(cid:12)很(cid:3456)大", "模型很大", "cid-mark"),
    ],
)
def test_what_extraction_left_is_taken_out(damaged, whole, rule):
    for origin in ("pdf", "plaintext"):
        restored = restore(damaged, origin)
        assert restored.text == whole
        assert {repair.rule for repair in restored.repairs} == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d💻 and 🏳\ufe0f\u200d🌈",
        "می\u200cخواهم",
        "क्\u200dष",
        "ภาษา\u200bไทย",
        "ភាសា\u200bខ្មែរ",
        "\u200fعربي\u200e",
        "tab\tand\r\nline ends",
        "(cid: 12) (cid:abc)",
        "full-width （ＡＢＣ）　stays，",
    ],
)
def test_marks_that_have_a_meaning_stay(text):
    assert restore(text, "pdf").text == text


def test_a_form_feed_between_words_becomes_a_line_end_and_beside_one_goes():
    assert restore("page one\fpage two\n\fpage three\f", "pdf").text == (
        "page one\npage two\npage three"
    )


def test_readmes_and_web_pages_keep_what_only_extraction_damages():
    text = "workﬂow (cid:1) \x1b"
    assert restore(text, "readme").text == text
    assert restore(text, "webpage").text == text
    assert restore("soft\u00adhyphen \u200b", "readme").text == "soft\u00adhyphen \u200b"
