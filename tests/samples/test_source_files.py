from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from normalize.records import Source

ROOT = Path(__file__).parents[2]
LIVE = sorted((ROOT / "sources").glob("*.toml"))
SAMPLE = sorted((ROOT / "samples" / "sources").glob("*.toml"))
REUSABLE = {"Apache-2.0", "MIT", "CC0-1.0"}


def load(path: Path) -> Source:
    table = tomllib.loads(path.read_text("utf-8"))
    return msgspec.convert(table | {"id": path.stem, "path": str(path)}, Source)


def test_the_live_lists_are_there() -> None:
    assert {path.stem for path in LIVE} == {
        "all-about-llm", "awesome-chinese-llm", "awesome-llm", "language-model-pocket",
        "llms-in-china", "open-llms", "opengpt-and-beyond", "pretrained-chinese-nlp",
        "totally-open-chatgpt",
    }  # fmt: skip


@pytest.mark.parametrize("path", [*LIVE, *SAMPLE], ids=lambda path: path.stem)
def test_a_source_file_has_known_keys_and_values_only(path: Path) -> None:
    source = load(path)
    assert source.title
    assert source.urls
    assert source.license
    assert source.expect.min_mentions > 1


@pytest.mark.parametrize("path", LIVE, ids=lambda path: path.stem)
def test_a_live_source_reads_the_list_its_homepage_shows(path: Path) -> None:
    source = load(path)
    repository = (source.homepage or "").removeprefix("https://github.com/")
    assert source.urls == [f"https://raw.githubusercontent.com/{repository}/HEAD/README.md"]
    assert source.publisher == repository.split("/")[0]


@pytest.mark.parametrize("path", LIVE, ids=lambda path: path.stem)
def test_words_are_published_only_under_a_licence_that_lets_us(path: Path) -> None:
    source = load(path)
    assert source.publish_text == (source.license in REUSABLE)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_a_sample_source_names_documents_that_exist(path: Path) -> None:
    assert all((path.parent / url).is_file() for url in load(path).urls)


def test_sample_sources_cover_every_sample_document_once() -> None:
    named = [Path(url).name for path in SAMPLE for url in load(path).urls]
    documents = {path.name for path in (ROOT / "samples" / "documents").iterdir()}
    # The plain mojibake document is there for people to look at; its packed twin is the one read.
    assert sorted(named) == sorted(documents - {"models.zh.mojibake.md"})


@pytest.mark.parametrize(
    ("source", "truth"),
    [
        ("models-cp1252", "models.zh"),
        ("models-mojibake", "models.zh"),
        ("page-print", "page.zh"),
        ("models-translated", "models.en"),
        ("report-print", "report"),
    ],
)
def test_a_sample_gate_asks_for_no_more_than_the_truth_holds(source: str, truth: str) -> None:
    entries = tomllib.loads((ROOT / "samples" / "truth" / f"{truth}.toml").read_text("utf-8"))
    gate = load(ROOT / "samples" / "sources" / f"{source}.toml").expect.min_mentions
    assert len(entries["entry"]) // 2 < gate <= len(entries["entry"])
