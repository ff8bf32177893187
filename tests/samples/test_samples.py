from __future__ import annotations

import gzip
import re
import tomllib
from pathlib import Path

import pypdfium2
import pytest

from samples import damage

SAMPLES = Path(damage.__file__).parent
DOCUMENTS = SAMPLES / "documents"
ORIGINALS = {
    "models.zh": "models.zh.md",
    "page.zh": "page.zh.txt",
    "models.en": "models.en.html",
    "report": "report.html",
}
MADE = damage.documents()


def truth(name: str) -> list[dict]:
    return tomllib.loads((SAMPLES / "truth" / f"{name}.toml").read_text("utf-8"))["entry"]


def committed(name: str) -> bytes:
    return (DOCUMENTS / name).read_bytes()


def test_every_committed_document_but_the_print_is_made_by_the_script() -> None:
    assert {path.name for path in DOCUMENTS.iterdir()} == {*MADE, "report.pdf"}


@pytest.mark.parametrize("name", sorted(name for name in MADE if not name.endswith(".gz")))
def test_damaging_the_originals_again_gives_the_committed_bytes(name: str) -> None:
    assert MADE[name] == committed(name)


def test_packed_document_unpacks_to_the_plain_one_and_carries_no_time() -> None:
    # Compressed bytes depend on the version of zlib; what must hold is what they unpack to.
    packed = committed("models.zh.mojibake.md.gz")
    assert gzip.decompress(packed) == committed("models.zh.mojibake.md")
    assert packed[4:8] == b"\0\0\0\0"


@pytest.mark.parametrize(("name", "original"), ORIGINALS.items())
def test_every_name_and_link_of_the_truth_stands_in_the_original(name: str, original: str) -> None:
    text = damage.original(original)
    for entry in truth(name):
        assert entry["name"] in text
        assert all(url in text for url in entry["urls"]), entry["name"]


@pytest.mark.parametrize(("name", "original"), ORIGINALS.items())
def test_every_outside_link_of_the_original_belongs_to_an_entry_of_the_truth(
    name: str, original: str
) -> None:
    standing = re.findall(r'https?://[^\s)"<]+', damage.original(original))
    known = {url for entry in truth(name) for url in entry["urls"]}
    assert set(standing) == known


@pytest.mark.parametrize("name", ORIGINALS)
def test_truth_names_each_entry_once(name: str) -> None:
    names = [entry["name"] for entry in truth(name)]
    assert len(names) == len(set(names)) >= 20


def test_misreading_as_windows_1252_can_be_undone_exactly() -> None:
    text = damage.original("models.zh.md")
    misread = damage.misread_as_windows_1252(text)
    assert misread != text
    restored = b"".join(
        char.encode("latin-1") if 0x80 <= ord(char) < 0xA0 else char.encode("cp1252")
        for char in misread
    )
    assert restored.decode() == text


def test_lost_code_page_bytes_cannot_be_decoded_back() -> None:
    damaged = MADE["models.zh.mojibake.md"].decode()
    with pytest.raises(UnicodeDecodeError):
        damaged.encode("cp1254").decode("utf-8")
    assert "\xad" not in damaged
    assert "\xa0" in damaged


def test_misreading_leaves_ascii_alone() -> None:
    assert damage.lose_code_page_bytes("LLaMA-7B, MIT\n") == "LLaMA-7B, MIT\n"
    assert damage.misread_as_windows_1252("LLaMA-7B, MIT\n") == "LLaMA-7B, MIT\n"


def test_chunks_of_the_print_overlap_by_300_characters() -> None:
    first, second = MADE["page.zh.1.txt"].decode(), MADE["page.zh.2.txt"].decode()
    assert first[-300:] == second[:300]


def test_print_glues_name_and_link_and_keeps_every_link() -> None:
    whole = MADE["page.zh.1.txt"].decode() + MADE["page.zh.2.txt"].decode()[300:]
    assert "TigerBothttps://github.com/TigerResearch/TigerBot" in whole
    assert all(url in whole for entry in truth("page.zh") for url in entry["urls"])


def test_print_holds_radicals_and_no_character_that_has_one() -> None:
    whole = MADE["page.zh.1.txt"].decode() + MADE["page.zh.2.txt"].decode()
    assert {"⽤", "⻔", "⻓"} <= set(whole)
    assert not set(damage.radicals()) & set(whole)


def test_sidebar_lines_stand_between_the_lines_of_the_first_entry() -> None:
    first = MADE["page.zh.1.txt"].decode()
    name, advert, link = (
        first.index(text)
        for text in ("Baichuan-13B", "⼤家都在读", "https://github.com/Baichuan-inc")
    )
    assert name < advert < link


def test_a_printed_line_breaks_at_a_space_and_loses_it() -> None:
    words = "one two " * 20
    lines = damage.wrap(words)
    assert len(lines) > 1
    assert all(line == line.strip() and len(line) <= damage.LINE_WIDTH for line in lines)
    assert "".join(lines).count(" ") < words.strip().count(" ")


def test_translation_takes_names_and_leaves_links() -> None:
    page = MADE["models.translated.html"].decode()
    font = '<font style="vertical-align: inherit;">'
    for gone, come in [
        ("LLaMA", "骆驼"),
        ("MoE", "教育部"),
        ("THU", "周四"),
        ("MIT License", "麻省理工学院许可证"),
    ]:
        assert f">{gone}<" in damage.original("models.en.html")
        assert f">{gone}<" not in page
        assert f"{font}{font}{come}</font></font>" in page
    assert all(f'href="{url}"' in page for entry in truth("models.en") for url in entry["urls"])


def test_translation_reaches_every_main_feature() -> None:
    page = MADE["models.translated.html"].decode()
    rows = re.findall(r"<tr>\n(.*?)</tr>", page, re.DOTALL)
    features = [row.rstrip().rsplit("<td>", 1)[-1] for row in rows if "<td>" in row]
    assert len(features) == len(truth("models.en"))
    assert all(re.search(r"[一-鿿]", feature) for feature in features)


def test_translations_hold_nothing_that_the_original_lacks() -> None:
    html = damage.original("models.en.html")
    nodes = {node.strip() for node in re.split(r"<[^>]*>", html)}
    assert set(damage.translations()) <= nodes


def test_printed_report_is_small_and_holds_its_links() -> None:
    body = committed("report.pdf")
    assert body.startswith(b"%PDF-")
    assert len(body) < 300_000
    for entry in truth("report"):
        assert all(url.encode() in body for url in entry["urls"]), entry["name"]


def test_printed_report_says_the_name_of_every_entry() -> None:
    pdf = pypdfium2.PdfDocument(committed("report.pdf"))
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    # A name may break at a line's end, where pdfium writes its hyphen as U+FFFE or U+0002, and
    # Han characters may come back as radicals.
    text = re.sub("[\ufffe\x02]", "-", text)
    flat = re.sub(r"\s", "", text.translate({ord(v): k for k, v in damage.radicals().items()}))
    for entry in truth("report"):
        assert re.sub(r"\s", "", entry["name"]) in flat
