"""Readings that are kept for later runs: they come back as they were, or not at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

from examples import mention, reading, reject, repair

from output.readings import FOLDER, UNUSED_DAYS, forget_unused, holds, load, store
from spiders.packing import packed

KEY = "ab" * 32


def the_file(dataset: Path) -> Path:
    (path,) = (dataset / FOLDER).rglob("*.zst")
    return path


def test_a_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    gives = reading(mention(), rejects=[reject()], repairs=[repair()])
    store(tmp_path, KEY, packed(gives))
    assert holds(tmp_path, KEY)
    assert load(tmp_path, KEY) == gives


def test_what_was_never_kept_is_not_held(tmp_path: Path) -> None:
    assert not holds(tmp_path, KEY)
    assert load(tmp_path, KEY) is None


def test_a_damaged_file_is_no_reading_and_goes(tmp_path: Path) -> None:
    store(tmp_path, KEY, packed(reading(mention())))
    whole = the_file(tmp_path).read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], b"x" * len(whole)):
        the_file(tmp_path).write_bytes(damaged)
        assert load(tmp_path, KEY) is None
        assert not holds(tmp_path, KEY)
        store(tmp_path, KEY, packed(reading(mention())))


def test_readings_go_that_no_run_used_for_long_and_used_ones_stay(tmp_path: Path) -> None:
    other = "cd" * 32
    for key in (KEY, other):
        store(tmp_path, key, packed(reading(mention())))
        long_ago = time.time() - (UNUSED_DAYS + 1) * 86_400
        for path in (tmp_path / FOLDER / key[:2]).iterdir():
            os.utime(path, (long_ago, long_ago))
    load(tmp_path, other)
    forget_unused(tmp_path)
    assert not holds(tmp_path, KEY)
    assert holds(tmp_path, other)
