"""The documents say what is so: examples run, tables and columns are those of the schemas."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click import Context
from conftest import ROOT

from almanac.cli import main
from output.schemas import SCHEMA_VERSION, SCHEMAS

README = (ROOT / "README.md").read_text("utf-8")
CONTRACT = (ROOT / "docs" / "contract.md").read_text("utf-8")
ADDING = (ROOT / "docs" / "adding-a-list.md").read_text("utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "samples/README.md"])

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")

_CONTEXT = Context(main)
COMMANDS = {name: main.get_command(_CONTEXT, name) for name in main.list_commands(_CONTEXT)}


def blocks(document: str, language: str) -> list[str]:
    return [text for found, text in _FENCE.findall(document) if found == language]


def section(document: str, title: str) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    level = re.match("#+", title)[0]
    found = re.search(
        rf"^{re.escape(title)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", document, re.M | re.S
    )
    assert found, f"no heading {title!r}"
    return found[1]


def first_cells(table: str) -> list[str]:
    """The first column of a Markdown table of names in backticks."""
    return re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``dataset/`` in it, published from the samples."""
    folder = tmp_path_factory.mktemp("documents")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "almanac",
            "run",
            "--sources",
            str(ROOT / "samples" / "sources"),
            "--dataset",
            str(folder / "dataset"),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


def test_the_readme_has_examples_for_pandas_polars_and_duckdb() -> None:
    examples = "\n".join(blocks(README, "python"))
    assert all(f"import {library}" in examples for library in ("pandas", "polars", "duckdb"))
    assert blocks(README, "sql")


@pytest.mark.parametrize("code", blocks(README, "python"))
def test_a_python_example_of_the_readme_runs_as_written_and_finds_projects(
    code: str, folder: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    projects = pq.read_table(folder / "dataset/latest/projects.parquet")["github"].to_pylist()
    # Tables are printed shortened: what must be seen is a repository of the dataset.
    assert any(github[:12] in done.stdout for github in projects if github), done.stdout


@pytest.mark.parametrize("query", blocks(README, "sql"))
def test_a_sql_example_of_the_readme_runs_as_written_and_finds_rows(
    query: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        assert connection.execute(query).fetchall()


def test_the_readme_names_every_command() -> None:
    named = re.findall(r"`almanac ([a-z]+)", section(README, "## Commands"))
    assert sorted(named) == sorted(COMMANDS)


def test_the_contract_names_every_command_with_all_its_options() -> None:
    table = section(CONTRACT, "## Commands")
    for name, command in COMMANDS.items():
        row = next((line for line in table.splitlines() if f"`almanac {name}" in line), "")
        assert row, name
        options = {option for one in command.params for option in one.opts if option[:2] == "--"}
        assert set(re.findall(r"--[a-z-]+", row)) == options, name


def test_the_contract_names_every_table_and_no_other() -> None:
    titles = re.findall(r"^### (.+)$", section(CONTRACT, "## Tables"), re.MULTILINE)
    assert titles[: len(SCHEMAS)] == list(SCHEMAS)
    assert all(title[0].isupper() for title in titles[len(SCHEMAS) :])


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_contract_names_every_column_with_its_type_and_no_other(name: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", section(CONTRACT, f"### {name}"), re.M)
    assert rows == [(field.name, written(field)) for field in SCHEMAS[name]]


def test_the_contract_states_the_schema_version() -> None:
    assert f"Schema version: {SCHEMA_VERSION} " in CONTRACT


def test_every_flag_rule_and_reason_of_the_samples_is_explained(folder: Path) -> None:
    latest = folder / "dataset" / "latest"

    def found(table: str, column: str) -> set[str]:
        values = pq.read_table(latest / f"{table}.parquet")[column].to_pylist()
        return {one for value in values for one in ([value] if isinstance(value, str) else value)}

    flags, rules = section(CONTRACT, "### Flags"), section(CONTRACT, "### Rules of repair")
    assert found("mentions", "flags") | found("projects", "flags") <= set(first_cells(flags))
    assert found("repairs", "rule") <= set(first_cells(rules))
    rejects = section(ADDING, "### Reasons of rejects")
    assert all(f"`{reason}`" in rejects for reason in found("rejects", "reason"))
    manifest = json.loads((latest / "manifest.json").read_bytes())
    ignored = {reason for source in manifest["sources"].values() for reason in source["ignored"]}
    assert ignored
    assert ignored <= set(first_cells(section(ADDING, "### Reasons of ignored regions")))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_relative_links_lead_to_files_and_headings_that_exist(path: Path) -> None:
    for target in relative_links(path):
        file, _, heading = target.partition("#")
        goal = (path.parent / file).resolve() if file else path
        assert goal.exists(), target
        assert goal.is_relative_to(ROOT), target
        if heading:
            assert heading in anchors(goal), target


def relative_links(path: Path) -> Iterator[str]:
    prose = _FENCE.sub("", path.read_text("utf-8"))
    return (target for target in _LINK.findall(prose) if "://" not in target)


def anchors(path: Path) -> set[str]:
    """The fragments that GitHub gives a document's headings."""
    titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}


def written(field: pa.Field) -> str:
    """A column's type as the contract writes it: ``list<string>``, ``timestamp[us, UTC]?``."""
    return _type(field.type) + ("?" if field.nullable else "")


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list<{_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'{part.name}: {_type(part.type)}' for part in kind)}>"
    if pa.types.is_timestamp(kind):
        return f"timestamp[{kind.unit}, {kind.tz}]"
    return {pa.float32(): "float32"}.get(kind, str(kind))
