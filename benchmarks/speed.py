"""Speed of reading, resolving and writing, each beside a peer where there is one.

``make bench`` prints a table. Times are the best of several rounds; peers run in the same
process on the same text, since the machine is noisy and only ratios travel.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from benchmarks.corpus import document, mentions, page, pdf, readme
from benchmarks.long_pdf import long_pdf, peak_memory
from normalize.records import Tables
from output.snapshots import prepare, publish
from pipelines.projects import resolve_projects
from spiders.readers.opening import open_document
from spiders.readers.pdf.text import plain_text

ROUNDS = 5
LONG = 1_000  # pages
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the fastest of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def per_megabyte(label: str, size: int, ours: float, peer: str = "", theirs: float = 0) -> None:
    """One line: seconds per megabyte, and how many times the peer's."""
    beside = f"  {ours / theirs:8.2g} times {peer}" if theirs else ""
    print(f"{label:<34}{ours / size * 1e6:10.2g} s/MB{beside}")


def reading() -> None:
    """Each kind of document that is text, from bytes to entries."""
    markdown, html, plain = readme(), page(), document("page.zh.1.txt")
    parse = MarkdownIt("gfm-like", {"linkify": False}).parse
    per_megabyte(
        "reading Markdown",
        len(markdown),
        best(lambda: open_document(markdown, "readme")),
        "markdown-it-py's parse",
        best(lambda: parse(markdown.decode())),
    )
    per_megabyte(
        "reading HTML",
        len(html),
        best(lambda: open_document(html, "webpage")),
        "lxml's parse",
        best(lambda: lxml_html.fromstring(html)),
    )
    per_megabyte("reading glued text", len(plain), best(lambda: open_document(plain, "plaintext")))


def reading_pdf() -> None:
    """The sample PDF, end to end and its text alone, beside pdfplumber; memory for a long one."""
    path = pdf()
    body = path.read_bytes()
    with pdfplumber.open(path) as opened:
        pages = len(opened.pages)
    theirs = best(lambda: _plumb(path), 2)
    for label, ours in (
        ("reading PDF", best(lambda: open_document(body, "pdf"))),
        ("PDF's plain text", best(lambda: plain_text(body))),
    ):
        times = f"{theirs / ours:8.3g} times as fast as pdfplumber's extract_text"
        print(f"{label:<34}{pages / ours:10.3g} pages/s{times}")
    with TemporaryDirectory() as folder:
        long = Path(folder) / "long.pdf"
        long.write_bytes(long_pdf(LONG))
        megabytes = peak_memory(long)
    print(f"{'reading a long PDF':<34}{megabytes:10.3g} MB at most, for {LONG:,} pages")


#: pdfminer tells of every font that it cannot measure.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def _plumb(path: Path) -> list[str]:
    with pdfplumber.open(path) as opened:
        return [one.extract_text() for one in opened.pages]


def resolving_and_writing(number: int) -> None:
    """Mentions to projects, and tables to a published snapshot."""
    sources, made = mentions(number)
    ranks = {source.id: source.rank for source in sources}
    resolved = resolve_projects(made, ranks, ranks.keys(), Tables(), "bench", NOW)
    thousands = number / 1000
    seconds = best(lambda: resolve_projects(made, ranks, ranks.keys(), Tables(), "bench", NOW), 2)
    print(f"{'resolving':<34}{seconds / thousands:10.2g} s per thousand mentions, of {number:,}")
    tables = Tables(
        projects=resolved.projects, mentions=resolved.mentions, changes=resolved.changes
    )
    with TemporaryDirectory() as folder:
        start = time.perf_counter()
        prepare(Path(folder))
        manifest = {"code_version": "bench", "sources": {}}
        publish(Path(folder), "20260101T000000Z-0001", tables, manifest, NOW)
        seconds = time.perf_counter() - start
    print(f"{'writing':<34}{seconds / thousands:10.2g} s per thousand mentions, of {number:,}")


if __name__ == "__main__":
    reading()
    reading_pdf()
    resolving_and_writing(20_000)
