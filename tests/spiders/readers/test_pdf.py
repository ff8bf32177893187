from __future__ import annotations

from pathlib import Path

import pytest

from normalize.text.alignment import Alignment
from normalize.text.edits import Edit, apply
from spiders.errors import ReadError
from spiders.readers.contents import Contents
from spiders.readers.pdf.document import Line, extract_pdf, in_restored, read_pdf
from spiders.readers.pdf.glyphs import whole_characters

ROOT = Path(__file__).parents[3]
REPORT = ROOT / "samples" / "documents" / "report.pdf"
CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"


def pdf(content: str = "", pages: int = 1, annotations: str = "", trailer: str = "") -> bytes:
    """A small PDF of pages that all print the same."""
    kids = " ".join(f"{10 + page} 0 R" for page in range(pages))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        3: f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        4: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for page in range(pages):
        objects[10 + page] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R"
            f" /Resources << /Font << /F 4 0 R >> >> /Annots [{annotations}] >>"
        )
    body = "%PDF-1.4\n"
    offsets = {}
    for number, said in objects.items():
        offsets[number] = len(body)
        body += f"{number} 0 obj\n{said}\nendobj\n"
    start = len(body)
    for number, offset in offsets.items():
        body += f"xref\n{number} 1\n" if number > 1 else "xref\n0 2\n0000000000 65535 f \n"
        body += f"{offset:010} 00000 n \n"
        body = body.replace("xref\n", "", 1) if number > 1 else body
    body += f"trailer\n<< /Size 99 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return body.encode("latin-1")


def printed(x: int, y: int, text: str, size: int = 10) -> str:
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n"


def link(x0: int, y0: int, x1: int, y1: int, uri: str) -> str:
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{x0} {y0} {x1} {y1}]"
        f" /A << /S /URI /URI ({uri}) >> >> "
    )


def read(body: bytes) -> Contents:
    found = extract_pdf(body)
    return read_pdf(found.text, found.links, found.lines)


def reason(body: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        extract_pdf(body)
    return caught.value.reason


def test_text_comes_line_by_line_with_its_place() -> None:
    found = extract_pdf(pdf(printed(50, 700, "First line") + printed(50, 680, "Second line", 14)))
    assert found.text == "First line\nSecond line\n"
    assert [line.size for line in found.lines] == [10, 14]
    page, box = found.locator(11, 17).split(";")
    x0, y0, x1, y1 = (int(edge) for edge in box.removeprefix("bbox=").split(","))
    assert page == "page=1"
    assert 49 <= x0 < x1 < 110
    assert 675 <= y0 < y1 < 695


@pytest.mark.parametrize(
    ("units", "text"),
    [
        ([0xD842, 0xDFB7, 0x91CE], "𠮷野"),
        ([0x41, 0xD83D, 0xDE80], "A🚀"),
        ([0xD842, 0x41], "\ufffdA"),
        ([0xDFB7], "\ufffd"),
        ([0x4E2D, 0x6587], "中文"),
    ],
)
def test_characters_come_whole_out_of_their_halves(units: list[int], text: str) -> None:
    assert "".join(char for _, char in whole_characters(units)) == text


def test_a_link_annotation_beats_the_printed_text() -> None:
    shown = printed(50, 700, "Vicuna https://wrong.example/x")
    found = extract_pdf(pdf(shown, annotations=link(50, 695, 82, 712, "https://lmsys.org/")))
    assert found.links == [(0, 6, "https://lmsys.org/")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b"<html></html>", "not-a-pdf"),
        (b"%PDF-1.4\nnothing more", "damaged"),
        (pdf("", pages=0), "damaged"),
        (pdf(""), "no-text-layer"),
        (
            pdf(
                "",
                trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
                f" /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]",
            ),
            "encrypted",
        ),
    ],
)
def test_a_document_that_cannot_be_read_says_why(body: bytes, expected: str) -> None:
    assert reason(body) == expected


def test_half_of_a_pdf_is_read_or_refused() -> None:
    whole = REPORT.read_bytes()
    try:
        extract_pdf(whole[: len(whole) // 2])
    except ReadError as error:
        assert error.reason in ("damaged", "empty", "no-text-layer")  # noqa: PT017


def test_rows_of_a_table_become_entries_named_by_their_column() -> None:
    rows = [("Name", "Licence"), ("Dolly", "MIT"), ("Falcon", "Apache-2.0")]
    shown = printed(50, 700, "Models", 20)
    for at, (name, licence) in enumerate(rows):
        shown += printed(50, 660 - 20 * at, name) + printed(200, 660 - 20 * at, licence)
    contents = read(pdf(shown, annotations=link(48, 636, 90, 650, "https://example.org/dolly")))
    dolly, falcon = contents.entries
    assert (dolly.name, dolly.license, dolly.section) == ("Dolly", "MIT", ["Models"])
    assert dolly.links == ["https://example.org/dolly"]
    assert (falcon.name, falcon.links) == ("Falcon", [])


def test_a_linked_heading_and_the_lines_below_it_are_an_entry() -> None:
    shown = printed(50, 700, "owner/project", 18)
    for at in range(6):
        shown += printed(50, 670 - 12 * at, "It says what it is in some words, at length")
    contents = read(pdf(shown, annotations=link(48, 695, 200, 720, "https://example.org/p")))
    (entry,) = contents.entries
    assert (entry.name, entry.links) == ("owner/project", ["https://example.org/p"])
    assert (entry.description or "").startswith("It says")


def test_what_every_page_repeats_is_ignored_and_a_single_page_is_not() -> None:
    shown = printed(50, 780, "Running title") + printed(50, 700, "Body of the page")
    spread = read(pdf(shown, pages=3))
    assert {one.reason for one in spread.unread} == {"page-header"}
    assert "page-header" not in {one.reason for one in read(pdf(shown)).unread}


def test_links_and_lines_follow_a_text_that_was_restored() -> None:
    found = extract_pdf(
        pdf(printed(50, 700, "xx Vicuna yy end"), annotations=link(62, 690, 94, 712, "https://v/"))
    )
    assert found.links == [(3, 9, "https://v/")]
    edits = [Edit(0, 2, "longer", "r"), Edit(10, 12, "", "r")]
    text = apply(found.text, edits)
    links, lines = in_restored(found, Alignment().followed_by(edits))
    ((start, end, _),) = links
    assert text[start:end] == "Vicuna"
    assert text[lines[0].start : lines[0].end] == "longer Vicuna  end"
    assert in_restored(found, Alignment()) == (found.links, found.lines)


def test_no_lines_give_no_entries() -> None:
    assert read_pdf("", [], []) == Contents([], [])
    line = Line(0, 4, 1, (50, 700, 80, 710), 10, ((0, 50, 80),))
    assert read_pdf("Text\n", [], [line]).entries == []


def test_a_page_printed_by_a_browser_is_read() -> None:
    contents = read(REPORT.read_bytes())
    named = {entry.name: entry.links for entry in contents.entries}
    assert named["ChatGLM-6B"] == ["https://github.com/THUDM/ChatGLM-6B"]
    assert named["Vicuna"] == ["https://github.com/lm-sys/FastChat"]
    assert len(named) == 20


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no real documents: {CORPUS} does not exist")
@pytest.mark.parametrize(
    ("document", "at_least", "known"),
    [
        ("llms-in-china-sidebar", 112, {"TechGPT": "https://github.com/neukg/TechGPT"}),
        ("open-llms-single", 85, {"Dolly": "https://huggingface.co/databricks/dolly-v2-12b"}),
        ("totally-open-chatgpt-twocol", 21, {"carperai/trlx": "https://github.com/carperai/trlx"}),
    ],
)
def test_the_real_pdfs_give_their_entries(
    document: str, at_least: int, known: dict[str, str]
) -> None:
    contents = read((CORPUS / f"{document}.pdf").read_bytes())
    first = {entry.name: next(iter(entry.links), None) for entry in contents.entries}
    assert len(first) >= at_least
    assert {name: first.get(name) for name in known} == known
    assert "推荐阅读" not in "".join(entry.description or "" for entry in contents.entries)
