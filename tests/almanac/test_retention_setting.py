"""The retention that ``almanac.toml`` names."""

from __future__ import annotations

from pathlib import Path

import pytest

from almanac.config import load_config
from almanac.toml import ConfigError


def written(folder: Path, text: str) -> Path:
    path = folder / "almanac.toml"
    path.write_text(text)
    return path


def test_removed_projects_are_kept_for_the_days_that_are_named(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, "[retention]\nremoved_projects = 365\n"))
    assert config.retention.removed_projects == 365


def test_without_a_word_on_it_they_are_kept_for_ever(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, "[retention]\n")).retention.removed_projects is None


@pytest.mark.parametrize("value", ["0", "-1", '"365"', "1.5"])
def test_what_is_no_number_of_days_is_refused(tmp_path: Path, value: str) -> None:
    path = written(tmp_path, f"[retention]\nremoved_projects = {value}\n")
    with pytest.raises(ConfigError, match="removed_projects"):
        load_config(path)
