"""Made-up lists as servers have them: READMEs of a few entries to a few hundred."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.synthetic_mentions import world
from normalize.records import Mention

#: Entries of a list: most have a few dozen. With these a README has 12 KB on average.
_SHORTEST, _LONGEST, _TAIL = 20, 600, 1.4


def readmes(number: int) -> Iterator[str]:
    """So many Markdown lists, always the same ones, without their first heading."""
    rng = random.Random(1)
    sizes = [min(int(_SHORTEST * rng.paretovariate(_TAIL)), _LONGEST) for _ in range(number)]
    left = iter(world(sum(sizes)).mentions)
    for size in sizes:
        yield _readme([next(left) for _ in range(size)])


def _readme(entries: list[Mention]) -> str:
    """Sections of bullets and tables in turn, as such lists mix them."""
    lines: list[str] = []
    for part, start in enumerate(range(0, len(entries), 15)):
        lines += ["", f"## Part {part + 1}", ""]
        those = entries[start : start + 15]
        lines += map(_bullet, those) if part % 2 == 0 else _table(those)
    return "\n".join(lines) + "\n"


def _bullet(entry: Mention) -> str:
    first, *others = entry.urls or [""]
    name = f"[{entry.name}]({first})" if first else entry.name
    further = "".join(f" [[link]({url})]" for url in others)
    by = f", by {entry.organization}" if entry.organization else ""
    return f"- {name}{by} - {entry.description}{further}"


def _table(entries: list[Mention]) -> list[str]:
    rows = (
        f"| {_cell(one)} | {one.organization or ''} | Apache-2.0 | {one.description} |"
        for one in entries
    )
    return ["| Model | Organization | License | Description |", "|---|---|---|---|", *rows]


def _cell(entry: Mention) -> str:
    return f"[{entry.name}]({entry.urls[0]})" if entry.urls else entry.name
