"""What can be checked of deploy/ without its platforms: parsing, pinning, the commands in it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from conftest import ROOT

from almanac.cli import main

DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
DOCKERFILE = DEPLOY / "docker" / "Dockerfile"
WORKFLOW = DEPLOY / "github" / "almanac.yml"


def _commands(path: Path) -> list[list[str]]:
    """The words after `almanac` of each call in a file."""
    text = path.read_text()
    if path == DOCKERFILE:
        words = dict(re.findall(r"^(ENTRYPOINT|CMD) (.*)$", text, re.MULTILINE))
        return [(json.loads(words["ENTRYPOINT"]) + json.loads(words["CMD"]))[1:]]
    calls = re.findall(r"(?:\.venv/bin/|`)almanac ([a-z]+(?: [^`\n]*)?)", text)
    return [shlex.split(call) for call in calls]


CALLS = [(path, words) for path in FILES for words in _commands(path)]


@pytest.mark.parametrize(("path", "words"), CALLS, ids=[path.name for path, _ in CALLS])
def test_every_command_and_option_in_deploy_exists(path: Path, words: list[str]) -> None:
    name, *arguments = words
    command = main.get_command(click.Context(main), name)
    assert command is not None
    context = click.Context(command)
    _, left, _ = command.make_parser(context).parse_args(arguments)
    assert left == []


def test_each_way_to_run_calls_almanac_run() -> None:
    callers = {path.name for path, words in CALLS if words[0] == "run"}
    # "almanac" is the file for cron.
    assert callers >= {"almanac.service", "almanac", "Dockerfile", "almanac.yml"}


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_no_file_names_a_host(path: Path) -> None:
    assert re.findall(r"https?://[^\s\"']*", path.read_text()) == []


def test_files_that_the_readme_of_deploy_names_are_there() -> None:
    named = set(re.findall(r"deploy/[a-z]+/[\w.]*\w", (DEPLOY / "README.md").read_text()))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_cron_lines_have_five_fields_in_range_a_user_and_a_command() -> None:
    text = (DEPLOY / "cron" / "almanac").read_text()
    assert text.endswith("\n")  # cron leaves a line out that does not end
    jobs = [line for line in text.splitlines() if re.match(r"[\d*@]", line)]
    assert len(jobs) == 1
    *fields, user, command = jobs[0].split(None, 6)
    for field, (least, most) in zip(
        fields, ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7)), strict=True
    ):
        assert field == "*" or least <= int(field) <= most
    assert user == "almanac"
    assert "%" not in command  # cron would take it for the end of the line
    subprocess.run(["sh", "-n", "-c", command], check=True)


def _stages() -> list[list[tuple[str, str]]]:
    text = re.sub(r"^#.*\n", "", DOCKERFILE.read_text(), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    steps = [tuple(line.split(None, 1)) for line in lines if line.strip()]
    starts = [at for at, (word, _) in enumerate(steps) if word == "FROM"]
    return [steps[start:end] for start, end in zip(starts, [*starts[1:], len(steps)], strict=True)]


def test_the_image_runs_as_a_user_without_rights() -> None:
    users = [rest for word, rest in _stages()[-1] if word == "USER"]
    assert users
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1])


def test_the_image_takes_libraries_with_hashes_only_and_nothing_from_urls() -> None:
    steps = [step for stage in _stages() for step in stage]
    assert [rest for word, rest in steps if word == "ADD"] == []
    ran = " ".join(rest for word, rest in steps if word == "RUN")
    assert "./scripts/make-environment" in ran
    assert not re.search(r"\b(pip install|curl|wget|apt-get)\b", ran)
    installs = re.findall(r"^.*\bpip install\b.*$", _make_environment(), re.MULTILINE)
    assert installs
    for line in installs:
        assert "--require-hashes" in line or "--no-deps --no-build-isolation" in line


def _make_environment() -> str:
    return (ROOT / "scripts" / "make-environment").read_text()


def test_what_the_image_copies_is_there_and_is_sent_to_the_builder() -> None:
    ignore = DOCKERFILE.with_name("Dockerfile.dockerignore").read_text().splitlines()
    assert ignore[1] == "*"
    sent = {line[1:] for line in ignore if line.startswith("!")}
    copied = {
        name.rstrip("/")
        for word, rest in (step for stage in _stages() for step in stage)
        if word == "COPY" and not rest.startswith("--from")
        for name in rest.split()[:-1]
    }
    assert copied == sent
    assert [name for name in sorted(copied) if not (ROOT / name).exists()] == []


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(WORKFLOW.read_text())
    return loaded


def _steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_the_workflow_may_only_read_and_starts_for_nobody_from_outside(
    workflow: dict[Any, Any],
) -> None:
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert set(job["permissions"].values()) == {"read"}
        assert job["timeout-minutes"] <= 360
    # YAML 1.1 takes the key `on` for the truth.
    assert set(workflow[True]) == {"schedule", "workflow_dispatch"}


def test_actions_are_pinned_by_commit_and_get_no_credentials_to_keep(
    workflow: dict[Any, Any],
) -> None:
    used = [step for step in _steps(workflow) if "uses" in step]
    assert used
    for step in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_steps_of_the_workflow_are_shell_and_no_event_is_pasted_into_them(
    workflow: dict[Any, Any],
) -> None:
    scripts = [step["run"] for step in _steps(workflow) if "run" in step]
    assert scripts
    for script in scripts:
        assert "${{" not in script
        subprocess.run(["bash", "-n", "-c", script], check=True)
