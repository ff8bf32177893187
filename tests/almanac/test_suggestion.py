"""The suggested source file: it loads as it is, and names the document that was read."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from examples import mention, reading, reject, source

from almanac.sources import load_source
from almanac.suggestion import page_of, raw_of, suggest
from normalize.records import Filled, Kind, Reading, Source
from pipelines.gates import judge
from spiders.bodies import address


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


def loaded(tmp_path: Path, text: str) -> Source:
    path = tmp_path / "new.toml"
    path.write_text(text, encoding="utf-8")
    return load_source(path)


@pytest.mark.parametrize(
    "title", ["Open LLMs", 'a "quoted" \\ title', "中国大模型列表 🔥", "del \x7f", "tab\t"]
)
def test_a_title_of_any_letters_is_written_so_that_it_reads_the_same(
    tmp_path: Path, title: str
) -> None:
    made = loaded(tmp_path, suggest(source(title=title), reading(mention())))
    assert made.title == title


def test_a_list_that_is_half_rejects_is_not_held_by_the_gate_suggested_for_it(
    tmp_path: Path,
) -> None:
    refused = [reject(locator=f"line={number}") for number in range(9)]
    read = reading(*(mention(f"m{number}") for number in range(11)), rejects=refused)
    made = loaded(tmp_path, suggest(source(), read))
    assert judge(made, [about(read, made)], [], 11, False).status == "fetched"
    healthy = loaded(tmp_path, suggest(source(), reading(mention())))
    assert healthy.expect.max_rejects == 0.1


def test_fields_that_most_entries_fill_are_expected_to_be_filled(tmp_path: Path) -> None:
    licensed = (mention(f"m{one}", urls=[], license="MIT") for one in range(9))
    read = reading(*licensed, mention("m9", urls=["https://a.org"]))
    made = loaded(tmp_path, suggest(source(), read))
    assert made.expect.filled == Filled(license=0.7)
    assert judge(made, [about(read, made)], [], 10, False).status == "fetched"


def about(read: Reading, made: Source) -> Reading:
    """The reading as if it were of the source that was suggested."""
    document = msgspec.structs.replace(read.document, url=made.urls[0])
    return msgspec.structs.replace(read, document=document)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://raw.githubusercontent.com/a/b/HEAD/README.md", "https://github.com/a/b"),
        ("https://raw.githubusercontent.com/a/b/refs/heads/x/README.md", "https://github.com/a/b"),
        (
            "https://raw.githubusercontent.com/a/b/main/docs/list.md",
            "https://github.com/a/b/blob/main/docs/list.md",
        ),
        ("https://gitlab.com/a/b/-/raw/main/x.md", "https://gitlab.com/a/b/-/blob/main/x.md"),
        (
            "https://huggingface.co/a/b/raw/main/README.md",
            "https://huggingface.co/a/b/blob/main/README.md",
        ),
        ("https://example.org/raw/list.html", None),
        ("https://raw.githubusercontent.com/", None),
    ],
)
def test_the_homepage_is_the_page_around_a_raw_file(
    tmp_path: Path, url: str, page: str | None
) -> None:
    assert page_of(url) == page
    made = loaded(tmp_path, suggest(source(urls=[url]), reading(mention())))
    assert made.homepage == (page or url)


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://127.0.0.1:8000/list.md", True),
        ("http://[fd00::1]/list.md", True),
        ("http://localhost/list.md", True),
        ("https://example.org/list.md", False),
        ("https://140.82.112.3/list.md", False),
        ("file:///list.md", False),
    ],
)
def test_a_document_on_a_private_address_is_suggested_with_the_permission_that_it_needs(
    tmp_path: Path, url: str, private: bool
) -> None:
    made = loaded(tmp_path, suggest(source(urls=[url]), reading(mention())))
    assert made.allow_private is private


@pytest.mark.parametrize(
    ("url", "raw"),
    [
        ("https://github.com/a/b", "https://raw.githubusercontent.com/a/b/HEAD/README.md"),
        (
            "https://github.com/a/b/blob/main/docs/x.md",
            "https://raw.githubusercontent.com/a/b/main/docs/x.md",
        ),
        ("https://github.com/a", None),
        ("https://example.org/a/b", None),
    ],
)
def test_of_a_page_of_github_the_raw_file_is_known(url: str, raw: str | None) -> None:
    assert raw_of(url) == raw
