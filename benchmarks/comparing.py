"""Restorers beside each other: what each leaves wrong of a text that was damaged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import ftfy

from benchmarks.cases import Case
from benchmarks.scoring import wrong_lines
from normalize.text import restore

Restorer = Callable[[list[str]], list[str]]
"""Lines of a damaged document to lines as they should be."""

# What is not damage to encodings is switched off, so that healthy quotes and widths stay.
FAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)


def ours(lines: list[str]) -> list[str]:
    """The document restored as a whole."""
    return restore("\n".join(lines), "readme").text.split("\n")


def ftfy_fair(lines: list[str]) -> list[str]:
    """``ftfy.fix_text``, which works line by line, with its repairs of encodings only."""
    return [ftfy.fix_text(line, FAIR) for line in lines]


def ftfy_default(lines: list[str]) -> list[str]:
    """``ftfy.fix_text`` as it comes."""
    return [ftfy.fix_text(line) for line in lines]


RESTORERS: dict[str, Restorer] = {"ftfy": ftfy_fair, "ftfy default": ftfy_default, "ours": ours}


class Result(NamedTuple):
    """Of the characters beyond ASCII, which share is wrong as damaged and after each restorer."""

    case: Case
    characters: int
    before: float
    after: dict[str, float]

    @property
    def met(self) -> bool | None:
        """Whether ours is as good as promised; None if nothing is."""
        return None if self.case.target is None else self.after["ours"] <= self.case.target

    @property
    def worse_than_ftfy(self) -> bool:
        """Whether ftfy, configured one way or the other, leaves less wrong than we do."""
        return self.after["ours"] > min(self.after["ftfy"], self.after["ftfy default"])


def measure(case: Case, restorers: Mapping[str, Restorer] = RESTORERS) -> Result:
    """Damage each document, restore it with each restorer, and count what is wrong."""
    text = case.texts()
    wrong = dict.fromkeys(("before", *restorers), 0)
    for document in text.documents:
        original = document.split("\n")
        damaged = case.damage.apply(document).split("\n")
        wrong["before"] += wrong_lines(original, damaged)
        for name, restored in restorers.items():
            wrong[name] += wrong_lines(original, restored(damaged))
    shares = {name: count / max(text.non_ascii, 1) for name, count in wrong.items()}
    return Result(case, text.non_ascii, shares.pop("before"), shares)
