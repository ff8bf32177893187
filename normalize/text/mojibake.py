"""UTF-8 that was read through a single-byte code page.

The damage: ``中文`` stands as ``ä¸­æ–‡``, in a whole document or in parts of a line. It comes from a
program that took the bytes of UTF-8 for those of Windows-1252, Mac Roman, CP437 …. Read backwards
through the same page, the bytes are UTF-8 again, and the result is exact.

Worse is the damage after which bytes are missing, because the page does not define them or because
they became invisible and were stripped (81, 8D …, AD): then ``名`` (E5 90 8D) is only ``å``. The
lead byte of every character survives, so the place of each is known, but not which it was.

Of the pages for which there is evidence, it was the one whose bytes hold the most UTF-8. Evidence
is a run of sequences that no healthy text has: four characters of three or four bytes in a row, or
letters and signs in an order that ftfy's ``badness`` knows as unlikely. In a document, or else a
line, that is damaged as a whole every sequence is taken, and incomplete ones count as characters
that lost bytes; elsewhere only complete runs with evidence of their own are.

Damage in several layers, or through several pages, is undone one layer after the other, as
``restore`` repeats its plan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ftfy.badness import badness

from normalize.text.codepages import CODE_PAGES, CodePage, suspicious_clusters
from normalize.text.edits import Edit


def find(text: str) -> list[Edit]:
    """Edits of one code page, one per damaged character.

    Rule ``mojibake``: exact, confidence 1. Rule ``mojibake-bytes-lost``: the character that
    ``choose`` took, with its confidence. The evidence is the name of the page.
    """
    if text.isascii():
        return []
    page = _likeliest_page(suspicious_clusters(text))
    return _edits(text, page, _marks(text, page)) if page else []


def choose(surviving: bytes) -> tuple[str, float]:
    """Choose the character whose UTF-8 lost bytes, with a confidence: always ``(U+FFFD, 0.0)``.

    ``surviving`` is the lead byte and what is left after it, in order.
    """
    return "\ufffd", 0.0


class _Mark(NamedTuple):
    """A sequence in a text as a page sees it: ``after`` is what it stands for.

    ``None``: bytes are missing (``lost``), or it is no sequence at all.
    """

    start: int
    end: int
    after: str | None
    evident: bool
    lost: bool


_TAIL = "[\x80-\xbf]"
_LONG = (
    f"(?:[\xe1-\xec\xee\xef]{_TAIL}{_TAIL}|\xe0[\xa0-\xbf]{_TAIL}|\xed[\x80-\x9f]{_TAIL}"
    f"|\xf0[\x90-\xbf]{_TAIL}{_TAIL}|[\xf1-\xf3]{_TAIL}{{3}}|\xf4[\x80-\x8f]{_TAIL}{_TAIL})"
)
_RUN = re.compile(f"(?:{_LONG}|[\xc2-\xdf]{_TAIL})+")
_FOUR_IN_A_ROW = re.compile(f"{_LONG}{{4}}")
# What short runs may stand for: the letters and signs of many texts, none of few languages.
_COMMON = re.compile(
    "[\u00a0-\u017f\u0386-\u03ce\u0401-\u045f\u05d0-\u05ea\u060c-\u06f9\u2010-\u2026\u2030-\u203a"
    "\u20ac\u2122\u2190-\u22ff\u2500-\u27bf\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uffe5"
    "\ufe0f\u200b-\u200d\U0001f000-\U0001faff]+"
)
_LETTERS = re.compile("[^\\W\\d_ªºµ]+")
_SHORT = 2  # characters
_ANY = re.compile(
    f"(?P<run>{_RUN.pattern})"
    f"|(?P<lost>(?:[\xe0-\xef]{_TAIL}?|[\xf0-\xf4]{_TAIL}{{0,2}}|[\xc2-\xdf])(?!{_TAIL}))"
    "|(?P<stray>[\x80-\xff])"
)


def _likeliest_page(clusters: str) -> CodePage | None:
    """Find the page with the most characters in sequences, of those with evidence."""
    best, most = None, 0
    for page in CODE_PAGES:
        if not page.suspect.search(clusters):
            continue
        runs = list(_RUN.finditer(page.byte_view(clusters)))
        complete = sum(run.end() - run.start() for run in runs)
        if complete > most and any(_is_evident(clusters, run, page) for run in runs):
            best, most = page, complete
    return best


def _marks(text: str, page: CodePage) -> list[_Mark]:
    view = page.byte_view(text)
    marks: list[_Mark] = []
    for match in _ANY.finditer(view):
        if match["run"]:
            marks += _run_marks(text, match, page)
        else:
            lost = bool(match["lost"]) and not _stands_alone(view, match)
            marks.append(_Mark(match.start(), match.end(), None, False, lost))
    return marks


def _run_marks(text: str, run: re.Match[str], page: CodePage) -> Iterator[_Mark]:
    """Take one run apart; what stands for no character is no sequence."""
    evident = _is_evident(text, run, page)
    start = run.start()
    for char in _decoded(run):
        end = start + len(char.encode())
        yield _Mark(start, end, char if _is_character(char) else None, evident, False)
        start = end


def _is_evident(text: str, run: re.Match[str], page: CodePage) -> bool:
    """Whether no healthy text has this run; ``run`` is one of the byte view of ``text``."""
    decoded = _decoded(run)
    if not all(map(_is_character, decoded)):
        return False
    if _FOUR_IN_A_ROW.search(run.group()):
        return True
    damaged = text[run.start() : run.end()]
    if len(decoded) <= _SHORT and not _may_be_short(damaged, decoded, page):
        return False
    unlikely = badness(damaged)
    return unlikely > 0 and badness(decoded) < unlikely


def _may_be_short(damaged: str, decoded: str, page: CodePage) -> bool:
    """Whether one or two characters are no part of a list of letters, as alphabets are."""
    if not page.western and _LETTERS.fullmatch(damaged):
        return False
    return bool(_COMMON.fullmatch(decoded))


def _decoded(run: re.Match[str]) -> str:
    return run.group().encode("latin-1").decode("utf-8")


def _is_character(char: str) -> bool:
    return unicodedata.category(char) not in ("Cn", "Co", "Cs")


def _stands_alone(view: str, lead: re.Match[str]) -> bool:
    """Whether a lead without a tail or neighbours is rather itself: ``café``, ``8×7``."""
    around = view[max(lead.start() - 1, 0) : lead.start()] + view[lead.end() : lead.end() + 1]
    return lead.end() - lead.start() == 1 and not any("\x80" <= char <= "\xff" for char in around)


def _edits(text: str, page: CodePage, marks: list[_Mark]) -> list[Edit]:
    bytes_may_be_lost = bool(page.lost_bytes(text))
    edits: list[Edit] = []
    whole = [marks] if _damaged_throughout(marks) else _by_line(text, marks)
    for part in whole:
        throughout = _damaged_throughout(part)
        for mark in part:
            if mark.after is not None and (mark.evident or throughout):
                edits.append(Edit(mark.start, mark.end, mark.after, "mojibake", 1.0, page.name))
            elif mark.lost and throughout and bytes_may_be_lost:
                edits.append(_chosen(text, page, mark))
    return edits


def _chosen(text: str, page: CodePage, mark: _Mark) -> Edit:
    surviving = page.byte_view(text[mark.start : mark.end]).encode("latin-1")
    char, confidence = choose(surviving)
    return Edit(mark.start, mark.end, char, "mojibake-bytes-lost", confidence, page.name)


# Of a document with a quarter of its characters incomplete, 65 % of the page's characters stand in
# complete sequences; of healthy text seen through a wrong page, a few per cent.
_MIN_SEQUENCES = 3
_MIN_COMPLETE = 0.4
_MIN_EVIDENT = 0.1
_MAX_STRAY = 0.15


def _damaged_throughout(marks: Sequence[_Mark]) -> bool:
    """Whether sequences make up nearly all of what a page has in a text or line."""
    complete = sum(mark.end - mark.start for mark in marks if mark.after is not None)
    evident = sum(mark.end - mark.start for mark in marks if mark.evident)
    lost = sum(mark.end - mark.start for mark in marks if mark.lost)
    total = sum(mark.end - mark.start for mark in marks)
    return (
        sum(mark.after is not None for mark in marks) >= _MIN_SEQUENCES
        and complete >= _MIN_COMPLETE * total
        and evident >= _MIN_EVIDENT * complete
        and total - complete - lost <= _MAX_STRAY * total
    )


def _by_line(text: str, marks: list[_Mark]) -> Iterator[list[_Mark]]:
    line: list[_Mark] = []
    for mark in marks:
        if line and "\n" in text[line[-1].end : mark.start]:
            yield line
            line = []
        line.append(mark)
    yield line
