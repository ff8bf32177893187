import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.decode import decode, html_charset

SIMPLIFIED = "这个模型支持中文和英文，训练数据来自公开的网页。"
TRADITIONAL = "這個模型支援中文和英文，訓練資料來自公開的網頁。"
JAPANESE = "このモデルは日本語と英語に対応しています。"
KOREAN = "이 모델은 한국어와 영어를 지원하며 누구나 쓸 수 있습니다."
FRENCH = "Ce modèle a été entraîné sur des données publiques, déjà vérifiées."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_text(mark, encoding):
    assert decode(mark + SIMPLIFIED.encode(encoding), "gbk") == (SIMPLIFIED, encoding)


@pytest.mark.parametrize(
    ("text", "declared", "used"),
    [
        (SIMPLIFIED, "GB2312", "gb18030"),
        (TRADITIONAL, "Big5", "big5hkscs"),
        (JAPANESE, "Shift_JIS", "cp932"),
        (JAPANESE, "ISO-2022-JP", "iso2022_jp"),
        (KOREAN, "EUC-KR", "cp949"),
        (FRENCH, "ISO-8859-1", "cp1252"),
        ("“5 €”", "latin1", "cp1252"),
        ("Привет", "koi8-r", "koi8-r"),
        (SIMPLIFIED, "utf-8", "utf-8"),
    ],
)
def test_a_right_declaration_is_used(text, declared, used):
    body = text.encode(used)
    assert decode(body, declared) == (text, used)


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "gbk", "windows-1254", "utf-16", "nonsense", None]
)
def test_utf_8_overrules_a_wrong_declaration(declared):
    assert decode(SIMPLIFIED.encode(), declared) == (SIMPLIFIED, "utf-8")


@pytest.mark.parametrize(
    "declared", ["rot13", "hex", "idna", "unicode_escape", "utf-7", "punycode"]
)
def test_codecs_that_are_no_encodings_of_the_web_are_ignored(declared):
    assert decode(b"abc\\u0041+AGE-", declared) == ("abc\\u0041+AGE-", "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5hkscs"),
        (JAPANESE, "cp932"),
        (KOREAN, "cp949"),
        (FRENCH, "cp1252"),
    ],
)
@pytest.mark.parametrize("declared", [None, "utf-8"])
def test_without_a_right_declaration_the_language_tells(text, encoding, declared):
    assert decode(text.encode(encoding), declared) == (text, encoding)


RUSSIAN = "Языковая модель, которую каждый может свободно использовать и изменять."
GERMAN = "Die Größe des Wörterbuchs fällt für ältere Geräte natürlich stärker ins Gewicht."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5hkscs"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
        (RUSSIAN, "cp1251"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
    ],
)
@pytest.mark.parametrize(
    "declared", ["utf-8", "iso-8859-1", "windows-1252", "gbk", "big5", "windows-1251"]
)
def test_what_the_bytes_say_overrules_what_is_declared(text, encoding, declared):
    body = f"<p>LLM 7B</p>\n{text}\n".encode(encoding)
    assert decode(body, declared) == (body.decode(encoding), encoding)


@pytest.mark.parametrize(
    ("text", "declared", "used"),
    [
        (
            "Zażółć gęślą jaźń – wszystkie duże modele językowe są już dostępne",
            "latin2",
            "iso8859-2",
        ),
        ("Zażółć gęślą jaźń – wszystkie duże modele językowe są już dostępne", "cp1250", "cp1250"),
        ("Türkçe için açık kaynaklı dil modelleri: ğüşıöç", "windows-1254", "cp1254"),
        ("Открытая языковая модель", "koi8-r", "koi8-r"),
        ("Γλωσσικό μοντέλο ανοιχτού κώδικα", "windows-1253", "cp1253"),
        ("囍饕餮魑魅魍魉，龘靐齉爩", "gbk", "gb18030"),
    ],
)
def test_a_right_declaration_of_another_language_stands(text, declared, used):
    text = text.encode(used, "ignore").decode(used)
    assert decode(text.encode(used), declared) == (text, used)


def test_few_bytes_that_are_utf_8_by_chance_are_what_is_declared():
    body = "一 ok".encode("gbk")  # its two bytes are also a rare letter in UTF-8
    assert decode(body, "gbk") == ("一 ok", "gb18030")
    assert decode(body, None)[1] == "utf-8"
    assert decode("né".encode(), "gbk") == ("né", "utf-8")


@pytest.mark.parametrize("declared", [None, "utf-8", "gbk", "latin-1", "shift_jis"])
@pytest.mark.parametrize("text", [SIMPLIFIED, JAPANESE, KOREAN, FRENCH, RUSSIAN])
def test_utf_8_with_a_few_broken_bytes_stays_utf_8_and_loses_only_these(text, declared):
    lines = [f"{text}\n".encode()] * 20
    body = b"\xff".join(lines)
    assert decode(body, declared) == (f"{text}\n\ufffd" * 19 + f"{text}\n", "utf-8")


def test_a_declared_double_byte_text_with_a_broken_byte_stays_what_it_is():
    body = (SIMPLIFIED * 20).encode("gbk") + b"\xff\n"
    text, encoding = decode(body, "gbk")
    assert encoding == "gb18030"
    assert text == SIMPLIFIED * 20 + "\ufffd\n"


def test_a_large_body_is_judged_by_samples_of_all_of_it():
    body = b"x" * 1_000_000 + b"\n" + (SIMPLIFIED + "\n").encode("gbk") * 40_000
    text, encoding = decode(body, "latin-1")
    assert encoding == "gb18030"
    assert text.endswith(SIMPLIFIED + "\n")


def test_utf_8_with_a_broken_byte_stays_utf_8():
    body = SIMPLIFIED.encode()[:-1]
    assert decode(body, None) == (SIMPLIFIED[:-1] + "\ufffd", "utf-8")


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (b'<html><head><meta charset="gbk">', "gb18030"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=utf-8">', "utf-8"),
        (b"<meta charset=big5>", "big5hkscs"),
        (b'<meta charset="rot13">', None),
        (b"<p>no declaration</p>", None),
        (b" " * 5000 + b'<meta charset="gbk">', None),
    ],
)
def test_a_page_tells_its_encoding(body, charset):
    assert html_charset(body) == charset


@given(st.binary(), st.none() | st.text() | st.sampled_from(["gbk", "utf-16", "big5", "cp1252"]))
def test_any_bytes_give_valid_text(body, declared):
    text, encoding = decode(body, declared)
    assert text.encode("utf-8") is not None
    assert codecs.lookup(encoding)
    assert html_charset(body) is None or codecs.lookup(html_charset(body))


ALPHABETS = [
    ("Książka została wydana w Łodzi; źródła są dostępne.", "iso8859-2"),
    ("Książka została wydana w Łodzi; źródła są dostępne.", "cp1250"),
    ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250"),
    ("Το πρόγραμμα είναι ελεύθερο λογισμικό", "cp1253"),
    ("Bu program özgür yazılımdır, değiştirilebilir", "cp1254"),
    ("התוכנה היא חופשית לכולם", "cp1255"),
    ("هذا البرنامج حر ومفتوح المصدر", "cp1256"),
    ("โปรแกรมนี้เป็นซอฟต์แวร์เสรี", "cp874"),
    ("Программа является свободной", "koi8-r"),
    ("Программа является свободной", "cp866"),
    ("Le modèle a été entraîné sur des données", "cp1252"),
]


@pytest.mark.parametrize(("text", "encoding"), ALPHABETS)
def test_an_alphabet_is_told_without_a_declaration(text, encoding):
    assert decode(text.encode(encoding), None) == (text, encoding)


@pytest.mark.parametrize(("text", "encoding"), ALPHABETS)
def test_a_true_declaration_of_an_alphabet_stands(text, encoding):
    assert decode(text.encode(encoding), encoding) == (text, encoding)
