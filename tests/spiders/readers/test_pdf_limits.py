from __future__ import annotations

import asyncio
import zlib
from pathlib import Path

import pytest
from conftest import SHARED, needs_shared
from examples import document, source
from printed_pdf import Sheet, printed, stream, written

from normalize.records import Limits, Reading
from spiders.errors import ReadError
from spiders.packing import opened
from spiders.readers.pdf.limits import LARGEST_STREAM, MOST_PAGES
from spiders.readers.pdf.text import extract_pdf, plain_text
from spiders.workers import ReaderPool

ROOT = Path(__file__).parents[3]
REPORT = ROOT / "samples" / "documents" / "report.pdf"
TEXT = "BT /F 10 Tf 50 700 Td (Hello there) Tj ET"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def one_page(content: str, resources: str = "", extra: str = "", *more: str) -> bytes:
    """A page whose content stream is the object ``content``; ``more`` are objects 6, 7 …"""
    return written(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R"
            f" /Resources << /Font << /F 4 0 R >> {resources} >> {extra} >>",
            FONT,
            content,
            *more,
        ]
    )


def packed(body: bytes, entries: str = "/Filter /FlateDecode") -> str:
    return stream(zlib.compress(body, 9).decode("latin-1"), entries)


def flood() -> bytes:
    return b"0 " * (LARGEST_STREAM // 2 + 1000)


def reason(body: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        extract_pdf(body)
    assert caught.value.detail
    return caught.value.reason


def in_worker(body: bytes, **limits: float) -> Reading:
    pool = ReaderPool()
    about = source(kind="pdf", limits=Limits(**limits))  # type: ignore[arg-type]
    try:
        return opened(asyncio.run(pool.read(document(body), body, about)))
    finally:
        pool.close()


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize(
    "extra",
    ["/Annots " + "[" * 100_000 + "]" * 100_000, "<</A " * 100_000 + "1" + ">>" * 100_000],
)
def test_objects_nested_without_end_do_no_harm(extra: str) -> None:
    found = extract_pdf(one_page(stream(TEXT), extra=f"/X {extra}"))
    assert found.text == "Hello there\n"


@pytest.mark.usefixtures("no_hang")
def test_content_nested_without_end_does_no_harm() -> None:
    assert extract_pdf(one_page(stream("q " * 1_000_000 + TEXT))).text == "Hello there\n"


@pytest.mark.usefixtures("no_hang")
def test_a_stream_that_unpacks_to_a_flood_is_refused() -> None:
    assert reason(one_page(packed(flood()))) == "decompression-bomb"


@pytest.mark.usefixtures("no_hang")
def test_a_flood_that_is_packed_twice_is_refused() -> None:
    twice = packed(zlib.compress(flood(), 9), "/Filter [/FlateDecode /FlateDecode]")
    assert reason(one_page(twice)) == "decompression-bomb"


def test_a_stream_that_is_packed_well_is_read() -> None:
    body = one_page(packed(b" " * (LARGEST_STREAM // 16) + TEXT.encode()))
    assert extract_pdf(body).text == "Hello there\n"


def test_too_many_pages_are_refused() -> None:
    count = MOST_PAGES + 1
    kids = "3 0 R " * count
    body = written(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
        ]
    )
    assert reason(body) == "too-many-pages"


def test_pages_that_are_their_own_parents_are_damage() -> None:
    body = written(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 4 >>",
        ]
    )
    assert reason(body) in ("damaged", "empty")


def test_a_scan_has_no_text_layer() -> None:
    image = stream(
        "\0" * 300,
        "/Type /XObject /Subtype /Image /Width 10 /Height 10"
        " /ColorSpace /DeviceRGB /BitsPerComponent 8",
    )
    body = one_page(stream("600 0 0 800 0 0 cm /I Do"), "/XObject << /I 6 0 R >>", "", image)
    assert reason(body) == "no-text-layer"


def test_forms_that_draw_each_other_for_ever_are_ended_by_the_worker() -> None:
    forms = [
        stream(
            "/X Do /X Do",
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
            f" /Resources << /XObject << /X {7 + depth} 0 R >> >>",
        )
        for depth in range(30)
    ]
    last = stream("", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    body = one_page(stream(f"/X Do {TEXT}"), "/XObject << /X 6 0 R >>", "", *forms, last)
    with pytest.raises(ReadError) as caught:
        in_worker(body, seconds=2, memory_mb=500)
    # Which limit they meet first is the machine's to decide.
    assert caught.value.reason in ("too-slow", "reader-died", "too-much-memory")


def test_a_page_of_millions_of_words_is_ended_by_the_worker() -> None:
    words = b"BT /F 10 Tf 50 700 Td " + b"(Hello there) Tj " * 1_000_000 + b"ET"
    with pytest.raises(ReadError) as caught:
        in_worker(one_page(packed(words)), seconds=30, memory_mb=300)
    assert caught.value.reason in ("too-slow", "reader-died", "too-much-memory")


def test_a_worker_reads_a_pdf_within_its_limits() -> None:
    body = printed(Sheet().text(50, 700, "owner/p", 18).link(50, 690, 120, 720, "https://e.org/p"))
    reading = in_worker(body, seconds=30, memory_mb=500)
    assert reading.regions
    assert not reading.rejects


@pytest.mark.usefixtures("no_hang")
def test_a_page_of_many_links_bullets_and_rulings_is_read() -> None:
    sheet = Sheet()
    for at in range(2_000):
        sheet.text(10, 800 - 0.4 * at, f"word and another word {at}", 2)
        sheet.link(0, 0, 600, 800, f"https://example.org/{at}")
        sheet.bullet(at * 7 % 600, at * 13 % 800)
        sheet.rule(at % 600, 0, at % 600, at % 800).rule(0, at % 800, at % 600, at % 800)
    assert len(extract_pdf(printed(sheet)).lines) == 2_000


@pytest.mark.usefixtures("no_hang")
def test_text_far_off_the_page_is_left_out() -> None:
    sheet = Sheet().text(1e9, -1e12, "far off").text(50, 700, "Hello there").rule(0, 0, 1e12, 0)
    for at in range(3):
        sheet.text(50, 600 - 20 * at, "near").text(1e8, 600 - 20 * at, "far")
    assert extract_pdf(printed(sheet)).text == "Hello there\nnear\nnear\nnear\n"


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9, 0.99])
def test_a_part_of_a_pdf_is_read_or_refused(share: float) -> None:
    bodies = [
        REPORT.read_bytes(),
        printed(Sheet().text(50, 700, "One"), Sheet().text(50, 9, "Two")),
    ]
    for whole in bodies:
        _read_or_refuse(whole[: int(len(whole) * share)])


@needs_shared
def test_half_of_a_real_pdf_is_read_or_refused() -> None:
    found = sorted((SHARED / "corpus" / "pdf").glob("*.pdf"))
    assert found
    for path in found:
        whole = path.read_bytes()
        _read_or_refuse(whole[: len(whole) // 2])
        _read_or_refuse(whole[len(whole) // 2 :])


def test_plain_text_is_that_of_the_lines() -> None:
    body = REPORT.read_bytes()
    words = set(plain_text(body).split())
    assert words >= {word for word in extract_pdf(body).text.split() if len(word) == 10}


def _read_or_refuse(body: bytes) -> None:
    try:
        found = extract_pdf(body)
    except ReadError as error:
        assert error.reason in ("damaged", "empty", "no-text-layer", "not-a-pdf")  # noqa: PT017
        assert error.detail  # noqa: PT017
    else:
        assert found.text.strip()
