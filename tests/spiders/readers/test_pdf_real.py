"""The real PDFs give the entries of the Markdown that they were printed from."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Hashable, Iterable
from functools import cache
from pathlib import Path

import pdfplumber
import pytest
from conftest import ROOT, SHARED, needs_shared

from normalize.urls import canonical, is_badge, is_image
from spiders.readers.contents import Contents, Entry
from spiders.readers.opening import open_document
from spiders.readers.pdf.text import Line, PdfText, extract_pdf

CORPUS = SHARED / "corpus"
PRINTED = {
    "llms-in-china-sidebar": "llms-in-china",
    "open-llms-single": "open-llms",
    "totally-open-chatgpt-twocol": "totally-open-chatgpt",
}
AT_LEAST = 0.97
# Where a browser prints its own header and footer, in points from the bottom of the page.
FOOTER, HEADER = 26, 764

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
pytestmark = needs_shared


@cache
def pdf(document: str) -> tuple[PdfText, Contents]:
    body = (CORPUS / "pdf" / f"{document}.pdf").read_bytes()
    return extract_pdf(body), open_document(body, "pdf").contents


def markdown(name: str) -> list[Entry]:
    newest = max((CORPUS / "history" / name).glob("*.md"))
    return open_document(newest.read_bytes(), "readme").contents.entries


def gold(name: str) -> list[tuple[str, list[str]]]:
    path = ROOT / "tests" / "gold" / "lists" / f"{name}.tsv"
    rows = [line.split("\t") for line in path.read_text().splitlines()]
    return [
        (row[0], " ".join(row[1:]).split()) for row in rows if row[0] and not row[0].startswith("#")
    ]


def pairs(entries: Iterable[tuple[str, list[str]]]) -> tuple[Counter[str], Counter[Hashable]]:
    """Names, and (name, link) pairs; white space aside, links as they are published."""
    names: Counter[str] = Counter()
    links: Counter[Hashable] = Counter()
    for name, hrefs in entries:
        folded = "".join(name.split())
        names[folded] += 1
        urls = {one.url for href in hrefs if _counts(href) and (one := canonical(href))}
        links.update((folded, url) for url in urls)
    return names, links


def _counts(href: str) -> bool:
    return not is_image(href) and not is_badge(href)


def agreement(found: Counter[Hashable], expected: Counter[Hashable]) -> tuple[float, float]:
    """Precision and recall."""
    same = (found & expected).total()
    return same / found.total(), same / expected.total()


def is_printed(name: str, path: Path) -> bool:
    """Whether a name stands in a PDF at all, as another library reads it."""
    return "".join(name.split()) in _plumbed(path)


@cache
def _plumbed(path: Path) -> str:
    with pdfplumber.open(path) as opened:
        return "".join("".join(page.extract_text().split()) for page in opened.pages)


@pytest.mark.parametrize("document", PRINTED)
@pytest.mark.parametrize("peer", ["gold", "markdown"])
def test_a_printed_list_gives_the_entries_of_its_markdown(document: str, peer: str) -> None:
    name = PRINTED[document]
    expected = gold(name) if peer == "gold" else [(one.name, one.links) for one in markdown(name)]
    if document.endswith("twocol"):
        # The browser lost a list between two pages: nothing of it is in the PDF.
        path = CORPUS / "pdf" / f"{document}.pdf"
        lost = [one for one in expected if not is_printed(one[0], path)]
        assert len(lost) == 10
        expected = [one for one in expected if one not in lost]
    found = [(one.name, one.links) for one in pdf(document)[1].entries]
    for ours, theirs in zip(pairs(found), pairs(expected), strict=True):
        assert min(agreement(Counter(ours), Counter(theirs))) >= AT_LEAST


@pytest.mark.parametrize("document", PRINTED)
def test_nothing_of_margins_and_sidebar_is_in_an_entry(document: str) -> None:
    found, contents = pdf(document)
    said = "\n".join(map(_everything, contents.entries))
    apart = [line for line in found.lines if _is_apart(line, document)]
    if document != "open-llms-single":
        assert apart
    for line in apart:
        words = found.text[line.start : line.end].strip()
        assert words not in said
        assert not [one for one in contents.entries if one.start <= line.start < one.end - 1] or (
            line.box[1] > HEADER or line.box[3] < FOOTER
        )


def _is_apart(line: Line, document: str) -> bool:
    beside = document.endswith("sidebar") and line.page == 1 and line.box[0] > 400
    return not line.cell and (line.box[1] > HEADER or line.box[3] < FOOTER or beside)


def _everything(entry: Entry) -> str:
    fields = [value for _, value in entry.fields]
    return "\n".join(
        filter(
            None,
            [entry.name, entry.description, entry.organization, *entry.section, *fields],
        )
    )
