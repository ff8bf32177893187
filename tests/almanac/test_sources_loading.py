"""Source files: what is right in them is loaded, what is wrong is named with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from almanac.sources import load_source, load_sources
from almanac.toml import ConfigError

GOOD = 'title = "A list"\nkind = "readme"\nurls = ["https://example.org/list.md"]\n'


def write(path: Path, content: str = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def refusal(tmp_path: Path, content: str, name: str = "list.toml") -> str:
    path = write(tmp_path / name, content)
    with pytest.raises(ConfigError) as caught:
        load_source(path)
    assert str(path) in str(caught.value)
    return str(caught.value).removeprefix(f"{path}: ")


def test_a_source_is_named_after_its_file_and_has_its_defaults(tmp_path: Path) -> None:
    one = load_source(write(tmp_path / "open-llms.toml"))
    assert (one.id, one.path) == ("open-llms", str(tmp_path / "open-llms.toml"))
    assert (one.title, one.kind, one.urls) == ("A list", "readme", ["https://example.org/list.md"])
    assert (one.rank, one.publish_text, one.disabled, one.expect.min_mentions) == (
        50,
        True,
        False,
        1,
    )


def test_a_folder_gives_all_its_sources_by_id_those_in_folders_inside_too(tmp_path: Path) -> None:
    for name in ("b.toml", "deep/a.toml", "c.toml"):
        write(tmp_path / name)
    write(tmp_path / "notes.md", "no source")
    assert [one.id for one in load_sources(tmp_path)] == ["a", "b", "c"]


def test_a_single_file_gives_its_one_source(tmp_path: Path) -> None:
    write(tmp_path / "b.toml")
    assert [one.id for one in load_sources(write(tmp_path / "a.toml"))] == ["a"]


def test_no_folder_and_an_empty_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file or folder"):
        load_sources(tmp_path / "nowhere")
    with pytest.raises(ConfigError, match="holds no source file"):
        load_sources(tmp_path)


def test_everything_wrong_in_all_files_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", GOOD.replace("readme", "redme"))
    write(tmp_path / "b.toml", GOOD + "colour = 1\n")
    write(tmp_path / "c.toml")
    with pytest.raises(ConfigError) as caught:
        load_sources(tmp_path)
    first, second = str(caught.value).split("\n")
    assert "a.toml" in first
    assert "b.toml" in second
    assert "colour" in second


@pytest.mark.parametrize("names", [("one/list.toml", "two/list.toml"), ("list.toml", "LIST.toml")])
def test_two_sources_of_one_id_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    for name in names:
        write(tmp_path / name)
    with pytest.raises(ConfigError, match="is also that of"):
        load_sources(tmp_path)


@pytest.mark.parametrize("name", ["a b.toml", "名.toml", ".toml", "-x.toml", "a$b.toml"])
def test_a_file_name_that_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    assert "the file's name is the source's id" in refusal(tmp_path, GOOD, name)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD + 'id = "x"\n', "unknown key 'id'"),
        (GOOD + 'path = "x"\n', "unknown key 'path'"),
        (GOOD.replace("readme", "pfd"), "kind 'pfd' is not one of readme, webpage, pdf, plaintext"),
        (GOOD.replace('kind = "readme"\n', ""), "the key 'kind' is missing"),
        (GOOD.replace('["https://example.org/list.md"]', "[]"), "names no document"),
        (GOOD.replace('["https://example.org/list.md"]', '["a.md", "a.md"]'), "a document twice"),
        (GOOD.replace('["https://example.org/list.md"]', '"a.md"'), "key 'urls'"),
        (GOOD.replace('["https://example.org/list.md"]', "[1]"), "key 'urls"),
        (GOOD + "rank = 'high'\n", "key 'rank'"),
        (GOOD + "publish_text = 1\n", "key 'publish_text'"),
        (GOOD + 'license = "my own"\n', "neither an SPDX expression"),
        (GOOD + "[expect]\nmax_dorp = 0.1\n", "unknown key 'max_dorp' in [expect]"),
        (GOOD + "[expect]\nmax_drop = 20\n", "key 'expect.max_drop'"),
        (GOOD + "[expect]\nmin_mentions = -1\n", "key 'expect.min_mentions'"),
        (GOOD + "[limits]\nseconds = 0\n", "key 'limits.seconds'"),
        (GOOD.replace('"A list"', '""'), "key 'title'"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(tmp_path: Path, content: str, said: str) -> None:
    assert said in refusal(tmp_path, content)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x",
        "https://",
        "https:///x.md",
        "file://host/x",
        "file:x",
        " a.md",
        "",
        "s3://b/x",
        "http://[::1",
        "https://a.org:99999/x",
        "javascript:alert(1)",
        "C:\\\\x.md",
    ],
)
def test_an_address_that_cannot_be_a_documents_is_refused(tmp_path: Path, url: str) -> None:
    assert "'urls'" in refusal(tmp_path, GOOD.replace("https://example.org/list.md", url))


@pytest.mark.parametrize(
    "url",
    [
        "http://a.org/x",
        "file:///lists/x.md",
        "../documents/x.md.gz",
        "x y.md",
        "https://a.org:8443/",
    ],
)
def test_an_address_that_can_be_is_taken_as_written(tmp_path: Path, url: str) -> None:
    one = load_source(write(tmp_path / "a.toml", GOOD.replace("https://example.org/list.md", url)))
    assert one.urls == [url]


def test_everything_wrong_in_one_file_is_told_a_line_each(tmp_path: Path) -> None:
    said = refusal(tmp_path, 'title = "x"\nkind = "pfd"\nurls = []\nlicense = "mine"\n')
    assert len(said.split("\n")) == 3
