"""Restoring damaged text, measured beside ftfy: what stays wrong, what healthy text suffers, speed.

``make bench`` prints all of it. ``python -m benchmarks.restore --only PATTERN`` measures the rows
whose name has the regular expression in it; ``--write`` puts all tables into docs/restoration.md.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice

import ftfy

from benchmarks import healthy, restoring_speed, scoreboard, unseen
from benchmarks.cases import SECTIONS, Case, cases
from benchmarks.comparing import FAIR, measure
from benchmarks.healthy import Healthy
from benchmarks.packages import PackageError
from benchmarks.scoreboard import Table


def main() -> None:
    """Measure what was asked for; with ``--write`` everything, and write it down."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", metavar="PATTERN")
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    if asked.only and asked.write:
        options.error("only all tables together are written")
    skipped: list[str] = []
    tables = list(measured(re.compile(asked.only), skipped))
    print(f"\n{scoreboard.summary(tables)}")
    if skipped:
        print(f"Skipped, as texts are missing: {len(skipped)} rows.", file=sys.stderr)
    if asked.write and skipped:
        sys.exit("Nothing is written: the scoreboard would not be whole.")
    if asked.write:
        scoreboard.write(tables)


def measured(wanted: re.Pattern[str], skipped: list[str]) -> Iterator[Table]:
    """Each table of rows that are wanted, printed as they come; ``skipped`` is added to."""
    rows = [case for case in cases() if wanted.search(case.name)]
    rows = list(_with_texts(rows, skipped))
    kinds = [kind for kind in healthy.KINDS if wanted.search(f"{scoreboard.HEALTHY}: {kind}")]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(measure, rows)
        for section in SECTIONS:
            if many := sum(case.section == section for case in rows):
                yield scoreboard.restoration(section, islice(results, many))
        if kinds:
            found = pool.map(partial(_healthy, fair=FAIR), kinds)
            yield scoreboard.healthy(_found(kinds, found, skipped))
    # Last and alone, so that nothing else runs beside.
    if wanted.search(restoring_speed.SPEED):
        try:
            yield restoring_speed.beside_ftfy()
        except PackageError as error:
            _skip(restoring_speed.SPEED, str(error), skipped)
    if wanted.search(restoring_speed.MODEL):
        yield restoring_speed.language_model()


def _with_texts(rows: Sequence[Case], skipped: list[str]) -> Iterator[Case]:
    """The cases whose text can be had; it is read here, that not each process need do so."""
    missing: dict[str, str] = {}
    for name in dict.fromkeys(case.text for case in rows):
        try:
            unseen.text(name)
        except PackageError as error:
            missing[name] = str(error)
    for case in rows:
        if case.text in missing:
            _skip(case.name, missing[case.text], skipped)
        else:
            yield case


def _healthy(kind: str, fair: ftfy.TextFixerConfig) -> Healthy | str:
    try:
        return healthy.measure(kind, fair)
    except PackageError as error:
        return str(error)


def _found(
    kinds: Sequence[str], found: Iterator[Healthy | str], skipped: list[str]
) -> Iterator[Healthy]:
    for kind, one in zip(kinds, found, strict=True):
        if isinstance(one, str):
            _skip(f"{scoreboard.HEALTHY}: {kind}", one, skipped)
        else:
            yield one


def _skip(row: str, reason: str, skipped: list[str]) -> None:
    print(f"skipped: {row}: {reason}", file=sys.stderr)
    skipped.append(row)


if __name__ == "__main__":
    main()
