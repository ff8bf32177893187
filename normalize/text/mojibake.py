"""UTF-8 that was read through a single-byte code page.

The damage: ``中文`` stands as ``ä¸­æ–‡``, in a whole document or in parts of a line. It comes from a
program that took the bytes of UTF-8 for those of Windows-1252, Mac Roman, CP437 …. Read backwards
through the same page, the bytes are UTF-8 again, and the result is exact.

Worse is the damage after which bytes are missing, because the page does not define them or because
they became invisible and were stripped (81, 8D …, AD): then ``名`` (E5 90 8D) is only ``å``. The
lead byte of every character survives, so the place of each is known; which it was, the language
model tells (``lost_bytes``).

Of the pages for which there is evidence (``sequences``), it was the one whose bytes hold the most
UTF-8. In a document, or else a line, that is damaged as a whole every sequence is taken, and
incomplete ones count as characters that lost bytes; elsewhere only complete runs with evidence of
their own are.

Damage in several layers, or through several pages, is undone one layer after the other, as
``restore`` repeats its plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalize.text.codepages import CODE_PAGES, CodePage, suspicious_clusters
from normalize.text.edits import Edit
from normalize.text.language import SYMBOLS, score
from normalize.text.losses import loss_in
from normalize.text.lost_bytes import chosen
from normalize.text.sequences import (
    ALL,
    COMMON,
    RUN,
    ByteSequence,
    Part,
    are_many,
    cover,
    decoded_run,
    is_evident,
    is_in_word,
    sequences_in,
)
from normalize.text.text_lines import by_line


def find(text: str) -> list[Edit]:
    """Edits of one code page, one per damaged character.

    Rule ``mojibake``: exact, confidence 1. Rule ``mojibake-bytes-lost``: the likeliest character,
    with its probability; U+FFFD where none is known. The evidence is the name of the page.
    """
    if text.isascii():
        return []
    pages = _likeliest_pages(suspicious_clusters(text))
    if not pages:
        return []
    page = pages[0]
    view = page.byte_view(text)
    loss = loss_in(view, frozenset[int]().union(*(each.undefined for each in pages)))
    parts = _damaged_parts(text, sequences_in(text, view, page, loss))
    edits = [edit for part in parts for edit in _exact(text, part, page)]
    edits += chosen(text, view, parts, page, loss)
    return sorted(edits)


_SAMPLE = 10_000  # characters, of longer texts in slices from everywhere
_SLICE = 500


def _likeliest_pages(clusters: str) -> list[CodePage]:
    """Find the pages with the most characters in sequences, of those with evidence."""
    if len(clusters) <= 2 * _SAMPLE:
        return _likeliest_in(clusters)
    apart = len(clusters) * _SLICE // _SAMPLE
    slices = (clusters[at : at + _SLICE] for at in range(0, len(clusters), apart))
    return _likeliest_in("\n".join(slices)) or _likeliest_in(clusters)


def _likeliest_in(clusters: str) -> list[CodePage]:
    """All that explain the same number of characters, the one that makes the likeliest first."""
    decoded: dict[str, list[CodePage]] = {}
    most = 0
    for page in CODE_PAGES:
        if not page.suspect.search(clusters):
            continue
        runs = list(RUN.finditer(page.byte_view(clusters)))
        complete = sum(run.end() - run.start() for run in runs)
        if complete < max(most, 1):
            continue
        evident = any(is_evident(clusters, run, page) for run in runs)
        if evident or cover(runs, len(clusters) - clusters.count("\n")):
            if complete > most:
                decoded, most = {}, complete
            decoded.setdefault("".join(map(decoded_run, runs)), []).append(page)
    if len(decoded) > 1:
        decoded = dict(sorted(decoded.items(), key=lambda item: _commonness(item[0]), reverse=True))
    return [page for pages in decoded.values() for page in pages]


def _commonness(text: str) -> float:
    return sum(score(symbol, "") for symbol in text.translate(SYMBOLS))


# Of a text that lost all of 80-9F, a third of the page's characters stand in complete sequences;
# of healthy text seen through a wrong page, a few per cent.
_MIN_SEQUENCES = 3
_MIN_COMPLETE = 0.25
_MIN_EVIDENT = 0.1
_MAX_STRAY = 0.15
_VOUCHES = 4  # characters


def _damaged_parts(text: str, sequences: Iterator[ByteSequence]) -> list[Part]:
    whole = list(sequences)
    if _damaged_throughout(whole):
        return [Part(whole, True)]
    return [Part(line, _damaged_throughout(line)) for line in by_line(text, whole)]


def _damaged_throughout(sequences: Sequence[ByteSequence]) -> bool:
    """Whether sequences make up nearly all of what a page has in a text or line."""
    decoded = ""
    complete = evident = lost = total = 0
    for start, end, after, proves, is_lost in sequences:
        total += end - start
        if after is not None:
            decoded += after
            complete += end - start
            evident += proves and end - start
        elif is_lost:
            lost += end - start
    proven = evident >= _MIN_EVIDENT * complete or (complete >= ALL * total and are_many(decoded))
    return (
        proven
        and len(decoded) >= _MIN_SEQUENCES
        and complete >= _MIN_COMPLETE * total
        and total - complete - lost <= _MAX_STRAY * total
    )


def _exact(text: str, part: Part, page: CodePage) -> Iterator[Edit]:
    proven = sum(len(one.after or "") for one in part.sequences if one.evident)
    for sequence in part.sequences:
        start, _, after, evident, _ = sequence
        if after is None:
            continue
        if evident or (part.throughout and _fits(text, sequence)) or _is_vouched_for(after, proven):
            for char in after:
                end = start + len(char.encode())
                yield Edit(start, end, char, "mojibake", 1.0, page.name)
                start = end


def _fits(text: str, run: ByteSequence) -> bool:
    """Whether a run without evidence of its own is no pair of signs in a Latin word: ``l’é``."""
    after = run.after or ""
    rare = len(after) == 1 and "\u0250" <= after <= "\u07ff" and not COMMON.fullmatch(after)
    return not (rare and is_in_word(text, run.start, run.end))


def _is_vouched_for(after: str, proven: int) -> bool:
    """Whether so much is proven in a line that another run of three bytes a character must be."""
    return proven >= _VOUCHES and after > "\u07ff" and bool(COMMON.fullmatch(after))
