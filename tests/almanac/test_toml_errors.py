"""TOML files: wrong ones are named with their file and key, in words of TOML."""

from __future__ import annotations

from pathlib import Path

import pytest

from almanac.config import Config, load_config
from almanac.toml import ConfigError, convert, read_toml


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"a = ", "not valid TOML"),
        (b"a = 1\na = 2\n", "not valid TOML"),
        (b"\xff\xfe", "not valid TOML"),
        (b"[a\n", "not valid TOML"),
    ],
)
def test_what_is_no_toml_is_said_with_its_file(tmp_path: Path, body: bytes, said: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(body)
    with pytest.raises(ConfigError) as caught:
        read_toml(path)
    assert str(caught.value).startswith(f"{path}: {said}")


def test_a_file_that_cannot_be_read_is_said_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        read_toml(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="directory"):
        read_toml(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"contcat": "x"}, "unknown key 'contcat'"),
        ({"crawl": {"dealy": 1}}, "unknown key 'dealy' in [crawl]"),
        ({"crawl": {"delay": "slow"}}, "key 'crawl.delay'"),
        ({"crawl": {"delay": -1.0}}, "key 'crawl.delay'"),
        ({"crawl": {"concurrency": 0}}, "key 'crawl.concurrency'"),
        ({"crawl": []}, "key 'crawl'"),
        ({"contact": 7}, "key 'contact'"),
    ],
)
def test_a_wrong_key_is_named_where_it_stands(content: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        convert(Path("almanac.toml"), content, Config)
    message = str(caught.value)
    assert message.startswith(f"almanac.toml: {said}")
    assert "$" not in message


def test_right_content_becomes_the_record() -> None:
    made = convert(Path("x"), {"contact": "a@b.org", "crawl": {"delay": 0.5}}, Config)
    assert (made.contact, made.crawl.delay, made.crawl.concurrency) == ("a@b.org", 0.5, 8)


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config(None) == Config()
    (tmp_path / "almanac.toml").write_text('contact = "a@b.org"\n')
    assert load_config(None).contact == "a@b.org"


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        load_config(tmp_path / "mine.toml")
