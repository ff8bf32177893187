"""Text that was read in the wrong multi-byte encoding, or as if it were in none.

Two kinds of damage. UTF-8 was taken for GBK, Shift_JIS …: ``开源大模型`` stands as
``寮€婧愬ぇ妯″瀷`` (``misread_utf8``). Or text in GBK, Big5, Shift_JIS, EUC-KR or EUC-JP was taken
for Latin-1 or Windows-1252: ``中文`` stands as ``ÖÐÎÄ`` (``misread_double_byte``).

Both leave rare characters that one quick search finds. What they stand for must then be much
likelier than what stands there. In a text that is damaged throughout, everything is taken that
reads backwards; elsewhere only runs with evidence of their own, and short ones not at all that
are quoted, or stand beside what they stand for: that is a text about such damage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalize.text import misread_double_byte, misread_utf8
from normalize.text.edits import Edit
from normalize.text.examples import SHORT, count_high, is_example
from normalize.text.lattice import best
from normalize.text.misread_utf8 import Piece, Run
from normalize.text.text_lines import line_end


def find(text: str) -> list[Edit]:
    """Edits that undo one misreading, as small as the bytes allow.

    Rules ``utf-8-as-<codec>`` and ``<codec>-as-windows-1252``: exact, confidence 1. With the suffix
    ``-bytes-lost``: what the language model took for characters with lost bytes, or U+FFFD that
    was already one when the text was misread; with their probability; 0 where nothing is known.
    """
    if text.isascii():
        return []
    return _misread_utf8(text) or misread_double_byte.find(text)


_EVIDENT = 20.0  # nats
_ENOUGH = 200  # different runs
_THROUGHOUT = 0.9  # of the characters above U+007F
_REACH = 50  # characters to each side of a suspicion


def _misread_utf8(text: str) -> list[Edit]:
    likeliest, most = "", 0.0
    for codec, places in misread_utf8.suspect_places(text).items():
        gain = _gain_near(text, codec, places)
        if gain > most:
            likeliest, most = codec, gain
    if not likeliest:
        return []
    found = list(misread_utf8.runs(text, likeliest, 0, len(text)))
    edits = [edit for run in _accepted(text, found) for edit in _edits(run, text, likeliest)]
    return [edit for edit in edits if edit.after != text[edit.start : edit.end]]


def _gain_near(text: str, codec: str, places: list[int]) -> float:
    """What is gained near ``places``; 0 where no run is evident, nor all together."""
    gains: dict[str, float] = {}
    done = covered = high = 0
    for place in places:
        if place < done:
            continue
        start = max(done, place - _REACH)
        start = max(text.rfind("\n", start, place) + 1, start)
        done = line_end(text, place, place + _REACH)
        high += count_high(text[start:done])
        for run in misread_utf8.runs(text, codec, start, done):
            if run.gain > 0:
                gains[text[run.pieces[0].start : run.pieces[-1].end]] = run.gain
                covered += _covered(run)
        if len(gains) > _ENOUGH:
            break
    together = covered >= _THROUGHOUT * high and sum(gains.values()) > _EVIDENT
    evident = together or any(gain > _EVIDENT for gain in gains.values())
    return sum(gains.values()) if evident else 0.0


def _covered(run: Run) -> int:
    return sum(piece.end - piece.start for piece in run.pieces)


def _accepted(text: str, found: list[Run]) -> list[Run]:
    covered = sum(map(_covered, found))
    gain = sum(run.gain for run in found if run.gain > 0)
    throughout = covered >= _THROUGHOUT * count_high(text) and gain > _EVIDENT
    if throughout and sum(count_high(_decoded(run)) for run in found) >= SHORT:
        return found
    evident = [run for run in found if run.gain > _EVIDENT and not _is_example(text, run)]
    return found if throughout and evident else evident


def _is_example(text: str, run: Run) -> bool:
    start, end = run.pieces[0].start, run.pieces[-1].end
    return is_example(text, start, end, _decoded(run))


def _decoded(run: Run) -> str:
    return "".join(piece.after for piece in run.pieces)


def _edits(run: Run, text: str, codec: str) -> Iterator[Edit]:
    rule = f"utf-8-as-{codec}"
    chosen: Iterator[tuple[str, float]] = iter(())
    if any(piece.slots for piece in run.pieces):
        chosen = iter(best([slot for piece in run.pieces for slot in _slots(piece)]))
    for piece in run.pieces:
        yield _edit(piece, rule, [next(chosen, ("", 1.0)) for _ in _slots(piece)])


def _slots(piece: Piece) -> Sequence[Sequence[str]]:
    return piece.slots or piece.after


def _edit(piece: Piece, rule: str, chosen: list[tuple[str, float]]) -> Edit:
    if piece.slots:
        after = "".join(char for char, _ in chosen)
        confidence = min(confidence for _, confidence in chosen)
        return Edit(piece.start, piece.end, after, f"{rule}-bytes-lost", confidence)
    if "\ufffd" in piece.after:
        return Edit(piece.start, piece.end, piece.after, f"{rule}-bytes-lost", 0.0, "U+FFFD")
    return Edit(piece.start, piece.end, piece.after, rule)
