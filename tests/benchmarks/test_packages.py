"""Reading the files of an unpacked package."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from benchmarks.packages import PackageError, debian, manual_pages, manual_text, text_files


def test_gzipped_files_are_opened_and_binaries_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress("中文".encode()))
    (tmp_path / "b.txt").write_bytes("中文".encode("gbk"))
    (tmp_path / "c.txt").write_bytes(b"a\0b")
    (tmp_path / "d.md").write_text("ok")
    assert [text for _, text in text_files(tmp_path)] == ["中文", "ok"]
    assert [path.name for path, _ in text_files(tmp_path, ".txt")] == ["a.txt.gz"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "outside.txt").write_text("outside")
    (tmp_path / "tree" / "link.txt").symlink_to(tmp_path / "outside.txt")
    assert list(text_files(tmp_path / "tree")) == []


def test_a_manual_page_loses_its_requests_and_escapes(tmp_path: Path) -> None:
    source = '.TH LS 1\n.SH 名称\nls \\- \\fB列出\\fR目录\n.B "粗体 字"\n.\\" 注释\n'
    assert manual_text(source).split("\n") == ["", "名称", "ls - 列出目录", "粗体 字", ""]
    page = tmp_path / "man1" / "ls.1.gz"
    page.parent.mkdir()
    page.write_bytes(gzip.compress(source.encode()))
    assert [path for path, _ in manual_pages(tmp_path)] == [page]


@pytest.mark.parametrize("name", ["-o=x", "../x", "a b", "", "@/x"])
def test_a_name_that_is_none_reaches_no_tool(name: str) -> None:
    with pytest.raises(PackageError, match="cannot be the name"):
        debian(name)


def test_what_cannot_be_fetched_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMANAC_TEXTS", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackageError, match="left-pad"):
        debian("left-pad")
