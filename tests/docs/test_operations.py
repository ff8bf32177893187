"""Every code that a run can tell is explained to whoever looks in the morning."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from conftest import ROOT
from examples import NOW

from almanac.endings import _ENDINGS, DEFECT
from almanac.logs import LIBRARY
from almanac.monitors import monitored
from almanac.reports import Report
from normalize.records import Kind

OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-zN0-9]+)*")
#: Modules, beside those of fetching, that list codes before their sentences.
_CAUSES = ("causes.py", "bodies.py")
#: Calls whose first argument is a code.
_RAISED = ("ReadError", "Refused", "Failed")
#: Names made out of what they speak of.
_MADE = {
    "not-{kind}": [f"not-{kind}" for kind in get_args(Kind) if kind != "pdf"],
    "http-{status}": ["http-NNN"],
    "{what}-failed": ["heartbeat-failed", "webhook-failed"],
    "source-{state.status}": ["source-failed", "source-held"],
}


def trees(*folders: str) -> Iterator[tuple[Path, ast.AST]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def written(node: ast.expr) -> str | None:
    """A string as the code writes it; of an f-string its source between the quotes."""
    if isinstance(node, ast.JoinedStr):
        return ast.unparse(node)[2:-1]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def codes_of_failures() -> Iterator[str]:
    """Why a document gives nothing: what is raised, returned, or listed beside its sentence."""
    for path, tree in trees("spiders", "almanac", "pipelines"):
        causes = path.name in _CAUSES or path.parent.name == "fetching"
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from code_of_call(node)
            if causes and isinstance(node, ast.Tuple | ast.Call):
                yield from beside_sentences(node)


def beside_sentences(node: ast.Tuple | ast.Call) -> Iterator[str]:
    """What stands before a sentence, or has the hyphens of a code."""
    values = node.elts if isinstance(node, ast.Tuple) else node.args
    for code, sentence in pairwise(values):
        said, text = written(code) or "", written(sentence) or ""
        if (_CODE.fullmatch(said) and ("-" in said or " " in text)) or said in _MADE:
            yield said


def code_of_call(node: ast.Call) -> Iterator[str]:
    name = getattr(node.func, "id", "")
    if name in _RAISED and node.args:
        yield written(node.args[0]) or ""
    elif name == "_failure" and len(node.args) > 3:
        yield written(node.args[3]) or ""
    elif name == "Failure":
        yield from (written(one.value) or "" for one in node.keywords if one.arg == "reason")


def codes_of_the_log() -> Iterator[str]:
    """The codes of what is told at level WARNING or above; without one, the event is the code."""
    for _, tree in trees("almanac"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tell":
                codes = [written(one.value) or "" for one in node.keywords if one.arg == "code"]
                if codes:
                    yield from codes
                elif ast.unparse(node.args[0]) in ("logging.WARNING", "logging.ERROR"):
                    yield written(node.args[1]) or ""


def spelled_out(codes: Iterator[str]) -> set[str]:
    found = {one for code in codes for one in _MADE.get(code, [code])}
    return {one for one in found if _CODE.fullmatch(one)}


def explained() -> set[str]:
    """The codes in the first column of the tables below "Codes"."""
    tables = re.search(r"^## Codes\n(.*?)^## ", OPERATIONS, re.MULTILINE | re.DOTALL)
    assert tables
    cells = re.findall(r"^\| ([^|]+) \|", tables[1], re.MULTILINE)
    return {code for cell in cells for code in re.findall(r"`([^`]+)`", cell)}


FAILURES, LOGGED = spelled_out(codes_of_failures()), spelled_out(codes_of_the_log())


def test_the_search_finds_codes_of_every_kind_that_is_known_to_be_there() -> None:
    assert {"too-large", "no-such-file", "not-readme", "robots-txt", "timed-out"} <= FAILURES
    assert {"too-many-pages", "pipeline-crashed", "http-NNN", "tls-failed"} <= FAILURES
    assert {"decision-unmet", "webhook-failed", "source-held", "nothing-readable"} <= LOGGED


@pytest.mark.parametrize("code", sorted(FAILURES))
def test_a_code_of_a_failure_is_explained(code: str) -> None:
    assert code in explained()


@pytest.mark.parametrize("code", sorted(LOGGED))
def test_a_code_of_the_log_is_explained(code: str) -> None:
    assert code in explained()


def test_every_end_of_a_command_is_explained_with_its_status() -> None:
    for _, status, code in (*_ENDINGS, (Exception, 70, DEFECT)):
        assert re.search(rf"^\| `{code}` \| {status} \|", OPERATIONS, re.MULTILINE), code


def test_every_monitor_is_explained() -> None:
    verdicts = monitored(Report(run_id="x", time=NOW), {})
    assert {one.monitor for one in verdicts} <= explained()


def test_every_metric_is_explained(tmp_path: Path) -> None:
    source = (ROOT / "almanac" / "metrics.py").read_text("utf-8")
    names = set(re.findall(r'"almanac_(\w+)"', source))
    names |= set(re.findall(r'_gauge\(\s*registry, "(\w+)"', source))
    assert len(names) > 10
    assert {name for name in names if f"almanac_{name}" not in OPERATIONS} == set()


def test_no_code_is_explained_that_nothing_tells() -> None:
    told = FAILURES | LOGGED | {code for _, _, code in _ENDINGS} | {DEFECT, LIBRARY}
    told |= {one.monitor for one in monitored(Report(run_id="x", time=NOW), {})}
    status = re.compile(r"http-\d{3}")
    assert {one for one in explained() - told if not status.fullmatch(one)} == set()
