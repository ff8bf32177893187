"""The suggested source file: it loads as it is, and it names the document that was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import mention, reading, source

from almanac.sources import load_source
from almanac.suggestion import guess_kind, suggest
from normalize.records import Kind
from spiders.document import address


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ("https://a.org/README.md", "readme"),
        ("https://a.org/list.MD?raw=1#top", "readme"),
        ("list.markdown.gz", "readme"),
        ("https://a.org/x.pdf", "pdf"),
        ("notes.txt", "plaintext"),
        ("notes.txt.gz", "plaintext"),
        ("https://a.org/index.html", "webpage"),
        ("https://a.org/lists/llms", "webpage"),
        ("https://a.org/v1.2/page", "webpage"),
        ("https://a.org", "webpage"),
    ],
)
def test_a_kind_is_guessed_by_the_ending_of_the_name(document: str, kind: str) -> None:
    assert guess_kind(document) == kind


@pytest.mark.parametrize("kind", ["readme", "webpage", "pdf", "plaintext"])
@pytest.mark.parametrize(
    "url",
    [
        "https://a.org/list.md",
        'https://a.org/"quoted"\\.md',
        "https://a.org/列表.md?x=1&y=%20",
        "https://a.org/tab\\t.md",
    ],
)
def test_the_suggested_file_loads_as_a_source_of_the_same_document(
    tmp_path: Path, kind: Kind, url: str
) -> None:
    path = tmp_path / "new.toml"
    path.write_text(suggest(source(kind=kind, urls=[url]), reading(mention())), encoding="utf-8")
    made = load_source(path)
    assert (made.id, made.kind, made.urls) == ("new", kind, [url])
    assert made.license == "unknown"


@pytest.mark.parametrize(("found", "gate"), [(0, 1), (1, 1), (10, 8), (99, 79)])
def test_the_gate_is_a_little_below_what_was_read(tmp_path: Path, found: int, gate: int) -> None:
    path = tmp_path / "new.toml"
    read = reading(*(mention(f"m{number}") for number in range(found)))
    path.write_text(suggest(source(), read), encoding="utf-8")
    assert load_source(path).expect.min_mentions == gate


@pytest.mark.parametrize("name", ["list.md", "my list #1?.md", "列表.md"])
def test_a_local_file_is_suggested_so_that_it_is_found_from_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources").mkdir()
    document = tmp_path / name
    path = tmp_path / "sources" / "new.toml"
    text = suggest(source(urls=[document.as_uri()]), reading(mention()))
    path.write_text(text, encoding="utf-8")
    made = load_source(path)
    assert address(made, made.urls[0]) == document.as_uri()
    assert str(tmp_path) not in text
