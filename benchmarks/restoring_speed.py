"""How fast text is restored, beside ftfy in the same process, and what the language model costs."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import resources

import ftfy

from benchmarks import damage, unseen
from benchmarks.scoreboard import Table, announce, show
from normalize.text import restore

SPEED = "Speed"
MODEL = "Language model"
HEALTHY = 5  # times as fast as ftfy is what healthy text must be at least
PART = 40_000  # characters; a document
CHARACTERS = 60_000  # beyond ASCII, none of them twice the same text


def seconds(work: Callable[[], object]) -> float:
    """How long something takes with a text never seen: what was remembered would flatter us."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def beside_ftfy() -> Table:
    """Seconds per megabyte of us and of ``ftfy.fix_text`` as it comes, and how often we are faster.

    Raises:
        packages.PackageError: a package cannot be fetched.
    """
    head = ("Text", "Megabytes", "ftfy, s/MB", "Ours, s/MB", "Times as fast", "Target")
    announce(SPEED, head)
    rows, met = [], 0
    texts = _texts()
    for name, (text, target) in texts.items():
        parts = [text[start : start + PART] for start in range(0, len(text), PART)]
        restore(parts.pop(0), "readme")  # tables are read once in a process
        if target >= HEALTHY:
            restore("".join(parts), "readme")  # remembers nothing, but may want more of them
        size = len("".join(parts).encode()) / 1e6
        ours = sum(seconds(partial(restore, part, "readme")) for part in parts)
        theirs = sum(seconds(partial(ftfy.fix_text, part)) for part in parts)
        times = theirs / ours
        met += times >= target
        said = f"≥ {target:g}" + ("" if times >= target else ", missed")
        figures = (f"{size:.2f}", f"{theirs / size:.3g}", f"{ours / size:.3g}", f"{times:.3g}")
        rows.append(show((name, *figures, said)))
    return Table(SPEED, head, rows, met, len(rows) - met)


def _texts() -> dict[str, tuple[str, float]]:
    """Texts with how many times as fast as ftfy is good enough."""
    plain = "\n".join(line for line in _lines("English") if line.isascii())
    chinese = "\n".join(_lines("Chinese"))
    lost = damage.undefined_and_soft_hyphen_dropped(chinese, "cp1254")
    return {
        "pure ASCII": (plain, 5),
        "healthy Chinese": (chinese, 20),
        "no byte lost, Windows-1252": (damage.misread(chinese, "cp1252"), 0.5),
        "no byte lost, Windows-1251": (damage.misread(chinese, "cp1251"), 0.5),
        "bytes lost, Windows-1252": (damage.undefined_dropped(chinese, "cp1252"), 0.5),
        "bytes lost, Windows-1254 and AD": (lost, 0.5),
    }


def _lines(name: str) -> list[str]:
    documents = unseen.part(unseen.text(name), CHARACTERS).documents
    return "\n".join(documents).split("\n")


def language_model() -> Table:
    """What the first text with lost bytes pays for in a fresh process, and the file's size."""
    head = ("Figure", "Measured", "Target")
    announce(MODEL, head)
    seconds = min(float(_fresh_process()) for _ in range(3))
    megabytes = _file_size() / 1e6
    rows = [
        show(("first use, seconds", f"{seconds:.2f}", _promise(seconds, 0.3))),
        show(("data file, MB", f"{megabytes:.2f}", _promise(megabytes, 6))),
    ]
    met = (seconds <= 0.3) + (megabytes <= 6)
    return Table(MODEL, head, rows, met, len(rows) - met)


def _promise(value: float, target: float) -> str:
    return f"≤ {target:g}" + ("" if value <= target else ", missed")


# The second text is another one, so that nothing can be remembered but the model.
_FIRST_USE = """
import time
from normalize.text import restore
from benchmarks.damage import undefined_and_soft_hyphen_dropped as lose
first, second = (lose(line, "cp1254") for line in ("这是一个开源的中文大模型，欢迎使用。" * 3,
    "我们把训练数据和代码都放在仓库里面。" * 3))
restore("é" * 30, "readme")
times = [time.perf_counter()]
for text in (first, second):
    restore(text, "readme")
    times.append(time.perf_counter())
print((times[1] - times[0]) - (times[2] - times[1]))
"""


def _fresh_process() -> str:
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_USE], check=True, capture_output=True, text=True
    )
    return done.stdout


def _file_size() -> int:
    return len((resources.files("normalize") / "data" / "characters.txt").read_bytes())
