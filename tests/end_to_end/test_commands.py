"""Every command answers on a dataset made of the samples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT, Almanac
from stories import rows

SAMPLES = ROOT / "samples"


@pytest.fixture
def dataset(almanac: Almanac, tmp_path: Path) -> Path:
    done = almanac("run", "--sources", SAMPLES / "sources")
    assert done.returncode == 0, done.stderr
    return tmp_path / "dataset"


def test_a_mention_is_led_back_to_its_bytes(almanac: Almanac, dataset: Path) -> None:
    for source_id in ("models-cp1252", "models-translated", "page-print", "report-print"):
        mention = next(one for one in rows(dataset, "mentions") if one["source_id"] == source_id)
        done = almanac("trace", mention["mention_id"])
        assert done.returncode == 0, done.stderr
        assert mention["locator"] in done.stdout
        assert mention["document_sha256"] in done.stdout
        assert mention["name_raw"] in done.stdout


def test_a_link_and_a_word_are_found_with_what_became_of_them(
    almanac: Almanac, dataset: Path
) -> None:
    done = almanac("trace", "https://github.com/OpenLMLab/MOSS")
    assert done.returncode == 0
    assert "became     mention" in done.stdout
    nowhere = almanac("trace", "no list says this")
    assert nowhere.returncode == 1
    assert "stands in no document" in nowhere.stderr


def test_why_names_the_mentions_of_a_project_and_the_evidence(
    almanac: Almanac, dataset: Path
) -> None:
    project = next(one for one in rows(dataset, "projects") if one["mention_count"] > 2)
    done = almanac("why", project["project_id"])
    assert done.returncode == 0
    own = [one for one in rows(dataset, "mentions") if one["project_id"] == project["project_id"]]
    for mention in own:
        assert mention["mention_id"] in done.stdout
        assert mention["matched_by"][0] in done.stdout
    assert almanac("why", "p0").returncode == 2


def test_changes_sources_and_verify_answer(almanac: Almanac, dataset: Path) -> None:
    assert "added" in almanac("changes").stdout
    sources = almanac("sources").stdout
    assert all(one["source_id"] in sources for one in rows(dataset, "sources"))
    assert "all sound" in almanac("verify").stdout
    table = dataset / "latest" / "projects.parquet"
    table.write_bytes(table.read_bytes()[:-1])
    broken = almanac("verify")
    assert broken.returncode == 1
    assert "projects.parquet" in broken.stderr


def test_probe_shows_entries_and_suggests_a_source_file(almanac: Almanac, tmp_path: Path) -> None:
    done = almanac("probe", SAMPLES / "documents" / "report.pdf")
    assert done.returncode == 0, done.stderr
    assert "ChatGLM-6B" in done.stdout
    assert 'kind = "pdf"' in done.stdout
    assert not (tmp_path / "dataset").exists()
    missing = almanac("probe", "nowhere.md")
    assert missing.returncode == 3
    assert "no-such-file" in missing.stderr


def test_repair_is_a_filter_that_explains_itself(almanac: Almanac) -> None:
    done = almanac("repair", SAMPLES / "documents" / "models.zh.cp1252.md", "--explain")
    assert done.stdout == (SAMPLES / "originals" / "models.zh.md").read_text()
    repairs = [json.loads(line) for line in done.stderr.splitlines()]
    assert {one["rule"] for one in repairs} == {"mojibake"}
    healthy = SAMPLES / "originals" / "models.zh.md"
    assert almanac("repair", healthy).stdout == healthy.read_text()


def test_every_error_of_a_dataset_that_is_not_there_says_what_to_do(almanac: Almanac) -> None:
    for command in (["why", "p0"], ["changes"], ["sources"], ["verify"], ["trace", "x"]):
        done = almanac(*command)
        assert done.returncode == 2
        assert "nothing has been published here yet" in done.stderr
