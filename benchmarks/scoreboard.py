"""The tables of the benchmark of restoration, on the terminal and in docs/restoration.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks.comparing import Result
from benchmarks.healthy import LEFT_OUT, Healthy
from benchmarks.packages import debian
from benchmarks.unseen import HANDBOOK, MANUALS

SCOREBOARD = Path(__file__).parent.parent / "docs" / "restoration.md"
START, END = "<!-- tables: written by benchmarks/restore.py -->", "<!-- end of tables -->"
HEALTHY = "Healthy text"


class Table(NamedTuple):
    """Rows under a title, how many targets they met and missed, and a note below them."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    met: int = 0
    missed: int = 0
    worse_than_ftfy: int = 0
    note: str = ""


# --- what is measured -------------------------------------------------------------------


def restoration(section: str, results: Iterable[Result]) -> Table:
    """The shares of wrong characters of one section, each printed when it is there."""
    head = ("Text", "Damage", "Characters", "As damaged", "ftfy", "ftfy default", "Ours", "Target")
    announce(section, head)
    rows, seen = [], []
    for result in results:
        seen.append(result)
        rows.append(show(_restoration_row(result)))
    met = sum(result.met is True for result in seen)
    missed = sum(result.met is False for result in seen)
    worse = sum(result.worse_than_ftfy for result in seen)
    return Table(section, head, rows, met, missed, worse)


def _restoration_row(result: Result) -> tuple[str, ...]:
    target = result.case.target
    said = [] if target is None else [f"≤ {share(target)}" if target else "0"]
    said += ["missed"] if result.met is False else []
    said += ["ftfy is better"] if result.worse_than_ftfy else []
    return (
        result.case.text,
        result.case.damage.name,
        f"{result.characters:,}",
        *map(share, (result.before, *result.after.values())),
        ", ".join(said),
    )


def share(value: float) -> str:
    """A share as a percentage; only what is exactly zero is ``0``."""
    if value == 0:
        return "0"
    digits = 4 if value < 0.001 else 2 if value < 0.1 else 1
    return f"{value:.{digits}%}"


def healthy(found: Iterable[Healthy]) -> Table:
    """What was changed in clean texts; every change of ours is shown below the table."""
    head = (
        "Text",
        "Documents",
        "Characters",
        "ftfy",
        "ftfy default",
        "Ours",
        "Ours, by line",
        "Target",
    )
    announce(HEALTHY, head)
    seen, rows = [], []
    for one in found:
        seen.append(one)
        rows.append(show(_healthy_row(one)))
    changed = sum(one.changed for one in seen)
    note = _changes_shown(seen)
    print(note)
    worse = sum(one.changed and not one.changed_by_ftfy for one in seen)
    return Table(HEALTHY, head, rows, len(seen) - changed, changed, worse, note)


def _healthy_row(one: Healthy) -> tuple[str, ...]:
    counts = (
        one.texts,
        one.characters,
        one.changed_by_ftfy,
        one.changed_by_ftfy_default,
        len(one.changes),
        len(one.changes_of_lines),
    )
    return (one.kind, *(f"{count:,}" for count in counts), "0, missed" if one.changed else "0")


def _changes_shown(seen: Sequence[Healthy]) -> str:
    total = sum(one.characters for one in seen)
    lines = [
        "For ftfy the documents that it changes, for us every single change, in documents and in"
        f" each line alone. {total:,} characters in all. Not in the texts, as they are not clean:\n"
    ]
    lines += [f"- `{part}`: {reason}" for part, reason in LEFT_OUT.items()]
    changes = dict.fromkeys(
        f"- `{place}`: `{repair.before}` → `{repair.after}` ({repair.rule}, {repair.evidence})"
        for one in seen
        for place, repair in one.changes + one.changes_of_lines
    )
    return "\n".join(
        [*lines, "", "Every change of ours:\n" if changes else "No change of ours.", *changes]
    )


# --- the terminal and the file ----------------------------------------------------------


def announce(title: str, head: Sequence[str]) -> None:
    """Print the head of a table."""
    print(f"\n{title}")
    show(head)


def show(row: tuple[str, ...] | Sequence[str]) -> tuple[str, ...]:
    """Print one row of a table, and give it back."""
    names = 2 if len(row) == 8 and not row[1][:1].isdigit() else 1
    wide = "".join(
        f"{cell:<54}" if place else f"{cell:<24}" for place, cell in enumerate(row[:names])
    )
    print(wide + "".join(f" {cell:>13}" for cell in row[names:]), flush=True)
    return tuple(row)


def summary(tables: Iterable[Table]) -> str:
    """How many of all rows came up to what is promised."""
    counted = list(tables)
    rows = sum(len(table.rows) for table in counted)
    met, missed, worse = (
        (
            sum(counts)
            for counts in zip(*((t.met, t.missed, t.worse_than_ftfy) for t in counted), strict=True)
        )
        if counted
        else (0, 0, 0)
    )
    return (
        f"{rows} rows; of {met + missed} targets {met} are met and {missed} missed;"
        f" ftfy is better in {worse} rows."
    )


def write(tables: Sequence[Table]) -> None:
    """Put the tables between the markers of docs/restoration.md."""
    page = SCOREBOARD.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    SCOREBOARD.write_text(f"{before}{START}\n\n{rendered(tables)}\n{END}{after}", encoding="utf-8")


def rendered(tables: Sequence[Table]) -> str:
    """All tables in Markdown."""
    parts = [f"{summary(tables)}\n\n{versions()}\n"]
    for table in tables:
        parts.append(f"## {table.title}\n\n{_markdown(table)}\n")
        parts += [f"{table.note}\n"] if table.note else []
    return "\n".join(parts)


def _markdown(table: Table) -> str:
    numbers = len(table.head) - _words(table)
    rule = ["---"] * _words(table) + ["--:"] * numbers
    lines = [table.head, rule, *table.rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def _words(table: Table) -> int:
    """How many columns at the left hold words."""
    return 2 if "Damage" in table.head else 1


def versions() -> str:
    """What was measured with."""
    packages = ["manpages-zh", HANDBOOK, *(f"manpages-{code}" for code in MANUALS.values())]
    texts = ", ".join(f"{name} {debian(name).name}" for name in packages)
    return (
        f"Measured with Python {platform.python_version()} and ftfy {version('ftfy')} on"
        f" {platform.machine()}, {os.cpu_count()} processors. Texts of Debian: {texts}."
    )
